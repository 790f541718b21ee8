"""Small tables for the examples of the analysis."""

from collections.abc import Sequence

from app.decisions.analysis import TableAnalysis, analyse
from app.decisions.dmn.model import load
from tests.decisions.writing import Column, decision, model, table


def analysed(
    inputs: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    policy: str = "FIRST",
    types: str = "",
    outputs: Sequence[Column] = (("tier", "number"),),
    note: str = "example value",
) -> TableAnalysis:
    """Analyse a table of these columns and rows."""
    logic = table(inputs=inputs, outputs=outputs, rules=rows, policy=policy, note=note)
    return analyse(load(model(types, decision("tier", logic))).tables[0])

"""What can be wrong with a model: faults found at load, and evaluations without an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import FieldError, InvalidInput
from app.feel import FeelError, Value, kind, show

LONGEST = 200  # characters of a value in a message


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong with a model: where, what, why, and how to write it right."""

    file: str
    reason: str
    code: str = "invalid_model"  #: which check found it
    level: str = "error"  #: an error keeps the model from being deployed, a ``warning`` does not
    decision: str = ""
    rule: int | None = None  #: number in the table, from 1
    column: str = ""
    text: str = ""
    advice: str = ""

    def __str__(self) -> str:
        rule = f"rule {self.rule}" if self.rule else ""
        column = f"column {self.column!r}" if self.column else ""
        place = ", ".join(part for part in (self.decision, rule, column) if part)
        shown = f": {cut(self.text)!r}" if self.text else ""
        advice = f"; {self.advice}" if self.advice else ""
        where = f"{place}{shown}: " if place else ""
        return f"{self.file or 'model'}: {where}{self.reason}{advice}"


class DecisionErrors(InvalidInput):
    """A model that cannot be used; ``faults`` names every place."""

    code = "invalid_decision_model"

    def __init__(self, faults: Sequence[Fault]) -> None:
        fields = [FieldError(pointer="", code=f.code, detail=str(f)) for f in faults]
        super().__init__("; ".join(map(str, faults)), errors=fields)
        self.faults = tuple(faults)


class DecisionError(InvalidInput):
    """An evaluation that has no answer; whoever asked must not go on as if it had one.

    ``kind`` is the reason without the values at hand: the same for all that fail alike.
    """

    code = "no_decision"

    def __init__(
        self, decision: str, reason: str, *, rule: int | None = None, kind: str = "it has no value"
    ) -> None:
        at = f", rule {rule}" if rule else ""
        super().__init__(f"decision {decision!r}{at}: {reason}")
        self.decision, self.reason, self.rule, self.kind = decision, reason, rule, kind


def written(value: Value) -> str:
    """Return a value for a message, as FEEL writes it; long ones cut."""
    try:
        text = f'"{value}"' if isinstance(value, str) else show(value)
    except FeelError as error:
        return f"a {kind(value)} that cannot be shown ({error.reason})"
    return cut(text)


def cut(text: str) -> str:
    """Return a text for a message; a long one cut."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"

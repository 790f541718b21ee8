"""What stands around the findings: notes, catch-alls, and the limits of the analysis."""

import random
import time

import pytest

from app.decisions.analysis import TableAnalysis, analyse
from app.decisions.dmn.model import load
from tests.decisions.analysis.small_tables import analysed
from tests.decisions.writing import Column, decision, literal, model, table, text

COLUMNS: list[Column] = [
    ("amount", "number"),
    ("line", "string"),
    ("rush", "boolean"),
    ("on", "date"),
]


def large(rows: int, columns: int, dashes: float) -> TableAnalysis:
    """Analyse a table of random cells."""
    draw = random.Random(1)
    inputs = [(f"{name}_{n}", ref) for n in range(columns // 4) for name, ref in COLUMNS]
    rules = [[*(_cell(draw, ref, dashes) for _, ref in inputs), "1"] for _ in range(rows)]
    return analysed(inputs, rules)


def _cell(draw: random.Random, ref: str, dashes: float) -> str:
    low = draw.randrange(1, 25)
    cells = {
        "number": f"[{low}00..{low + 3}00)",
        "string": f'"word {low}", "word {low + 1}"',
        "boolean": draw.choice(["true", "false"]),
        "date": f'>= date("2026-01-{low:02}")',
    }
    return "-" if draw.random() < dashes else cells[ref]


def noted(note: str) -> TableAnalysis:
    """Analyse a table with a gap whose decision has a description."""
    logic = table(inputs=COLUMNS[:1], outputs=[("tier", "number")], rules=[["< 5", "1"]])
    described = decision("tier", f"<description>{note}</description>{logic}")
    return analyse(load(model(described)).tables[0])


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("accepted gap: amount >= 5 | larger claims go by hand", "larger claims go by hand"),
        ("Tiers.\n  Accepted gap:  amount  >= 5 | by hand\nMore.", "by hand"),
        ("可接受的空缺：amount >= 5 | 大额案件走人工", "大额案件走人工"),
        ("可接受的空缺:amount >= 5|走人工", "走人工"),
        ("accepted gap: amount >= 6 | another gap", ""),
        ("accepted gap: amount >= 5 |", ""),
        ("accepted gap: amount >= 5", ""),
        ("accepted gap: by hand", ""),
        ("Tiers", ""),
    ],
)
def test_a_note_that_names_a_gap_and_a_reason_accepts_that_gap(note, reason):
    (gap,) = (found := noted(note.replace(">", "&gt;"))).gaps

    assert gap.accepted == reason
    assert found.open_gaps == (() if reason else (gap,))


def test_a_rule_of_dashes_is_a_catch_all():
    assert analysed(COLUMNS[:1], [["< 5", "1"], ["-", "2"]]).catch_all == "rule 2"


def test_default_outputs_are_a_catch_all():
    logic = table(inputs=COLUMNS[:1], outputs=[("tier", "number")], rules=[["< 5", "1"]])
    default = f"<defaultOutputEntry>{text('0')}</defaultOutputEntry></output>"
    logic = logic.replace('<output name="tier" typeRef="number"></output>', f"<output>{default}")

    found = analyse(load(model(decision("tier", logic))).tables[0])

    assert found.catch_all == "the default outputs"
    assert found.open_gaps == ()


def test_tables_of_knowledge_models_are_analysed_too():
    logic = table(inputs=COLUMNS[:1], outputs=[("tier", "number")], rules=[["< 5", "1"]])
    knowledge = (
        '<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic>'
        f'<formalParameter name="amount"/>{logic}</encapsulatedLogic></businessKnowledgeModel>'
    )

    found = load(model(knowledge, decision("d", literal("1")))).tables

    assert [len(analyse(table).gaps) for table in found] == [1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "columns", "dashes"), [(500, 8, 0.2), (500, 8, 0.6), (60, 32, 0.6)]
)
def test_a_large_table_is_analysed_or_refused_in_bounded_time(rows, columns, dashes):
    start = time.process_time()

    large(rows, columns, dashes)

    assert time.process_time() - start < 20  # some three seconds on a machine that is not busy


def test_a_long_list_of_codes_is_analysed_at_once():
    codes = [[f'"C{number}"', "1"] for number in range(5000)]
    start = time.process_time()

    found = analysed([("code", "string", "")], [*codes, ['"C7"', "2"]], policy="UNIQUE")

    assert (found.limits, len(found.gaps), [o.rules for o in found.overlaps]) == (
        (),
        1,
        [(8, 5001)],
    )
    assert time.process_time() - start < 20  # some three seconds on a machine that is not busy


@pytest.mark.slow
def test_a_table_that_is_too_large_says_so():
    found = large(500, 8, 0.3)

    assert not found.complete
    assert found.limits[0] == (
        "the table is too large for an exact analysis of gaps: its rules divide the inputs into"
        " too many parts; one gap is shown, there may be more"
    )
    assert len(found.gaps) == 1


def test_a_table_without_allowed_values_has_no_gap():
    assert analysed([("x", "number", "[5..1]")], [["< 5", "1"]]).gaps == ()


def test_a_table_of_too_many_columns_says_so():
    inputs: list[Column] = [(f"column_{n}", "number") for n in range(201)]

    found = analysed(inputs, [["-"] * 201 + ["1"]])

    assert found.limits == (
        "the table is too large for an exact analysis of any part: it has too many columns",
    )

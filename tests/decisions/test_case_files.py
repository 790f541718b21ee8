"""The cases beside a decision: their format, what they find, and the rules they do not reach."""

from pathlib import Path

import pytest

from app.decisions.case_files import CaseReport, load_folder, read_cases, run_cases, run_folder
from app.decisions.dmn.model import load
from app.errors import InvalidInput
from tests.decisions.writing import decision, input_data, literal, model, table

DMN = Path(__file__).parents[2] / "dmn"
NO_MATCH = "decision 'tier': no rule matches line = \"boat\", amount = 5"
TIERS = decision(
    "tier",
    table(
        inputs=[("line", "string"), ("amount", "number")],
        outputs=[("tier", "number"), ("groups", "")],
        rules=[('"auto"', "< 10", "1", '["a"]'), ('"auto"', ">= 10", "2", '["a", "b"]')],
    ),
)


def report(text: str, *parts: str, of: str = "tier") -> CaseReport:
    decisions = load(model(*(parts or (TIERS,)))).decisions
    return run_cases(decisions[of], read_cases(text, "tier.cases.csv"))


def test_cases_that_come_out_as_expected_leave_nothing_to_say():
    found = report(
        "line,amount,=> tier,=> groups,note\n"
        'auto,5,1,"[""a""]",small\n'
        '"""auto""",=5 + 5,2,-,large\n'
        "boat,5,! no rule matches,,unknown line\n"
    )

    assert (found.failed, found.unreached) == ([], ())
    assert [r.case.note for r in found.results] == ["small", "large", "unknown line"]


def test_a_case_that_comes_out_otherwise_says_how():
    found = report("line,amount,=> tier,=> groups\nauto,5,2,-\n")

    assert [(r.case.line, r.difference) for r in found.failed] == [(2, "tier is 1, expected 2")]


def test_rules_that_no_case_reaches_are_named():
    found = report("line,amount,=> tier,=> groups\nauto,5,1,-\n")

    assert [(r.rule, r.index, r.annotation) for r in found.unreached] == [("row_2", 2, "note 2")]


@pytest.mark.parametrize(
    ("row", "difference"),
    [
        ("auto,5,! no rule matches,", 'it should fail, but is {tier: 1, groups: ["a"]}'),
        ("boat,5,! several,", f"it fails for another reason: {NO_MATCH}"),
        ("boat,5,1,-", NO_MATCH),
    ],
)
def test_an_expected_failure_is_compared_too(row, difference):
    (failed,) = report(f"line,amount,=> tier,=> groups\n{row}\n").failed

    assert failed.difference == difference


def test_an_input_the_decision_does_not_read_is_named():
    (failed,) = report("lines,amount,=> tier\nauto,5,1\n").failed

    assert failed.difference == "the decision has no input lines"


def test_an_empty_input_is_not_given_and_an_empty_output_is_null():
    parts = decision("half", literal("if amount = null then null else amount / 2"))

    assert report("amount,=>\n,\n4,2\n", parts, of="half").failed == []


def test_the_outputs_of_a_list_are_compared_column_by_column():
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("points", "number"), ("reason", "string")],
        rules=[("> 1", "5", '"a"'), ("> 2", "7", '"b"')],
        policy="COLLECT",
    )
    text = 'amount,=> points,=> reason\n3,"[5, 7]","[""a"", ""b""]"\n0,[],[]\n'

    assert report(text, decision("points", logic), of="points").failed == []


def test_a_column_of_a_required_decision_fixes_its_value():
    parts = (
        input_data("amount", "number"),
        decision("score", literal("amount * 2"), requires=["input:amount"]),
        decision("level", literal("score + 1"), requires=["decision:score"]),
    )

    assert report("amount,score,=>\n5,,11\n,30,31\n", *parts, of="level").failed == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("line,amount\nauto,5\n", "names no expected output"),
        ("line,=> tier\nauto,1,2\n", "line 2: not as many cells"),
        ("line,=> tier\nauto\n", "line 2: not as many cells"),
        ("line,=> tier\n=1 +,1\n", "line 2: "),
    ],
)
def test_a_faulty_case_file_is_refused(text, reason):
    with pytest.raises(InvalidInput, match=reason):
        read_cases(text, "tier.cases.csv")


def test_a_folder_runs_every_case_file(tmp_path):
    (tmp_path / "approval.dmn").write_bytes(model(TIERS))
    (tmp_path / "tier.cases.csv").write_text("line,amount,=> tier\nauto,5,1\n", encoding="utf-8")

    assert [(r.decision, len(r.results)) for r in run_folder(tmp_path)] == [("tier", 1)]


def test_a_case_file_without_its_decision_is_refused(tmp_path):
    (tmp_path / "tier.cases.csv").write_text("line,=>\nauto,5\n", encoding="utf-8")

    with pytest.raises(InvalidInput, match=r"tier\.cases\.csv: no \.dmn file"):
        list(run_folder(tmp_path))


def test_every_decision_of_the_house_has_cases_that_pass_and_reach_every_rule():
    reports = list(run_folder(DMN))

    assert sorted(r.decision for r in reports) == sorted(load_folder(DMN))
    assert [(r.decision, f.case.line, f.difference) for r in reports for f in r.failed] == []
    assert [(u.decision, u.index) for r in reports for u in r.unreached] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('line,amount,=> tier\n"auto,5,1\n', "not CSV"),
        ('line,amount,=> tier\n"au"to,5,1\n', "not CSV"),
        ("line,amount,=> tier\n" + "x" * 200_000 + ",5,1\n", "not CSV"),
        ("line,line,=> tier\nauto,auto,1\n", "names 'line' twice"),
        ("line,=> tier,=> tier\nauto,1,2\n", "names '=> tier' twice"),
    ],
)
def test_a_file_that_is_no_table_of_cases_is_refused_with_its_line(text, reason):
    with pytest.raises(InvalidInput, match=reason):
        read_cases(text, "tier.cases.csv")


def test_an_output_the_decision_has_not_is_named():
    (failed,) = report("line,amount,=> teir\nauto,5,\n").failed

    assert failed.difference == "the decision has no output teir"

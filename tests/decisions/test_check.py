"""A check of files says what is wrong with tables, and runs the examples beside them."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from app.decisions.errors import Fault
from app.decisions.operations import check_files, store_cases, store_decisions
from app.decisions.operations.store import Origin
from tests.decisions.writing import decision, input_data, literal, model, table

NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
IMPORTING = model(
    '<import name="b" namespace="urn:base" importType="DMN"/>',
    decision("total", literal("b.base + 1"), requires=["decision:urn:base#base"]),
)
BASE = model(
    input_data("amount", "number"),
    decision("base", literal("amount * 2"), requires=["input:amount"]),
    namespace="urn:base",
)
CASES = "amount,=>,note\n50,1,small\n500,2,large\n"


def tiers(limit: int) -> bytes:
    rules = [(f"<= {limit}", "1"), (f"> {limit}", "2")]
    logic = table(inputs=[("amount", "number")], outputs=[("tier", "number")], rules=rules)
    return model(decision("tier", logic))


def check(session: Session, **files: bytes | str) -> list[Fault]:
    """Check files; their names are written with _ for the dot before the ending."""
    tables = {f"{n}.dmn": f for n, f in files.items() if isinstance(f, bytes)}
    cases = {f"{n}.cases.csv": f.encode() for n, f in files.items() if isinstance(f, str)}
    return list(check_files(session, tables, cases, at=NOW).faults)


def deployed(session: Session, cases: str = CASES) -> None:
    origin = Origin(deployed_at=NOW, effective_from=NOW)
    (row,) = store_decisions(session, origin, name="tier.dmn", content=tiers(100))
    store_cases(session, row, file_name="tier.cases.csv", content=cases)


def test_a_check_says_what_is_wrong_and_where(session):
    logic = table(inputs=[("amount", "number")], outputs=[("x", "")], rules=[("[1..5", "1")])
    (found,) = check(session, tier=model(decision("tier", logic)))

    assert (found.level, found.file, found.decision, found.code) == (
        "error",
        "tier.dmn",
        "tier",
        "not_feel",
    )
    assert (found.column, found.rule, found.text) == ("amount", 1, "[1..5")


def test_a_check_knows_the_other_files_of_the_deployment(session):
    found = check(session, t=IMPORTING)

    assert [fault.reason for fault in found] == [
        "the imported model 'urn:base' is missing",
        "it requires 'urn:base#base': no such element",
        "unknown name 'b'",
    ]
    assert check(session, t=IMPORTING, base=BASE) == []


def test_a_table_without_examples_is_warned_about(session):
    (found,) = check(session, tiers=tiers(100))

    assert (found.level, found.code, found.decision) == ("warning", "no_cases", "tier")


def test_examples_run_with_the_table_they_belong_to(session):
    checked = check_files(
        session, {"t.dmn": tiers(100)}, {"tier.cases.csv": CASES.encode()}, at=NOW
    )

    assert checked.faults == ()
    assert checked.decisions == {"t.dmn": ("tier",)}


def test_an_example_that_does_not_hold_keeps_the_table_out(session):
    checked = check_files(
        session, {"t.dmn": tiers(1000)}, {"tier.cases.csv": CASES.encode()}, at=NOW
    )
    failed, unreached = checked.faults

    assert (failed.level, failed.code, failed.text) == ("error", "case_failed", "amount = 500")
    assert failed.reason == "line 3 (large): value is 1, expected 2"
    assert (unreached.level, unreached.code, unreached.rule) == ("warning", "rule_unreached", 2)


def test_examples_alone_run_against_what_is_in_force(session):
    deployed(session)

    (found,) = [f for f in check(session, tier="amount,=>\n50,9\n500,2\n") if f.level == "error"]

    assert found.reason == "line 2: value is 1, expected 9"


def test_a_changed_table_is_held_against_the_examples_kept_with_the_old_one(session):
    deployed(session)

    failed, _ = check(session, tier=tiers(1000))

    assert (failed.level, failed.code) == ("warning", "case_failed")
    assert failed.file == "tier.cases.csv of version 1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("amount\n5\n", "tier.cases.csv: the header names no expected output (=>)"),
        ("amount,=>\n=1 +,2\n", "line 2: "),
        ("amounts,=>\n5,2\n", "the decision has no input amounts"),
    ],
)
def test_a_faulty_case_file_is_refused_with_its_line(session, content, reason):
    deployed(session)

    assert reason in check(session, tier=content)[0].reason


def test_a_case_file_in_another_encoding_is_refused(session):
    deployed(session)
    cases = {"tier.cases.csv": "amount,=>,note\n5,1,é\n".encode("latin-1")}

    (found,) = [f for f in check_files(session, {}, cases, at=NOW).faults if f.level == "error"]

    assert found.reason == "tier.cases.csv: not UTF-8 at byte 19"


def test_a_case_file_of_no_decision_says_how_it_is_named(session):
    (found,) = check(session, tiers="amount,=>\n5,1\n")

    assert (found.code, found.reason) == ("case_file", "there is no decision 'tiers'")
    assert found.advice == "name the file <id of the decision>.cases.csv"

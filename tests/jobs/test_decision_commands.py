"""An analyst works with tables by the command line."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.decision_results import DecisionResult
from app.decisions.operations import decide
from app.transaction import PROCESSES
from app.work import Decide
from tests.decisions.writing import decision, model, table
from tests.engine import diagrams as d
from tests.jobs.test_command_line import Shell, start_case

CASES = "amount,=>,note\n50,1,small\n500,2,large\n"


def tiers(limit: int) -> bytes:
    rules = [(f"<= {limit}", "1"), (f"> {limit}", "2")]
    logic = table(inputs=[("amount", "number")], outputs=[("tier", "number")], rules=rules)
    return model(decision("tier", logic, label="层级"))


ASKING = d.diagram(
    d.start(),
    d.script_task("take", "=150", "amount"),
    d.rule_task("ask", "tier", "tier"),
    d.user_task("check"),
    d.end(),
    d.flows("start > take > ask > check > end"),
)


def ask(others: Decide, session: Session, key: str, *args: Any, **named: Any) -> DecisionResult:
    """Ask the deployed table; what every case asks besides is answered as by all tests here."""
    if key == "tier":
        return decide(session, key, *args, **named)
    return others(session, key, *args, **named)


@pytest.fixture
def shell(app: Flask, tmp_path: Path) -> Shell:
    folder = tmp_path / "files"
    folder.mkdir()
    parts = app.extensions[PROCESSES]
    app.extensions[PROCESSES] = replace(parts, decide=partial(ask, parts.decide))
    found = Shell(app, folder)
    found.file("tier.dmn", tiers(100))
    found.file("tier.cases.csv", CASES.encode())
    found.file("p.bpmn", ASKING)
    assert found.run("deploy", str(folder)).exit_code == 0
    return found


def lines(shell: Shell, *arguments: str, code: int = 0) -> list[str]:
    """Run a command of ``decisions``; return what it says."""
    done = shell.run("decisions", *arguments)
    assert done.exit_code == code, done.output
    return done.output.splitlines()


def test_a_decision_is_evaluated_and_says_why(shell: Shell) -> None:
    first, rule, source = lines(shell, "evaluate", "tier", "amount=150")

    assert first == "tier 1: 2"
    assert rule == "  rule 2 of tier fired (note 2)"
    assert source.startswith('  from {"amount":150}; file ')


def test_an_explanation_names_what_kept_the_others_from_firing(shell: Shell) -> None:
    assert lines(shell, "explain", "tier", "amount=150")[-1] == (
        "  rule 1 of tier did not: amount is 150, the rule asks for <= 100"
    )


def test_a_decision_without_an_answer_says_so(shell: Shell) -> None:
    assert lines(shell, "explain", "tier", "amount=much")[0].startswith("tier 1: no value: ")
    assert lines(shell, "evaluate", "tier", "amount=much", code=1)[0].startswith("Error: decision")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("evaluate", "nothing"), 1, "Error: decision 'nothing' is not deployed"),
        (("evaluate", "tier", "amount"), 2, "'amount': write name=value"),
        (("compare", "tier", "7"), 1, "version 7 is not deployed"),
        (("roll-back", "tier", "1"), 1, "says what version 1 says"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    shell: Shell, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert said in lines(shell, *arguments, code=code)[-1]


def test_versions_are_listed_compared_and_taken_back(shell: Shell) -> None:
    path = shell.file("tier.dmn", tiers(200))
    assert shell.run("deploy", path).exit_code == 0

    compared = lines(shell, "compare", "tier", "1")
    rolled = lines(shell, "roll-back", "tier", "1")
    listed = lines(shell, "versions", "tier")

    assert compared == [
        "tier: rule 1: amount was <= 100, is <= 200",
        "tier: rule 2: amount was > 100, is > 200",
    ]
    assert rolled == ["tier 3 says what 1 said"]
    assert [line.split(" from ")[0] for line in listed] == ["3", "2", "1"]
    assert "in force, restores 1" in listed[0]


def test_a_table_is_deployed_for_a_later_day(shell: Shell) -> None:
    path = shell.file("tier.dmn", tiers(200))

    done = shell.run("deploy", path, "--effective-from", "2030-01-01")

    assert done.exit_code == 0, done.output
    assert "upcoming" in lines(shell, "versions", "tier")[0]
    assert lines(shell, "list")[0].startswith("tier 1, since ")


def test_a_file_is_replayed_over_what_was_decided(shell: Shell) -> None:
    case = start_case()
    path = shell.file("tier.dmn", tiers(200))

    said = lines(shell, "replay", path, "--since", "2020-01-01")

    assert said == [
        "tier: 1 replayed, 0 as before, 1 otherwise, 0 of them without an answer",
        "  1 by rule 2, now rule 1",
        "    sum of amount: 150",
        "    sum of tier: 2, would be 1",
        f"    e.g. case {case}: amount = 150: 2 -> 1",
    ]


def test_a_table_is_analysed_as_a_whole(shell: Shell) -> None:
    path = shell.file("tier.dmn", tiers(100).replace(b"&gt; 100", b"&gt; 200"))

    assert lines(shell, "analyse", path, code=1) == [
        "tier (UNIQUE)",
        "  no rule covers amount in (100..200]; for example amount = 150",
    ]


def test_the_examples_of_a_folder_run(shell: Shell) -> None:
    said = lines(shell, "test", str(shell.folder))

    assert said == ["tier: 2 examples", "2 examples, 0 failed; 0 rules that none reaches"]


def test_examples_that_do_not_hold_or_reach_every_rule_are_named(shell: Shell) -> None:
    shell.file("tier.cases.csv", b"amount,=>,note\n50,2,small\n")

    said = lines(shell, "test", str(shell.folder), code=1)

    assert said == [
        "tier: 1 examples",
        "  line 2 (small): value is 1, expected 2",
        "  no example reaches rule 2 (note 2)",
        "1 examples, 1 failed; 1 rules that none reaches",
    ]

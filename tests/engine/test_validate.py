"""What is not executed is refused, each by its rule, with the element and a reason."""

from collections.abc import Collection

import pytest

from app.engine import validation
from app.engine.errors import InvalidDiagram
from app.engine.validation import ERROR, RULES, Finding, findings

from . import diagrams as d
from . import extras as e
from .broken import DRAWN, SOUND, Broken, alone, beside
from .broken_content import SAID

BROKEN = [*DRAWN, *SAID]


class Office:
    """Knows one of each."""

    own_prefixes = ("claims",)
    known = frozenset(
        {
            ("handler", "claims.known"),
            ("listener", "known_listener"),
            ("form", "known_form"),
            ("decision", "known_decision"),
            ("process", "known_process"),
            ("group", "clerks"),
            ("function", "due"),
        }
    )

    def __call__(self, kind: str, name: str) -> bool:
        return (kind, name) in self.known

    def names(self, kind: str, name: str) -> Collection[str] | None:
        return {"amount"} if (kind, name) == ("form", "known_form") else None


def check(**files: bytes) -> list[Finding]:
    named = {f"{name}.bpmn": content for name, content in files.items()}
    return findings(named, Office())


def broken(content: bytes, level: str) -> list[tuple[str, str]]:
    """Name the rules a file breaks, with the element; errors hide warnings, not the reverse."""
    found = check(a=content)
    return [(f.rule, f.element) for f in found if f.level in (level, ERROR)]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case.rule}-{case.element[:9]}")
def test_a_diagram_that_breaks_a_rule_is_found_by_that_rule_alone(case: Broken) -> None:
    level = RULES[case.rule].level

    assert broken(case.content, level) == [(case.rule, case.element)]


def test_every_rule_has_a_diagram_that_breaks_it() -> None:
    assert {case.rule for case in BROKEN} | {"not_parsed"} == set(RULES)


def test_a_sound_diagram_has_no_finding() -> None:
    assert check(a=SOUND) == []


def test_a_finding_says_where_what_and_how_to_write_it_right() -> None:
    (finding,) = check(a=alone(d.user_task("x", e.form("no_form"))))

    assert (finding.file, finding.element, finding.name) == ("a.bpmn", "x", "x")
    assert finding.level == "error"
    assert finding.reason == f"form 'no_form' is not known: {RULES['unknown_form'].instead}"


def test_every_fault_is_found_at_once() -> None:
    first = alone(d.user_task("x", e.form("no_form"), e.assigned(groups="nobody")))
    second = alone(d.call("x", "no_process"))

    found = [(finding.file, finding.rule) for finding in check(a=first, b=second)]
    assert found == [
        ("a.bpmn", "unknown_group"),
        ("a.bpmn", "unknown_form"),
        ("b.bpmn", "unknown_process"),
    ]


def test_processes_checked_together_may_call_each_other() -> None:
    called = d.diagram(d.start(), d.end(), d.flows("start > end"), process_id="called")

    assert check(a=alone(d.call("x", "called")), b=called) == []


def test_any_other_job_type_is_left_to_a_worker() -> None:
    assert check(a=alone(d.service_task("x", "claims.known"))) == []
    assert check(a=alone(d.service_task("x", "send-letter"))) == []
    assert check(a=alone(d.service_task("x", "claims"))) == []


def test_a_process_that_is_only_drawn_may_stand_beside_an_executable_one() -> None:
    drawn = d.process("drawn", "<bpmn:transaction id='t'/>", executable=False)
    line = d.flows("start > end")

    assert check(a=d.diagram(d.start(), d.end(), line, also=[drawn])) == []


def test_a_slip_is_named_with_what_was_meant() -> None:
    (finding,) = check(a=alone(d.script_task("x", "=claimAmount", "claim_amount")))

    assert finding.rule == "unknown_name"
    assert "did you mean 'claim_amount'?" in finding.reason


@pytest.mark.parametrize(
    "expression", ["=amount", "=now()", "=due(1)", "=loopCounter", "=[1, 2][item > 1]", "=x.y"]
)
def test_names_that_somebody_brings_are_no_slips(expression: str) -> None:
    task = d.user_task("x", e.form("known_form"), e.properties(sla=expression))

    assert check(a=alone(task)) == []


def test_what_a_caller_may_bring_is_not_listed() -> None:
    assert check(a=beside(d.plain_task("work2"), d.flows("work > work2 > end"))) == []
    assert check(a=alone(d.script_task("x", "=brought_by_the_caller", "result"))) == []


def test_what_the_engine_cannot_put_together_is_refused_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*given: object) -> None:
        raise InvalidDiagram("two ends of a flow are one")

    monkeypatch.setattr(validation.definitions, "parse", fails)

    (finding,) = check(a=SOUND)
    assert (finding.rule, finding.element) == ("not_parsed", "")
    assert "two ends of a flow are one" in finding.reason


def test_the_page_of_the_dialect_names_every_rule() -> None:
    page = validation.render_dialect_page(["claims"])

    assert [rule for rule in RULES if f"| `{rule}`" not in page] == []
    assert "`claims.`" in page

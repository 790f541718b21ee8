"""Diagrams, tables and forms come into force together, as numbered versions that never change."""

import json

import pytest
import sqlalchemy as sa

from app.cases import operations, queries
from app.cases.checks import DeploymentRefused
from app.cases.definitions import Deployment, FormVersion, ProcessVersion, Resource
from app.decisions.models import DecisionVersion
from tests.engine import diagrams as d
from tests.engine import extras as x

from .conftest import Office

FORM = json.dumps({"id": "check_form", "type": "default", "components": []}).encode()
TABLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="f" name="f" namespace="n">
  <decision id="tier" name="tier"><variable name="tier" typeRef="number"/>
    <literalExpression><text>%d</text></literalExpression></decision>
</definitions>"""


def process(*steps: str, form: str | None = "check_form") -> bytes:
    tasks = [d.user_task(step, *([x.form(form)] if form else [])) for step in steps]
    return d.diagram(d.start(), *tasks, d.end(), d.flows(" > ".join(["start", *steps, "end"])))


def test_files_that_belong_together_are_deployed_together(office: Office) -> None:
    deployed = office.deploy(process("check"), check__form=FORM, tier__dmn=TABLE % 1)
    assert [(v.kind, v.name, v.version, v.changed) for v in deployed.versions] == [
        ("decision", "tier", 1, True),
        ("form", "check_form", 1, True),
        ("process", "p", 1, True),
    ]
    office.start()
    task = office.tasks()["check"]
    form = queries.get_form(office.session, "check_form")
    assert (task.form_id, task.form_version_id) == ("check_form", form.id)


def test_a_file_that_has_not_changed_keeps_its_version(office: Office) -> None:
    diagram = process("check")
    first = office.deploy(diagram, check__form=FORM, tier__dmn=TABLE % 1)
    again = office.deploy(diagram, check__form=FORM, tier__dmn=TABLE % 1)
    assert again.deployment_id == first.deployment_id
    assert not any(version.changed for version in again.versions)
    changed = office.deploy(process("check", "pay"), check__form=FORM, tier__dmn=TABLE % 1)
    assert changed.deployment_id != first.deployment_id
    assert [(v.name, v.version, v.changed) for v in changed.versions] == [
        ("tier", 1, False),
        ("check_form", 1, False),
        ("p", 2, True),
    ]
    assert office.count(Deployment) == 2
    assert office.count(Resource) == 4


def test_running_cases_keep_their_version(office: Office) -> None:
    office.deploy(process("check", form=None))
    old = office.start()
    office.deploy(process("check", "pay", form=None))
    office.complete("check")
    assert office.status(old) == "completed"
    new = office.start()
    office.complete("check")
    assert queries.get_case(office.session, new).process_key == "p:2"
    assert list(office.tasks()) == ["pay"]


def test_going_back_to_an_older_file_makes_a_new_version(office: Office) -> None:
    diagram = process("check", form=None)
    office.deploy(diagram)
    office.deploy(process("check", "pay", form=None))
    office.deploy(diagram)
    assert queries.get_process(office.session, "p").version == 3
    assert office.count(Resource) == 2


@pytest.mark.parametrize(
    ("files", "file", "rule"),
    [
        ({"a__bpmn": b"<nothing"}, "a.bpmn", "not_xml"),
        ({"a__bpmn": process("check")}, "a.bpmn", "unknown_form"),
        ({"a__form": b"{"}, "a.form", "form.unreadable"),
        ({"a__form": b"[]"}, "a.form", "form.unreadable"),
        ({"a__txt": b"text"}, "a.txt", "file_kind"),
        ({"a__form": FORM, "b__form": FORM}, "b.form", "duplicate_id"),
        ({"a__dmn": TABLE % 1, "b__dmn": TABLE % 2}, "b.dmn", "duplicate_id"),
    ],
)
def test_nothing_is_stored_when_one_file_is_wrong(
    office: Office, files: dict[str, bytes], file: str, rule: str
) -> None:
    good = d.diagram(d.start(), d.end(), d.flows("start > end"), process_id="good")
    with pytest.raises(DeploymentRefused) as refused:
        office.deploy(good, other__form=FORM.replace(b"check_form", b"other"), **files)
    assert [(f.file, f.rule) for f in refused.value.findings] == [(file, rule)]
    tables = [Deployment, Resource, ProcessVersion, FormVersion, DecisionVersion]
    assert [office.count(table) for table in tables] == [0, 0, 0, 0, 0]


def test_a_check_says_what_is_wrong_and_stores_nothing(office: Office) -> None:
    findings = operations.check(office.work, {"a.bpmn": process("check")})
    (finding,) = findings
    assert (finding.level, finding.file, finding.element) == ("error", "a.bpmn", "check")
    assert "check_form" in finding.reason
    assert operations.check(office.work, {"a.bpmn": process("check"), "f.form": FORM}) == []
    assert office.count(Resource) == 0


def test_a_call_may_mean_the_version_deployed_with_its_caller(office: Office) -> None:
    def child(step: str) -> bytes:
        flows = d.flows(f"start > {step} > end")
        return d.diagram(d.start(), d.user_task(step), d.end(), flows, process_id="child")

    def root(binding: str) -> bytes:
        call = d.call("sub", "child", binding=binding)
        return d.diagram(d.start(), call, d.end(), d.flows("start > sub > end"))

    office.deploy(root("deployment"), child("old"))
    operations.deploy(office.work, {"later.bpmn": child("new")})
    office.start()
    assert list(office.tasks()) == ["old"]
    operations.deploy(office.work, {"root.bpmn": root("latest")})
    office.start()
    assert set(office.tasks()) == {"old", "new"}


def test_a_running_case_keeps_what_was_deployed_with_its_version(office: Office) -> None:
    def child(step: str) -> bytes:
        flows = d.flows(f"start > {step} > end")
        return d.diagram(d.start(), d.user_task(step), d.end(), flows, process_id="child")

    call = d.call("sub", "child", binding="deployment")
    root = d.diagram(
        d.start(), d.user_task("before"), call, d.end(), d.flows("start > before > sub > end")
    )
    office.deploy(root, child("old"))
    office.start()

    new = child("new")
    changed = office.deploy(root, new)
    repeated = office.deploy(root, new)
    assert repeated.deployment_id == changed.deployment_id
    office.complete("before")
    assert list(office.tasks()) == ["old"]

    office.start()
    office.complete("before")
    assert set(office.tasks()) == {"old", "new"}


def test_a_running_case_goes_on_after_its_definitions_were_forgotten(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.cases import versions  # noqa: PLC0415  its cache is what is looked at

    office.deploy(process("check", "pay", form=None))
    office.start()
    monkeypatch.setattr(versions, "_definitions", versions.Kept(1))
    office.complete("check")
    assert list(office.tasks()) == ["pay"]


def test_every_deployment_is_in_the_audit_log(office: Office) -> None:
    office.deploy(process("check", form=None))
    rows = office.session.execute(sa.text("SELECT action, detail FROM audit_log")).all()
    assert [row.action for row in rows] == ["deployment.made"]
    assert "p 1" in rows[0].detail


def test_a_job_of_ours_needs_its_function_and_any_other_waits_for_a_worker(
    office: Office,
) -> None:
    office.handlers["claims.match"] = lambda call: None
    steps = d.flows("start > ours > theirs > end")
    ours, theirs = d.service_task("ours", "claims.mtach"), d.service_task("theirs", "mail.send")
    with pytest.raises(DeploymentRefused) as refused:
        office.deploy(d.diagram(d.start(), ours, theirs, d.end(), steps))
    (finding,) = refused.value.findings
    assert (finding.element, finding.rule) == ("ours", "unknown_handler")


def test_a_table_under_another_file_name_is_still_the_same_table(office: Office) -> None:
    first = office.deploy(tier__dmn=TABLE % 1)
    again = office.deploy(grade__dmn=TABLE % 1)
    assert again.deployment_id == first.deployment_id
    assert (office.count(Deployment), office.count(Resource)) == (1, 1)

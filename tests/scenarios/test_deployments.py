"""An analyst puts files into force together, or is told what is wrong with which of them."""

import json
from typing import Any

import pytest

from tests.decisions import writing
from tests.engine import diagrams as d
from tests.engine import extras as x
from tests.scenarios.company import Company
from tests.scenarios.deploying import deploys, sends

FORM = {
    "id": "visit",
    "type": "default",
    "components": [{"id": "Field_note", "type": "textfield", "key": "note", "label": "备注"}],
}
TABLE = writing.model(
    writing.decision(
        "distance",
        writing.table(
            inputs=[("km", "number")],
            outputs=[("distance", "string")],
            rules=[("< 10", '"near"'), (">= 10", '"far"')],
        ),
    )
)


def visit(*, gate: str = 'distance = "far"', form: str = "visit") -> bytes:
    """A visit that is planned by distance."""
    return d.diagram(
        d.start(),
        d.rule_task("measure", "distance", "distance"),
        d.exclusive("gate", default=True),
        d.user_task("drive", x.form(form), x.assigned(groups="surveyor")),
        d.end(),
        d.flows("start > measure > gate", f"gate > drive if ={gate}", "gate > end default"),
        d.flows("drive > end"),
        process_id="visit",
    )


def files(**other: bytes) -> dict[str, bytes]:
    """A diagram, a table and a form that belong together; others in their place."""
    sound = {"visit": visit(), "distance": TABLE, "form": json.dumps(FORM).encode()}
    found = {**sound, **other}
    return {
        "visit.bpmn": found["visit"],
        "distance.dmn": found["distance"],
        "visit.form": found["form"],
    }


FAULTY: dict[str, tuple[str, str, dict[str, bytes]]] = {
    "a diagram whose condition cannot be read": (
        "visit.bpmn",
        "flow_",
        files(visit=visit(gate="distance = = 1")),
    ),
    "a diagram that names a form nobody has": (
        "visit.bpmn",
        "drive",
        files(visit=visit(form="nowhere")),
    ),
    "a diagram that is no XML": ("visit.bpmn", "", files(visit=b"<bpmn:definitions")),
    "a table whose cell cannot be read": (
        "distance.dmn",
        "distance",
        files(distance=TABLE.replace(b"&gt;= 10", b"between 10")),
    ),
    "a form with a field of an unknown kind": (
        "visit.form",
        "Field_note",
        files(form=json.dumps(FORM).replace("textfield", "telepathy").encode()),
    ),
    "a form that is no JSON": ("visit.form", "", files(form=b"{")),
}


@pytest.fixture
def company(company_on_sqlite: Company) -> Company:
    return company_on_sqlite


def stored(company: Company) -> tuple[Any, ...]:
    """Say what of these files the company knows."""
    start = company.call("u_ana", "POST", "/cases", json={"process": "visit", "data": {"km": 12}})
    ask = company.call("u_ana", "POST", "/decisions/distance/evaluate", json={"inputs": {"km": 1}})
    return start.status_code, ask.status_code


def test_files_that_belong_together_come_into_force_together(company: Company) -> None:
    answer = sends(company, files())

    assert answer.status_code == 201, answer.text
    versions = [(v["kind"], v["name"], v["version"]) for v in answer.json["versions"]]
    assert versions == [("decision", "distance", 1), ("form", "visit", 1), ("process", "visit", 1)]
    assert stored(company) == (201, 200)
    (task,) = company.get("u_sur1", "/tasks", view="unassigned")["items"]
    assert company.get("u_sur1", f"/tasks/{task['id']}/form")["form_id"] == "visit"


@pytest.mark.parametrize("fault", FAULTY)
def test_one_faulty_file_keeps_all_of_them_out(company: Company, fault: str) -> None:
    file, element, sent = FAULTY[fault]

    answer = sends(company, sent)

    assert (answer.status_code, answer.json["code"]) == (422, "deployment_refused")
    pointers = [error["pointer"] for error in answer.json["errors"]]
    assert [pointer for pointer in pointers if pointer.startswith(f"/{file}/{element}")]
    assert all(error["detail"] for error in answer.json["errors"])
    assert stored(company) == (404, 404)


@pytest.mark.parametrize("fault", FAULTY)
def test_checking_finds_the_same_and_stores_nothing(company: Company, fault: str) -> None:
    file, element, sent = FAULTY[fault]

    answer = sends(company, sent, to="/deployments/check")

    assert (answer.status_code, answer.json["ok"]) == (200, False)
    errors = [item for item in answer.json["items"] if item["level"] == "error"]
    named = [item for item in errors if item["element"].startswith(element)]
    assert {item["file"] for item in named} >= {file}
    assert all(item["reason"] and item["rule"] for item in errors)
    assert stored(company) == (404, 404)


def test_checking_sound_files_stores_nothing_either(company: Company) -> None:
    answer = sends(company, files(), to="/deployments/check")

    assert answer.json["ok"] is True
    assert stored(company) == (404, 404)


def test_running_cases_keep_the_version_they_began_with(company: Company) -> None:
    deploys(company, **{name.replace(".", "__"): one for name, one in files().items()})
    old = company.post("u_ana", "/cases", {"process": "visit", "data": {"km": 12}}, expect=201)
    straight = d.diagram(d.start(), d.end(), d.flows("start > end"), process_id="visit")

    deployed = deploys(company, visit__bpmn=straight)

    assert [(v["version"], v["changed"]) for v in deployed["versions"]] == [(2, True)]
    new = company.post("u_ana", "/cases", {"process": "visit", "data": {"km": 12}}, expect=201)
    assert (old["state"], new["state"]) == ("active", "completed")
    (task,) = company.get("u_sur1", "/tasks", view="unassigned")["items"]
    company.post("u_sur1", f"/tasks/{task['id']}/complete", {"data": {"note": "已到"}})
    assert company.get("u_aud", f"/cases/{old['id']}")["state"] == "completed"


@pytest.mark.parametrize("user", ["u_adm", "u_adj", "u_int"])
def test_only_analysts_deploy(company: Company, user: str) -> None:
    answer = company.call(user, "POST", "/deployments", data={})

    assert answer.status_code in (403, 422)
    assert stored(company) == (404, 404)


@pytest.mark.parametrize("name", ["visit.txt", "../visit.bpmn", "", "visit"])
def test_only_diagrams_tables_and_forms_are_taken(company: Company, name: str) -> None:
    answer = sends(company, {name: visit()})

    assert answer.status_code in (400, 422)
    assert stored(company) == (404, 404)

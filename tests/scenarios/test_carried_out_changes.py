"""An approved change is carried out: a plan on its day, files when the analyst deploys them."""

from typing import Any

import pytest

from app.config import ROOT
from tests.scenarios.company import Company
from tests.scenarios.deploying import sends
from tests.scenarios.improving import does, plans, pointers, proposed
from tests.scenarios.test_change_requests import change, decides, examines, requested
from tests.scenarios.test_contingency_plans import HAIL, PLANS

PLAN = HAIL["plan_code"]
FLOOD = {"kind": "plan", "definition": PLAN, "proposal": "增列冰雹"}
TABLE, DIAGRAM = "dmn/service_routing.dmn", "bpmn/dispute/dispute.bpmn"


@pytest.fixture
def company(company_on_sqlite: Company) -> Company:
    company_on_sqlite.clock_shows("2026-03-02T09:00")
    return company_on_sqlite


def drafted(company: Company) -> str:
    """Let the coordinator draft a version of the plan; return its id."""
    return str(company.post("u_catc", PLANS, HAIL, expect=201)["id"])


def approved(company: Company, on: str, tested: str = "2.0", **other: Any) -> str:
    """Bring a change to its approval by both sides for a day; return its number."""
    number = requested(company, **(other or FLOOD))
    examines(company, number, tested=tested)
    decides(company, "u_prd", number)
    decides(company, "u_comp", number, effective_from=on)
    return number


def in_force(company: Company) -> list[str]:
    """List the versions of the plan that are in force."""
    query = {"filter[plan_code]": PLAN, "filter[status]": "approved"}
    return [row["plan_version"] for row in company.get("u_aud", PLANS, **query)["items"]]


def deploys(company: Company, number: str, path: str, *, changed: bool = True) -> Any:
    """Deploy a shipped file for a change, as it is or with a remark in it."""
    content = (ROOT / path).read_bytes()
    remark = b"<!-- changed -->\n" if changed else b""
    name = path.rsplit("/", 1)[-1]
    return sends(company, {name: content + remark}, to=f"/deployments?change={number}")


# ---------------------------------------------------------------- what is changed is there
@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"definition": "PLAN-DRAGON"}, "/definition"),
        ({"against": "9.9"}, "/against"),
        ({"kind": "dmn", "definition": "service_routing", "against": "7"}, "/against"),
        ({"kind": "bpmn", "definition": "dispute", "against": "第一版"}, "/against"),
    ],
)
def test_only_a_version_that_is_there_is_changed(
    company: Company, wrong: dict[str, str], pointer: str
) -> None:
    body = {**FLOOD, **wrong}

    assert pointers(company.post("u_quam", "/change-requests", body, expect=422)) == [pointer]


def test_a_change_is_against_the_plan_in_force(company: Company) -> None:
    drafted(company)

    assert change(company, requested(company, **FLOOD))["against"] == "1.0"


def test_what_is_tested_of_a_plan_is_a_draft_of_it(company: Company) -> None:
    number = requested(company, **FLOOD)

    assert pointers(examines(company, number, tested="2.0", expect=422)) == ["/tested"]


@pytest.mark.parametrize("kind", ["plan", "dmn", "bpmn"])
def test_an_action_names_what_there_is_to_change(company: Company, kind: str) -> None:
    number = proposed(company)

    refusal = plans(company, number, change_kind=kind, change_of="weather", expect=422)

    assert pointers(refusal) == ["/data/change_of"]


# ---------------------------------------------------------------- plans
def test_a_plan_comes_into_force_on_its_day(company: Company) -> None:
    drafted(company)
    number = approved(company, "2026-03-10")
    company.now_is("2026-03-09T23:59")
    assert in_force(company) == ["1.0"]

    company.now_is("2026-03-10T00:00")

    assert in_force(company) == ["2.0"]
    found = change(company, number)
    assert (found["status"], found["carried_out_as"]) == ("carried_out", "2.0")
    assert found["carried_out_at"] == "2026-03-10T00:00:00+08:00"


def test_a_plan_for_today_comes_into_force_at_once(company: Company) -> None:
    drafted(company)

    number = approved(company, "2026-03-02")

    assert (in_force(company), change(company, number)["status"]) == (["2.0"], "carried_out")


def test_a_plan_that_a_commander_has_approved_meanwhile_is_in_force(company: Company) -> None:
    draft = drafted(company)
    number = approved(company, "2026-03-10")
    company.post("u_cat", f"{PLANS}/{draft}/approval")

    company.now_is("2026-03-10T00:00")

    assert (in_force(company), change(company, number)["status"]) == (["2.0"], "carried_out")


def test_a_plan_that_is_retired_before_its_day_never_comes_into_force(company: Company) -> None:
    draft = drafted(company)
    number = approved(company, "2026-03-10")
    company.post("u_cat", f"{PLANS}/{draft}/approval")
    later = company.post("u_catc", PLANS, {**HAIL, "plan_version": "2.1"}, expect=201)
    company.post("u_cat", f"{PLANS}/{later['id']}/approval")

    company.now_is("2026-03-10T00:00")

    assert (in_force(company), change(company, number)["status"]) == (["2.1"], "lapsed")


def test_an_action_on_a_plan_is_done_once_its_change_is_decided_on(company: Company) -> None:
    number = proposed(company)
    plans(company, number, measure="plan", change_kind="plan", change_of=PLAN)
    (wished,) = company.get("u_aud", "/change-requests")["items"]
    assert (wished["definition"], wished["against"]) == (PLAN, "1.0")
    assert pointers(does(company, number, expect=422)) == ["/data/done"]

    drafted(company)
    examines(company, wished["change_no"], tested="2.0")
    decides(company, "u_prd", wished["change_no"], effective_from="2026-03-02")
    decides(company, "u_comp", wished["change_no"])

    does(company, number)
    assert in_force(company) == ["2.0"]


# ---------------------------------------------------------------- files
def test_a_table_is_deployed_for_the_day_of_its_change(company: Company) -> None:
    number = approved(
        company, "2026-03-10", "2", kind="dmn", definition="service_routing", proposal="改分派"
    )

    answer = deploys(company, number, TABLE)

    assert answer.status_code == 201, answer.text
    found = change(company, number)
    assert (found["status"], found["carried_out_as"]) == ("carried_out", "2")
    versions = company.get("u_ana", "/decisions/service_routing/versions")["items"]
    assert [row["effective_from"] for row in versions if row["version"] == 2] == [
        "2026-03-10T00:00:00+08:00"
    ]


def test_a_diagram_is_deployed_on_the_day_of_its_change(company: Company) -> None:
    number = approved(
        company, "2026-03-10", "2", kind="bpmn", definition="dispute", proposal="改流程"
    )
    assert deploys(company, number, DIAGRAM).status_code == 409

    company.now_is("2026-03-10T08:00")

    assert deploys(company, number, DIAGRAM).status_code == 201
    assert change(company, number)["carried_out_as"] == "2"


@pytest.mark.parametrize(("path", "changed"), [(TABLE, False), ("dmn/escalation.dmn", True)])
def test_a_change_is_carried_out_by_files_that_change_it(
    company: Company, path: str, changed: bool
) -> None:
    number = approved(
        company, "2026-03-02", "2", kind="dmn", definition="service_routing", proposal="改分派"
    )

    answer = deploys(company, number, path, changed=changed)

    assert (answer.status_code, pointers(answer.json)) == (422, ["/resources"])
    assert change(company, number)["status"] == "approved"


def test_only_an_approved_change_is_deployed(company: Company) -> None:
    drafted(company)
    draft = requested(company)
    plan = approved(company, "2026-03-10")

    assert [deploys(company, number, TABLE).status_code for number in (draft, plan)] == [409, 409]
    assert deploys(company, "CHG-20260302-999999", TABLE).status_code == 404

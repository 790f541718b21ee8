"""Operators hold cases, let them go on, end them, and try again what failed."""

import pytest

from tests.decisions import writing
from tests.engine import diagrams as d
from tests.engine import extras as x
from tests.scenarios.company import Company
from tests.scenarios.deploying import deploys
from tests.scenarios.halts import ClaimAt
from tests.scenarios.operating import operates
from tests.scenarios.s1 import Walk

CONTACTED = {"data": {"contacted_at": "2026-03-02T09:40:00+08:00"}}
ASKING = d.diagram(
    d.start(),
    d.rule_task("ask", "fee", "fee"),
    d.user_task("pay", x.assigned(groups="cashier")),
    d.end(),
    d.flows("start > ask > pay > end"),
    process_id="charge",
)


def fees(*rules: tuple[str, str]) -> bytes:
    """A table of fees by kind."""
    table = writing.table(inputs=[("kind", "string")], outputs=[("fee", "number")], rules=rules)
    listed = ", ".join(kind for kind, _ in rules)
    unlisted = f"kind not in ({listed})" if len(rules) > 1 else f"kind != {listed}"
    about = f"accepted gap: {unlisted} | a kind without a fee is asked for first"
    return writing.model(writing.decision("fee", table, about=about))


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim that waits for the surveyors."""
    return claim_at(Walk.register)


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


# ---------------------------------------------------------------- hold, go on, end
def test_nobody_completes_a_task_of_a_held_case(walk: Walk, company: Company) -> None:
    task = company.task(walk.claim_no, "contact_customer")["id"]
    held = operates(company, walk.claim_no, "suspend", reason="核对数据")
    assert (held.status_code, held.json["state"]) == (200, "suspended")

    refused = company.post("u_sur1", f"/tasks/{task}/complete", CONTACTED, expect=409)

    assert refused["code"] == "case_suspended"
    assert company.get("u_aud", f"/cases/{walk.claim_no}")["state"] == "suspended"


def test_a_case_that_goes_on_takes_what_was_refused(walk: Walk, company: Company) -> None:
    operates(company, walk.claim_no, "suspend", reason="核对数据")

    resumed = operates(company, walk.claim_no, "resume")

    assert resumed.json["state"] == "active"
    walk.contact()
    assert company.waiting(walk.claim_no) == {"survey": ["surveyor"]}


def test_papers_that_come_while_a_case_is_held_are_not_lost(walk: Walk, company: Company) -> None:
    operates(company, walk.claim_no, "suspend", reason="核对数据")
    walk.papers()
    assert company.waiting(walk.claim_no) == {"contact_customer": ["surveyor"]}

    operates(company, walk.claim_no, "resume")
    company.now_is("2026-03-02T10:31")

    assert "verify_documents" in company.waiting(walk.claim_no)


def test_limits_run_on_while_a_case_is_held(walk: Walk, company: Company) -> None:
    before = company.clocks(walk.claim_no)["survey_contact", "internal"]["due_at"]

    operates(company, walk.claim_no, "suspend", reason="核对数据")

    clock = company.clocks(walk.claim_no)["survey_contact", "internal"]
    assert (clock["state"], clock["due_at"]) == ("running", before)


def test_an_ended_case_leaves_nothing_to_do(walk: Walk, company: Company) -> None:
    ended = operates(company, walk.claim_no, "cancel", reason="重复录入")

    assert ended.json["state"] == "cancelled"
    assert company.waiting(walk.claim_no) == {}
    running = [c for c in company.clocks(walk.claim_no).values() if c["state"] == "running"]
    assert running == []


@pytest.mark.parametrize("act", ["suspend", "resume", "cancel"])
def test_operating_needs_what_one_has_seen(walk: Walk, company: Company, act: str) -> None:
    path, body = f"/cases/{walk.claim_no}/{act}", {"reason": "x"}

    blind = company.call("u_adm", "POST", path, json=body)
    stale = company.call("u_adm", "POST", path, json=body, headers={"If-Match": '"0"'})

    assert (blind.status_code, blind.json["code"]) == (428, "precondition_missing")
    assert (stale.status_code, stale.json["code"]) == (412, "stale")
    assert stale.json["current"]["state"] == "active"


@pytest.mark.parametrize("user", ["u_sur1", "u_adj", "u_int", "u_aud"])
def test_only_operators_hold_a_case(walk: Walk, company: Company, user: str) -> None:
    answer = company.call(
        user,
        "POST",
        f"/cases/{walk.claim_no}/suspend",
        json={"reason": "x"},
        headers={"If-Match": "*"},
    )

    assert answer.status_code == 403
    assert company.get("u_aud", f"/cases/{walk.claim_no}")["state"] == "active"


# ---------------------------------------------------------------- what failed is tried again
@pytest.fixture
def stuck(company_on_sqlite: Company) -> tuple[Company, str]:
    """A case whose table has no rule for it."""
    company = company_on_sqlite
    deploys(company, charge__bpmn=ASKING, fee__dmn=fees(('"small"', "5")))
    started = company.post(
        "u_ana", "/cases", {"process": "charge", "data": {"kind": "large"}}, expect=201
    )
    return company, started["id"]


def test_a_table_without_a_rule_holds_the_case_and_says_why(stuck: tuple[Company, str]) -> None:
    company, case = stuck

    (incident,) = company.get("u_adm", "/incidents", **{"filter[case_id]": case})["items"]

    assert incident["element"] == "ask"
    assert "fee" in incident["message"]
    assert "large" in incident["message"]
    assert incident["resolved_at"] is None
    assert company.get("u_adm", f"/incidents/{incident['id']}") == incident


def test_trying_again_without_a_change_changes_nothing(stuck: tuple[Company, str]) -> None:
    company, case = stuck
    (incident,) = company.get("u_adm", "/incidents")["items"]

    company.post("u_adm", f"/incidents/{incident['id']}/retry")

    assert [one["element"] for one in company.get("u_adm", "/incidents")["items"]] == ["ask"]
    assert company.get("u_adm", f"/cases/{case}")["state"] == "active"


@pytest.mark.parametrize("way", ["/incidents/{incident}/retry", "/cases/{case}/retry"])
def test_once_the_table_knows_the_kind_the_case_goes_on(
    stuck: tuple[Company, str], way: str
) -> None:
    company, case = stuck
    (incident,) = company.get("u_adm", "/incidents")["items"]
    deploys(company, fee__dmn=fees(('"small"', "5"), ('"large"', "9")))

    company.post("u_adm", way.format(incident=incident["id"], case=case))

    assert company.get("u_adm", "/incidents")["items"] == []
    history = company.get("u_aud", f"/cases/{case}/history")["items"]
    assert [row["element"] for row in history] == ["start", "ask", "pay"]
    (task,) = company.get("u_cash", "/tasks", view="unassigned")["items"]
    assert (task["task_definition"], task["case_id"]) == ("pay", case)


def test_a_solved_incident_is_not_tried_again(stuck: tuple[Company, str]) -> None:
    company, _ = stuck
    (incident,) = company.get("u_adm", "/incidents")["items"]
    deploys(company, fee__dmn=fees(('"large"', "9")))
    company.post("u_adm", f"/incidents/{incident['id']}/retry")

    company.post("u_adm", f"/incidents/{incident['id']}/retry", expect=404)

    assert company.get("u_adm", f"/incidents/{incident['id']}")["resolved_at"] is not None

"""Overdue work: what its handler may decide, and where the late task goes then."""

from typing import Any

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.halts import ClaimAt
from tests.scenarios.overdue import REGISTERED, handles, overdue_of
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim reported on Monday at 09:30; it is to be registered by the end of Tuesday."""
    return claim_at(Walk.report)


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


# ---------------------------------------------------------------- moving the task
def test_an_overdue_task_goes_to_a_colleague(walk: Walk, company: Company) -> None:
    hires(company, "u_reg2", "claims_registrar")
    task = company.task(walk.claim_no, "register_claim")["id"]
    company.post("u_reg", f"/tasks/{task}/claim")
    company.now_is("2026-03-04T00:00")

    handles(company, overdue_of(walk, "registration"), cause="staff", measure="reassign")

    assert company.task(walk.claim_no, "register_claim")["assignee"]["username"] == "u_reg2"
    taken = walk.completes("u_reg", "register_claim", expect=409, **REGISTERED)
    assert taken["code"] == "already_claimed"
    walk.completes("u_reg2", "register_claim", **REGISTERED)


def test_a_task_that_nobody_else_may_do_cannot_be_given_on(walk: Walk, company: Company) -> None:
    task = company.task(walk.claim_no, "register_claim")["id"]
    company.post("u_reg", f"/tasks/{task}/claim")
    company.now_is("2026-03-04T00:00")
    overdue = overdue_of(walk, "registration")

    refusal = handles(company, overdue, measure="reassign", expect=422)

    assert refusal["errors"][0]["pointer"] == "/data/measure"
    assert company.task(overdue["overdue_no"], "handle_overdue")
    handles(company, overdue, measure="add_staff")


def test_a_supervisor_takes_an_overdue_task_over(walk: Walk, company: Company) -> None:
    hires(company, "u_sup", "claims_supervisor")
    company.now_is("2026-03-04T00:00")

    handles(company, overdue_of(walk, "registration"), measure="supervisor_takeover")

    assert company.waiting(walk.claim_no) == {"register_claim": ["claims_supervisor"]}
    assert walk.completes("u_reg", "register_claim", expect=404, **REGISTERED)
    walk.completes("u_sup", "register_claim", **REGISTERED)
    assert overdue_of(walk, "registration")["clock"]["state"] == "breached_closed"


def test_an_overdue_approval_is_not_given_to_whoever_assessed_the_loss(
    claim_at: ClaimAt,
) -> None:
    walk = claim_at(Walk.review)
    company = walk.company
    walk.assess(by="u_dual")
    walk.adjudicate()
    task = company.task(walk.claim_no, "approve_step")["id"]
    company.post("u_l1a", f"/tasks/{task}/claim")
    company.now_is("2026-03-04T00:00")
    overdue = overdue_of(walk, "approval_1")

    too_low = handles(company, overdue, measure="supervisor_takeover", expect=422)
    handles(company, overdue, measure="reassign")

    assert too_low["errors"][0]["pointer"] == "/data/measure"
    assert company.task(walk.claim_no, "approve_step")["assignee"]["username"] == "u_l1b"


def test_a_limit_of_the_whole_case_has_no_task_to_give_on(unpaid: Walk) -> None:
    company = unpaid.company
    company.now_is("2026-03-05T00:00")

    refusal = handles(company, overdue_of(unpaid, "payment"), measure="reassign", expect=422)

    assert refusal["errors"][0]["pointer"] == "/data/measure"


# ---------------------------------------------------------------- bad input
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cause", "weather"),
        ("measure", "wait"),
        ("new_target", "2026-03-04T00:00:00+08:00"),
        ("new_target", None),
        ("new_target", "tomorrow"),
        ("note", "x" * 4001),
        ("level", "E1"),
    ],
)
def test_a_wrong_answer_is_named_and_the_task_stays(
    walk: Walk, company: Company, field: str, value: Any
) -> None:
    company.now_is("2026-03-04T00:00")
    overdue = overdue_of(walk, "registration")

    refusal = handles(company, overdue, expect=422, **{field: value})

    assert refusal["errors"][0]["pointer"] == f"/data/{field}"
    assert company.task(overdue["overdue_no"], "handle_overdue")["status"] == "open"


@pytest.mark.parametrize("data", [{}, {"clock_id": "x"}])
def test_a_breach_that_names_no_clock_is_refused_with_its_field(
    company: Company, data: Json
) -> None:
    told = {"name": "clock_breached", "data": data}

    refusal = company.post("u_int", "/messages", told, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/clock_id"]
    assert company.get("u_aud", "/incidents")["items"] == []


def test_a_breach_of_a_clock_that_is_not_there_waits_as_an_incident(company: Company) -> None:
    company.post("u_int", "/messages", {"name": "clock_breached", "data": {"clock_id": 1}})

    (incident,) = company.get("u_aud", "/incidents")["items"]
    assert incident["element"] == "open_overdue"
    assert company.get("u_aud", "/overdue")["items"] == []

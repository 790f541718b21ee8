"""The late task is done in the moment its handler acts: neither waits for the other for ever."""

from typing import Any

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.overdue import EXPEDITED, overdue_of, process_state
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires
from tests.scenarios.test_two_at_once import together

TRIES = 6
REGISTERED: Json = {"data": {"decision": "register", "reserve_amount": "3800.00"}}
GIVEN_ON: Json = {
    "data": {**EXPEDITED, "measure": "reassign", "new_target": "2026-03-05T18:00:00+08:00"}
}


@pytest.fixture
def late(company: Company) -> list[Walk]:
    """Claims that were to be registered by last night."""
    hires(company, "u_reg2", "claims_registrar")
    company.clock_shows("2026-03-02T09:30")
    walks = [Walk(company) for _ in range(TRIES)]
    for number, walk in enumerate(walks):
        report = walk.report_with(object_id=f"沪C{number}")
        walk.claim_no = company.reports("u_int", **report)["claim_no"]
    company.now_is("2026-03-04T08:00")
    return walks


def act_at_once(walk: Walk) -> tuple[int, ...]:
    """Let the registrar register while the handler gives the task on; return the statuses."""
    company = walk.company
    overdue = overdue_of(walk, "registration")
    task = company.task(walk.claim_no, "register_claim")["id"]
    own = company.task(overdue["overdue_no"], "handle_overdue")["id"]
    calls: list[tuple[str, str, Json, dict[str, str]]] = [
        ("u_reg", f"/tasks/{task}/complete", REGISTERED, {}),
        ("u_od1", f"/tasks/{own}/complete", GIVEN_ON, {}),
    ]
    return tuple(answer.status_code for answer in together(company, calls))


def register(walk: Walk) -> Any:
    """Let whoever has the task register, if it is still to be done."""
    company = walk.company
    for task in company.open_tasks(walk.claim_no, "register_claim"):
        who = (task["assignee"] or {"username": "u_reg"})["username"]
        company.post(who, f"/tasks/{task['id']}/complete", REGISTERED)


@pytest.mark.slow
def test_a_late_task_that_is_done_while_it_is_given_on_leaves_nothing_open(
    company: Company, late: list[Walk]
) -> None:
    answers = [act_at_once(walk) for walk in late]
    assert {status for pair in answers for status in pair} <= {200, 409, 422}

    company.now_is("2026-03-04T08:01")
    closed = [register(walk) or overdue_of(walk, "registration") for walk in late]
    company.now_is("2026-03-04T08:02")

    assert [process_state(company, one) for one in closed] == ["completed"] * TRIES
    assert {one["clock"]["state"] for one in closed} == {"breached_closed"}

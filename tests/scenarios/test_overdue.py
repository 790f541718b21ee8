"""Overdue work: who sees to a missed limit, whom it is told, and when it ends."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.operating import operates
from tests.scenarios.overdue import REGISTERED, handles, levels, overdue_of, process_state, told_of
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim reported on Monday at 09:30; it is to be registered by the end of Tuesday."""
    return claim_at(Walk.report)


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


# ---------------------------------------------------------------- who sees to it
def test_a_missed_limit_waits_for_one_named_person(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T00:00")

    overdue = overdue_of(walk, "registration")
    task = company.task(overdue["overdue_no"], "handle_overdue")
    assert (task["assignee"]["username"], task["groups"]) == ("u_od1", ["overdue_handler"])
    assert task["subject"] == f"{walk.claim_no} · 立案"
    assert company.task(walk.claim_no, "register_claim")["priority"] == 90


def test_nobody_else_can_take_what_is_overdue_from_its_handler(
    walk: Walk, company: Company
) -> None:
    company.now_is("2026-03-04T00:00")
    hires(company, "u_od2", "overdue_handler")
    overdue = overdue_of(walk, "registration")
    task = company.task(overdue["overdue_no"], "handle_overdue")["id"]

    colleague = company.post("u_od2", f"/tasks/{task}/claim", expect=409)

    assert (colleague["code"], colleague["assignee"]) == ("already_claimed", "u_od1")
    assert handles(company, overdue, by="u_od2", expect=409)["code"] == "already_claimed"
    assert handles(company, overdue, by="u_reg", expect=404)["code"] == "not_found"


def test_the_handler_with_the_fewest_open_tasks_is_named(walk: Walk, company: Company) -> None:
    hires(company, "u_od2", "overdue_handler")
    second = Walk(company)
    second.claim_no = company.reports("u_int", **walk.report_with(object_id="沪B67890"))["claim_no"]

    company.now_is("2026-03-04T00:00")

    stages = ("registration", "checklist_notice")
    missed = [overdue_of(one, stage) for one in (walk, second) for stage in stages]
    named = sorted(overdue["handler"]["username"] for overdue in missed)
    assert named == ["u_od1", "u_od1", "u_od2", "u_od2"]


def test_a_breach_is_handled_once(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T00:00")
    clock = overdue_of(walk, "registration")["clock"]["id"]

    company.post("u_int", "/messages", {"name": "clock_breached", "data": {"clock_id": clock}})

    assert overdue_of(walk, "registration")["clock"]["id"] == clock
    named = company.get("u_od1", "/tasks", view="mine", q="立案")["items"]
    assert [task["task_definition"] for task in named] == ["handle_overdue"]


# ---------------------------------------------------------------- going up
def test_what_is_closed_within_a_day_is_told_once(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T08:00")
    walk.completes("u_reg", "register_claim", **REGISTERED)
    company.now_is("2026-03-09T00:00")

    overdue = overdue_of(walk, "registration")
    assert levels(overdue) == {"E1": ["claims_supervisor"]}
    assert overdue["overdue_hours"] == 8
    assert process_state(company, overdue) == "completed"
    assert company.open_tasks(overdue["overdue_no"], "handle_overdue") == []


def test_what_runs_on_for_three_days_goes_up_to_compliance(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-06T23:59")
    assert overdue_of(walk, "registration")["level"] == "E2"

    company.now_is("2026-03-07T00:00")

    overdue = overdue_of(walk, "registration")
    assert overdue["level"] == "E3"
    assert levels(overdue) == {
        "E1": ["claims_supervisor"],
        "E2": ["claims_manager"],
        "E3": ["claims_manager", "compliance_officer"],
    }
    assert [one["at"] for one in overdue["escalations"]] == [
        "2026-03-04T00:00:00+08:00",
        "2026-03-05T00:00:00+08:00",
        "2026-03-07T00:00:00+08:00",
    ]


def test_a_measure_alone_does_not_stop_it_from_going_up(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T09:00")
    handles(company, overdue_of(walk, "registration"), cause="workload", measure="add_staff")

    company.now_is("2026-03-05T00:00")
    late = overdue_of(walk, "registration")
    walk.completes("u_reg", "register_claim", **REGISTERED)

    done = overdue_of(walk, "registration")
    assert (late["level"], late["measure"], late["cause"]) == ("E2", "add_staff", "workload")
    assert (done["overdue_hours"], process_state(company, done)) == (24, "completed")


def test_a_missed_limit_of_the_law_is_told_to_compliance_at_once(unpaid: Walk) -> None:
    company = unpaid.company
    company.now_is("2026-03-13T23:59")
    by_the_company = overdue_of(unpaid, "payment")

    company.now_is("2026-03-14T00:00")

    by_law = overdue_of(unpaid, "payment", "statutory")
    assert by_law["level"] == "E3"
    assert levels(by_law) == {"E3": ["compliance_officer", "claims_manager"]}
    assert by_law["overdue_no"] != by_the_company["overdue_no"]


def test_what_was_told_is_in_the_log_of_the_late_case(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-05T00:00")

    told = told_of(company, walk, overdue_of(walk, "registration"))

    assert told == [
        ("E1", ["claims_supervisor"]),
        ("E2", ["claims_manager"]),
    ]


# ---------------------------------------------------------------- how it ends
@pytest.mark.parametrize(
    ("executed_at", "hours", "state"),
    [
        ("2026-03-14T10:00:00+08:00", 10, "breached_closed"),
        ("2026-03-13T20:00:00+08:00", 0, "met"),
    ],
)
def test_paying_ends_it_also_where_the_bank_was_in_time_after_all(
    unpaid: Walk, executed_at: str, hours: int, state: str
) -> None:
    company = unpaid.company
    company.now_is("2026-03-14T10:00")
    payment = company.payment(unpaid.claim_no)["id"]
    answer = {"status": "success", "bank_ref": "B-1", "executed_at": executed_at}

    company.post("u_int", f"/payments/{payment}/result", answer)

    by_law = overdue_of(unpaid, "payment", "statutory")
    assert (by_law["overdue_hours"], by_law["clock"]["state"]) == (hours, state)
    assert process_state(company, by_law) == "completed"


def test_a_limit_that_closed_before_anybody_was_named_is_kept_and_done(
    walk: Walk, company: Company
) -> None:
    company.clock_shows("2026-03-04T10:00")  # nothing fires: the worker was not there
    walk.completes("u_reg", "register_claim", **REGISTERED)
    clock = company.clocks(walk.claim_no)["registration", "internal"]

    told = {"name": "clock_breached", "data": {"clock_id": clock["id"]}}
    company.post("u_int", "/messages", told)

    overdue = overdue_of(walk, "registration")
    assert (overdue["overdue_hours"], overdue["handler"], overdue["level"]) == (10, None, None)
    assert process_state(company, overdue) == "completed"


def test_a_case_that_is_cancelled_leaves_nothing_overdue(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T06:00")
    case = company.claim(walk.claim_no)["case_id"]

    operates(company, case, "cancel", reason="重复录入")

    overdue = overdue_of(walk, "registration")
    assert (overdue["clock"]["state"], overdue["overdue_hours"]) == ("cancelled", 6)
    assert process_state(company, overdue) == "completed"


def test_handling_that_an_operator_holds_ends_when_it_goes_on(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T06:00")
    overdue = overdue_of(walk, "registration")
    operates(company, overdue["case_id"], "suspend", reason="核对")
    walk.completes("u_reg", "register_claim", **REGISTERED)
    assert process_state(company, overdue) == "suspended"

    operates(company, overdue["case_id"], "resume")

    assert process_state(company, overdue) == "completed"
    assert overdue_of(walk, "registration")["overdue_hours"] == 6


# ---------------------------------------------------------------- reading it
def test_overdue_work_is_listed_by_state_level_and_handler(walk: Walk, company: Company) -> None:
    company.reports("u_int", **walk.report_with(object_id="沪B67890"))
    company.now_is("2026-03-04T00:00")
    walk.completes("u_reg", "register_claim", **REGISTERED)
    handler = overdue_of(walk, "registration")["handler"]["id"]

    listed = [
        company.get("u_od1", "/overdue", **{f"filter[{name}]": value})["page"]["total"]
        for name, value in (
            ("state", "open"),
            ("state", "closed"),
            ("level", "E1"),
            ("level", "E2"),
            ("handler_id", handler),
        )
    ]

    assert listed == [2, 2, 4, 0, 4]


def test_one_overdue_case_is_found_by_id_and_by_number(walk: Walk, company: Company) -> None:
    company.now_is("2026-03-04T03:30")
    listed = overdue_of(walk, "registration")

    by_number = company.get("u_od1", f"/overdue/{listed['overdue_no']}")

    assert by_number == listed == company.get("u_od1", f"/overdue/{listed['id']}")
    assert (by_number["overdue_hours"], by_number["clock"]["stage"]) == (3.5, "registration")


@pytest.mark.parametrize(
    ("user", "path", "status"),
    [
        ("u_int", "/overdue", 403),
        ("u_int", "/overdue/OVD-20260304-000001", 403),
        ("u_int", "/clocks?state=breached", 403),
        ("u_od1", "/overdue/OVD-20260304-000009", 404),
        ("u_od1", "/overdue?filter[state]=late", 400),
        ("u_od1", "/clocks?state=late", 400),
        ("u_od1", "/clocks", 400),
    ],
)
def test_who_may_not_read_or_asks_wrongly_is_told_so(
    walk: Walk, company: Company, user: str, path: str, status: int
) -> None:
    company.now_is("2026-03-04T00:00")

    assert company.call(user, "GET", path).status_code == status

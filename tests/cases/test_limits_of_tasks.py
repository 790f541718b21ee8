"""What is due when a case gets there: the limits of tasks that open, and timers of no length."""

import datetime as dt

from app.cases import clocks, operations
from app.cases.models import Timer
from app.sla import calendar_days
from tests.engine import diagrams as d
from tests.engine import extras as x
from tests.working import ZONE

from .conftest import Office

TIMED = d.diagram(
    d.start(),
    d.user_task("check"),
    d.user_task("pay", x.properties(sla="payment_step")),
    d.boundary("late", "pay", x.on_timer("P3D")),
    d.end(),
    d.flows("start > check > pay > end", "late > end"),
)


def limit(internal: str) -> dict[str, object]:
    return {"internal": internal, "statutory": None, "warn_before": "PT1H", "pausable": False}


def test_a_task_whose_limit_cannot_be_found_waits_and_keeps_what_was_done(office: Office) -> None:
    office.answers["sla_limit"] = lambda inputs: limit("soon")
    office.deploy(TIMED)
    case = office.start()
    office.complete("check")
    (incident,) = office.incidents()
    assert (incident.element, office.tasks(), office.count(Timer)) == ("pay", {}, 0)
    assert ("check", "completed") in office.walked(case)
    office.answers["sla_limit"] = lambda inputs: limit("2 h")
    operations.retry_incident(office.work, incident.id)
    assert office.tasks()["pay"].due_at == office.now + dt.timedelta(hours=2)
    assert (office.incidents(), office.count(Timer)) == ([], 1)
    office.complete("pay")
    assert office.status(case) == "completed"


def test_a_task_that_looks_back_at_no_case_is_an_incident_and_no_crash(office: Office) -> None:
    office.deploy(TIMED)
    office.start(segregation_from="nobody")
    assert [incident.element for incident in office.incidents()] == ["check"]


def test_a_changed_calendar_moves_the_due_date_of_the_task_too(office: Office) -> None:
    office.answers["sla_limit"] = lambda inputs: limit("1 wd")
    office.now = dt.datetime(2026, 3, 2, 10, tzinfo=ZONE)
    office.deploy(TIMED)
    office.start()
    office.complete("check")
    calendar_days.set_days(
        office.work, [calendar_days.Day(day=dt.date(2026, 3, 3), kind="holiday")]
    )
    assert clocks.follow_calendar(office.work) == 1
    assert office.tasks()["pay"].due_at == dt.datetime(2026, 3, 5, tzinfo=ZONE)


def test_a_changed_fact_moves_the_limit_and_the_due_date_of_the_task(office: Office) -> None:
    office.answers["sla_limit"] = lambda inputs: limit(f"{inputs['amount']} h")
    office.deploy(TIMED)
    case = office.start(amount=100)
    office.complete("check")
    clocks.follow_facts(office.work, case, {"amount": 200})
    assert office.tasks()["pay"].due_at == office.now + dt.timedelta(hours=200)


def test_a_timer_that_is_due_when_another_one_leads_to_it_fires_at_once(office: Office) -> None:
    office.deploy(
        d.diagram(
            d.start(),
            d.catch("wait", x.on_timer("P1D")),
            d.catch("go_on", x.on_timer("PT0S")),
            d.user_task("check"),
            d.end(),
            d.flows("start > wait > go_on > check > end"),
        )
    )
    office.start()
    assert office.pass_time(days=1) == 2
    assert list(office.tasks()) == ["check"]

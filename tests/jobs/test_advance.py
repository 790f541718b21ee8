"""Time passes: what falls due fires in order, once, and a failure holds nothing else up."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask

from app import clock
from app.cases import clocks, operations
from app.cases.models import Case, CaseStatus, Message, Timer
from app.errors import Conflict
from app.extensions import db
from app.inbox.models import InboxTask, TaskStatus
from app.jobs import firing, schedule, worker
from app.jobs.advance import advance
from app.jobs.firing import TooManyFirings
from app.jobs.models import JobFailure, ScheduledJob
from app.outbox import operations as outbox
from app.outbox.ports import Port
from app.outbox.rules import ATTEMPTS
from app.sla.firing import AFTER_FAILURE
from app.sla.models import SlaClock
from app.transaction import PORTS, transaction
from app.work import Work
from tests.engine import diagrams as d
from tests.engine import extras as x

from .conftest import Outside

START = dt.datetime(2025, 12, 31, 16, tzinfo=dt.UTC)
NOTHING = {"timers": 0, "warnings": 0, "breaches": 0, "jobs": 0, "outbox": 0, "schedule": 0}


def process(*content: str, declares: tuple[str, ...] = ()) -> bytes:
    return d.diagram(*content, declares=declares)


def deployed(diagram: bytes, **variables: Any) -> int:
    with transaction() as work:
        operations.deploy(work, {"p.bpmn": diagram})
        return operations.start_case(work, process_id="p", variables=variables).case.id


def open_tasks() -> list[str]:
    db.session.rollback()
    query = sa.select(InboxTask.element).where(InboxTask.status == TaskStatus.OPEN)
    return sorted(db.session.scalars(query))


def after(**span: float) -> dt.datetime:
    return START + dt.timedelta(**span)


def slots_until(end: dt.datetime) -> int:
    """Count the slots of the jobs that do not wait for work, from the beginning on."""
    zone = ZoneInfo("Asia/Shanghai")
    slots = 0
    for job in schedule.SCHEDULE.values():
        at = job.trigger.after(START, zone)
        while job.has_work is None and at <= end:
            slots, at = slots + 1, job.trigger.after(at, zone)
    return slots


def two_reminders() -> bytes:
    return process(
        d.start(),
        d.user_task("check"),
        d.boundary("soon", "check", x.on_timer("PT1H"), interrupting=False),
        d.boundary("late", "check", x.on_timer("PT2H")),
        d.service_task("note_soon", "t.note"),
        d.service_task("note_late", "t.note"),
        d.end(),
        d.flows("start > check > end", "soon > note_soon > end", "late > note_late > end"),
    )


def test_what_falls_due_on_the_way_fires_in_order_each_at_its_own_instant(
    app: Flask, handlers: dict[str, Any]
) -> None:
    seen: list[tuple[str, dt.datetime]] = []
    handlers["t.note"] = lambda call: seen.append((call.element, call.work.now))
    deployed(two_reminders())
    result = advance(after(hours=9))
    assert result["now"] == after(hours=9)
    assert result["fired"] == {**NOTHING, "timers": 2, "schedule": slots_until(after(hours=9))}
    assert seen == [("note_soon", after(hours=1)), ("note_late", after(hours=2))]
    db.session.rollback()
    assert clock.now(db.session()) == after(hours=9)


def test_the_clock_stops_short_of_what_is_due_later(app: Flask, handlers: dict[str, Any]) -> None:
    handlers["t.note"] = lambda call: None
    deployed(two_reminders())
    assert advance(after(minutes=59))["fired"]["timers"] == 0
    assert advance(after(minutes=60))["fired"]["timers"] == 1
    with pytest.raises(Conflict):
        advance(after(minutes=30))


def test_the_clock_of_a_task_warns_and_is_breached(app: Flask) -> None:
    deployed(
        process(
            d.start(),
            d.user_task("check", x.properties(sla="registration")),
            d.end(),
            d.flows("start > check > end"),
        )
    )
    fired = advance(after(days=10))["fired"]
    assert (fired["warnings"], fired["breaches"]) == (1, 1)
    db.session.rollback()
    task = db.session.scalars(sa.select(InboxTask)).one()
    assert task.priority == 90
    assert task.due_at is not None
    told = db.session.scalars(sa.select(Message)).one()
    assert (told.name, told.state) == ("clock_breached", "expired")


def test_a_case_whose_clock_cannot_be_told_holds_no_other_up(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = (d.start(), d.user_task("check", x.properties(sla="registration")), d.end())
    broken = deployed(process(*limited, d.flows("start > check > end")))
    with transaction() as work:
        operations.start_case(work, process_id="p")
    due_at = db.session.scalars(sa.select(SlaClock.due_at).limit(1)).one()
    fire = clocks.fire_clocks

    def fail_at_first(work: Work, case_id: int) -> Any:
        if case_id == broken and work.now == due_at:
            raise RuntimeError("the fault is ours")
        return fire(work, case_id)

    monkeypatch.setattr(clocks, "fire_clocks", fail_at_first)

    assert advance(due_at)["fired"]["breaches"] == 1
    assert db.session.scalars(sa.select(JobFailure.kind)).all() == ["clock"]
    assert advance(due_at + AFTER_FAILURE)["fired"]["breaches"] == 1


def test_a_breach_starts_the_process_that_handles_it(app: Flask) -> None:
    with transaction() as work:
        overdue = d.diagram(
            d.start("told", x.on_message("clock_breached")),
            d.user_task("handle_overdue"),
            d.end(),
            d.flows("told > handle_overdue > end"),
            process_id="overdue",
            declares=[x.message("clock_breached")],
        )
        operations.deploy(work, {"overdue.bpmn": overdue})
    deployed(
        process(
            d.start(),
            d.user_task("check", x.properties(sla="registration")),
            d.end(),
            d.flows("start > check > end"),
        )
    )
    advance(after(days=10))
    assert open_tasks() == ["check", "handle_overdue"]


def test_effects_leave_the_house_when_the_clock_moves(app: Flask, outside: Outside) -> None:
    with transaction() as work:
        outbox.put(work, "letter", {"text": "x"}, idempotency_key="l-1")
    assert advance(after(minutes=0))["fired"]["outbox"] == 1
    assert [message.idempotency_key for message in outside.sent] == ["l-1"]
    assert advance(after(hours=1))["fired"]["outbox"] == 0


def test_an_effect_whose_answer_cannot_be_kept_is_given_up_at_last(
    app: Flask, outside: Outside
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("nobody knows this letter")

    app.extensions[PORTS] = {"letter": Port(send=outside.send, delivered=refuse)}
    with transaction() as work:
        outbox.put(work, "letter", {"text": "x"}, idempotency_key="l-1")
    advance(after(days=2))
    assert len(outside.sent) == ATTEMPTS
    assert {message.idempotency_key for message in outside.sent} == {"l-1"}


def test_the_schedule_runs_each_job_in_each_of_its_slots(app: Flask) -> None:
    assert advance(after(days=2))["fired"]["schedule"] == slots_until(after(days=2))
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ScheduledJob)) == len(
        schedule.SCHEDULE
    )


@pytest.mark.parametrize("name", schedule.SCHEDULE)
def test_a_job_of_the_schedule_may_run_twice(app: Flask, name: str) -> None:
    with transaction() as work:
        schedule.SCHEDULE[name].run(work)
        schedule.SCHEDULE[name].run(work)


def test_a_row_that_fails_is_noted_put_off_and_holds_nothing_else_up(
    app: Flask, monkeypatch: pytest.MonkeyPatch, handlers: dict[str, Any]
) -> None:
    handlers["t.note"] = lambda call: None
    broken = deployed(two_reminders())
    with transaction() as work:
        healthy = operations.start_case(work, process_id="p").case.id
        work.session.execute(
            sa.update(Case.__table__).where(Case.id == broken).values(state=b"\xff")
        )
    assert advance(after(hours=1, seconds=5))["fired"]["timers"] == 1
    db.session.rollback()
    (failure,) = db.session.scalars(sa.select(JobFailure))
    assert failure.kind == "timer"
    rows = db.session.execute(sa.select(Timer.case_id, Timer.attempts).order_by(Timer.run_at))
    assert sorted(map(tuple, rows)) == sorted([(broken, 1), (broken, 0), (healthy, 0)])


def test_a_circle_of_messages_is_stopped_and_what_fired_stays(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firing, "LIMIT", 20)
    monkeypatch.setattr(firing.fire_and_look, "__kwdefaults__", {"limit": 20})
    echo = process(
        d.start("begin", x.on_message("ping")),
        d.throw("say", x.on_message("ping")),
        d.end(),
        d.flows("begin > say > end"),
        declares=(x.message("ping"),),
    )
    with transaction() as work:
        operations.deploy(work, {"p.bpmn": echo})
        operations.publish_message(work, name="ping")
    with pytest.raises(TooManyFirings) as stopped:
        advance(after(hours=1))
    assert stopped.value.fired["jobs"] > 20
    assert stopped.value.now == START
    db.session.rollback()
    completed = sa.select(sa.func.count()).where(Case.status == CaseStatus.COMPLETED)
    assert db.session.scalar(completed) > 20


def test_the_worker_leaves_a_test_clock_alone(app: Flask, handlers: dict[str, Any]) -> None:
    handlers["t.note"] = lambda call: None
    deployed(two_reminders())
    with transaction() as work:
        clock.set_test_clock(work.session, after(hours=3))
    worker.tick(app)
    assert open_tasks() == ["check"]
    with transaction() as work:
        work.session.execute(sa.text("DELETE FROM test_clock"))
    worker.tick(app)
    assert open_tasks() == []

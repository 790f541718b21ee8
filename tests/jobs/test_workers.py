"""The schedule over several workers: each slot is served once, and one that failed is not lost."""

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from app import clock
from app.audit import operations as audit
from app.audit.models import AuditRow
from app.extensions import db
from app.jobs import firing, schedule
from app.jobs.advance import advance, plan_schedule
from app.jobs.models import JobFailure, ScheduledJob
from app.jobs.schedule import Job
from app.jobs.triggers import QUARTERS, Every, Monthly
from app.transaction import transaction
from app.work import Work

START = dt.datetime(2025, 12, 31, 16, tzinfo=dt.UTC)
HOURLY = Every(pause=dt.timedelta(hours=1))
QUARTERLY = Monthly(at=dt.time(6), months=QUARTERS)
WORKERS, SLOTS, PAGES = 4, 5, 3


def only(monkeypatch: pytest.MonkeyPatch, job: Job) -> None:
    """Let the schedule have one job and no other."""
    monkeypatch.setattr(schedule, "SCHEDULE", {"count": job})


def note(work: Work) -> None:
    """Leave a row that says when the job has run."""
    audit.record(work, "job.ran", detail={})


def runs() -> list[dt.datetime]:
    """List when the job has run, the first time first."""
    db.session.rollback()
    rows = sa.select(AuditRow.at).where(AuditRow.action == "job.ran")
    return list(db.session.scalars(rows.order_by(AuditRow.id)))


def at_once(app: Flask, workers: int) -> None:
    """Let several workers fire what is due at the same moment."""
    gate = threading.Barrier(workers)

    def work() -> None:
        with app.app_context():
            gate.wait()
            firing.fire_due()
            db.session.remove()

    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(work) for _ in range(workers)]:
            done.result()


def slots_pass(app: Flask, slots: int) -> None:
    """Let so many hours pass; in each, every worker looks for what is due."""
    for hour in range(1, slots + 1):
        with transaction() as work:
            clock.set_test_clock(work.session, START + dt.timedelta(hours=hour))
        db.session.remove()
        at_once(app, WORKERS)


def test_each_slot_is_served_once_over_any_number_of_workers(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, Job(trigger=HOURLY, run=note))
    plan_schedule()

    slots_pass(app, SLOTS)

    assert runs() == [START + dt.timedelta(hours=hour) for hour in range(1, SLOTS + 1)]


def test_each_page_of_a_job_is_done_once_over_any_number_of_workers(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(work: Work) -> bool:
        note(work)
        done = sa.select(sa.func.count()).where(
            AuditRow.action == "job.ran", AuditRow.at == work.now
        )
        return (work.session.scalar(done) or 0) < PAGES

    only(monkeypatch, Job(trigger=HOURLY, run=page))
    plan_schedule()

    slots_pass(app, SLOTS)

    assert set(Counter(runs()).values()) == {PAGES}
    assert len(runs()) == SLOTS * PAGES


def test_a_job_of_a_quarter_that_failed_runs_within_the_hour(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_at_first(work: Work) -> None:
        if work.now < dt.datetime(2026, 1, 1, 0, tzinfo=dt.UTC):
            raise OSError("no line")
        note(work)

    only(monkeypatch, Job(trigger=QUARTERLY, run=fail_at_first))

    advance(START + dt.timedelta(days=2))

    slot = dt.datetime(2025, 12, 31, 22, tzinfo=dt.UTC)
    assert runs() == [slot + 2 * schedule.RETRIED_AFTER]
    assert len(db.session.scalars(sa.select(JobFailure)).all()) == 2
    row = db.session.scalars(sa.select(ScheduledJob)).one()
    assert row.next_at == dt.datetime(2026, 3, 31, 22, tzinfo=dt.UTC)

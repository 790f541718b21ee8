"""Every job of the schedule may run twice: the second run finds nothing left to do."""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import tables
from app.audit import operations as audit
from app.cases import buffer
from app.database import next_key
from app.insurance.customers.contact_models import Feedback, FeedbackCategory
from app.insurance.customers.contact_operations import note_feedback
from app.jobs.models import JobFailure
from app.jobs.schedule import SCHEDULE, plan
from app.work import Work
from tests.working import work_of

LATER = dt.timedelta(days=100)  # after every retention and every time to live
COUNTERS = {"key_space"}  # a block of keys may be taken in advance


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but the key counter's."""
    session.flush()
    return {
        name: sorted(map(tuple, session.execute(sa.select(table))), key=repr)
        for name, table in tables.METADATA.tables.items()
        if name not in COUNTERS
    }


def leave_work(work: Work) -> None:
    """Leave something for every job to seal, give up, forget or count."""
    for number in range(3):
        audit.record(work, "case.started", detail={"number": number})
    for sender_id in (None, "m-1"):
        buffer.keep(
            work,
            name="claim_documents",
            correlation_key="17",
            variables={},
            ttl=dt.timedelta(hours=1),
            message_id=sender_id,
        )
    note_feedback(work, Feedback(category=FeedbackCategory.SERVICE, rating=5))
    work.session.add(
        JobFailure(
            id=next_key(work.session), kind="timer", row_id=1, error="lost", failed_at=work.now
        )
    )


@pytest.fixture
def later(session: Session) -> Work:
    """A hundred days after there was work for every job."""
    leave_work(work_of(session))
    session.flush()
    now = work_of(session).now + LATER
    session.execute(sa.text("UPDATE message SET run_at = NULL"))  # tried and nobody waited
    return work_of(session, now=now)


@pytest.mark.parametrize("job", SCHEDULE)
def test_a_job_that_runs_twice_has_run_once(later: Work, job: str) -> None:
    before = everything(later.session)
    SCHEDULE[job].run(later)
    once = everything(later.session)

    SCHEDULE[job].run(later)

    assert once != before
    assert everything(later.session) == once


@pytest.mark.parametrize("job", SCHEDULE)
def test_a_job_with_nothing_to_do_does_nothing(session: Session, job: str) -> None:
    before = everything(session)

    SCHEDULE[job].run(work_of(session))

    assert everything(session) == before


def test_planning_twice_plans_once(session: Session) -> None:
    plan(work_of(session))
    once = everything(session)

    plan(work_of(session))

    assert [row[1] for row in once["scheduled_job"]]
    assert everything(session) == once

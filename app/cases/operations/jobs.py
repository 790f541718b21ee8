"""Work of external workers: taken for a while, then completed, failed, or ended by an error."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.cases import running
from app.cases.commands import command
from app.cases.models import Case, CaseStatus, Job
from app.cases.state import CaseState
from app.database import table_of
from app.engine.errors import BpmnError
from app.errors import NotFound
from app.work import Variables, Work

_job, _case = table_of(Job), table_of(Case)
MOST = 200  # jobs one call hands out at most


@dataclass(frozen=True, kw_only=True)
class ActivatedJob:
    """A job as the worker that has it until ``deadline`` sees it."""

    id: int
    type: str
    case_id: int
    element: str
    token_id: int
    retries: int
    worker: str
    deadline: dt.datetime
    headers: Mapping[str, Any]
    variables: Variables


def activate_jobs(
    work: Work, *, kind: str, worker: str, lasting: dt.timedelta, limit: int = 1
) -> list[ActivatedJob]:
    """Take free jobs of one type; they come back by themselves when the time is up.

    :param lasting: how long the worker may take
    """
    free = (
        sa.select(_job)
        .join(_case, _case.c.id == _job.c.case_id)
        .where(
            _job.c.type == kind,
            _job.c.free_at <= work.now,
            _job.c.retries > 0,
            _case.c.status == CaseStatus.ACTIVE,
        )
        .order_by(_job.c.free_at, _job.c.id)
        .limit(min(limit, MOST))
        .with_for_update(of=_job, skip_locked=True)
    )
    rows = work.session.connection().execute(free).all()
    deadline = work.now + lasting
    if rows:
        _take(work, [row.id for row in rows], worker, deadline)
    return [_activated(work, row, worker, deadline) for row in rows]


def _take(work: Work, ids: list[int], worker: str, deadline: dt.datetime) -> None:
    taken = sa.update(_job).where(_job.c.id.in_(ids)).values(worker=worker, free_at=deadline)
    work.session.connection().execute(taken)


def _activated(work: Work, row: Any, worker: str, deadline: dt.datetime) -> ActivatedJob:
    return ActivatedJob(
        id=row.id,
        type=row.type,
        case_id=row.case_id,
        element=row.element,
        token_id=row.token_id,
        retries=row.retries,
        worker=worker,
        deadline=deadline,
        headers=row.headers,
        variables=running.visible(work, row.case_id, row.token_id),
    )


def complete_job(work: Work, job_id: int, *, variables: Variables | None = None) -> CaseState:
    """Complete a job; its result goes into the process.

    :raises NotFound: it is done, or its case has moved on
    """
    case_row, job = _lock(work, job_id)
    with command(work, case_row) as case:
        case.instance.complete_job(job.token_id, variables or {})
        _record(work, "job.completed", job)
    return case.result


def fail_job(
    work: Work,
    job_id: int,
    *,
    retries: int,
    message: str = "",
    pause: dt.timedelta = dt.timedelta(0),
) -> CaseState:
    """Give a job back; with no retries left it becomes an incident.

    :param pause: how long no worker gets it again
    """
    case_row, job = _lock(work, job_id)
    with command(work, case_row) as case:
        work.session.connection().execute(
            sa.update(_job)
            .where(_job.c.id == job_id)
            .values(worker=None, free_at=work.now + pause, error=message)
        )
        case.instance.fail_job(job.token_id, retries, message)
        _record(work, "job.failed", job)
    return case.result


def throw_job_error(
    work: Work, job_id: int, *, code: str, message: str = "", variables: Variables | None = None
) -> CaseState:
    """End a job by a business error, which the diagram may catch by its code."""
    case_row, job = _lock(work, job_id)
    with command(work, case_row) as case:
        case.instance.throw_error(job.token_id, BpmnError(code, message, variables))
        _record(work, "job.error_thrown", job)
    return case.result


def _lock(work: Work, job_id: int) -> tuple[Any, Any]:
    """Lock a job's case, and return its row with the job's as it is then."""
    wanted = sa.select(_job).where(_job.c.id == job_id)
    connection = work.session.connection()
    found = connection.execute(wanted).first()
    case_row = running.lock_case(work, found.case_id) if found else None
    job = connection.execute(wanted).first() if case_row is not None else None
    if job is None:
        raise NotFound(f"no job {job_id}")
    return case_row, job


def _record(work: Work, action: str, job: Any) -> None:
    audit.record(
        work,
        action,
        case_id=job.case_id,
        subject=str(job.id),
        detail={"type": job.type, "element": job.element},
    )

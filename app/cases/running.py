"""A case while one command changes it: locked, loaded, saved, its rows drawn anew."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from app.cases import buffer, signals, tasks, traces, versions, waits
from app.cases.definitions import ProcessVersion
from app.cases.environment import CaseEnvironment
from app.cases.models import Case, CaseStatus
from app.cases.state import CaseState, Command
from app.database import table_of
from app.engine.instance import Instance
from app.errors import Conflict, InvalidInput, NotFound, Stale
from app.inbox.models import InboxTask
from app.work import Variables, Work

#: The database is gone, broke a deadlock by this transaction, or has a row that another one has
#: changed meanwhile: nothing of it may stay.
DATABASE_FAILED = (OperationalError, InterfaceError, InternalError, StaleDataError)

_case, _process = table_of(Case), table_of(ProcessVersion)
_LOAD = sa.select(
    _case.c.id,
    _case.c.business_key,
    _case.c.process_id,
    _case.c.process_key.label("key"),
    _case.c.status,
    _case.c.version,
    _case.c.state,
    _process.c.digest,
    _process.c.resource_id,
).join(_process, _process.c.id == _case.c.process_version_id)
_READ = _LOAD.where(_case.c.id == bindparam("id"))
_LOCK = {
    True: _READ.with_for_update(of=_case),
    False: _READ.with_for_update(of=_case, skip_locked=True),
}
_OF_TASK = _LOAD.where(
    _case.c.id
    == sa.select(InboxTask.case_id).where(InboxTask.id == bindparam("task_id")).scalar_subquery()
).with_for_update(of=_case)
_SAVE = (
    sa.update(_case)
    .where(_case.c.id == bindparam("b_id"), _case.c.version == bindparam("b_version"))
    .values(
        version=_case.c.version + 1,
        state=bindparam("b_state"),
        status=bindparam("b_status"),
        ended_at=bindparam("b_ended_at"),
    )
)


def lock_case(work: Work, case_id: int, *, patient: bool = True) -> Any:
    """Lock a case and return its row.

    :param patient: wait for who holds it; otherwise return None when someone does
    :raises NotFound: no such case
    """
    row = work.session.connection().execute(_LOCK[patient], {"id": case_id}).first()
    if row is None and patient:
        raise NotFound(f"no case {case_id}")
    return row


def lock_case_of_task(work: Work, task_id: int) -> Any:
    """Lock the case that a task belongs to."""
    row = work.session.connection().execute(_OF_TASK, {"task_id": task_id}).first()
    if row is None:
        raise NotFound(f"no task {task_id}")
    return row


def ensure_status(row: Any, *allowed: CaseStatus) -> None:
    """Refuse a case in any other state."""
    if row.status not in allowed:
        raise Conflict(f"case {row.id} is {row.status.value}", code=f"case_{row.status.value}")


def load(work: Work, row: Any, *, allowed: Sequence[CaseStatus] = ()) -> Command:
    """Load the instance of a locked case.

    :param row: from ``lock_case``
    :param allowed: states in which the command may run, by default only active
    """
    ensure_status(row, *(allowed or (CaseStatus.ACTIVE,)))
    instance = _loaded(work, row)
    guard(work, instance)
    before = instance.waits()
    return Command(work=work, row=row, instance=instance, before=before, asked=set(before))


def ensure_version(row: Any, expected: int | None) -> None:
    """Refuse a caller that has seen an older version; None has seen any."""
    if expected is not None and expected != row.version:
        raise Stale(
            f"case {row.id} is at version {row.version}, not {expected}", current=row.version
        )


def visible(work: Work, case_id: int, token_id: int) -> Variables:
    """Return what an element sees, without locking the case."""
    row = work.session.connection().execute(_READ, {"id": case_id}).one()
    instance = _loaded(work, row)
    return instance.visible(token_id)


def _loaded(work: Work, row: Any) -> Instance:
    definition = versions.definition_of(work.session, row)
    environment = CaseEnvironment(work)
    return Instance.load(row.state, definition, environment, work.now, environment.work, row.id)


def guard(work: Work, instance: Instance) -> None:
    """Let what a handler writes be undone when it fails, and a failing database undo everything."""
    instance.savepoint = partial(buffer.savepoint, work)
    instance.fatal = DATABASE_FAILED


def refuse_openly(instance: Instance) -> None:
    """Let what a handler refuses of its input undo the command, for a caller who can mend it."""
    instance.fatal = (*instance.fatal, InvalidInput)


def finish(running: Command) -> None:
    """Save the case and draw every row that follows from its state."""
    work, instance = running.work, running.instance
    buffer.match_kept(work, running.case_id, instance, running.asked)
    tasks.prepare_tasks(running)
    running.state = _save(running)
    after = instance.waits()
    waits.draw_waits(work, running.case_id, running.before, after)
    waits.draw_incidents(work, running.case_id, running.before, after)
    traces.draw_history(work, running.case_id, instance)
    traces.draw_variables(work, running.case_id, instance)
    traces.draw_decisions(work, running.case_id, instance)
    tasks.draw_tasks(running, after)
    buffer.keep_thrown(work, instance)
    signals.send(work, running.case_id, instance)


def _save(running: Command) -> CaseState:
    work, row = running.work, running.row
    status = _status(running)
    ended_at: dt.datetime | None = None if status in OPEN_STATUSES else work.now
    saved = work.session.connection().execute(
        _SAVE,
        {
            "b_id": row.id,
            "b_version": row.version,
            "b_state": running.instance.dump(),
            "b_status": status,
            "b_ended_at": ended_at,
        },
    )
    if saved.rowcount != 1:
        raise Conflict(f"case {row.id} has changed")
    return CaseState(
        id=row.id,
        business_key=row.business_key,
        process_id=row.process_id,
        process_key=row.key,
        status=status,
        version=row.version + 1,
    )


OPEN_STATUSES = (CaseStatus.ACTIVE, CaseStatus.SUSPENDED)


def _status(running: Command) -> CaseStatus:
    if running.cancelled:
        return CaseStatus.CANCELLED
    if running.instance.completed:
        return CaseStatus.COMPLETED
    status: CaseStatus = running.row.status
    return status

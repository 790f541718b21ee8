"""What is due in cases: rows claimed one by one, each fired in the same transaction."""

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases import buffer, commands, running, starts, versions
from app.cases.commands import command
from app.cases.definitions import StartTimer
from app.cases.models import Case, CaseStatus, Incident, Message, SignalDelivery, Timer
from app.cases.operations.retry import retry_row
from app.database import table_of
from app.errors import NotFound
from app.work import Work

FIRST_PAUSE = dt.timedelta(seconds=10)  # after a failure; doubled each time
LONGEST_PAUSE = dt.timedelta(hours=1)

_case = table_of(Case)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A claimed row: which kind of work, for which case, and how often it has failed."""

    kind: str
    row: Any

    @property
    def id(self) -> int:
        """The row's key."""
        key: int = self.row.id
        return key


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of due work: its table, what it does, and as what it is counted."""

    table: sa.Table
    #: returns how many firings it was
    fire: Callable[[Work, Any], int]
    counted: str
    #: rows whose case is suspended wait
    of_case: bool = True


def next_due(session: Session) -> dt.datetime | None:
    """Return the earliest instant at which something of a case is due."""
    earliest = [session.connection().execute(_earliest(kind)).scalar() for kind in KINDS]
    return min((at for at in earliest if at is not None), default=None)


def _waiting(kind: Kind, columns: Any) -> sa.Select[Any]:
    query = sa.select(*columns).where(kind.table.c.run_at.is_not(None))
    if kind.of_case:
        query = query.join(_case, _case.c.id == kind.table.c.case_id, isouter=True)
        query = query.where(
            sa.or_(kind.table.c.case_id.is_(None), _case.c.status == CaseStatus.ACTIVE)
        )
    return query


@functools.cache  # asked before and after whatever fires
def _earliest(name: str) -> sa.Select[Any]:
    """Select the first row of the index, not the minimum over all rows."""
    kind = KINDS[name]
    query = _waiting(kind, [kind.table.c.run_at])
    return query.order_by(kind.table.c.run_at, kind.table.c.id).limit(1)


def claim(work: Work, name: str) -> Due | None:
    """Lock the next due row of one kind, passing over those that another worker has."""
    kind = KINDS[name]
    table = kind.table
    query = (
        _waiting(kind, [table])
        .where(table.c.run_at <= work.now)
        .order_by(table.c.run_at, table.c.id)
        .limit(1)
        .with_for_update(of=table, skip_locked=True)
    )
    row = work.session.connection().execute(query).first()
    return None if row is None else Due(kind=name, row=row)


def fire(work: Work, due: Due) -> int:
    """Do what a claimed row is there for; return how many firings that was."""
    return KINDS[due.kind].fire(work, due.row)


def postpone(work: Work, due: Due) -> None:
    """Let a row that failed wait, longer each time."""
    table = KINDS[due.kind].table
    pause = min(FIRST_PAUSE * 2 ** min(due.row.attempts, 20), LONGEST_PAUSE)
    work.session.connection().execute(
        sa.update(table)
        .where(table.c.id == due.id)
        .values(run_at=work.now + pause, attempts=table.c.attempts + 1)
    )


def _fire_timers(work: Work, row: Any) -> int:
    """Fire every timer of the case that is due."""
    case_row = running.lock_case(work, row.case_id, patient=False)
    if case_row is None:
        return _busy(work, Timer, row)
    timer, connection = table_of(Timer), work.session.connection()
    due_now = sa.and_(timer.c.case_id == row.case_id, timer.c.run_at <= work.now)
    asked = connection.scalars(sa.select(timer.c.id).where(due_now)).all()
    with command(work, case_row) as case:
        fired = case.instance.fire_timers()
    # A row that is still due has not been fired, e.g. because its token waits in an incident.
    # One that was armed on the way is not among them: it is due now, and fired next.
    connection.execute(
        sa.update(timer)
        .where(timer.c.id.in_(asked), timer.c.run_at <= work.now)
        .values(run_at=work.now + LONGEST_PAUSE, attempts=timer.c.attempts + 1)
    )
    return fired


def _busy(work: Work, model: Any, row: Any) -> int:
    """Leave a row to the next tick: someone works on its case just now."""
    table = table_of(model)
    work.session.connection().execute(
        sa.update(table).where(table.c.id == row.id).values(run_at=work.now + BUSY_PAUSE)
    )
    return 0


BUSY_PAUSE = dt.timedelta(seconds=1)  # a command takes milliseconds


def _retry(work: Work, row: Any) -> int:
    case_row = running.lock_case(work, row.case_id, patient=False)
    if case_row is None:
        return _busy(work, Incident, row)
    retry_row(work, row, by_itself=True)
    return 1


def _deliver(work: Work, row: Any) -> int:
    commands.deliver(work, buffer.published(row), patient=False)
    message = table_of(Message)
    busy = work.session.connection().execute(
        sa.update(message)
        .where(message.c.id == row.id, message.c.run_at <= work.now)
        .values(run_at=work.now + BUSY_PAUSE)
    )
    return 1 - busy.rowcount


def _signal(work: Work, row: Any) -> int:
    table = table_of(SignalDelivery)
    if row.case_id is None:
        newest = versions.find_newest_process(work.session, row.process_id)
        commands.begin(work, newest, element=row.element, payload=row.variables)
    else:
        case_row = running.lock_case(work, row.case_id, patient=False)
        if case_row is None:
            return _busy(work, SignalDelivery, row)
        with command(work, case_row) as case:
            case.instance.receive_signal(row.name, row.variables)
    work.session.connection().execute(sa.delete(table).where(table.c.id == row.id))
    return 1


def _start(work: Work, row: Any) -> int:
    newest = versions.find_newest_process(work.session, row.process_id)
    if newest is None:
        raise NotFound(f"no process {row.process_id!r}")
    commands.begin(work, newest, element=row.element, payload={})
    starts.arm_again(work, row)
    return 1


KINDS: Mapping[str, Kind] = {
    "timer": Kind(table=table_of(Timer), fire=_fire_timers, counted="timers"),
    "start_timer": Kind(table=table_of(StartTimer), fire=_start, counted="timers", of_case=False),
    "message": Kind(table=table_of(Message), fire=_deliver, counted="jobs", of_case=False),
    "signal": Kind(table=table_of(SignalDelivery), fire=_signal, counted="jobs"),
    "incident": Kind(table=table_of(Incident), fire=_retry, counted="jobs"),
}

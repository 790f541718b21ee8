"""Facts about time limits: clocks that stopped, that are late, that are open."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.cases.models import Case
from app.database import table_of
from app.inbox.models import InboxTask
from app.insurance.reports.series.sources import (
    BAND,
    OF_SUBJECT,
    no_drill,
    person,
    with_subject,
)
from app.insurance.reports.shapes import Series, facts
from app.insurance.reports.sql import flag, seconds
from app.sla.models import ClockState, ClockType, SlaClock, SlaPause

_clock, _pause = table_of(SlaClock), table_of(SlaPause)
_case, _task = table_of(Case), table_of(InboxTask)
INTERNAL, STATUTORY = ClockType.INTERNAL.value, ClockType.STATUTORY.value
_COUNTS = (_clock.c.state != ClockState.CANCELLED, no_drill(_clock.c.case_id))

_PAUSED = (
    sa.select(sa.func.coalesce(sa.func.sum(seconds(_pause.c.until_at, _pause.c.since_at)), 0))
    .where(_pause.c.clock_id == _clock.c.id, _pause.c.until_at.is_not(None))
    .scalar_subquery()
)
_RUN = seconds(_clock.c.stopped_at, _clock.c.started_at) - sa.type_coerce(_PAUSED, sa.BigInteger)


def _clocks(
    at: Any,
    *where: sa.ColumnElement[bool],
    **more: Any,
) -> sa.Subquery:
    """Select clocks with the case, the task's actor and what the case is about."""
    source = _clock.outerjoin(_task, _task.c.id == _clock.c.task_id).outerjoin(
        _case, _case.c.id == _clock.c.case_id
    )
    columns = {
        "id": _clock.c.id,
        "case_id": _clock.c.case_id,
        "number": _case.c.business_key,
        "at": at,
        **OF_SUBJECT,
        "person": person(sa.func.coalesce(_task.c.completed_by, _task.c.assignee_id)),
        "split": _clock.c.stage,
        **more,
    }
    return facts(with_subject(source, _clock.c.case_id), columns, where).subquery()


def _is(kind: str) -> sa.ColumnElement[bool]:
    return _clock.c.clock_type == sa.literal_column(f"'{kind}'")


def _stopped(kind: str) -> Series:
    rows = _clocks(
        _clock.c.stopped_at,
        _clock.c.stopped_at.is_not(None),
        _is(kind),
        *_COUNTS,
        met=flag(_clock.c.state == ClockState.MET),
    )
    return Series(code=f"clock_stopped_{kind}", rows=rows, sums=("met",))


def _late(kind: str) -> Series:
    rows = _clocks(
        _clock.c.breached_at,
        _clock.c.breached_at.is_not(None),
        _is(kind),
        no_drill(_clock.c.case_id),
        until_at=_clock.c.stopped_at,
    )
    return Series(code=f"clock_late_{kind}", rows=rows, lasting=True)


STOPPED = {kind: _stopped(kind) for kind in (INTERNAL, STATUTORY)}
LATE = {kind: _late(kind) for kind in (INTERNAL, STATUTORY)}
OPEN = Series(
    code="clock_open",
    rows=_clocks(_clock.c.started_at, no_drill(_clock.c.case_id), until_at=_clock.c.stopped_at),
    lasting=True,
)
#: how long each step took; of internal clocks only, since some steps have two
TIMES = Series(
    code="clock_time",
    rows=_clocks(
        _clock.c.stopped_at,
        _clock.c.stopped_at.is_not(None),
        _is(INTERNAL),
        *_COUNTS,
        band=BAND,
        value=_RUN,
    ),
    sums=("value",),
    spread=True,
)


def series() -> Iterator[Series]:
    """Yield the series of this module."""
    yield from (*STOPPED.values(), *LATE.values(), OPEN, TIMES)

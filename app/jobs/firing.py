"""Fires what is due now: one row, one operation, one transaction."""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.cases import clocks, due
from app.database import next_key
from app.errors import InvalidInput
from app.extensions import db
from app.inbox.notices import mailing
from app.inbox.operations import substitutes
from app.jobs import schedule
from app.jobs.models import JobFailure
from app.outbox import operations as outbox
from app.outbox import queries as outbox_queries
from app.sla import firing as sla_firing
from app.sla import queries as sla
from app.sla.firing import Breached
from app.transaction import ports, transaction
from app.work import SYSTEM, Work

log = logging.getLogger(__name__)

#: What is counted, in the order it is shown.
COUNTED = ("timers", "warnings", "breaches", "jobs", "outbox", "schedule")
LIMIT = 10_000  # firings of one run; more is a loop in a diagram

Fired = Counter[str]
#: Fires one thing that is due; None when nothing is.
Fire = Callable[[], Fired | None]


class TooManyFirings(InvalidInput):
    """So much fell due that something must be going in circles; what fired stays."""

    code = "too_many_firings"

    def __init__(self, now: dt.datetime, fired: Fired) -> None:
        self.now = now
        self.fired = as_counts(fired)
        super().__init__(
            f"stopped after {fired.total()} firings at {now.isoformat()}",
            about={"now": now.isoformat(), "fired": self.fired},
        )


def as_counts(fired: Fired) -> dict[str, int]:
    """Return every count, also of what did not fire."""
    return {name: fired[name] for name in COUNTED}


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What all sources say at one instant."""

    #: those that have something due by now
    due: "list[Source]"
    #: when the first thing is due, by now or later
    next_at: dt.datetime | None


def next_due() -> dt.datetime | None:
    """Return the earliest instant at which anything is due."""
    return _look().next_at


def _look() -> Ahead:
    """Ask every source when it has something due, in one transaction."""
    session = db.session()
    session.rollback()
    instant = clock.now(session)
    asked = [(source, source.next_due(session)) for source in SOURCES]
    session.rollback()
    told = [(source, at) for source, at in asked if at is not None]
    return Ahead(
        due=[source for source, at in told if at <= instant],
        next_at=min((at for _, at in told), default=None),
    )


def now() -> dt.datetime:
    """Return the present instant in a transaction of its own."""
    session = db.session()
    session.rollback()
    instant = clock.now(session)
    session.rollback()
    return instant


def fire_due(*, fired: Fired | None = None, limit: int = LIMIT) -> Fired:
    """Fire everything that is due, with what that makes due.

    :param fired: counted before; the limit holds for all together
    :raises TooManyFirings: the limit is reached
    """
    total = Counter[str]() if fired is None else fired
    fire_and_look(total, limit=limit)
    return total


def fire_and_look(total: Fired, *, limit: int = LIMIT) -> dt.datetime | None:
    """Fire everything that is due, with what that makes due; return when the next thing is.

    :returns: an instant that has come: another process holds what is due then, and fires it
    :raises TooManyFirings: the limit is reached
    """
    while (ahead := _look()).due:
        fires = [fire for source in ahead.due for fire in source.fires]
        if not any([_drain(fire, total, limit) for fire in fires]):
            return next_due()
    return ahead.next_at


def _drain(fire: Fire, total: Fired, limit: int) -> bool:
    """Fire all of one kind; say whether there was anything."""
    did = False
    while (fired := fire()) is not None:
        did = True
        total.update(fired)
        if total.total() > limit:
            raise TooManyFirings(now(), total)
    return did


def _fire_clocks() -> Fired | None:
    counts = Fired()

    def fire(work: Work, case: Any) -> int:
        events = clocks.fire_clocks(work, case.id)
        counts.update("breaches" if isinstance(one, Breached) else "warnings" for one in events)
        return len(events)

    def put_off(work: Work, case: Any) -> None:
        counts.clear()
        sla_firing.postpone(work, case.id)

    claimed = _claimed("clock", clocks.claim_case, fire, put_off=put_off)
    return None if claimed is None else counts


def _fire_case(kind: str) -> Fire:
    def fire() -> Fired | None:
        claimed = _claimed(kind, lambda work: due.claim(work, kind), due.fire, put_off=due.postpone)
        return None if claimed is None else Counter({due.KINDS[kind].counted: claimed})

    return fire


def _fire_substitutions() -> Fired | None:
    fire, put_off = substitutes.fire, substitutes.postpone
    ran = _claimed("substitution", substitutes.claim_due, fire, put_off=put_off)
    return None if ran is None else Counter(jobs=ran)


def _fire_mailing() -> Fired | None:
    def fire(work: Work, row: Any) -> int:
        return mailing.fire(work, row, sends=mailing.MAIL in ports())

    ran = _claimed("notices", mailing.claim_due, fire, put_off=mailing.postpone)
    return None if ran is None else Counter(jobs=ran)


def _fire_schedule() -> Fired | None:
    ran = _claimed("schedule", schedule.claim, _run_scheduled, put_off=schedule.try_again)
    return None if ran is None else Counter(schedule=ran)


def _run_scheduled(work: Work, row: Any) -> int:
    schedule.run(work, row)
    return 1


def _claimed(
    kind: str,
    claim: Callable[[Work], Any],
    fire: Callable[[Work, Any], int],
    *,
    put_off: Callable[[Work, Any], None],
) -> int | None:
    """Claim a row and fire it; one that fails is noted and put off. None: nothing is due."""
    row = None
    try:
        with transaction(SYSTEM) as work:
            row = claim(work)
            return None if row is None else fire(work, row)
    except Exception as error:
        if row is None:
            raise
        log.exception("firing failed", extra={"kind": kind, "row_id": row.id})
        with transaction(SYSTEM) as work:
            _note(work, kind, row.id, error)
            put_off(work, row)
        return 0


def _note(work: Work, kind: str, row_id: int, error: Exception) -> None:
    work.session.add(
        JobFailure(
            id=next_key(work.session),
            kind=kind,
            row_id=row_id,
            error=f"{type(error).__name__}: {error}",
            failed_at=work.now,
        )
    )


def _fire_outbox() -> Fired | None:
    with transaction(SYSTEM) as work:
        messages = outbox.claim_due(work)
    for message in messages:
        outcome = outbox.send(message, ports())  # between two transactions: it may take long
        try:
            _record(outcome)
        except Exception as error:
            log.exception("recording failed", extra={"message_id": message.id})
            _record(replace(outcome, error=f"{type(error).__name__}: {error}"))
    return Counter(outbox=len(messages)) if messages else None


def _record(outcome: outbox.Outcome) -> None:
    with transaction(SYSTEM) as work:
        outbox.record_outcome(work, outcome, ports())


@dataclass(frozen=True)
class Source:
    """Rows that fall due: when the next one does, and what fires them."""

    next_due: Callable[[Session], dt.datetime | None]
    fires: tuple[Fire, ...]


#: In the order in which what is due at one instant is fired.
SOURCES: tuple[Source, ...] = (
    Source(sla.next_due, (_fire_clocks,)),
    Source(due.next_due, tuple(_fire_case(kind) for kind in due.KINDS)),
    Source(outbox_queries.next_due, (_fire_outbox,)),
    Source(substitutes.next_due, (_fire_substitutions,)),
    Source(mailing.next_due, (_fire_mailing,)),
    Source(schedule.next_due, (_fire_schedule,)),
)

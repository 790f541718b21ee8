"""What follows when a clock warns, breaches or moves: tasks show it, and processes are told."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.cases import buffer, closings, commands
from app.cases.models import Case
from app.inbox import operations as inbox
from app.inbox.models import TaskStatus
from app.inbox.notices.limits import tell_fired
from app.inbox.queries import list_case_tasks, list_open_under
from app.sla import extending, firing, pausing
from app.sla import operations as sla
from app.sla.firing import Breached, Warned
from app.sla.models import ClockType, SlaClock
from app.sla.operations import Terms
from app.work import Work

BREACHED = "clock_breached"  # message that starts the handling of overdue work


def claim_case(work: Work) -> sa.Row[int] | None:
    """Lock a case with clocks that are due and that nobody works on."""
    # A command holds its case, then its task, then its clocks: taken in another order, the two
    # would wait for each other. The clocks of a case somebody works on fire with the next tick.
    due = sa.select(Case.id).where(Case.id.in_(firing.list_due_cases(work))).order_by(Case.id)
    return work.session.execute(due.limit(1).with_for_update(skip_locked=True)).first()


def fire_clocks(work: Work, case_id: int) -> list[Warned | Breached]:
    """Fire what the clocks of a claimed case are due for now."""
    fired = firing.fire_due(work, of_cases=[case_id])
    tell_fired(work, fired)
    for event in fired:
        action = "clock.breached" if isinstance(event, Breached) else "clock.warned"
        audit.record(
            work,
            action,
            case_id=event.case_id,
            subject=str(event.clock_id),
            detail={"stage": event.stage, "type": event.clock_type.value},
        )
        _raise(work, event)
        if isinstance(event, Breached):
            _tell(work, event)
    return fired


def _raise(work: Work, event: Warned | Breached) -> None:
    """Let the tasks under a limit become more urgent; none is put off until it is too late."""
    own = event.task_id
    shown = list_open_under(work.session, event.case_id, event.stage) if own is None else [own]
    for task_id in shown:
        inbox.raise_priority(work, task_id, limit=event.due_at)


def _tell(work: Work, event: Breached) -> None:
    message = buffer.keep(
        work,
        name=BREACHED,
        correlation_key=str(event.clock_id),
        variables={"clock_id": event.clock_id},
        ttl=None,
        message_id=BREACHED,
    )
    if not message.repeated:
        # The clocks are locked: a busy case is left to the worker rather than waited for.
        commands.deliver(work, message, patient=False)


def open_clock(
    work: Work, *, case_id: int, stage: str, facts: Mapping[str, Any], at: dt.datetime
) -> None:
    """Open the clocks of a stage of the case, and show them on tasks that wait for it already.

    :param at: when the limit began; may lie in the past
    """
    _show_due(
        work, case_id, stage, sla.open_clock(work, case_id=case_id, stage=stage, facts=facts, at=at)
    )


def open_clock_under(work: Work, terms: Terms, *, case_id: int, at: dt.datetime) -> None:
    """Open the clock of a stage of the case whose limit is at hand, and show it on its tasks.

    :param at: when the limit began; may lie in the past
    """
    _show_due(work, case_id, terms.stage, sla.open_under(work, terms, case_id=case_id, at=at))


def _show_due(work: Work, case_id: int, stage: str, due: dt.datetime) -> None:
    for task_id in list_open_under(work.session, case_id, stage):
        inbox.set_due(work, task_id, due)


def stop_clock(work: Work, *, case_id: int, stage: str, at: dt.datetime | None = None) -> None:
    """Stop the clocks of a stage of the case, and end the handling of those that were overdue.

    :param at: when what they measure was done; by default now
    :raises InvalidInput: ``at`` lies in the future
    """
    closings.tell_closed(work, sla.stop_clock(work, case_id=case_id, stage=stage, at=at))


def extend_clock(
    work: Work, *, case_id: int, stage: str, facts: Mapping[str, Any]
) -> dt.datetime | None:
    """Give a stage the limits of a track that the law gives more time to; tasks show it.

    :returns: when the law's limit is due now; None where no clock runs
    """
    dues, closed = extending.extend_clock(work, case_id=case_id, stage=stage, facts=facts)
    closings.tell_closed(work, closed)
    for task_id in list_open_under(work.session, case_id, stage) if dues else ():
        inbox.set_due(work, task_id, dues[ClockType.INTERNAL])
    return dues.get(ClockType.STATUTORY)


def pause_clocks(
    work: Work,
    case_id: int,
    *,
    reason: str,
    at: dt.datetime | None = None,
    stages: Collection[str] | None = None,
) -> None:
    """Let the clocks of a case stand still; one that was in time after all is no longer handled.

    :param at: since when, by default now; may lie in the past
    :param stages: only their clocks, by default all
    """
    taken_back = pausing.pause_clocks(work, case_id, reason=reason, at=at, stages=stages)
    closings.tell_closed(work, taken_back)


def cancel_clock(work: Work, *, case_id: int, stage: str) -> None:
    """End the clocks of a stage whose reason is gone; they count neither as met nor as breached."""
    closings.tell_closed(work, sla.cancel_clock(work, case_id=case_id, stage=stage))


def cancel_clocks(work: Work, case_id: int) -> None:
    """End every open clock of a case, and the handling of those that were overdue."""
    closings.tell_closed(work, sla.cancel_case_clocks(work, case_id))


def follow_facts(work: Work, case_id: int, facts: Mapping[str, Any]) -> None:
    """Apply changed facts to the company's open limits of a case, and to the tasks under them."""
    _show(work, firing.recompute(work, case_id, facts))
    amount = facts.get("amount")
    if amount is not None:
        for task in list_case_tasks(work.session, case_id, status=TaskStatus.OPEN):
            inbox.raise_priority(work, task.id, amount=amount)


def follow_calendar(work: Work) -> int:
    """Apply the calendar as it is now to open limits and their tasks; return how many moved."""
    moved = firing.recompute_for_calendar(work)
    _show(work, moved)
    return len(moved)


def run_on(work: Work, case_id: int, *, at: dt.datetime | None = None) -> None:
    """Let the paused limits of a case run on since ``at``, and the tasks under them show it."""
    _show(work, pausing.resume_clocks(work, case_id, at=at))


def _show(work: Work, moved: Iterable[SlaClock]) -> None:
    for clock in moved:
        if clock.task_id is not None and clock.clock_type is ClockType.INTERNAL:
            inbox.set_due(work, clock.task_id, clock.due_at)

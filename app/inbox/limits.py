"""The time limits that a task is under: its own, or those of its case that it shows."""

from collections.abc import Iterable

from app.inbox.models import InboxTask
from app.inbox.priority import Standing
from app.sla.models import OPEN_STATES, ClockState, ClockType, SlaClock
from app.sla.queries import CASE_STAGES, list_case_stage_clocks, list_task_clocks
from app.work import Work


def list_limits(work: Work, task: InboxTask) -> list[SlaClock]:
    """Return the clocks that run for a task, or stand still."""
    if task.stage is None:
        return []
    if task.stage in CASE_STAGES:
        return list_case_limits(work, task.case_id, task.stage)
    return _open(list_task_clocks(work.session, [task.id])[task.id])


def is_due_by_law(work: Work, task: InboxTask) -> bool:
    """Say whether a limit of the law runs for a task, or stands still."""
    return any(one.clock_type is ClockType.STATUTORY for one in list_limits(work, task))


def list_case_limits(work: Work, case_id: int, stage: str) -> list[SlaClock]:
    """Return the clocks of a stage of a case that run, or stand still."""
    where = (case_id, stage)
    return _open(list_case_stage_clocks(work.session, [where]).get(where, ()))


def _open(clocks: Iterable[SlaClock]) -> list[SlaClock]:
    return [clock for clock in clocks if clock.state in OPEN_STATES]


def standing_of(work: Work, clock: SlaClock) -> Standing:
    """Say how a limit stands just now; of one that stands still no share is told."""
    whole = (clock.due_at - clock.started_at).total_seconds()
    gone = (work.now - clock.started_at).total_seconds()
    runs = clock.state is not ClockState.PAUSED
    return Standing(
        used=gone / whole if runs and whole > 0 else 0.0,
        warned=clock.warned_at is not None,
        breached=clock.state is ClockState.BREACHED,
        by_law=clock.clock_type is ClockType.STATUTORY,
    )

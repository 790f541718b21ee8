"""The clocks of the tasks of a list: their own, or those of their case that they show."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.inbox.models import InboxTask
from app.sla.models import ClockType, SlaClock
from app.sla.queries import CASE_STAGES, list_case_stage_clocks, list_task_clocks


def clocks_of(session: Session, tasks: Sequence[InboxTask]) -> dict[int, list[SlaClock]]:
    """Return the clocks that tasks show, by task, read in one go for all."""
    own = [task.id for task in tasks if task.stage and task.stage not in CASE_STAGES]
    shown = {(task.case_id, task.stage) for task in tasks if task.stage in CASE_STAGES}
    found = list_task_clocks(session, own)
    of_case = list_case_stage_clocks(session, shown)
    return {
        task.id: found.get(task.id) or of_case.get((task.case_id, task.stage or ""), [])
        for task in tasks
    }


def own_limit(clocks: Sequence[SlaClock]) -> SlaClock | None:
    """Return the company's own among the clocks of a task, the newest where there are several."""
    own = [clock for clock in clocks if clock.clock_type is ClockType.INTERNAL]
    return own[-1] if own else None

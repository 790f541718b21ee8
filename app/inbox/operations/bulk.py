"""Does one act with many tasks; what is refused of one leaves the others as they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.errors import ClaimdeskError
from app.inbox.models import InboxTask
from app.work import Work

MOST = 200  # tasks of one call: each of them is locked until it is over


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one task: as it is now, or why it was refused."""

    task_id: int
    task: InboxTask | None = None
    refusal: ClaimdeskError | None = None


def for_each(
    work: Work, task_ids: Sequence[int], act: Callable[[Work, int], InboxTask]
) -> list[Outcome]:
    """Do an act with each of some tasks, each undone by itself where it is refused.

    They are taken in the order of their keys, so that two who reach for the same tasks wait for
    one another instead of both for ever.

    :param task_ids: at most 200; those named twice are taken once
    :returns: in the order in which they were named
    """
    done = {task_id: _one(work, task_id, act) for task_id in sorted(set(task_ids))}
    return [done[task_id] for task_id in dict.fromkeys(task_ids)]


def _one(work: Work, task_id: int, act: Callable[[Work, int], InboxTask]) -> Outcome:
    try:
        with work.session.begin_nested():
            return Outcome(task_id=task_id, task=act(work, task_id))
    except ClaimdeskError as refusal:
        return Outcome(task_id=task_id, refusal=refusal)

"""Tells who gets a task, and who had it before."""

from collections.abc import Iterable

from app.inbox.models import InboxTask
from app.inbox.notices.choices import NoticeKind
from app.inbox.notices.telling import News, tell
from app.work import Work


def tell_given(
    work: Work, task: InboxTask, before: int | None, *, owner_id: int | None = None
) -> None:
    """Tell of a task that changed hands; who takes it or gives it back knows.

    :param before: who had it
    :param owner_id: who had handed it over to them: they get it back with an answer
    """
    if before == task.assignee_id:
        return
    if before is not None:
        tell(work, [before], News.of_task(NoticeKind.TAKEN_AWAY, task))
    if task.assignee_id is not None:
        is_back = task.assignee_id == owner_id
        kind = NoticeKind.ANSWERED if is_back else NoticeKind.ASSIGNED
        tell(work, [task.assignee_id], News.of_task(kind, task))


def tell_opened(work: Work, tasks: Iterable[InboxTask]) -> None:
    """Tell those for whom the process has opened tasks by name."""
    for task in tasks:
        tell_given(work, task, None)


def tell_withdrawn(work: Work, tasks: Iterable[InboxTask]) -> None:
    """Tell who had tasks that the process went on without."""
    for task in tasks:
        if task.assignee_id is not None:
            tell(work, [task.assignee_id], News.of_task(NoticeKind.TAKEN_AWAY, task))

"""The page of a list that is shown: its rows, how many there are, and where it goes on."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.inbox.lists.listing import Count, Window
from app.inbox.lists.reading import list_tasks, total_of
from app.web.inbox.cursors import read_cursor, write_cursor
from app.web.inbox.rows import TaskRow, rows_of
from app.web.inbox.state import ListState
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One page of a list."""

    rows: Sequence[TaskRow]
    count: Count
    #: where the neighbouring pages begin; empty where there is none
    next: str
    prev: str
    #: where this page begins; empty: at the beginning
    after: str


def listed(work: Work, state: ListState, after: str, known: Count | None = None) -> Listed:
    """Return a page of a list.

    :param after: as a link holds it
    :param known: how many there are, where that is counted already
    :raises NotAllowed: the view of all tasks without the permission task.read_all
    """
    cursor = read_cursor(state.sort, after)
    window = Window(sort=state.order, after=cursor)
    found = list_tasks(work, state.view, state.narrowed, window)
    return Listed(
        rows=rows_of(work, found.rows),
        count=known or total_of(work, state.view, state.narrowed, found),
        next=write_cursor(state.sort, found.next),
        prev=write_cursor(state.sort, found.prev),
        after=after if cursor is not None else "",
    )

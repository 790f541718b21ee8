"""What the page of a lead shows: groups with their queues, members with what they have, tasks."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.identity.models import Group, User
from app.identity.queries import list_groups
from app.inbox.lists.listing import USUAL_SORT, TaskFilter, View, Window
from app.inbox.lists.reading import list_tasks
from app.inbox.models import InboxTask
from app.inbox.workload import GroupLoad, led_groups, list_workload
from app.keyset import Cursor, Slice
from app.web.entries import read_key
from app.web.inbox.cursors import read_cursor, write_cursor
from app.web.inbox.rows import TaskRow, rows_of
from app.work import Work

SHOWN = 100  # tasks of one page
FREE = "free"
NOTHING: Slice[InboxTask] = Slice(rows=(), total=0, total_capped=False, next=None, prev=None)


@dataclass(frozen=True, kw_only=True)
class TeamView:
    """A lead's groups, and one of them with its people and tasks."""

    #: with something to do, the most pressing first
    busy: Sequence[GroupLoad]
    #: with nothing to do
    quiet: Sequence[GroupLoad]
    #: the one whose tasks are shown; None: no group is led
    chosen: GroupLoad | None
    rows: Sequence[TaskRow]
    #: where the neighbouring pages of tasks begin, and this one; empty: there is none
    next: str
    prev: str
    after: str
    #: whose tasks of the group are shown: ``free``, a user's id, or empty: everybody's
    who: str
    #: to which a task may be moved
    groups: Sequence[Group]

    @property
    def people(self) -> Sequence[User]:
        """To whom a task of the group may be given."""
        return [one.user for one in self.chosen.members] if self.chosen else ()


def view_team(work: Work, code: str, who: str, after: str) -> TeamView:
    """Collect what a lead sees.

    :param code: of the group that is asked for; another than theirs shows their first
    :param who: ``free``, a user's id, or anything else for all
    :param after: where the page of tasks begins, as a link holds it
    """
    led = [one for one in list_workload(work) if one.leads]
    busy = sorted((one for one in led if one.open.total or one.put_off.total), key=_pressing)
    quiet = [one for one in led if one not in busy]
    by_code = {one.group.code: one for one in led}
    chosen = by_code.get(code) or next(iter([*busy, *quiet]), None)
    cursor = read_cursor(USUAL_SORT, after)
    page = _tasks(work, chosen.group.code, who, cursor) if chosen else NOTHING
    mine = led_groups(work.actor)
    return TeamView(
        busy=busy,
        quiet=quiet,
        chosen=chosen,
        rows=rows_of(work, page.rows),
        next=write_cursor(USUAL_SORT, page.next),
        prev=write_cursor(USUAL_SORT, page.prev),
        after="" if cursor is None else after,
        who=who,
        groups=[one for one in list_groups(work.session) if one.code in mine],
    )


def _pressing(load: GroupLoad) -> tuple[int, int, int]:
    return (-load.overdue.total, -load.at_risk.total, -load.open.total)


def _tasks(work: Work, code: str, who: str, after: Cursor | None) -> Slice[InboxTask]:
    narrowed = TaskFilter(group=code, free=who == FREE, assignee_id=read_key(who))
    return list_tasks(work, View.ALL, narrowed, Window(limit=SHOWN, after=after))

"""Tasks as rows of a list."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.identity.permissions import READERS, reach
from app.identity.queries import list_groups, list_users_by_id
from app.inbox.models import InboxTask
from app.inbox.read_marks import list_read
from app.inbox.rules import absentee_of, is_candidate
from app.language import label
from app.web.inbox.choices import HIGH
from app.web.left import Left, time_left_of
from app.web.shown import in_place_of
from app.web.subjects import about
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task in a list."""

    task: InboxTask
    #: names; empty where the reader sees tasks of one group only, and knows whose they are
    groups: Sequence[str]
    #: who has it, and in whose place; empty where nobody has
    holder: str
    #: the reader has it
    is_mine: bool
    #: nobody has it, and it is offered to the reader
    may_take: bool
    read: bool
    #: the reader acts on tasks, and does not only read them
    selectable: bool
    #: None: no time limit
    left: Left | None
    #: it is put off until then; None: it is not, or not any more
    put_off_until: dt.datetime | None

    @property
    def about(self) -> str:
        """What the case is about; empty where its number is all there is to say."""
        return about(self.task)

    @property
    def is_urgent(self) -> bool:
        """Whether its priority stands out."""
        return self.task.priority >= HIGH


def rows_of(work: Work, tasks: Sequence[InboxTask]) -> list[TaskRow]:
    """Return tasks with what their rows show, read in one go for all."""
    people = _people(work, tasks)
    named = {group.code: label(group.name, group.name_en) for group in list_groups(work.session)}
    writes = READERS.isdisjoint(work.actor.groups)
    several = len(work.actor.groups | reach(work.actor)) > 1
    read = list_read(work.session, work.actor, [task.id for task in tasks])
    return [
        TaskRow(
            task=task,
            groups=[named.get(code, code) for code in task.groups] if several else [],
            holder=_holder(work, task, people),
            is_mine=task.assignee_id is not None and task.assignee_id == work.actor.user_id,
            may_take=writes and task.assignee_id is None and is_candidate(task, work.actor),
            read=task.id in read,
            selectable=writes,
            left=left,
            put_off_until=_put_off(task, work.now),
        )
        for task, left in zip(tasks, time_left_of(work, tasks), strict=True)
    ]


def _people(work: Work, tasks: Sequence[InboxTask]) -> dict[int, str]:
    named = {one for task in tasks for one in (task.assignee_id, task.on_behalf_of_id)}
    found = list_users_by_id(work.session, {one for one in named if one is not None})
    return {key: label(user.name, user.name_en) for key, user in found.items()}


def _holder(work: Work, task: InboxTask, people: Mapping[int, str]) -> str:
    if task.assignee_id is None:
        return ""
    name = people.get(task.assignee_id, "")
    if absentee_of(task, work.actor) is not None:
        return str(gettext("%(name)s, for whom you stand in", name=name))
    return in_place_of(name, people.get(task.on_behalf_of_id or 0, ""))


def _put_off(task: InboxTask, now: dt.datetime) -> dt.datetime | None:
    until = task.follow_up_at
    return until if until is not None and until > now else None

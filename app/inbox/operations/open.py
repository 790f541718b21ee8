"""Opens the tasks that a process has reached."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.database import next_key, table_of
from app.inbox import rows, segregation
from app.inbox.limits import list_case_limits, standing_of
from app.inbox.lists import words
from app.inbox.models import InboxTask, TaskAct, TaskRelatedCase, TaskStatus
from app.inbox.notices.giving import tell_opened
from app.inbox.operations.elevate import elevate_new
from app.inbox.priority import Reason, reckon, total
from app.sla.queries import CASE_STAGES
from app.work import Work

NORMAL_PRIORITY = 50  # what a diagram gives a task that names none
NAME_LENGTH = 255  # a diagram may compute a longer name or subject; people see its beginning


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """A user task that a token has entered; the fields are those of InboxTask."""

    #: taken beforehand by who needs it before the task opens, e.g. for its clocks
    id: int | None = None
    case_id: int
    token_id: int
    element: str
    process_id: str
    root_process_id: str
    business_key: str | None
    name: str
    label_en: str | None = None
    form_id: str | None = None
    form_version_id: int | None = None
    subject: str = ""
    assignee_id: int | None = None
    groups: Sequence[str] = ()
    users: Sequence[int] = ()
    #: what the diagram says of it
    priority: int = NORMAL_PRIORITY
    #: CNY that the case is about
    amount: Decimal | None = None
    due_at: dt.datetime | None = None
    follow_up_at: dt.datetime | None = None
    stage: str | None = None
    kinds: Sequence[str] = ()
    approval_subject: str | None = None
    segregation_from: Sequence[int] = ()
    #: who is kept from it whatever they did, each with what the diagram calls them
    kept_from: Mapping[int, str] = field(default_factory=dict)


def open_tasks(work: Work, new: Sequence[NewTask]) -> list[InboxTask]:
    """Open tasks; they are in the lists of their groups at once.

    An assignee named by the diagram who is kept from the task does not get it: it opens
    unassigned. What nobody of a group of approvers may do goes to the next higher one.
    """
    if not new:
        return []
    tasks = rows.insert(work, [_row(work, task) for task in new])
    _relate(work, tasks)
    named = {task.id: one.kept_from for task, one in zip(tasks, new, strict=True)}
    segregation.exclude_named(work, named)
    segregation.exclude_from_new(work, tasks)
    _drop_excluded_assignees(work, tasks)
    rows.write_candidates(work, tasks)
    words.note(work, tasks)
    rows.add_events(work, TaskAct.CREATED, tasks)
    tell_opened(work, tasks)
    elevate_new(work, tasks)
    return tasks


def _row(work: Work, new: NewTask) -> dict[str, Any]:
    reasons = _reasons(work, new)
    priority = total(reasons)
    return {
        "id": new.id or next_key(work.session),
        "case_id": new.case_id,
        "token_id": new.token_id,
        "element": new.element,
        "process_id": new.process_id,
        "root_process_id": new.root_process_id,
        "business_key": new.business_key,
        "name": new.name[:NAME_LENGTH],
        "label_en": new.label_en and new.label_en[:NAME_LENGTH],
        "form_id": new.form_id,
        "form_version_id": new.form_version_id,
        "subject": new.subject[:NAME_LENGTH],
        "status": TaskStatus.OPEN,
        "assignee_id": new.assignee_id,
        "groups": list(new.groups),
        "users": list(new.users),
        "owner_id": None,
        "priority": priority,
        "base_priority": new.priority,
        "priority_by_hand": False,
        "priority_reasons": [one.plain() for one in reasons],
        "created_at": work.now,
        "due_at": new.due_at,
        "follow_up_at": new.follow_up_at,
        "completed_by": None,
        "on_behalf_of_id": None,
        "ended_at": None,
        "stage": new.stage,
        "kinds": list(new.kinds),
        "approval_subject": new.approval_subject,
        "segregation_from": list(new.segregation_from),
        "version": 1,
        **rows.order_of(priority, new.due_at),
    }


def _reasons(work: Work, new: NewTask) -> tuple[Reason, ...]:
    """Reckon how urgent it is; a limit of its own has only just begun."""
    of_case = list_case_limits(work, new.case_id, new.stage) if new.stage in CASE_STAGES else []
    return reckon(new.priority, new.amount, [standing_of(work, clock) for clock in of_case])


def _relate(work: Work, tasks: Sequence[InboxTask]) -> None:
    related = [
        {"task_id": task.id, "case_id": case_id}
        for task in tasks
        for case_id in dict.fromkeys(task.segregation_from)
    ]
    if related:
        work.session.execute(sa.insert(table_of(TaskRelatedCase)), related)


def _drop_excluded_assignees(work: Work, tasks: Sequence[InboxTask]) -> None:
    for task in tasks:
        if task.assignee_id and segregation.is_excluded(work, task, task.assignee_id):
            rows.change(work, task, assignee_id=None, version=task.version)

"""Who may do what with a task, and what segregation of duties says; no session, no clock."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.errors import Conflict, NotAllowed, Stale
from app.identity.permissions import may_stand_in
from app.inbox.models import InboxTask, TaskStatus
from app.work import Absentee, Actor

ALLOWED = "allowed"
NEVER = "never"
#: e.g. ``motor<=2000``: the same person may, for lines that begin so and up to this amount
_UP_TO = re.compile(r"(?P<line>[a-z_]+)<=(?P<amount>\d+(\.\d+)?)")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a conditional pair of the table of segregation is judged by."""

    lob: str
    amount: Decimal


def audiences(groups: Iterable[str], user_ids: Iterable[int]) -> list[str]:
    """Name everyone who finds a task, or every name under which someone finds tasks."""
    return [*groups, *(f"user:{user_id}" for user_id in user_ids)]


def is_candidate(task: InboxTask, actor: Actor) -> bool:
    """Say whether the task is offered to one of the actor's groups, or to the actor."""
    return not actor.groups.isdisjoint(task.groups) or actor.user_id in task.users


def may_see(task: InboxTask, actor: Actor, *, reads_all: bool) -> bool:
    """Say whether the actor may read the task.

    :param reads_all: the actor has the permission task.read_all
    """
    people = (task.assignee_id, task.on_behalf_of_id, task.owner_id)
    own = actor.user_id in people and actor.user_id is not None
    return reads_all or own or is_candidate(task, actor) or absentee_of(task, actor) is not None


def absentee_of(task: InboxTask, actor: Actor) -> Absentee | None:
    """Return who has an open task, if the actor may do it in their place."""
    taken = task.status is TaskStatus.OPEN and task.assignee_id != actor.user_id
    if not taken or task.assignee_id is None:
        return None
    return stands_in(task, actor, task.assignee_id)


def stands_in(task: InboxTask, actor: Actor, user_id: int) -> Absentee | None:
    """Return a user as the one for whom the actor may do a task just now, or None."""
    where = (task.process_id, task.root_process_id)
    found = (one for one in actor.stands_in_for if one.user_id == user_id and one.covers(*where))
    return next(found, None) if may_stand_in(actor.groups, task.groups) else None


def ensure_open(task: InboxTask) -> None:
    """Refuse what only an open task can take."""
    if task.status is TaskStatus.COMPLETED:
        raise Conflict(f"task {task.id} is completed", code="already_completed")
    if task.status is TaskStatus.WITHDRAWN:
        raise Conflict(f"task {task.id} is withdrawn: the process moved on without it")


def ensure_version(task: InboxTask, expected: int | None) -> None:
    """Refuse a caller that has seen an older version; ``None`` has seen any."""
    if expected is not None and expected != task.version:
        raise Stale(
            f"task {task.id} is at version {task.version}, not {expected}", current=task.version
        )


def ensure_candidate(task: InboxTask, actor: Actor) -> None:
    """Refuse who is neither in the task's groups nor its assignee, nor stands in for them."""
    if task.assignee_id == actor.user_id or is_candidate(task, actor):
        return
    if absentee_of(task, actor) is not None:
        return
    offered = ", ".join(task.groups) or "named people only"
    raise NotAllowed(f"task {task.id} is for {offered}", code="not_in_group")


def same_line(lob: str, line: str) -> bool:
    """Say whether a line of business is one of a family, e.g. motor_compulsory of motor."""
    return lob == line or lob.startswith(f"{line}_")


def allows(same_person: str, facts: Facts | None) -> bool:
    """Say whether one person may do both tasks.

    :param same_person: ``allowed``, ``never``, or a line and the amount up to which they may
    :param facts: None while they are not known yet, which refuses nothing
    """
    if same_person == ALLOWED:
        return True
    limit = _UP_TO.fullmatch(same_person)
    if limit is None:
        return False  # never, and whatever is not understood
    if facts is None:
        return True
    return same_line(facts.lob, limit["line"]) and facts.amount <= Decimal(limit["amount"])


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A task as segregation of duties sees it."""

    task_id: int
    #: the root case
    case_id: int
    #: who did it, or has it
    user_id: int | None
    #: the names under which the table of segregation may know it
    names: tuple[str, ...]
    #: what is approved or paid; empty where that is not said
    subject: str

    @classmethod
    def of(cls, task: Any, user_id: int | None) -> "Duty":
        """Read a task, or a row with its columns."""
        return cls(
            task_id=task.id,
            case_id=task.case_id,
            user_id=user_id,
            names=(task.element, f"any_{task.root_process_id}_task", *task.kinds),
            subject=task.approval_subject or "",
        )

    def is_like(self, other: "Duty") -> bool:
        """Say whether the same person did the same, though perhaps as another task."""
        theirs = (other.user_id, other.names, other.subject)
        return (self.user_id, self.names, self.subject) == theirs

    def concerns(self, other: "Duty") -> bool:
        """Say whether a pair applies: an advance and the final payment are two subjects.

        What was done in a case that is looked back at counts whatever its subject.
        """
        named = "" not in (self.subject, other.subject)
        two_subjects = named and self.subject != other.subject
        return self.case_id != other.case_id or not two_subjects

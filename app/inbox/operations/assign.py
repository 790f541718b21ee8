"""Gives a task to a person or moves it to another group."""

from app.audit.operations import record
from app.errors import Conflict, FieldError, InvalidInput, NotAllowed
from app.identity.models import Group
from app.identity.permissions import READERS, ensure_may, keeps_tier, oversees
from app.identity.queries import find_actor, list_members
from app.inbox import queries, rows, rules, segregation
from app.inbox.models import InboxTask, TaskAct
from app.inbox.notices.giving import tell_given
from app.inbox.rows import lock_task
from app.work import Actor, Work

DISTRIBUTED = "distributed evenly"


def assign_task(
    work: Work,
    task_id: int,
    *,
    user_id: int | None = None,
    group: str | None = None,
    reason: str,
    expected_version: int | None = None,
) -> InboxTask:
    """Give a task to one of its candidates, or offer it to another group instead of its own.

    :param user_id: whom; exactly one of this and ``group``
    :raises NotAllowed: the actor does not assign tasks of these groups; four_eyes_violation of
        whom it would be given to; tier_too_low of a group with less authority to approve
    :raises InvalidInput: no such person or group, or the person is not a candidate
    """
    if (user_id is None) == (group is None):
        raise InvalidInput("a task is assigned either to a user or to a group")
    task = lock_task(work, task_id)
    _ensure_may_assign(work, task)
    rules.ensure_open(task)
    rules.ensure_version(task, expected_version)
    if user_id is not None:
        detail = _to_user(work, task, user_id)
    else:
        detail = _to_group(work, task, group or "")
    return _note(work, task, detail, reason)


def hand_on(work: Work, task_id: int, *, reason: str) -> InboxTask:
    """Give a task to another of its candidates: of those who may do it, the least busy.

    The process asks for it, so nobody's permission to assign is needed.

    :raises Conflict: it has ended, or nobody else may do it
    """
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    chosen = queries.least_busy(work.session, _others(work, task))
    if chosen is None:
        raise Conflict(f"nobody else may do task {task.id}")
    return _note(work, task, _to_user(work, task, chosen), reason)


def hand_out(work: Work, task_id: int, user_id: int) -> InboxTask:
    """Give a free task to one of its candidates, whom its lead need not have chosen by name.

    :raises Conflict: it has ended, or somebody has taken it meanwhile
    """
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    if task.assignee_id is not None:
        raise Conflict(f"somebody has taken task {task.id} meanwhile", code="already_claimed")
    return _note(work, task, _to_user(work, task, user_id), DISTRIBUTED)


def _others(work: Work, task: InboxTask) -> list[int]:
    """List the active candidates but its holder, auditors and whom segregation keeps from it."""
    members = [
        user.id
        for group in task.groups
        for user in list_members(work.session, group)
        if READERS.isdisjoint(user.groups)
    ]
    return [
        user_id
        for user_id in dict.fromkeys([*members, *task.users])
        if user_id != task.assignee_id and not segregation.is_excluded(work, task, user_id)
    ]


def move_to_group(work: Work, task_id: int, *, group: str, reason: str) -> InboxTask:
    """Offer a task to another group instead of its own, as the process asks.

    :raises NotAllowed: tier_too_low of a group with less authority to approve
    :raises Conflict: it has ended
    """
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    return _note(work, task, _to_group(work, task, group), reason)


def _note(work: Work, task: InboxTask, detail: dict[str, str], reason: str) -> InboxTask:
    detail["reason"] = reason
    rows.add_events(work, TaskAct.ASSIGNED, [task], detail)
    record(work, "task.assigned", case_id=task.case_id, subject=f"task:{task.id}", detail=detail)
    return task


def _ensure_may_assign(work: Work, task: InboxTask) -> None:
    ensure_may(work.actor, "task.assign")
    if not oversees(work.actor, task.groups):
        raise NotAllowed(
            f"{work.actor.username} does not assign tasks of {', '.join(task.groups)}",
            code="not_in_group",
        )


def _to_user(work: Work, task: InboxTask, user_id: int) -> dict[str, str]:
    person = candidate_of(work, task, user_id)
    rows.give(work, task, user_id)
    return {"user": person.username}


def candidate_of(work: Work, task: InboxTask, user_id: int) -> Actor:
    """Return somebody who may be given a task.

    :raises InvalidInput: no such person, no candidate, or an auditor
    :raises NotAllowed: four_eyes_violation
    """
    person = find_actor(work.session, user_id)
    if person is None:
        raise _refused("/user", f"there is no active user {user_id}")
    if not rules.is_candidate(task, person):
        raise _refused("/user", f"{person.username} is in none of {', '.join(task.groups)}")
    if not READERS.isdisjoint(person.groups):
        raise _refused("/user", f"{person.username} only reads")
    segregation.ensure_four_eyes(work, task, user_id=user_id)
    return person


def _to_group(work: Work, task: InboxTask, group: str) -> dict[str, str]:
    if work.session.get(Group, group) is None:
        raise _refused("/group", f"there is no group {group}")
    if not keeps_tier(task.groups, group):
        raise NotAllowed(
            f"task {task.id} is for {', '.join(task.groups)}: {group} decides less",
            code="tier_too_low",
        )
    detail = {"group": group, "from": ", ".join(task.groups)}
    offer_to_group(work, task, group)
    return detail


def offer_to_group(work: Work, task: InboxTask, group: str) -> None:
    """Offer a task to one group only; also the way up when nobody eligible is left in its own."""
    before = task.assignee_id
    task.groups, task.users = [group], []
    if task.assignee_id is not None:
        task.follow_up_at = None  # its holder put it off for themselves
    task.assignee_id = task.on_behalf_of_id = task.owner_id = None
    task.version += 1
    work.session.flush()
    rows.delete_candidates(work, [task.id])
    rows.write_candidates(work, [task])
    tell_given(work, task, before)


def _refused(pointer: str, detail: str) -> InvalidInput:
    error = FieldError(pointer=pointer, code="invalid_field", detail=detail)
    return InvalidInput(detail, errors=[error])

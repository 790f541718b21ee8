"""What the reader may do with a task besides filling it in, and to whom they may hand it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.identity.permissions import READERS, may, oversees
from app.identity.queries import list_groups, list_members, list_users_by_id
from app.inbox.models import InboxTask, TaskStatus
from app.inbox.operations.change import PRIORITISE
from app.inbox.rules import absentee_of, is_candidate
from app.inbox.segregation import is_excluded
from app.language import label
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class May:
    """What the reader may do with a task."""

    fill: bool = False
    claim: bool = False
    release: bool = False
    #: give it to somebody else, or to another group
    assign: bool = False
    #: to a colleague, who hands it back
    hand_over: bool = False
    hand_back: bool = False
    put_off: bool = False
    #: choose by hand how urgent it is and when it is due
    prioritise: bool = False

    @property
    def anything(self) -> bool:
        """Whether there is a button above the form."""
        acts = (self.claim, self.release, self.assign, self.hand_over, self.hand_back)
        return any(acts) or self.put_off or self.prioritise


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Somebody, or a group, that may be given a task."""

    value: str
    name: str


def may_do(work: Work, task: InboxTask) -> May:
    """Say what the actor may do with a task; each act asks again."""
    actor = work.actor
    if task.status is not TaskStatus.OPEN or not READERS.isdisjoint(actor.groups):
        return May()
    stands_in = absentee_of(task, actor) is not None
    holds = task.assignee_id == actor.user_id
    is_free = task.assignee_id is None and is_candidate(task, actor)
    gives_out = oversees(actor, task.groups)
    is_whole = task.owner_id is None and task.on_behalf_of_id is None
    is_owner = task.owner_id == actor.user_id and actor.user_id is not None
    return May(
        fill=is_free or holds or stands_in,
        claim=is_free or stands_in,
        release=task.assignee_id is not None and (holds or stands_in or gives_out),
        assign=gives_out,
        hand_over=holds and is_whole,
        hand_back=task.owner_id is not None and (holds or stands_in or is_owner),
        put_off=holds or stands_in or gives_out,
        prioritise=gives_out and may(actor, PRIORITISE),
    )


def list_colleagues(work: Work, task: InboxTask) -> Sequence[Choice]:
    """List who else may do a task, in the order of their user names."""
    members = [user for group in task.groups for user in list_members(work.session, group)]
    named = list_users_by_id(work.session, task.users)
    people = {user.id: user for user in (*members, *named.values()) if user.active}
    return [
        Choice(value=str(user.id), name=label(user.name, user.name_en))
        for user in people.values()
        if user.id not in (task.assignee_id, work.actor.user_id)
        and not is_excluded(work, task, user.id)
    ]


def list_other_groups(work: Work, task: InboxTask) -> Sequence[Choice]:
    """List the groups that a task is not offered to."""
    return [
        Choice(value=group.code, name=label(group.name, group.name_en))
        for group in list_groups(work.session)
        if group.code not in task.groups
    ]

"""The one person who answers for a complaint."""

from app.identity.queries import find_user, list_members
from app.inbox import queries as tasks
from app.insurance.complaints.models import Complaint
from app.insurance.complaints.subject import note
from app.insurance.records import touch
from app.work import Work

MANAGERS = "complaint_manager"


def choose_owner(work: Work, group: str, segregation_from: list[int]) -> tuple[str, int | None]:
    """Return the group and its member who had no part in the related case, the least busy one.

    Where everybody of the group had, it is a manager; where those had too, nobody is named.
    """
    involved = tasks.list_doers(work.session, segregation_from)
    for candidates in dict.fromkeys((group, MANAGERS)):
        members = [user.id for user in list_members(work.session, candidates)]
        free = [user_id for user_id in members if user_id not in involved]
        if free:
            return candidates, tasks.least_busy(work.session, free)
    return MANAGERS, None


def follow_owner(work: Work, complaint: Complaint) -> str | None:
    """Make who did the owner's task the owner: a manager may have given it to another person.

    Who only stands in for the owner does not become it.
    """
    acting = work.actor.user_id
    if acting is not None and complaint.owner_id not in work.actor.people:
        complaint.owner_id = acting
        touch(work, complaint)
        note(work, complaint, "complaint.owner_changed", owner=work.actor.username)
    return username_of(work, complaint.owner_id)


def username_of(work: Work, user_id: int | None) -> str | None:
    """Return the name by which a task is given to somebody."""
    user = None if user_id is None else find_user(work.session, user_id)
    return None if user is None else user.username

"""``visible.sees_task`` said in SQL, for lists of what belongs to tasks whether open or ended."""

import sqlalchemy as sa

from app.identity.permissions import reach
from app.inbox.models import InboxTask, TaskExclusion
from app.work import Actor


def is_seen_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Say of each task whether an actor may read it: its own, its groups', one it oversees."""
    groups = sa.type_coerce(InboxTask.groups, sa.Text)
    users = sa.type_coerce(InboxTask.users, sa.Text)
    listed = sa.func.replace(sa.func.replace(users, "[", ","), "]", ",")
    return sa.or_(
        InboxTask.assignee_id == actor.user_id,
        InboxTask.owner_id == actor.user_id,
        listed.contains(f",{actor.user_id},"),
        *(
            groups.contains(f'"{code}"', autoescape=True)
            for code in sorted(actor.groups | reach(actor))
        ),
    )


def is_kept_from(actor: Actor) -> sa.ColumnElement[bool]:
    """Say of each task whether segregation of duties, or its diagram, keeps an actor from it."""
    return sa.exists().where(
        TaskExclusion.task_id == InboxTask.id, TaskExclusion.user_id == actor.user_id
    )

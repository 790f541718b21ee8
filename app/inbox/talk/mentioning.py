"""Who is meant by ``@name`` in a comment, and whether they may see what it is said to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from app.errors import FieldError, InvalidInput
from app.identity.models import Group, User
from app.identity.permissions import may
from app.identity.queries import actor_of, list_groups, list_members, list_users_by_name
from app.inbox.models import InboxTask, TaskExclusion
from app.inbox.visible import sees_task
from app.work import Work

MOST = 20  # names in one comment: who needs more means a group
#: Not within a word, an address of mail or of a page; Chinese may stand on either side.
NAME = re.compile(r"(?<![A-Za-z0-9_.@/-])@([A-Za-z][A-Za-z0-9_.-]*)")
_POINTER = "/text"


@dataclass(frozen=True, kw_only=True)
class Meant:
    """Whom a comment mentions, and who is told of it."""

    users: tuple[int, ...]
    groups: tuple[str, ...]
    #: by id, each with the group through which; None: by name
    told: Mapping[int, str | None]
    #: members of those groups who may not see it
    not_told: tuple[int, ...]


def names_in(text: str) -> list[str]:
    """List what stands behind an ``@``, each once, in the order of the text."""
    found = (name.rstrip(".-") for name in NAME.findall(text))
    return list(dict.fromkeys(found))


def who_is_meant(work: Work, text: str, task: InboxTask | None) -> Meant:
    """Find the people and groups that a text mentions, by username or code.

    :param task: what it is said to; None: to a case, which all staff see
    :raises InvalidInput: unknown_mention; mentioned_may_not_see of one, or of a whole group
    """
    names = names_in(text)
    if len(names) > MOST:
        detail = f"a comment mentions at most {MOST}; mention a group"
        raise _refused([_error("too_many_mentions", detail)])
    found = _Found(work, task, names)
    wrong = list(found.refusals())
    if wrong:
        raise _refused(wrong)
    return found.meant()


class _Found:
    """The people and groups of some names, and which of them may see a task or a case."""

    def __init__(self, work: Work, task: InboxTask | None, names: list[str]) -> None:
        self._work, self._task, self._names = work, task, names
        self._users = {user.username: user for user in list_users_by_name(work.session, names)}
        others = set(names) - set(self._users)
        groups: Iterable[Group] = list_groups(work.session) if others else ()
        self._members = {
            group.code: list_members(work.session, group.code)
            for group in groups
            if group.code in others
        }
        self._kept = _kept_from(work, task)

    def refusals(self) -> Iterator[FieldError]:
        where = "the case" if self._task is None else f"task {self._task.id}"
        for name in self._names:
            user, members = self._users.get(name), self._members.get(name)
            if user is None and members is None:
                yield _error("unknown_mention", f"@{name} is neither a user nor a group")
            elif user is not None and not self._sees(user):
                yield _error("mentioned_may_not_see", f"@{name} may not see {where}")
            elif members is not None and not any(map(self._sees, members)):
                yield _error("mentioned_may_not_see", f"nobody of @{name} may see {where}")

    def meant(self) -> Meant:
        by_name: dict[int, str | None] = {user.id: None for user in self._users.values()}
        as_member = {
            user.id: group
            for group, members in reversed(self._members.items())
            for user in members
            if self._sees(user)
        }
        everyone = {user.id for members in self._members.values() for user in members}
        told = as_member | by_name
        told.pop(self._work.actor.user_id or 0, None)
        seeing = as_member.keys() | by_name.keys()
        return Meant(
            users=tuple(by_name),
            groups=tuple(self._members),
            told=told,
            not_told=tuple(sorted(everyone - seeing)),
        )

    def _sees(self, user: User) -> bool:
        if not user.active:
            return False
        if self._task is None:
            return may(actor_of(user), "case.read")
        return user.id not in self._kept and sees_task(actor_of(user), self._task)


def _kept_from(work: Work, task: InboxTask | None) -> frozenset[int]:
    if task is None:
        return frozenset()
    kept = sa.select(TaskExclusion.user_id).where(TaskExclusion.task_id == task.id)
    return frozenset(work.session.scalars(kept))


def _error(code: str, detail: str) -> FieldError:
    return FieldError(pointer=_POINTER, code=code, detail=detail)


def _refused(errors: list[FieldError]) -> InvalidInput:
    return InvalidInput(
        "; ".join(error.detail for error in errors), errors=errors, code=errors[0].code
    )

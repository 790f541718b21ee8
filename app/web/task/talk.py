"""What people say to a task: comments as they are shown, and who may be named in them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from app.errors import ClaimdeskError
from app.identity.models import Group, User
from app.identity.permissions import PERMISSIONS, may
from app.identity.queries import (
    UserFilter,
    actor_of,
    list_groups,
    list_members,
    list_users,
    list_users_by_id,
)
from app.inbox.models import InboxTask
from app.inbox.operations.comments import CHANGEABLE
from app.inbox.segregation import is_excluded
from app.inbox.talk import queries as talk_queries
from app.inbox.talk.mentioning import NAME
from app.inbox.talk.models import Comment
from app.inbox.talk.rules import ensure_may_talk
from app.language import label
from app.work import Work

SHOWN = 50  # the newest comments; a task has a handful
OFFERED = 8  # names while one is typed
CONSIDERED = 50  # users called so, some of whom may not see it


@dataclass(frozen=True, kw_only=True)
class CommentView:
    """A comment as it is shown."""

    comment: Comment
    author: str
    #: with the names of people in place of their user names
    text: Markup
    #: the reader may still change it
    changeable: bool
    #: members of a group that it mentions who are not told: they may not see it
    not_told: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What was said to a task, the newest first."""

    comments: Sequence[CommentView]
    total: int
    may_talk: bool


@dataclass(frozen=True, kw_only=True)
class Named:
    """Somebody, or a group, to be named behind an ``@``."""

    #: what is written
    code: str
    name: str


def talk_of(work: Work, task: InboxTask) -> Talk:
    """Collect what was said to a task that the actor sees."""
    found = talk_queries.list_task_comments(
        work.session, task.id, after=None, limit=SHOWN, count=True
    )
    return Talk(
        comments=views_of(work, found.rows),
        total=found.total or 0,
        may_talk=may_talk(work, task),
    )


def views_of(work: Work, comments: Sequence[Comment]) -> list[CommentView]:
    """Return comments as they are shown, with the people and groups they name."""
    ids = {user_id for one in comments for user_id in (one.author_id, *one.users, *one.not_told)}
    people = list_users_by_id(work.session, ids)
    groups = _group_names(work)
    return [_comment(work, one, people, groups) for one in comments]


def may_talk(work: Work, task: InboxTask) -> bool:
    """Say whether the actor may say something to a task."""
    try:
        ensure_may_talk(work, task)
    except ClaimdeskError:
        return False
    return True


def _comment(
    work: Work, comment: Comment, people: Mapping[int, User], groups: Mapping[str, str]
) -> CommentView:
    names = {one.username: label(one.name, one.name_en) for one in people.values()}
    is_own = comment.author_id == work.actor.user_id and comment.deleted_at is None
    author = people[comment.author_id]
    return CommentView(
        comment=comment,
        author=label(author.name, author.name_en),
        text=_with_names(comment.text, {**groups, **names}),
        changeable=is_own and work.now < comment.written_at + CHANGEABLE,
        not_told=[names[people[one].username] for one in comment.not_told if one in people],
    )


def _with_names(text: str, names: Mapping[str, str]) -> Markup:
    """Mark who is mentioned, by the name that people know."""

    def named(found: re.Match[str]) -> str:
        code = found[1].rstrip(".-")
        if code not in names:
            return found[0]
        rest = found[1][len(code) :]
        return Markup('<span class="mention">@{}</span>{}').format(names[code], rest)

    return Markup(NAME.sub(named, str(escape(text))))  # noqa: S704  escaped first


def _group_names(work: Work) -> dict[str, str]:
    return {one.code: label(one.name, one.name_en) for one in list_groups(work.session)}


def list_named(work: Work, task: InboxTask, typed: str) -> list[Named]:
    """List who can be mentioned to a task and is called so: its groups, and their people.

    :param typed: the beginning of a user name or code, or part of a name
    """
    groups = [one for one in list_groups(work.session) if one.code in task.groups]
    users = {user.id: user for one in groups for user in list_members(work.session, one.code)}
    users.pop(work.actor.user_id or 0, None)
    users = {key: one for key, one in users.items() if not is_excluded(work, task, key)}
    return _fitting(typed, users.values(), groups)


def list_named_of_case(work: Work, typed: str) -> list[Named]:
    """List who can be mentioned to a case and is called so: all who read cases.

    :param typed: the beginning of a user name or code, or part of a name
    """
    known = list_users(work.session, UserFilter(text=typed.strip()), limit=CONSIDERED).rows
    users = [one for one in known if one.active and one.id != work.actor.user_id]
    groups = [one for one in list_groups(work.session) if one.code in PERMISSIONS["case.read"]]
    return _fitting(typed, [one for one in users if may(actor_of(one), "case.read")], groups)


def _fitting(typed: str, users: Iterable[User], groups: Iterable[Group]) -> list[Named]:
    wanted = typed.strip().lower()
    named = [
        *(_named(user.username, user.name, user.name_en) for user in users),
        *(_named(group.code, group.name, group.name_en) for group in groups),
    ]
    return [one for one in named if _fits(one, wanted)][:OFFERED]


def _named(code: str, name: str, name_en: str | None) -> Named:
    return Named(code=code, name=label(name, name_en))


def _fits(one: Named, wanted: str) -> bool:
    return one.code.lower().startswith(wanted) or wanted in one.name.lower()

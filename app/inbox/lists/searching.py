"""What a list of one actor means: whose tasks, which of them, and how they are read."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import NotAllowed
from app.identity.permissions import STAFF, may, reach
from app.inbox import rules
from app.inbox.lists import words
from app.inbox.lists.among import among
from app.inbox.lists.listing import FollowUp, Sort, TaskFilter, View
from app.inbox.lists.task_criteria import contains_words
from app.inbox.lists.walking import Way, is_kept
from app.inbox.models import NO_DUE, InboxTask, TaskCandidate, TaskStatus
from app.inbox.standing_in import held_by
from app.work import Actor, Work

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, kw_only=True)
class Search:
    """A view of one actor: who is meant by it, and what it is narrowed to."""

    view: View
    actor: Actor
    now: dt.datetime
    narrowed: TaskFilter
    #: names under which tasks are found; None: all there are
    audiences: tuple[str, ...] | None


def search_of(work: Work, view: View, narrowed: TaskFilter) -> Search:
    """Return what a view means to the actor.

    :raises NotAllowed: the view ``all`` without the permission task.read_all
    """
    actor = work.actor
    groups = actor.groups
    if view is View.ALL:
        if not may(actor, "task.read_all"):
            raise NotAllowed("the view of all tasks needs the permission task.read_all")
        groups = reach(actor)
    everything = view is View.ALL and groups >= STAFF
    own = [actor.user_id] if actor.user_id is not None else []
    names = rules.audiences(sorted(groups), own)
    if narrowed.group is not None and view is not View.MINE:
        names = [narrowed.group] if everything or narrowed.group in groups else []
        everything = False
    audiences = None if everything or view is View.MINE else tuple(names)
    narrowed = _with_few(work.session, narrowed)
    return Search(view=view, actor=actor, now=work.now, narrowed=narrowed, audiences=audiences)


def _with_few(session: Session, narrowed: TaskFilter) -> TaskFilter:
    """Look up first which tasks hold what is searched for: where they are few, no list is read."""
    if not narrowed.q or narrowed.task_ids is not None:
        return narrowed
    return replace(narrowed, task_ids=words.find_few(session, narrowed.q))


def walks(search: Search) -> bool:
    """Say whether the list is read in its order; one that names few tasks or a person is not."""
    if search.audiences is not None and not search.audiences:
        return False
    tests = search.audiences is not None or tests_of(search.narrowed)
    return bool(tests) and search.view is not View.MINE and not _names_few(search)


def _names_few(search: Search) -> bool:
    narrowed = search.narrowed
    people = (narrowed.assignee_id, narrowed.owner_id)
    ids = (narrowed.case_id, narrowed.case_ids, narrowed.task_ids)
    named = any(one is not None for one in (narrowed.business_key, *ids, *people))
    return named or narrowed.follow_up is FollowUp.LATER  # few tasks are put off


def way_of(search: Search, sort: Sort) -> Way:
    """Return how a list is read in its order."""
    reader, narrowed = search.actor.user_id, search.narrowed
    of_task = tuple(tests_of(narrowed))
    if search.audiences is None:
        within = [InboxTask.status == TaskStatus.OPEN, *_due(InboxTask.due_order, narrowed)]
        within += _put_off(InboxTask.follow_up_at, search)
        return Way(sort=sort, reader=reader, within=tuple(within), tests=of_task)
    within = _due(TaskCandidate.due_order, narrowed)
    within += _put_off(TaskCandidate.follow_up_at, search)
    return Way(
        sort=sort,
        reader=reader,
        within=tuple(within),
        tests=of_task,
        audiences=search.audiences,
        free=_is_free(search),
    )


def narrowed_tasks(session: Session, search: Search) -> sa.Select[InboxTask]:
    """Read from the tasks themselves: mine, all, or those of a case or a person."""
    narrowed, view = search.narrowed, search.view
    query = sa.select(InboxTask).where(
        InboxTask.status == TaskStatus.OPEN, ~is_kept(InboxTask.id, search.actor.user_id)
    )
    conditions = [
        (view is View.MINE, _is_mine(search)),
        (_is_free(search), InboxTask.assignee_id.is_(None)),
        (search.audiences is not None, _offered(search.audiences or ())),
        (view is View.MINE and narrowed.group is not None, _offered((narrowed.group or "",))),
        (narrowed.business_key is not None, InboxTask.business_key == narrowed.business_key),
        (narrowed.case_id is not None, InboxTask.case_id == narrowed.case_id),
        (narrowed.case_ids is not None, among(session, InboxTask.case_id, narrowed.case_ids or ())),
        (narrowed.task_ids is not None, among(session, InboxTask.id, narrowed.task_ids or ())),
        (narrowed.assignee_id is not None, InboxTask.assignee_id == narrowed.assignee_id),
        (narrowed.owner_id is not None, InboxTask.owner_id == narrowed.owner_id),
    ]
    applying = [condition for applies, condition in conditions if applies]
    applying += _put_off(InboxTask.follow_up_at, search)
    return query.where(*applying, *_due(InboxTask.due_order, narrowed), *tests_of(narrowed))


def _is_free(search: Search) -> bool:
    return search.view is View.UNASSIGNED or search.narrowed.free


def _is_mine(search: Search) -> sa.ColumnElement[bool]:
    """Ask for what the actor has; where they ask for what they handed over, for that."""
    if search.narrowed.owner_id is None or search.narrowed.owner_id != search.actor.user_id:
        return held_by(search.actor)
    return InboxTask.owner_id == search.actor.user_id


def _put_off(follow_up_at: Column, search: Search) -> list[sa.ColumnElement[bool]]:
    """Leave out what is put off, or show nothing else; it comes back by itself."""
    usual = FollowUp.ANY if search.view is View.ALL else FollowUp.DUE
    wanted = search.narrowed.follow_up or usual
    if wanted is FollowUp.ANY:
        return []
    later = follow_up_at > search.now
    return [later if wanted is FollowUp.LATER else sa.or_(follow_up_at.is_(None), ~later)]


def _due(due_order: Column, narrowed: TaskFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if narrowed.due_before is not None:
        conditions.append(due_order < narrowed.due_before)
    if narrowed.due_after is not None:
        conditions += [due_order >= narrowed.due_after, due_order < NO_DUE]
    return conditions


def tests_of(narrowed: TaskFilter) -> list[sa.ColumnElement[bool]]:
    """Return what each task has to be tested for."""
    conditions: list[sa.ColumnElement[bool]] = []
    if narrowed.task_definition is not None:
        conditions.append(InboxTask.element == narrowed.task_definition)
    if narrowed.process is not None:
        conditions.append(InboxTask.process_id == narrowed.process)
    if narrowed.q:
        conditions.append(contains_words(narrowed.q))
    if narrowed.where is not None:
        conditions.append(narrowed.where)
    return conditions


def _offered(audiences: Sequence[str]) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        TaskCandidate.task_id == InboxTask.id, TaskCandidate.audience.in_(audiences)
    )

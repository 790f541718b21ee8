"""The lists and counts of the inbox: open tasks only, less those that segregation of duties hides.

A list of several groups is one short ordered walk of an index for each, put together, so a page
costs the same however many tasks wait.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import NotAllowed
from app.identity.permissions import STAFF, may, reach
from app.inbox import rules
from app.inbox.list_order import beyond, columns_of, cursor_at, ordered
from app.inbox.listing import Count, FollowUp, TaskFilter, View, Window
from app.inbox.models import NO_DUE, InboxTask, TaskCandidate, TaskExclusion, TaskStatus
from app.inbox.standing_in import held_by
from app.inbox.task_criteria import contains_words
from app.keyset import TOTAL_CAP, Slice
from app.work import Actor, Work

Column = InstrumentedAttribute[Any]
EXAMINED = 20_000  # tasks that a count looks at where each has to be tested: some 30 ms


@dataclass(frozen=True, kw_only=True)
class _Search:
    """A view of one actor: who is meant by it, and what it is narrowed to."""

    view: View
    actor: Actor
    now: dt.datetime
    narrowed: TaskFilter
    #: names under which tasks are found; None: all there are
    audiences: tuple[str, ...] | None


def list_tasks(work: Work, view: View, narrowed: TaskFilter, window: Window) -> Slice[InboxTask]:
    """Return one page of a view; ``total`` is left to ``count_tasks``.

    :raises NotAllowed: the view ``all`` without the permission task.read_all
    """
    search = _search(work, view, narrowed)
    back = window.after is not None and window.after.back
    turned = replace(window, sort=window.sort.turned()) if back else window
    found = _page(work.session, search, turned)
    more, tasks = len(found) > window.limit, found[: window.limit]
    if back:
        tasks.reverse()
    has_next, has_prev = (True, more) if back else (more, window.after is not None)
    return Slice(
        rows=tasks,
        next=cursor_at(tasks[-1], window.sort, back=False) if tasks and has_next else None,
        prev=cursor_at(tasks[0], window.sort, back=True) if tasks and has_prev else None,
    )


def count_tasks(work: Work, view: View, narrowed: TaskFilter) -> Count:
    """Count a view, up to a cap.

    :raises NotAllowed: the view ``all`` without the permission task.read_all
    """
    search, session = _search(work, view, narrowed), work.session
    some = _counted(search).subquery()
    total = session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    more = total <= TOTAL_CAP and _is_bounded(search) and _is_longer(session, search)
    return Count(min(total, TOTAL_CAP), total > TOTAL_CAP or more)


def _counted(search: _Search) -> sa.Select[Any]:
    """Return what is counted: of a list that is tested row by row only as much as is looked at."""
    if _walks(search):
        branches = [branch.limit(TOTAL_CAP + 1) for branch in _branches(search, bounded=True)]
        union = sa.union(*(sa.select(branch.subquery().c.id) for branch in branches))
        return sa.select(union.subquery().c.id)
    query = _narrow(search).with_only_columns(InboxTask.id)
    if _is_bounded(search):
        seen = _open_ids().limit(EXAMINED).subquery()
        query = query.where(InboxTask.id.in_(sa.select(seen.c.id)))
    return query.limit(TOTAL_CAP + 1)


def _is_bounded(search: _Search) -> bool:
    """Say whether counting looks at the beginning of a list only: every row of it is tested."""
    whole = search.view is View.ALL and search.audiences is None and not _names_few(search)
    return bool(_of_task(search.narrowed)) and (whole or _walks(search))


def _is_longer(session: Session, search: _Search) -> bool:
    """Say whether a list goes on behind what was looked at."""
    if _walks(search):
        rests = [walk.offset(_share(search)).limit(1) for walk in _walked(search)]
    else:
        rests = [_open_ids().offset(EXAMINED).limit(1)]
    behind = [sa.exists(sa.select(rest.subquery())) for rest in rests]
    return bool(session.scalar(sa.select(sa.or_(*behind))))


def _open_ids() -> sa.Select[Any]:
    usual = (InboxTask.rank, InboxTask.due_order, InboxTask.id)
    return sa.select(InboxTask.id).where(InboxTask.status == TaskStatus.OPEN).order_by(*usual)


def _share(search: _Search) -> int:
    """Return how much of each walk is looked at."""
    return max(1, EXAMINED // max(1, len(_walked(search))))


def count_views(work: Work) -> dict[View, Count]:
    """Count every view that the actor has."""
    views = [view for view in View if view is not View.ALL or may(work.actor, "task.read_all")]
    return {view: count_tasks(work, view, TaskFilter()) for view in views}


def _search(work: Work, view: View, narrowed: TaskFilter) -> _Search:
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
    return _Search(view=view, actor=actor, now=work.now, narrowed=narrowed, audiences=audiences)


def _walks(search: _Search) -> bool:
    """Say whether the list is read group by group; one that names a case or a person is not."""
    return bool(search.audiences) and not _names_few(search)


def _names_few(search: _Search) -> bool:
    narrowed = search.narrowed
    people = (narrowed.assignee_id, narrowed.owner_id)
    few = (narrowed.business_key, narrowed.case_id, narrowed.case_ids, *people)
    return any(one is not None for one in few)


def _page(session: Session, search: _Search, window: Window) -> list[InboxTask]:
    if not _walks(search):
        columns = columns_of(InboxTask, window.sort)
        query = beyond(_narrow(search), columns, window)
        return list(session.scalars(query.order_by(*ordered(columns)).limit(window.limit + 1)))
    parts = []
    for branch in _branches(search):
        columns = columns_of(TaskCandidate, window.sort)
        bounded = beyond(branch, columns, window).order_by(*ordered(columns))
        parts.append(sa.select(bounded.limit(window.limit + 1).subquery()))
    union = sa.union(*parts).subquery()
    order = [(union.c[name], down) for name, down in window.sort.columns]
    ids = session.scalars(
        sa.select(union.c.id).order_by(*ordered(order)).limit(window.limit + 1)
    ).all()
    rows = session.scalars(sa.select(InboxTask).where(InboxTask.id.in_(ids)))
    by_id = {task.id: task for task in rows}
    return [by_id[task_id] for task_id in ids]


def _branches(search: _Search, *, bounded: bool = False) -> list[sa.Select[Any]]:
    """Return each walk with all its conditions.

    :param bounded: look at the beginning of each only
    """
    most = _share(search) if bounded else None
    return [_conditions(walk, search, most) for walk in _walked(search)]


def _walked(search: _Search) -> list[sa.Select[*tuple[Any, ...]]]:
    """Return one walk for each name and for free and taken tasks: each is a range of one index."""
    free = (sa.true(),) if _is_free(search) else (sa.true(), sa.false())
    whole: sa.Select[*tuple[Any, ...]] = sa.select(
        TaskCandidate.task_id.label("id"), TaskCandidate.rank, TaskCandidate.due_order
    )
    return [
        whole.where(TaskCandidate.audience == audience, TaskCandidate.free == one)
        for audience in search.audiences or ()
        for one in free
    ]


def _conditions(
    walk: sa.Select[*tuple[Any, ...]], search: _Search, most: int | None
) -> sa.Select[Any]:
    walk = walk.where(~_excluded(TaskCandidate.task_id, search.actor))
    walk = walk.where(*_due(TaskCandidate.due_order, search.narrowed))
    walk = walk.where(*_put_off(TaskCandidate.follow_up_at, search))
    of_task = _of_task(search.narrowed)
    if not of_task:
        return walk
    if most is None:
        return walk.join(InboxTask, InboxTask.id == TaskCandidate.task_id).where(*of_task)
    usual = (TaskCandidate.rank, TaskCandidate.due_order, TaskCandidate.task_id)
    seen = walk.order_by(*usual).limit(most).subquery()
    return sa.select(seen.c.id).join(InboxTask, InboxTask.id == seen.c.id).where(*of_task)


def _narrow(search: _Search) -> sa.Select[InboxTask]:
    """Read from the tasks themselves: mine, all, or those of a case or a person."""
    narrowed, view = search.narrowed, search.view
    query = sa.select(InboxTask).where(
        InboxTask.status == TaskStatus.OPEN, ~_excluded(InboxTask.id, search.actor)
    )
    conditions = [
        (view is View.MINE, _is_mine(search)),
        (_is_free(search), InboxTask.assignee_id.is_(None)),
        (search.audiences is not None, _offered(search.audiences or ())),
        (view is View.MINE and narrowed.group is not None, _offered((narrowed.group or "",))),
        (narrowed.business_key is not None, InboxTask.business_key == narrowed.business_key),
        (narrowed.case_id is not None, InboxTask.case_id == narrowed.case_id),
        (narrowed.case_ids is not None, InboxTask.case_id.in_(narrowed.case_ids or ())),
        (narrowed.assignee_id is not None, InboxTask.assignee_id == narrowed.assignee_id),
        (narrowed.owner_id is not None, InboxTask.owner_id == narrowed.owner_id),
    ]
    applying = [condition for applies, condition in conditions if applies]
    applying += _put_off(InboxTask.follow_up_at, search)
    return query.where(*applying, *_due(InboxTask.due_order, narrowed), *_of_task(narrowed))


def _is_free(search: _Search) -> bool:
    return search.view is View.UNASSIGNED or search.narrowed.free


def _is_mine(search: _Search) -> sa.ColumnElement[bool]:
    """Ask for what the actor has; where they ask for what they handed over, for that."""
    if search.narrowed.owner_id is None or search.narrowed.owner_id != search.actor.user_id:
        return held_by(search.actor)
    return InboxTask.owner_id == search.actor.user_id


def _put_off(follow_up_at: Column, search: _Search) -> list[sa.ColumnElement[bool]]:
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


def _of_task(narrowed: TaskFilter) -> list[sa.ColumnElement[bool]]:
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


def _excluded(task_id: Column, actor: Actor) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        TaskExclusion.task_id == task_id, TaskExclusion.user_id == actor.user_id
    )

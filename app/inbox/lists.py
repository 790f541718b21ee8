"""The lists and counts of the inbox: open tasks only, less those that segregation of duties hides.

A list of several groups is one short ordered walk of an index for each, put together, so a page
costs the same however many tasks wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import InvalidInput, NotAllowed
from app.identity.permissions import STAFF, may, reach
from app.inbox import rules
from app.inbox.listing import Count, Sort, TaskFilter, View, Window
from app.inbox.models import NO_DUE, InboxTask, TaskCandidate, TaskExclusion, TaskStatus
from app.inbox.standing_in import held_by
from app.keyset import TOTAL_CAP, Cursor, Slice
from app.work import Actor

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, kw_only=True)
class _Search:
    """A view of one actor: who is meant by it, and what it is narrowed to."""

    view: View
    actor: Actor
    narrowed: TaskFilter
    #: names under which tasks are found; None: all there are
    audiences: tuple[str, ...] | None


def list_tasks(
    session: Session, actor: Actor, view: View, narrowed: TaskFilter, window: Window
) -> Slice[InboxTask]:
    """Return one page of a view; ``total`` is left to ``count_tasks``.

    :raises NotAllowed: the view ``all`` without the permission task.read_all
    """
    search = _search(actor, view, narrowed)
    back = window.after is not None and window.after.back
    turned = replace(window, sort=window.sort.turned()) if back else window
    found = _page(session, search, turned)
    more, tasks = len(found) > window.limit, found[: window.limit]
    if back:
        tasks.reverse()
    has_next, has_prev = (True, more) if back else (more, window.after is not None)
    return Slice(
        rows=tasks,
        next=_cursor(tasks[-1], window.sort, back=False) if tasks and has_next else None,
        prev=_cursor(tasks[0], window.sort, back=True) if tasks and has_prev else None,
    )


def count_tasks(session: Session, actor: Actor, view: View, narrowed: TaskFilter) -> Count:
    """Count a view, up to a cap.

    :raises NotAllowed: the view ``all`` without the permission task.read_all
    """
    search = _search(actor, view, narrowed)
    if _walks(search):
        branches = [branch.limit(TOTAL_CAP + 1) for branch in _branches(search)]
        some = sa.union(*(sa.select(branch.subquery().c.id) for branch in branches)).subquery()
    else:
        some = _narrow(search).with_only_columns(InboxTask.id).limit(TOTAL_CAP + 1).subquery()
    total = session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    return Count(min(total, TOTAL_CAP), total > TOTAL_CAP)


def count_views(session: Session, actor: Actor) -> dict[View, Count]:
    """Count every view that the actor has."""
    views = [view for view in View if view is not View.ALL or may(actor, "task.read_all")]
    return {view: count_tasks(session, actor, view, TaskFilter()) for view in views}


def _search(actor: Actor, view: View, narrowed: TaskFilter) -> _Search:
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
    return _Search(view=view, actor=actor, narrowed=narrowed, audiences=audiences)


def _walks(search: _Search) -> bool:
    """Say whether the list is read group by group; one that names a case or a person is not."""
    narrowed = search.narrowed
    few = (narrowed.business_key, narrowed.case_id, narrowed.assignee_id)
    return bool(search.audiences) and all(one is None for one in few)


def _page(session: Session, search: _Search, window: Window) -> list[InboxTask]:
    if not _walks(search):
        columns = _columns(InboxTask, window.sort)
        query = _beyond(_narrow(search), columns, window)
        return list(session.scalars(query.order_by(*_ordered(columns)).limit(window.limit + 1)))
    parts = []
    for branch in _branches(search):
        columns = _columns(TaskCandidate, window.sort)
        bounded = _beyond(branch, columns, window).order_by(*_ordered(columns))
        parts.append(sa.select(bounded.limit(window.limit + 1).subquery()))
    union = sa.union(*parts).subquery()
    order = [(union.c[name], down) for name, down in window.sort.columns]
    ids = session.scalars(
        sa.select(union.c.id).order_by(*_ordered(order)).limit(window.limit + 1)
    ).all()
    rows = session.scalars(sa.select(InboxTask).where(InboxTask.id.in_(ids)))
    by_id = {task.id: task for task in rows}
    return [by_id[task_id] for task_id in ids]


def _branches(search: _Search) -> list[sa.Select[Any]]:
    """Return one walk for each name and for free and taken tasks: each is a range of one index."""
    free = (sa.true(),) if search.view is View.UNASSIGNED else (sa.true(), sa.false())
    return [
        _conditions(
            sa.select(
                TaskCandidate.task_id.label("id"), TaskCandidate.rank, TaskCandidate.due_order
            ).where(TaskCandidate.audience == audience, TaskCandidate.free == one),
            search,
        )
        for audience in search.audiences or ()
        for one in free
    ]


def _conditions(walk: sa.Select[*tuple[Any, ...]], search: _Search) -> sa.Select[Any]:
    walk = walk.where(~_excluded(TaskCandidate.task_id, search.actor))
    walk = walk.where(*_due(TaskCandidate.due_order, search.narrowed))
    of_task = _of_task(search.narrowed)
    if of_task:
        walk = walk.join(InboxTask, InboxTask.id == TaskCandidate.task_id).where(*of_task)
    return walk


def _narrow(search: _Search) -> sa.Select[InboxTask]:
    """Read from the tasks themselves: mine, all, or those of a case or a person."""
    narrowed, view = search.narrowed, search.view
    query = sa.select(InboxTask).where(
        InboxTask.status == TaskStatus.OPEN, ~_excluded(InboxTask.id, search.actor)
    )
    conditions = [
        (view is View.MINE, held_by(search.actor)),
        (view is View.UNASSIGNED, InboxTask.assignee_id.is_(None)),
        (search.audiences is not None, _offered(search.audiences or ())),
        (view is View.MINE and narrowed.group is not None, _offered((narrowed.group or "",))),
        (narrowed.business_key is not None, InboxTask.business_key == narrowed.business_key),
        (narrowed.case_id is not None, InboxTask.case_id == narrowed.case_id),
        (narrowed.assignee_id is not None, InboxTask.assignee_id == narrowed.assignee_id),
    ]
    applying = [condition for applies, condition in conditions if applies]
    return query.where(*applying, *_due(InboxTask.due_order, narrowed), *_of_task(narrowed))


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
        searched = (InboxTask.business_key, InboxTask.name, InboxTask.label_en, InboxTask.subject)
        conditions.append(sa.or_(*(c.icontains(narrowed.q, autoescape=True) for c in searched)))
    return conditions


def _offered(audiences: Sequence[str]) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        TaskCandidate.task_id == InboxTask.id, TaskCandidate.audience.in_(audiences)
    )


def _excluded(task_id: Column, actor: Actor) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        TaskExclusion.task_id == task_id, TaskExclusion.user_id == actor.user_id
    )


def _columns(of: type[InboxTask] | type[TaskCandidate], sort: Sort) -> list[tuple[Column, bool]]:
    known: dict[str, Column] = {
        "rank": of.rank,
        "due_order": of.due_order,
        "id": of.id if issubclass(of, InboxTask) else of.task_id,
    }
    return [(known[name], down) for name, down in sort.columns]


def _beyond(
    query: sa.Select[Any], columns: Sequence[tuple[Column, bool]], window: Window
) -> sa.Select[Any]:
    """Begin behind the cursor: one comparison of rows where all columns run the same way."""
    if window.after is None:
        return query
    values = window.after.values
    if len(values) != len(columns):
        raise InvalidInput("the cursor belongs to another order")
    if len({down for _, down in columns}) > 1:
        return query.where(_stepwise(list(zip(columns, values, strict=True))))
    here = sa.tuple_(*(column for column, _ in columns))
    there = sa.tuple_(
        *(
            sa.literal(value, column.type)
            for (column, _), value in zip(columns, values, strict=True)
        )
    )
    return query.where(here < there if columns[0][1] else here > there)


def _stepwise(steps: list[tuple[tuple[Column, bool], Any]]) -> sa.ColumnElement[bool]:
    (column, down), value = steps[0]
    further: sa.ColumnElement[bool] = column < value if down else column > value
    if len(steps) == 1:
        return further
    return sa.or_(further, sa.and_(column == value, _stepwise(steps[1:])))


def _ordered(columns: Sequence[tuple[Any, bool]]) -> list[sa.ColumnElement[Any]]:
    return [column.desc() if down else column.asc() for column, down in columns]


def _cursor(task: InboxTask, sort: Sort, *, back: bool) -> Cursor:
    return Cursor(values=tuple(getattr(task, name) for name, _ in sort.columns), back=back)

"""The lists and counts of the inbox: open tasks only, less those that segregation of duties hides.

What names a person or few tasks is read at once and put in order; everything else is read in its
order, piece by piece, so that a page costs the same however many tasks wait.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.identity.permissions import may
from app.inbox.lists.listing import USUAL, Count, Sort, TaskFilter, View, Window
from app.inbox.lists.order import behind, columns_of, ordered, place_of
from app.inbox.lists.searching import Search, narrowed_tasks, search_of, tests_of, walks, way_of
from app.inbox.lists.walking import COUNTED_AT, Walked, Way, count_each, is_kept, walk
from app.inbox.models import InboxTask, TaskCandidate
from app.keyset import TOTAL_CAP, Cursor, Slice
from app.work import Work

Column = InstrumentedAttribute[Any]
AT_ONCE = 50  # lists counted together
#: what tasks are tested for, one after another
_TESTS: dict[str, Any] = dict.fromkeys(("task_definition", "process", "q", "where"))
OFFERS = 3  # rows read for each task that is counted: few are offered to more of one's groups


def list_tasks(work: Work, view: View, narrowed: TaskFilter, window: Window) -> Slice[InboxTask]:
    """Return one page of a view; ``total`` is left to ``count_tasks`` unless it is known by then.

    Where hardly anything fits, a page may hold fewer tasks than asked for, even none, and yet say
    where the list goes on: no page looks through more than a bound. Going back beyond the first
    that fits shows the first page.

    :raises NotAllowed: the view ``all`` without the permission task.read_all
    """
    search = search_of(work, view, narrowed)
    back = window.after is not None and window.after.back
    turned = replace(window, sort=window.sort.turned()) if back else window
    found = _page(work.session, search, turned)
    if back and not found.tasks and found.reached is None:
        return list_tasks(work, view, narrowed, replace(window, after=None))
    far, near = _ends(found, window)
    goes_on = len(found.tasks) > window.limit or found.reached is not None
    rows = found.tasks[: window.limit]
    total = _total(found, window)
    return Slice(
        rows=rows[::-1] if back else rows,
        total=None if total is None else total.total,
        total_capped=total is not None and total.capped,
        next=(near if back else far) if back or goes_on else None,
        prev=_turned(far if back else near) if (goes_on if back else window.after) else None,
    )


def _total(found: Walked, window: Window) -> Count | None:
    """Return how many there are, if the first page has told it."""
    if window.after is not None:
        return None
    if found.total is None and len(found.tasks) <= window.limit:
        return Count(len(found.tasks), found.reached is not None)
    return None if found.total is None else _up_to_cap(found.total)


def _up_to_cap(counted: Count) -> Count:
    return Count(min(counted.total, TOTAL_CAP), counted.capped or counted.total > TOTAL_CAP)


def _ends(found: Walked, window: Window) -> tuple[Cursor | None, Cursor | None]:
    """Return the cursors where a page ends and where it begins, in the direction it was read.

    It ends behind what was looked through, even where nothing fitted.
    """
    looked = None if found.reached is None else Cursor(values=found.reached)
    if not found.tasks:
        return looked, looked
    first, last = (_at(task, window.sort) for task in (found.tasks[0], found.tasks[-1]))
    if len(found.tasks) > window.limit:
        last = _at(found.tasks[window.limit - 1], window.sort)
    return looked or last, first


def _at(task: InboxTask, sort: Sort) -> Cursor:
    return Cursor(values=tuple(getattr(task, name) for name, _ in sort.columns))


def _turned(cursor: Cursor | None) -> Cursor | None:
    return None if cursor is None else replace(cursor, back=True)


def count_tasks(work: Work, view: View, narrowed: TaskFilter) -> Count:
    """Count a view, up to a cap; where each task has to be tested, among the first of them.

    :raises NotAllowed: the view ``all`` without the permission task.read_all
    """
    (count,) = count_many(work, [(view, narrowed)])
    return count


def total_of(work: Work, view: View, narrowed: TaskFilter, page: Slice[InboxTask]) -> Count:
    """Count a list of which a page was read; no count says less than the page shows."""
    if page.total is not None:
        return Count(page.total, page.total_capped)
    counted = count_tasks(work, view, narrowed)
    return replace(counted, total=max(counted.total, len(page.rows)))


def count_many(work: Work, lists: Sequence[tuple[View, TaskFilter]]) -> list[Count]:
    """Count several lists; those of one view are read once for all.

    :raises NotAllowed: the view ``all`` without the permission task.read_all
    """
    searches = [search_of(work, view, narrowed) for view, narrowed in lists]
    tested = [search for search in searches if walks(search) and tests_of(search.narrowed)]
    counts = _count_tested(work.session, tested)
    return [counts.get(id(search)) or _count_whole(work.session, search) for search in searches]


def _count_tested(session: Session, searches: Sequence[Search]) -> dict[int, Count]:
    """Count lists whose tasks have to be tested, by the ``id`` of each."""
    counts: dict[int, Count] = {}
    while searches:
        alike = [one for one in searches if _is_like(one, searches[0])][:AT_ONCE]
        tests = [tests_of(search.narrowed) for search in alike]
        totals, goes_on = count_each(session, way_of(alike[0], USUAL), tests, COUNTED_AT)
        for search, total in zip(alike, totals, strict=True):
            counts[id(search)] = _up_to_cap(Count(total, goes_on))
        searches = [search for search in searches if id(search) not in counts]
    return counts


def _is_like(search: Search, other: Search) -> bool:
    """Say whether two lists differ in nothing but what their tasks are tested for."""
    alike = replace(search.narrowed, **_TESTS) == replace(other.narrowed, **_TESTS)
    return alike and (search.view, search.audiences) == (other.view, other.audiences)


def _count_whole(session: Session, search: Search) -> Count:
    if walks(search):
        return _count_offers(session, way_of(search, USUAL))
    return _capped(session, narrowed_tasks(session, search).with_only_columns(InboxTask.id))


def _capped(session: Session, query: sa.Select[Any]) -> Count:
    some = query.limit(TOTAL_CAP + 1).subquery()
    total = session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    return _up_to_cap(Count(total, capped=False))


def _count_offers(session: Session, way: Way) -> Count:
    """Count what is offered, in no order; a task that several groups have counts once."""
    most = OFFERS * (TOTAL_CAP + 1)
    seen = ~is_kept(TaskCandidate.task_id, way.reader)
    some = sa.select(TaskCandidate.task_id).where(*way.every, seen).limit(most).subquery()
    counts = sa.select(sa.func.count(sa.distinct(some.c.task_id)), sa.func.count())
    total, rows = session.execute(counts.select_from(some)).one()
    return _up_to_cap(Count(total, rows == most))


def count_views(work: Work) -> dict[View, Count]:
    """Count every view that the actor has."""
    views = [view for view in View if view is not View.ALL or may(work.actor, "task.read_all")]
    return {view: count_tasks(work, view, TaskFilter()) for view in views}


def _page(session: Session, search: Search, window: Window) -> Walked:
    wanted = window.limit + 1
    columns = columns_of(InboxTask, window.sort)
    start = None if window.after is None else place_of(window.after, columns)
    if walks(search):
        return walk(session, way_of(search, window.sort), start, wanted)
    query = narrowed_tasks(session, search).order_by(*ordered(columns))
    if start is not None:
        found = session.scalars(query.where(behind(columns, start)).limit(wanted))
        return Walked(tasks=found.all(), reached=None)
    ids = session.scalars(query.with_only_columns(InboxTask.id).limit(TOTAL_CAP + 1)).all()
    first = sa.select(InboxTask).where(InboxTask.id.in_(ids[:wanted])).order_by(*ordered(columns))
    return Walked(
        tasks=session.scalars(first).all(), reached=None, total=Count(len(ids), capped=False)
    )

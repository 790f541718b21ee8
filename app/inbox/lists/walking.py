"""Reads a list in its order, piece by piece, and no further than a bound.

A list of several groups is a range of one index for each. How far a piece reaches is told by the
range that ends first; up to there every range is read whole, so that nothing is left out. A page
that is not full when the bound is reached says where the next one goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.identity.models import Group
from app.inbox.lists.listing import Count, Sort
from app.inbox.lists.order import behind, columns_of, ordered, up_to
from app.inbox.models import InboxTask, TaskCandidate, TaskExclusion

LOOKED_AT = 2_000  # tasks that one page tests: some 12 ms
COUNTED_AT = 1_000  # of them at first, and as many as a count tests: some 5 ms
LEAST = 16  # of each range
GROWS = 4  # so many times as much with each further piece

Clause = sa.ColumnElement[bool]
Place = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Way:
    """What is read, in which order."""

    sort: Sort
    #: who reads: what they are kept from is left out
    reader: int | None
    #: what holds of each row of the range itself, told from the table that is read
    within: tuple[Clause, ...]
    #: what has to hold of each ``InboxTask``
    tests: tuple[Clause, ...]
    #: names under which tasks are found; None: all tasks there are
    audiences: tuple[str, ...] | None = None
    #: only those that nobody has
    free: bool = False

    @property
    def of(self) -> type[InboxTask] | type[TaskCandidate]:
        """The table that is read."""
        return InboxTask if self.audiences is None else TaskCandidate

    @property
    def ranges(self) -> int:
        """How many ranges are read."""
        return max(1, len(self.audiences or ())) * (1 if self.free or not self.audiences else 2)

    @property
    def columns(self) -> list[tuple[InstrumentedAttribute[Any], bool]]:
        """The columns of the order in the table that is read."""
        return columns_of(self.of, self.sort)

    @property
    def every(self) -> tuple[Clause, ...]:
        """The rows of all ranges."""
        if self.audiences is None:
            return self.within
        frees = [True] if self.free else [True, False]
        named = TaskCandidate.audience.in_(self.audiences)
        return (named, TaskCandidate.free.in_(frees), *self.within)


@dataclass(frozen=True, kw_only=True)
class Walked:
    """What was found, in order."""

    tasks: Sequence[InboxTask]
    #: where the walk ended though the list goes on; None: the tasks are all, or enough
    reached: Place | None
    #: how many tasks there are on all pages, as far as that was seen on the way
    total: Count | None = None


def walk(session: Session, way: Way, start: Place | None, wanted: int) -> Walked:
    """Read from a place on until enough is found, the list ends, or so much was looked at.

    What has to be tested is counted on the way, from the beginning of the list on.
    """
    counts = start is None and bool(way.tests)
    tasks: list[InboxTask] = []
    size, looked, total = _first_piece(way, wanted), 0, 0
    while True:
        end = end_of(session, way, start, size)
        piece = (start, end, size * way.ranges)
        found, fitting = _found(session, way, piece, wanted - len(tasks), counts=counts)
        tasks, total, looked = [*tasks, *found], total + fitting, looked + size * way.ranges
        is_full = end is None or len(tasks) >= wanted
        if is_full or looked >= LOOKED_AT:
            counted = Count(total, end is not None) if counts else None
            return Walked(tasks=tasks, reached=None if is_full else end, total=counted)
        start, size = end, min(size * GROWS, -(-(LOOKED_AT - looked) // way.ranges))


def end_of(session: Session, way: Way, start: Place | None, size: int) -> Place | None:
    """Return the first place at which a range has ``size`` rows behind it; None: none has."""
    query = _end_of_all if way.audiences is None else _end_of_ranges
    row = session.execute(query(way, start, size)).first()
    return None if row is None else tuple(row)


def tested(
    way: Way, start: Place | None, end: Place | None, most: int
) -> sa.Select[*tuple[Any, ...]]:
    """Ask for what fits between two places: its place, and its id as ``id``, once each.

    :param most: rows that lie between them at most: no planner can guess that
    """
    columns = way.columns
    rows = sa.select(*(column.label(_name(column)) for column, _ in columns))
    rows = rows.where(*way.every, *_between(way, start, end))
    seen = rows.order_by(*ordered(columns)).limit(most).subquery("seen")
    fits = ~is_kept(seen.c.id, way.reader)
    if way.tests:  # who is kept is asked last: hardly any task fits
        fits = sa.case((one_by_one(InboxTask.id == seen.c.id, *way.tests), fits), else_=sa.false())
    fitting = sa.select(seen).where(fits)
    return fitting if way.audiences is None else fitting.distinct()


def count_each(
    session: Session, way: Way, questions: Sequence[Sequence[Clause]], most: int
) -> tuple[list[int], bool]:
    """Count for each question what fits among the first tasks, which are read once for all.

    :param questions: instead of the way's own tests; at most 60
    :returns: the counts, and whether the list goes on behind what was looked at
    """
    share = -(-most // way.ranges)
    end = end_of(session, way, None, share)
    seen = tested(replace(way, tests=()), None, end, share * way.ranges).subquery("fitting")
    marks: sa.ColumnElement[int] = sa.literal(0)
    for number, tests in enumerate(questions):
        marks += sa.case((sa.and_(*tests), 2**number), else_=0)
    told = sa.select(marks).where(InboxTask.id == seen.c.id).offset(0).scalar_subquery()
    each = sa.select(told.label("marks")).select_from(seen).offset(0).subquery("each")
    fits = [each.c.marks.bitwise_and(2**n) > 0 for n in range(len(questions))]
    counts = session.execute(sa.select(*(sa.func.sum(sa.case((one, 1), else_=0)) for one in fits)))
    return [count or 0 for count in counts.one()], end is not None


def one_by_one(*clauses: Clause) -> Clause:
    """Ask whether there is a task for each row by itself, and never by reading a whole table."""
    found: Clause = sa.select(InboxTask.id).where(*clauses).offset(0).exists()
    return found


def is_kept(task_id: sa.ColumnElement[Any] | Any, reader: int | None) -> Clause:
    """Ask for each row by itself whether somebody is kept from its task."""
    of_both = (TaskExclusion.task_id == task_id, TaskExclusion.user_id == reader)
    kept: Clause = sa.select(TaskExclusion.task_id).where(*of_both).offset(0).exists()
    return kept


def _name(column: InstrumentedAttribute[Any]) -> str:
    return "id" if column.name == "task_id" else column.name


def _first_piece(way: Way, wanted: int) -> int:
    return max(LEAST, COUNTED_AT // way.ranges) if way.tests else wanted + 8


def _found(
    session: Session,
    way: Way,
    piece: tuple[Place | None, Place | None, int],
    wanted: int,
    *,
    counts: bool,
) -> tuple[Sequence[InboxTask], int]:
    """Return the first tasks of a piece that fit and, if it counts, how many all of it has."""
    fitting = tested(way, *piece).subquery("fitting")
    order = ordered([(fitting.c[_name(column)], down) for column, down in way.columns])
    all_of_it = sa.func.count().over() if counts else sa.literal(0)
    first = sa.select(fitting, all_of_it.label("all_of_it")).order_by(*order).limit(wanted)
    here = first.subquery("first")
    order = ordered([(here.c[_name(column)], down) for column, down in way.columns])
    query = sa.select(InboxTask, here.c.all_of_it).join(here, here.c.id == InboxTask.id)
    rows = session.execute(query.order_by(*order)).all()
    return [task for task, _ in rows], rows[0].all_of_it if rows else 0


def _between(way: Way, start: Place | None, end: Place | None) -> list[Clause]:
    clauses = [] if start is None else [behind(way.columns, start)]
    return clauses if end is None else [*clauses, up_to(way.columns, end)]


def _end_of_all(way: Way, start: Place | None, size: int) -> sa.Select[Any]:
    query = sa.select(*(column for column, _ in way.columns))
    rows = query.where(*way.every, *_between(way, start, None))
    return rows.order_by(*ordered(way.columns)).offset(size - 1).limit(1)


def _end_of_ranges(way: Way, start: Place | None, size: int) -> sa.Select[Any]:
    """Look for the end of the piece in every range at once, and take the first of these."""
    names, frees = _names(way.audiences or ()), _frees(way)
    one = TaskCandidate.__table__.alias("one")
    columns = [(one.c[column.name], down) for column, down in way.columns]
    in_range = [one.c.audience == names.c.audience, one.c.free == frees.c.free]
    if start is not None:
        in_range.append(behind(columns, start))
    last = sa.select(one.c.task_id).where(*in_range).order_by(*ordered(columns))
    key = last.offset(size - 1).limit(1).correlate(names, frees).scalar_subquery()
    joined = names.join(frees, sa.true())
    ends = sa.select(names.c.audience, key.label("last")).select_from(joined).subquery("ends")
    there = [_there(column, ends).label(column.name) for column, _ in way.columns]
    places = sa.select(*there).where(ends.c.last.is_not(None)).subquery("places")
    order = ordered([(places.c[column.name], down) for column, down in way.columns])
    return sa.select(places).order_by(*order).limit(1)


def _there(column: InstrumentedAttribute[Any], ends: sa.Subquery) -> sa.ScalarSelect[Any]:
    """Read a column of the row where a range's piece ends, by its key: a join may read them all."""
    of_row = (TaskCandidate.task_id == ends.c.last, TaskCandidate.audience == ends.c.audience)
    return sa.select(column).where(*of_row).correlate(ends).scalar_subquery()


def _names(audiences: Sequence[str]) -> sa.Subquery:
    """Give the names as rows: those of groups, and those of people besides."""
    groups = [name for name in audiences if ":" not in name]
    people = [sa.select(sa.literal(name)) for name in audiences if ":" in name]
    named = sa.select(Group.code.label("audience")).where(Group.code.in_(groups))
    return sa.union_all(named, *people).subquery("names")


def _frees(way: Way) -> sa.Subquery:
    free = sa.select(sa.true().label("free"))
    return (free if way.free else sa.union_all(free, sa.select(sa.false()))).subquery("frees")

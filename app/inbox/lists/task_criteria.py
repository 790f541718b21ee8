"""Tests of a task's own fields as SQL; those of its case are put together above this room."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.inbox import read_marks
from app.inbox.lists.criteria import Operator, Test
from app.inbox.lists.criteria_values import ME, Moment
from app.inbox.models import NO_DUE, InboxTask, TaskCandidate
from app.sla.models import ClockType, SlaClock
from app.sla.queries import CASE_STAGES
from app.work import Work

Clause = sa.ColumnElement[bool]
PEOPLE = ("assignee", "owner")
_offer = aliased(TaskCandidate)  # beside the row by which the list itself is read
_ORDERED: Mapping[Operator, Callable[[Any, Any], Any]] = {
    Operator.GT: operator.gt,
    Operator.GTE: operator.ge,
    Operator.LT: operator.lt,
    Operator.LTE: operator.le,
}
_COLUMNS: Mapping[str, InstrumentedAttribute[Any]] = {
    "business_key": InboxTask.business_key,
    "case_id": InboxTask.case_id,
    "task_definition": InboxTask.element,
    "process": InboxTask.process_id,
    "subject": InboxTask.subject,
    "assignee": InboxTask.assignee_id,
    "owner": InboxTask.owner_id,
    "priority": InboxTask.priority,
    "created_at": InboxTask.created_at,
    "due_at": InboxTask.due_at,
    "follow_up_at": InboxTask.follow_up_at,
    "stage": InboxTask.stage,
    "case_process": InboxTask.root_process_id,
}


def task_clause(work: Work, test: Test) -> Clause:
    """Return a test of a task's field for whoever reads the list."""
    if test.field in _COLUMNS:
        return compared(work, _COLUMNS[test.field], test)
    return _SPECIAL[test.field](work, test)


def compared(work: Work, column: sa.ColumnElement[Any] | Any, test: Test) -> Clause:
    """Compare a column as a test says."""
    wanted = _said(work, test)
    by = test.operator
    if by is Operator.EXISTS:
        return column.is_not(None) if test.value else column.is_(None)
    if by is Operator.IN:
        return column.in_(wanted)
    if by is Operator.NE:
        return sa.or_(column.is_(None), column != wanted)
    if by is Operator.CONTAINS:
        return column.icontains(wanted, autoescape=True)
    if by is Operator.EQ:
        return column == wanted  # type: ignore[no-any-return]  # a column's
    return _ORDERED[by](column, wanted)  # type: ignore[no-any-return]  # a column's


def contains_words(words: str) -> Clause:
    """Ask for a part of the business key, the name in either language, or the subject."""
    searched = (InboxTask.business_key, InboxTask.name, InboxTask.label_en, InboxTask.subject)
    return sa.or_(*(column.icontains(words, autoescape=True) for column in searched))


def _said(work: Work, test: Test) -> Any:
    """Return the value, or values, of a test as the database compares them."""
    if isinstance(test.value, tuple):
        return [_meant(work, test.field, one) for one in test.value]
    return _meant(work, test.field, test.value)


def _meant(work: Work, field: str, value: object) -> object:
    if isinstance(value, Moment):
        return value.at(work.now, work.processes.zone)
    return work.actor.user_id if field in PEOPLE and value == ME else value


def _by_name(work: Work, test: Test) -> Clause:
    """Test a name in both languages."""
    in_chinese = compared(work, InboxTask.name, test)
    in_english = compared(work, InboxTask.label_en, test)
    together = sa.and_ if test.operator is Operator.NE else sa.or_
    return together(in_chinese, in_english)


def _by_group(work: Work, test: Test) -> Clause:
    offered = sa.exists().where(_offer.task_id == InboxTask.id)
    if test.operator is Operator.EXISTS:
        return offered if test.value else ~offered
    wanted = [test.value] if isinstance(test.value, str) else _said(work, test)
    named = offered.where(_offer.audience.in_(wanted))
    return ~named if test.operator is Operator.NE else named


def _by_clock(work: Work, test: Test) -> Clause:
    """Test the state of the internal clock that a task shows: its own, or the case's newest."""
    negated = test.operator is Operator.NE or test.value is False
    if test.operator is Operator.EXISTS:
        return ~_clocked(sa.true()) if negated else _clocked(sa.true())
    positive = Test(test.field, Operator.EQ, test.value) if negated else test
    found = _clocked(compared(work, sa.cast(SlaClock.state, sa.String), positive))
    return ~found if negated else found


def _clocked(state: Clause) -> Clause:
    newest = (
        sa.select(sa.func.max(SlaClock.id))
        .where(
            SlaClock.case_id == InboxTask.case_id,
            SlaClock.stage == InboxTask.stage,
            SlaClock.task_id.is_(None),
            SlaClock.clock_type == ClockType.INTERNAL,
        )
        .correlate(InboxTask)
        .scalar_subquery()
    )
    own = sa.exists().where(
        SlaClock.task_id == InboxTask.id,
        InboxTask.stage.not_in(CASE_STAGES),
        SlaClock.clock_type == ClockType.INTERNAL,
        state,
    )
    of_case = sa.exists().where(SlaClock.id == newest, InboxTask.stage.in_(CASE_STAGES), state)
    return sa.or_(own, of_case)


def _overdue(work: Work, test: Test) -> Clause:
    late = sa.and_(InboxTask.due_order < work.now, InboxTask.due_order < NO_DUE)
    return late if test.value else ~late


def _read(work: Work, test: Test) -> Clause:
    read = read_marks.is_read_clause(work.actor)
    return read if test.value else ~read


def _by_words(work: Work, test: Test) -> Clause:
    return contains_words(str(test.value))


_SPECIAL: Mapping[str, Callable[[Work, Test], Clause]] = {
    "name": _by_name,
    "group": _by_group,
    "sla_state": _by_clock,
    "overdue": _overdue,
    "read": _read,
    "q": _by_words,
}

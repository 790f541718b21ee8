"""Narrows lists of tasks by their cases, too: what the inbox itself cannot know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.models import Case, CaseVariable
from app.cases.queries import OPERATORS
from app.errors import InvalidInput
from app.identity.permissions import may
from app.inbox.lists.criteria import (
    CASE_FIELDS,
    Condition,
    Every,
    Operator,
    Some,
    Test,
    read_condition,
)
from app.inbox.lists.criteria_values import ME
from app.inbox.lists.filter_models import SavedFilter
from app.inbox.lists.filter_queries import list_filters
from app.inbox.lists.listing import Count, FollowUp, TaskFilter, View
from app.inbox.lists.reading import count_many
from app.inbox.lists.task_criteria import Clause, compared, contains_words, task_clause
from app.inbox.lists.words import find_few
from app.inbox.models import InboxTask
from app.work import Actor, Work

FEW = 1000  # cases that are read one by one, rather than looked for along a list
MOST_COUNTED = 100  # saved filters that are counted in one call
_INDEXED = (Operator.EQ, Operator.GT, Operator.GTE, Operator.LT, Operator.LTE, Operator.IN)
_WORDS = ("q", "business_key", "subject")
_COLUMNS = {
    "case_state": Case.status,
    "case_started_at": Case.started_at,
    "case_started_by": Case.started_by,
}


@dataclass(frozen=True, kw_only=True)
class FilterCount:
    """How many tasks a saved filter finds for its reader; None: it is not understood any more."""

    saved: SavedFilter
    count: Count | None


def narrow(work: Work, narrowed: TaskFilter, *conditions: Condition) -> TaskFilter:
    """Narrow a list by conditions that all hold."""
    if not conditions:
        return narrowed
    tests = list(_conjuncts(Every(conditions)))
    asks_until_when = any(one.field == "follow_up_at" for one in _tests(Every(conditions)))
    by_key = {test.field: test.value for test in tests if test.operator is Operator.EQ}
    clauses = [_clause(work, one) for one in conditions]
    if narrowed.where is not None:
        clauses.append(narrowed.where)
    key, case_id = by_key.get("business_key"), by_key.get("case_id")
    holder, owner = (_person(work, by_key.get(name)) for name in ("assignee", "owner"))
    few = _few_cases(work.session, tests)
    return replace(
        narrowed,
        business_key=narrowed.business_key or (key if isinstance(key, str) else None),
        case_id=narrowed.case_id or (case_id if isinstance(case_id, int) else None),
        assignee_id=narrowed.assignee_id or holder,
        owner_id=narrowed.owner_id or owner,
        follow_up=narrowed.follow_up or (FollowUp.ANY if asks_until_when else None),
        case_ids=narrowed.case_ids if few is None else few,
        task_ids=narrowed.task_ids or _few_tasks(work.session, tests),
        where=sa.and_(*clauses),
    )


def _person(work: Work, named: object) -> int | None:
    if named == ME:
        return work.actor.user_id
    return named if isinstance(named, int) else None


def narrow_by_saved(work: Work, saved: SavedFilter, narrowed: TaskFilter) -> TaskFilter:
    """Narrow a list by a saved filter, as its reader sees it.

    :raises InvalidInput: it is not understood any more
    """
    if saved.q and not narrowed.q:
        narrowed = replace(narrowed, q=saved.q)
    elif saved.q:
        narrowed = replace(narrowed, where=contains_words(saved.q))
    if saved.condition is None:
        return narrowed
    return narrow(work, narrowed, read_condition(saved.condition))


def count_saved(work: Work) -> list[FilterCount]:
    """Count what each saved filter of the actor finds, up to a cap, in their order."""
    page = list_filters(work.session, work.actor, limit=MOST_COUNTED)
    usable = {saved.id: narrowed for saved in page.rows if (narrowed := _narrowed(work, saved))}
    lists = [(View(saved.view), usable[saved.id]) for saved in page.rows if saved.id in usable]
    counts = dict(zip(usable, count_many(work, lists), strict=True))
    return [FilterCount(saved=saved, count=counts.get(saved.id)) for saved in page.rows]


def _narrowed(work: Work, saved: SavedFilter) -> TaskFilter | None:
    """Return what a saved filter narrows to; None: it is not understood, or not for the actor."""
    if saved.view == View.ALL.value and not may(work.actor, "task.read_all"):
        return None
    try:
        return narrow_by_saved(work, saved, TaskFilter())
    except InvalidInput:
        return None


def _tests(condition: Condition) -> Iterator[Test]:
    """Give every test."""
    if isinstance(condition, Test):
        yield condition
    else:
        for part in condition.parts:
            yield from _tests(part)


def _conjuncts(condition: Condition) -> Iterator[Test]:
    """Give the tests that all have to hold."""
    if isinstance(condition, Test):
        yield condition
    elif isinstance(condition, Every) or len(condition.parts) == 1:
        for part in condition.parts:
            yield from _conjuncts(part)


def _clause(work: Work, condition: Condition) -> Clause:
    if isinstance(condition, Test):
        return _test(work, condition)
    parts = [_clause(work, part) for part in condition.parts]
    return sa.or_(*parts) if isinstance(condition, Some) else sa.and_(*parts)


def _test(work: Work, test: Test) -> Clause:
    if test.variable is not None:
        return sa.and_(_is_open_to(work.actor), _variable_clause(test))
    if test.field not in CASE_FIELDS or test.field not in _COLUMNS:
        return task_clause(work, test)
    column = _COLUMNS[test.field]
    by = sa.cast(column, sa.String) if test.field == "case_state" else column
    found = sa.exists().where(Case.id == InboxTask.case_id, compared(work, by, test))
    return sa.and_(_is_open_to(work.actor), found)


def _is_open_to(actor: Actor) -> Clause:
    """Let outsiders learn nothing of cases that they did not report themselves."""
    if may(actor, "case.read"):
        return sa.true()
    return sa.exists().where(Case.id == InboxTask.case_id, Case.started_by == actor.username)


def _variable_clause(test: Test) -> Clause:
    named = sa.exists().where(
        CaseVariable.case_id == InboxTask.case_id, CaseVariable.name == test.variable
    )
    if test.operator is Operator.EXISTS:
        known = named.where(CaseVariable.kind != "null")
        return known if test.value else ~known
    if test.operator is Operator.NE:
        return ~named.where(_fits(Operator.EQ, test.value))
    return named.where(_fits(test.operator, test.value))


def _fits(by: Operator, value: object) -> Clause:
    """Ask for a variable's value through the index over it; texts are held as far as it goes."""
    if isinstance(value, tuple):
        return sa.or_(*(_fits(Operator.EQ, one) for one in value))
    if isinstance(value, bool):
        return sa.and_(CaseVariable.kind == "boolean", CaseVariable.text == str(value).lower())
    if isinstance(value, str):
        return sa.and_(CaseVariable.kind == "text", OPERATORS[by.value](CaseVariable.text, value))
    return OPERATORS[by.value](CaseVariable.number, value)  # type: ignore[no-any-return]  # a column's


def _few_cases(session: Session, tests: Iterable[Test]) -> tuple[int, ...] | None:
    """Return the cases that one of the tests leaves over, if they are few.

    A list is walked in its order until a page is full. Where hardly any case fits that would be a
    walk through everything, so that those cases are looked up first instead.
    """
    for test in tests:
        if test.variable is None or test.operator not in _INDEXED:
            continue
        values = test.value if isinstance(test.value, tuple) else (test.value,)
        by = Operator.EQ if test.operator is Operator.IN else test.operator
        cases = [case for one in values for case in _some_cases(session, test.variable, by, one)]
        if len(cases) <= FEW:
            return tuple(cases)
    return None


def _some_cases(session: Session, variable: str, by: Operator, value: object) -> Sequence[int]:
    """Return cases that fit; read in the order of the index, so that no more are looked at."""
    column = CaseVariable.text if isinstance(value, str | bool) else CaseVariable.number
    fitting = sa.select(CaseVariable.case_id).where(CaseVariable.name == variable, _fits(by, value))
    return session.scalars(fitting.order_by(column).limit(FEW + 1)).all()


def _few_tasks(session: Session, tests: Iterable[Test]) -> tuple[int, ...] | None:
    """Return the tasks that hold what one of the tests searches for, if they are few."""
    for test in tests:
        if test.operator is Operator.CONTAINS and test.field in _WORDS:
            return find_few(session, str(test.value))
    return None

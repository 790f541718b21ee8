"""Reads cases, their history, variables, incidents and deployed versions; never writes."""

import datetime as dt
import operator
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.definitions import FormVersion, ProcessVersion
from app.cases.models import (
    Case,
    CaseDecision,
    CaseStatus,
    CaseVariable,
    ElementInstance,
    Incident,
    Message,
)
from app.database import MAX_DIGITS
from app.errors import NotFound
from app.keyset import Cursor, Order, Slice, slice_of

Row = TypeVar("Row")


#: How a variable may be compared with a value.
OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


@dataclass(frozen=True)
class VariableFilter:
    """A variable of the whole case compared with a text, a number or a truth."""

    name: str
    value: object
    operator: str = "eq"


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """Which cases a list shows; a field that is None asks for nothing."""

    process_id: str | None = None
    status: CaseStatus | None = None
    business_key: str | None = None
    #: user name
    started_by: str | None = None
    started_after: dt.datetime | None = None
    started_before: dt.datetime | None = None
    variables: Sequence[VariableFilter] = ()


def get_case(session: Session, key: int | str) -> Case:
    """Return a case by its key or its business key.

    :raises NotFound: there is none
    """
    case = find_case(session, key)
    if case is None:
        raise NotFound(f"no case {key}")
    return case


def find_case(session: Session, key: int | str) -> Case | None:
    """Return a case by its key or its business key, if there is one."""
    text = str(key)
    is_key = text.isdecimal() and len(text) < MAX_DIGITS
    which = Case.id == int(text) if is_key else Case.business_key == text
    found = sa.select(Case).where(which).order_by(Case.id.desc()).limit(1)
    return session.scalar(found.execution_options(populate_existing=True))


def find_case_by_message(
    session: Session, name: str, correlation_key: str, message_id: str
) -> Case | None:
    """Return the case that took a message, found by its sender's own id."""
    taken = sa.select(Message.case_id).where(
        Message.name == name,
        Message.correlation_key == correlation_key,
        Message.message_id == message_id,
    )
    return session.scalar(sa.select(Case).where(Case.id.in_(taken)))


def list_numbers(session: Session, case_ids: Collection[int]) -> dict[int, str | None]:
    """Return the business keys of some cases."""
    rows = sa.select(Case.id, Case.business_key).where(Case.id.in_(case_ids))
    return {case_id: number for case_id, number in session.execute(rows)} if case_ids else {}


def list_cases(
    session: Session,
    wanted: CaseFilter,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Case]:
    """Return a page of cases, newest first."""
    query = _fresh(sa.select(Case).where(*_conditions(wanted)))
    order = [Order(Case.id, descending=True)]
    return slice_of(session, query, order, after, limit=limit, count=count)


def _fresh(query: sa.Select[Row]) -> sa.Select[Row]:
    """Let rows be read anew: commands write them past the session."""
    return query.execution_options(populate_existing=True)


def _conditions(wanted: CaseFilter) -> list[sa.ColumnElement[bool]]:
    given = {
        Case.process_id: wanted.process_id,
        Case.status: wanted.status,
        Case.business_key: wanted.business_key,
        Case.started_by: wanted.started_by,
    }
    conditions = [column == value for column, value in given.items() if value is not None]
    if wanted.started_after is not None:
        conditions.append(Case.started_at > wanted.started_after)
    if wanted.started_before is not None:
        conditions.append(Case.started_at < wanted.started_before)
    conditions += [_has(variable) for variable in wanted.variables]
    return conditions


def _has(wanted: VariableFilter) -> sa.ColumnElement[bool]:
    """Ask for a variable's value through the index over it."""
    value, compare = wanted.value, OPERATORS[wanted.operator]
    fits: sa.ColumnElement[bool]
    if isinstance(value, bool):
        fits = sa.and_(CaseVariable.kind == "boolean", CaseVariable.text == str(value).lower())
    elif isinstance(value, str):
        fits = sa.and_(CaseVariable.kind == "text", compare(CaseVariable.text, value))
    else:
        fits = compare(CaseVariable.number, value)
    named = sa.select(CaseVariable.case_id).where(CaseVariable.name == wanted.name, fits)
    return Case.id.in_(named)


def history(session: Session, case_id: int) -> Sequence[ElementInstance]:
    """Return every element the case has entered, in order."""
    return session.scalars(_entered(case_id).order_by(ElementInstance.token_id)).all()


def list_history(
    session: Session,
    case_id: int,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[ElementInstance]:
    """Return a page of the elements a case has entered, in order."""
    order = [Order(ElementInstance.token_id)]
    return slice_of(session, _entered(case_id), order, after, limit=limit, count=count)


def _entered(case_id: int) -> sa.Select[ElementInstance]:
    return _fresh(sa.select(ElementInstance).where(ElementInstance.case_id == case_id))


def list_variables(session: Session, case_id: int) -> Sequence[CaseVariable]:
    """Return the variables of the whole case as the index holds them, by name."""
    rows = sa.select(CaseVariable).where(CaseVariable.case_id == case_id)
    rows = rows.order_by(CaseVariable.name).execution_options(populate_existing=True)
    return session.scalars(rows).all()


def list_decisions(
    session: Session,
    case_id: int,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[CaseDecision]:
    """Return a page of what tables said in a case, in order."""
    rows = _fresh(sa.select(CaseDecision).where(CaseDecision.case_id == case_id))
    return slice_of(session, rows, [Order(CaseDecision.id)], after, limit=limit, count=count)


def get_decision(session: Session, case_id: int, decision_id: int) -> CaseDecision:
    """Return one thing that a table said in a case.

    :raises NotFound: the case has none of that id
    """
    found = session.get(CaseDecision, decision_id)
    if found is None or found.case_id != case_id:
        raise NotFound(f"no decision {decision_id} in case {case_id}")
    return found


def list_incidents(
    session: Session,
    *,
    case_id: int | None = None,
    resolved: bool = False,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Incident]:
    """Return a page of incidents, oldest first.

    :param resolved: those that are over instead of those that are open
    """
    over = Incident.resolved_at.is_not(None) if resolved else Incident.resolved_at.is_(None)
    query = _fresh(sa.select(Incident).where(over))
    if case_id is not None:
        query = query.where(Incident.case_id == case_id)
    return slice_of(session, query, [Order(Incident.id)], after, limit=limit, count=count)


def get_incident(session: Session, incident_id: int) -> Incident:
    """Return one incident, open or resolved."""
    row = session.get(Incident, incident_id, populate_existing=True)
    if row is None:
        raise NotFound(f"no incident {incident_id}")
    return row


def get_form(session: Session, form_id: str, version: int | None = None) -> FormVersion:
    """Return a version of a form, by default the newest."""
    found: FormVersion = _newest(session, FormVersion, FormVersion.form_id == form_id, version)
    return found


def get_process(session: Session, process_id: str, version: int | None = None) -> ProcessVersion:
    """Return a version of a process, by default the newest."""
    which = ProcessVersion.process_id == process_id
    found: ProcessVersion = _newest(session, ProcessVersion, which, version)
    return found


def list_process_ids(session: Session) -> frozenset[str]:
    """Return the ids of all processes that were ever deployed."""
    return frozenset(session.scalars(sa.select(ProcessVersion.process_id).distinct()))


def list_newest_processes(session: Session) -> dict[str, str]:
    """Return by id the name of the newest version of each process."""
    rows = session.execute(
        sa.select(ProcessVersion.process_id, ProcessVersion.name).order_by(ProcessVersion.version)
    )
    return {process_id: name for process_id, name in rows}


def _newest(
    session: Session, table: Any, which: sa.ColumnElement[bool], version: int | None
) -> Any:
    query = sa.select(table).where(which)
    if version is not None:
        query = query.where(table.version == version)
    found = session.scalar(query.order_by(table.version.desc()).limit(1))
    if found is None:
        raise NotFound(f"no such {table.__tablename__.replace('_', ' ')}")
    return found

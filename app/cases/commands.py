"""Runs one command on one case, then brings what it published to the cases that wait for it."""

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from app.audit import operations as audit
from app.cases import buffer, running, versions
from app.cases.buffer import OUTGOING, Published
from app.cases.definitions import StartSubscription
from app.cases.environment import CaseEnvironment
from app.cases.locks import lock_name
from app.cases.models import Case, CaseStatus, Subscription
from app.cases.state import CaseState, Command, NewRow
from app.database import next_business_number, next_key, table_of
from app.engine.instance import Instance
from app.work import Variables, Work

HOPS = 100  # messages one command may set in motion at once; the worker delivers the rest

_case, _subscription = table_of(Case), table_of(Subscription)
_start = table_of(StartSubscription)


def _new_case(insert: Any) -> Any:
    """Insert a case, unless its business key is taken; then nothing is returned."""
    once = insert(_case).on_conflict_do_nothing(index_elements=["process_id", "business_key"])
    return once.returning(_case.c.id)


_NEW_CASE = {"sqlite": _new_case(sqlite.insert), "postgresql": _new_case(postgresql.insert)}
_WAITING = (
    sa.select(
        _subscription.c.id,
        _subscription.c.case_id,
        _subscription.c.token_id,
        _subscription.c.position,
    )
    .join(_case, _case.c.id == _subscription.c.case_id)
    .where(
        _subscription.c.kind == sa.literal_column("'message'"),
        _subscription.c.name == bindparam("name"),
        _subscription.c.correlation_key == bindparam("correlation_key"),
    )
    .order_by(_case.c.status, _subscription.c.id)  # active ones before suspended ones
    .limit(sa.literal_column("1"))
)
_STILL = sa.select(_subscription.c.id).where(_subscription.c.id == bindparam("id"))
_STARTING = (
    sa.select(_start.c.process_id, _start.c.element)
    .where(_start.c.kind == sa.literal_column("'message'"), _start.c.name == bindparam("name"))
    .order_by(_start.c.id)
    .limit(sa.literal_column("1"))
)


@dataclass(frozen=True, kw_only=True)
class Started:
    """A case and whether this call made it; ``created`` is False for a repeated business key."""

    case: CaseState
    created: bool


@contextmanager
def command(
    work: Work, row: Any, *, allowed: Sequence[CaseStatus] = (), strict: bool = False
) -> Iterator[Command]:
    """Load a locked case, let the caller change it, save it, and deliver what it published.

    :param row: from ``running.lock_case``
    :param allowed: states in which it may run, by default only active
    :param strict: what a handler refuses is refused to the caller, and no incident
    """
    with _delivering(work):
        case = running.load(work, row, allowed=allowed)
        if strict:
            running.refuse_openly(case.instance)
        yield case
        running.finish(case)


@contextmanager
def _delivering(work: Work) -> Iterator[None]:
    """Hold back what is published until the outermost command is saved: one case at a time."""
    info = work.session.info
    if OUTGOING in info:
        yield
        return
    outgoing = info[OUTGOING] = deque[Published]()
    try:
        yield
        for _ in range(HOPS):
            if not outgoing:
                break
            deliver(work, outgoing.popleft(), patient=False)
    finally:
        del info[OUTGOING]


def publish(work: Work, message: Published) -> Published:
    """Deliver a kept message now, or when the command that publishes it is saved."""
    outgoing = work.session.info.get(OUTGOING)
    if outgoing is None:
        return deliver(work, message, patient=True)
    outgoing.append(message)
    return message


def deliver(work: Work, message: Published, *, patient: bool) -> Published:
    """Bring a message to the one token that waits for it, to a start event, or leave it waiting.

    :param patient: wait for a case that is busy; never do so while holding another case
    """
    brought = _bring(work, message, patient=patient)
    if brought is None:
        # Whoever begins to wait from here on asks under the same lock for what was published.
        lock_name(work.session, "message", message.name, message.correlation_key)
        brought = _bring(work, message, patient=False)
    return brought or _start_or_wait(work, message)


def _bring(work: Work, message: Published, *, patient: bool) -> Published | None:
    """Bring a message to a case; None where none waits for it."""
    wanted = {"name": message.name, "correlation_key": message.correlation_key}
    connection = work.session.connection()
    while found := connection.execute(_WAITING, wanted).first():
        row = running.lock_case(work, found.case_id, patient=patient)
        if row is None:
            return message  # busy: its run_at stands, the worker brings it
        if row.status is not CaseStatus.ACTIVE:
            return _settle(work, message, "waiting")  # for ever, until the case is resumed
        if connection.execute(_STILL, {"id": found.id}).first():
            return _hand_over(work, message, row, found)
    return None


def _hand_over(work: Work, message: Published, row: Any, found: Any) -> Published:
    # Before the case moves: what it waits for next may have the same name and key.
    settled = _settle(work, message, "delivered", case_id=row.id)
    with command(work, row, strict=message.strict) as case:
        case.instance.catch(found.token_id, found.position, dict(message.variables))
    return settled


def _start_or_wait(work: Work, message: Published) -> Published:
    wanted = {"name": message.name}
    found = work.session.connection().execute(_STARTING, wanted).first()
    if found is not None:
        newest = versions.find_newest_process(work.session, found.process_id)
        payload = dict(message.variables)
        _settle(work, message, "delivered")  # as above
        started = begin(work, newest, element=found.element, payload=payload, strict=message.strict)
        return _settle(work, message, "delivered", case_id=started.case.id)
    kept = message.expires_at is None or message.expires_at > work.now
    return _settle(work, message, "waiting" if kept else "expired", message.expires_at)


def _settle(
    work: Work,
    message: Published,
    state: str,
    expires_at: dt.datetime | None = None,
    *,
    case_id: int | None = None,
) -> Published:
    buffer.settle(work, message.id, state, case_id=case_id, expires_at=expires_at)
    return replace(message, state=state, case_id=case_id, expires_at=expires_at)


def begin(
    work: Work,
    version: Any,
    *,
    variables: Variables | None = None,
    business_key: str | None = None,
    element: str | None = None,
    payload: Variables | None = None,
    strict: bool = False,
) -> Started:
    """Start a case of a process version; one with the same business key stays the only one.

    Without a key, the case of a process with a ``number_prefix`` gets a number of its own.

    :param element: the start event, by default the one without a trigger
    :param payload: what the message or signal carried that starts it
    :param strict: what a handler refuses is refused to the caller, and no incident
    """
    definition = versions.definition_of(work.session, version)
    if business_key is None and definition.number_prefix:
        business_key = next_business_number(work.session, definition.number_prefix, work.today)
    row = _insert(work, version, business_key)
    if row is None:
        return Started(case=_first(work, version.process_id, business_key), created=False)
    with _delivering(work):
        environment = CaseEnvironment(work)
        instance = Instance(definition, environment, work.now, environment.work, row.id)
        running.guard(work, instance)
        if strict:
            running.refuse_openly(instance)
        case = Command(work=work, row=row, instance=instance, before={})
        instance.start(variables or {}, element=element, payload=payload)
        running.finish(case)
        audit.record(work, "case.started", case_id=row.id, detail={"process": version.key})
    return Started(case=case.result, created=True)


def _insert(work: Work, version: Any, business_key: str | None) -> Any:
    """Write the row of a new case; None where its business key is taken."""
    row = {
        "id": next_key(work.session),
        "business_key": business_key,
        "process_id": version.process_id,
        "process_key": version.key,
        "process_version_id": version.id,
        "status": CaseStatus.ACTIVE,
        "version": 0,
        "state": b"",
        "started_at": work.now,
        "ended_at": None,
        "started_by": work.actor.username,
    }
    connection = work.session.connection()
    if connection.execute(_NEW_CASE[connection.dialect.name], row).first() is None:
        return None
    return NewRow(
        id=row["id"],
        business_key=business_key,
        process_id=version.process_id,
        key=version.key,
        status=CaseStatus.ACTIVE,
        version=0,
    )


def _first(work: Work, process_id: str, business_key: str | None) -> CaseState:
    """Return the case that has a business key; it was there first."""
    found = work.session.connection().execute(
        sa.select(
            _case.c.id,
            _case.c.business_key,
            _case.c.process_id,
            _case.c.process_key,
            _case.c.status,
            _case.c.version,
        ).where(_case.c.process_id == process_id, _case.c.business_key == business_key)
    )
    return CaseState(**found.one()._mapping)

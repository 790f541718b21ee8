"""Reads the file of one customer as someone of a role may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.models import Case
from app.errors import NotAllowed
from app.identity.permissions import ensure_may, may
from app.inbox.models import InboxTask, TaskStatus
from app.inbox.queries import had_task, list_case_tasks
from app.inbox.visible import sees_task
from app.insurance.claims.models import Claim
from app.insurance.customers.changes import is_stale
from app.insurance.customers.models import Customer
from app.insurance.customers.queries import former_ids
from app.insurance.overview.sections import AML, CASE_WORKERS, SECTIONS, Section
from app.work import Actor, Work

NEWEST = 20  # rows of each part


@dataclass(frozen=True, kw_only=True)
class Overview:
    """A customer with everything around, as far as its reader may see it."""

    customer: Customer
    #: nobody has confirmed the data for twelve months
    stale: bool
    #: None for readers whom it does not concern
    aml_risk: str | None
    #: by the names of ``SECTIONS``, the newest rows first
    sections: Mapping[str, Sequence[Mapping[str, Any]]]
    #: what is to be done in the customer's cases, by those who ask
    open_tasks: Sequence[InboxTask]


def is_open_to(actor: Actor, customer: Customer) -> bool:
    """Say whether someone may look at the file: a locked one only who works on its cases."""
    may_look = may(actor, "customer.read")
    return may_look and (customer.locked_at is None or not actor.groups.isdisjoint(CASE_WORKERS))


def overview(work: Work, customer: Customer) -> Overview:
    """Collect what is known of a customer, for the one who reads it.

    :raises NotAllowed: the file is locked, and the reader has nothing to do with its cases
    """
    ids = former_ids(work.session, customer.id)
    groups = work.actor.groups
    if not is_open_to(work.actor, customer):
        raise NotAllowed(f"the file of {customer.customer_no} is locked", code="file_locked")
    rows = {
        one.name: _newest(work.session, one, ids)
        for one in SECTIONS
        if not groups.isdisjoint(one.readers)
    }
    shown = {one.name: one.shown for one in SECTIONS}
    return Overview(
        customer=customer,
        stale=is_stale(customer, work.now),
        aml_risk=None if groups.isdisjoint(AML) else customer.aml_risk.value,
        sections={
            name: [_shown(row, shown[name]) for row in found] for name, found in rows.items()
        },
        open_tasks=_open_tasks(work, [row for found in rows.values() for row in found]),
    )


def _newest(session: Session, section: Section, ids: Sequence[int]) -> Sequence[Any]:
    model = section.model
    query = sa.select(model).where(section.of(ids)).order_by(model.id.desc()).limit(NEWEST)
    return session.scalars(query).unique().all()


def _shown(row: Any, names: Sequence[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {
        name: value.value if isinstance(value, Enum) else value for name, value in values.items()
    }


def _open_tasks(work: Work, rows: Sequence[Any]) -> list[InboxTask]:
    cases = {case for row in rows if (case := getattr(row, "case_id", None)) is not None}
    tasks = [
        task
        for case_id in sorted(cases)
        for task in list_case_tasks(work.session, case_id, status=TaskStatus.OPEN)
    ]
    return [task for task in tasks if sees_task(work.actor, task)]


def ensure_may_see_clear(work: Work, customer: Customer, case: Case) -> None:
    """Refuse a look at a customer's unmasked data to who has no task in a case of theirs.

    :raises NotAllowed: the reader is of none of the groups, or has and had no task of that case,
        or the case is not this customer's
    """
    ensure_may(work.actor, "customer.read_clear")
    if not _has_part(work.session, work.actor, case.id):
        raise NotAllowed(f"{work.actor.username} has no task in case {case.business_key}")
    if not _concerns(work.session, case.id, former_ids(work.session, customer.id)):
        raise NotAllowed(f"case {case.business_key} is not of customer {customer.customer_no}")


def _has_part(session: Session, actor: Actor, case_id: int) -> bool:
    return actor.user_id is not None and had_task(session, case_id, actor.user_id)


def _concerns(session: Session, case_id: int, ids: Sequence[int]) -> bool:
    of_case = (
        sa.select(one.model.id).where(one.model.case_id == case_id, one.of(ids)).limit(1)
        for one in SECTIONS
        if one.model is Claim or "case_id" in one.shown
    )
    return any(session.scalar(query) is not None for query in of_case)

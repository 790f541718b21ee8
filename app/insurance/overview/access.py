"""The copy of everything known of a customer, as one file (data protection law art. 45)."""

import json
from collections.abc import Collection
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import operations as audit
from app.database import to_json
from app.files.operations import enter_kept, keep
from app.insurance.customers.models import Customer
from app.insurance.customers.queries import former_ids, get_customer
from app.insurance.overview.sections import COVER, SECTIONS
from app.work import Work

#: columns that serve the house and say nothing about the customer
INTERNAL = frozenset({"id", "version", "id_no_hash", "created_by", "updated_by", "org_unit"})
#: of the customer: the law forbids to tell how the risk of money laundering is judged
UNTOLD = ("aml_risk",)


def store_copy(work: Work, root: Path, customer_id: int) -> int:
    """Keep the copy among the files of the house; return its id.

    :param root: where stored files lie
    """
    customer = get_customer(work.session, str(customer_id))
    content = _write(copy_of(work.session, customer))
    stored = enter_kept(
        work,
        name=f"{customer.customer_no}.json",
        kind="application/json",
        sha256=keep(root, content),
        size=len(content),
    )
    detail = {"file": str(stored.id)}
    audit.record(work, "customer.copied", subject=customer.customer_no, detail=detail)
    return stored.id


def copy_of(session: Session, customer: Customer) -> dict[str, Any]:
    """Return everything known of a customer, unmasked, part by part; nothing about others."""
    ids = former_ids(session, customer.id)
    parts: dict[str, Any] = {"customer": _plain(customer, UNTOLD)}
    for section in (*SECTIONS, COVER):
        chosen = (section.copied or section.of)(ids)
        query = sa.select(section.model).where(chosen).order_by(section.model.id)
        rows = session.scalars(query).unique()
        parts[section.name] = [_plain(row, section.withheld(row)) for row in rows]
    return parts


def _plain(row: Any, withheld: Collection[str]) -> dict[str, Any]:
    mapped = sa.inspect(type(row)).column_attrs
    columns = [column.key for column in mapped if column.key not in INTERNAL.union(withheld)]
    values = {name: getattr(row, name) for name in columns}
    return {
        name: value.value if isinstance(value, Enum) else value for name, value in values.items()
    }


def _write(parts: dict[str, Any]) -> bytes:
    """Write the copy so that a person can read it too."""
    return json.dumps(json.loads(to_json(parts)), ensure_ascii=False, indent=2).encode()

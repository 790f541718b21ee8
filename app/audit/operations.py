"""Writes to the audit log."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.audit import queries
from app.audit.models import AuditRow, AuditSeal
from app.audit.rules import START, seal_hash
from app.database import next_key, table_of
from app.work import Work

SEAL_ROWS = 1000  # rows under one seal: what a check reads at once
_INSERT = sa.insert(table_of(AuditRow))


def record(
    work: Work,
    action: str,
    *,
    case_id: int | None = None,
    subject: str | None = None,
    detail: Mapping[str, Any],
) -> None:
    """Note what the actor of this work did.

    :param action: noun and past verb, e.g. ``task.completed``
    :param detail: what one needs to understand it later; no personal data. In whose place the
        actor acts is added
    """
    absent = work.actor.on_behalf_of
    lent = {} if absent is None else {"on_behalf_of": absent.username}
    row = {
        "id": next_key(work.session),
        "at": work.now,
        "actor_id": work.actor.user_id,
        "actor_name": work.actor.username,
        "action": action,
        "case_id": case_id,
        "subject": subject,
        "detail": {**detail, **lent},
    }
    work.session.connection().execute(_INSERT, row)


def seal(work: Work, before: int) -> AuditSeal | None:
    """Seal the next rows in key order; none where nothing is left.

    :param before: a key below which no open transaction will still write a row
    """
    last = queries.last_seal(work.session)
    first = last.to_id + 1 if last else 0
    query = sa.select(AuditRow).where(AuditRow.id >= first, AuditRow.id < before)
    rows = work.session.scalars(query.order_by(AuditRow.id).limit(SEAL_ROWS)).all()
    if not rows:
        return None
    made = AuditSeal(
        id=next_key(work.session),
        from_id=first,
        to_id=rows[-1].id,
        hash=seal_hash(last.hash if last else START, rows),
        sealed_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    return made

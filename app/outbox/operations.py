"""The way of a message: put with the command, claimed, sent outside every transaction, recorded."""

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.database import next_key
from app.outbox import queries
from app.outbox.models import OutboxMessage, OutboxStatus
from app.outbox.ports import Answer, Message, Ports
from app.outbox.rules import LEASE, is_last, pause_after
from app.work import Work

log = logging.getLogger(__name__)

CLAIMED = 20  # messages that one worker holds at once
ERROR_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one attempt: an answer, or why it failed."""

    message: Message
    answer: Answer
    error: str | None = None


def put(
    work: Work,
    kind: str,
    payload: Mapping[str, Any],
    *,
    idempotency_key: str,
    case_id: int | None = None,
    due_at: dt.datetime | None = None,
) -> OutboxMessage:
    """Keep an effect for sending after the commit; a key that was used before changes nothing.

    :param due_at: not before this instant; by default at once
    """
    known = queries.find_by_key(work.session, idempotency_key)
    if known is not None:
        return known
    row = OutboxMessage(
        id=next_key(work.session),
        kind=kind,
        payload=dict(payload),
        idempotency_key=idempotency_key,
        case_id=case_id,
        status=OutboxStatus.WAITING,
        due_at=due_at or work.now,
        attempts=0,
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row


def claim_due(work: Work, *, limit: int = CLAIMED) -> list[Message]:
    """Take due messages for this worker; they come back by themselves if it is lost."""
    query = (
        sa.select(OutboxMessage)
        .where(OutboxMessage.status == OutboxStatus.WAITING, OutboxMessage.due_at <= work.now)
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = work.session.scalars(query.execution_options(populate_existing=True)).all()
    for row in rows:
        row.attempts += 1
        row.due_at = work.now + LEASE
    work.session.flush()
    return [queries.as_message(row) for row in rows]


def send(message: Message, ports: Ports) -> Outcome:
    """Bring one message to the outside; never raises, a failure is an outcome too."""
    port = ports.get(message.kind)
    if port is None:
        return Outcome(message=message, answer={}, error=f"no port takes {message.kind}")
    try:
        return Outcome(message=message, answer=port.send(message) or {})
    except Exception as error:  # noqa: BLE001  a sender may fail in any way; it is recorded
        log.warning("sending failed", extra={"message_id": message.id, "kind": message.kind})
        return Outcome(message=message, answer={}, error=f"{type(error).__name__}: {error}")


def record_outcome(work: Work, outcome: Outcome, ports: Ports) -> OutboxMessage:
    """Mark a message as sent, or due again, or dead; a repeated outcome changes nothing."""
    row = work.session.get_one(
        OutboxMessage, outcome.message.id, populate_existing=True, with_for_update=True
    )
    if row.status is not OutboxStatus.WAITING:
        return row  # another worker was faster after this one's lease had run out
    if outcome.error is None:
        _mark_sent(work, row, outcome, ports)
    else:
        _mark_failed(work, row, outcome.error)
    work.session.flush()
    return row


def _mark_sent(work: Work, row: OutboxMessage, outcome: Outcome, ports: Ports) -> None:
    row.status = OutboxStatus.SENT
    row.sent_at = work.now
    row.answer = dict(outcome.answer)
    row.last_error = None
    delivered = ports[row.kind].delivered
    if delivered is not None:
        delivered(work, outcome.message, outcome.answer)


def _mark_failed(work: Work, row: OutboxMessage, error: str) -> None:
    row.last_error = error[:ERROR_LENGTH]
    if is_last(row.attempts):
        row.status = OutboxStatus.DEAD
        log.error("message given up", extra={"message_id": row.id, "kind": row.kind})
    else:
        row.due_at = work.now + pause_after(row.attempts)


def revive(work: Work, message_id: int) -> OutboxMessage:
    """Send a dead message again, from the first attempt on."""
    row = queries.get_message(work.session, message_id)
    if row.status is OutboxStatus.DEAD:
        row.status, row.attempts, row.due_at = OutboxStatus.WAITING, 0, work.now
        work.session.flush()
    return row

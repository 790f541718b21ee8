"""Reads of the outbox."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import table_of
from app.errors import NotFound
from app.outbox.models import OutboxMessage, OutboxStatus
from app.outbox.ports import Message

_message = table_of(OutboxMessage)
_FIRST = sa.select(sa.func.min(_message.c.due_at)).where(_message.c.status == OutboxStatus.WAITING)


def find_by_key(session: Session, idempotency_key: str) -> OutboxMessage | None:
    """Return the message that was put under a key."""
    query = sa.select(OutboxMessage).where(OutboxMessage.idempotency_key == idempotency_key)
    return session.scalar(query)


def get_message(session: Session, message_id: int) -> OutboxMessage:
    """Return a message.

    :raises NotFound: there is none
    """
    row = session.get(OutboxMessage, message_id)
    if row is None:
        raise NotFound(f"there is no outbox message {message_id}")
    return row


def next_due(session: Session) -> dt.datetime | None:
    """Return when the next waiting message is due."""
    return session.connection().execute(_FIRST).scalar()


def list_messages(session: Session, *, case_id: int) -> Sequence[OutboxMessage]:
    """Return the messages of a case, oldest first."""
    query = sa.select(OutboxMessage).where(OutboxMessage.case_id == case_id)
    return session.scalars(query.order_by(OutboxMessage.id).limit(200)).all()


def as_message(row: OutboxMessage) -> Message:
    """Return a row as a sender sees it."""
    return Message(
        id=row.id,
        kind=row.kind,
        payload=row.payload,
        idempotency_key=row.idempotency_key,
        case_id=row.case_id,
        attempt=row.attempts,
    )

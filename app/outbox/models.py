"""The table of effects that wait to leave the house."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Key


class OutboxStatus(Enum):
    """Where a message stands."""

    WAITING = "waiting"  #: to be sent when it is due
    SENT = "sent"  #: the other side took it
    DEAD = "dead"  #: given up; a person has to look at it


class OutboxMessage(Base):
    """One effect on the outside, written in the transaction of the command that wants it."""

    __tablename__ = "outbox_message"
    __table_args__ = (sa.Index("ix_outbox_message_status_due_at", "status", "due_at"),)
    id: Mapped[Key]
    #: names the port, e.g. bank.payment_order
    kind: Mapped[str] = mapped_column(sa.String(60))
    payload: Mapped[dict[str, Any]]
    idempotency_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    status: Mapped[OutboxStatus] = mapped_column(
        sa.Enum(
            OutboxStatus,
            native_enum=False,
            length=16,
            values_callable=lambda members: [member.value for member in members],
        ),
        default=OutboxStatus.WAITING,
    )
    #: when to send it; while a worker sends it, when that worker is taken for lost
    due_at: Mapped[dt.datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(sa.String(500))
    #: what the other side said
    answer: Mapped[dict[str, Any] | None]
    created_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]

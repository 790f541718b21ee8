"""Tables of the audit log."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Key


class AuditRow(Base):
    """One thing that somebody did; never changed, and deleted by no operation."""

    __tablename__ = "audit_log"
    __table_args__ = (sa.Index("ix_audit_log_case_id_id", "case_id", "id"),)
    id: Mapped[Key]
    at: Mapped[dt.datetime] = mapped_column(index=True)
    #: none: the system itself
    actor_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    #: as it was then
    actor_name: Mapped[str] = mapped_column(sa.String(80))
    #: a noun and a verb in the past, e.g. task.completed
    action: Mapped[str] = mapped_column(sa.String(60), index=True)
    case_id: Mapped[int | None] = mapped_column(BigKey)
    #: kind and id of what it was done to, e.g. task:1234
    subject: Mapped[str | None] = mapped_column(sa.String(80), index=True)
    detail: Mapped[dict[str, Any]]


class AuditSeal(Base):
    """The hash over a run of rows and the seal before: a changed row breaks the chain."""

    __tablename__ = "audit_seal"
    id: Mapped[Key]
    from_id: Mapped[int] = mapped_column(sa.BigInteger, unique=True)
    to_id: Mapped[int] = mapped_column(sa.BigInteger, unique=True)
    #: SHA-256 in hex
    hash: Mapped[str] = mapped_column(sa.String(64))
    sealed_at: Mapped[dt.datetime]

"""The table of answers kept for repeated requests."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey


class KeptAnswer(Base):
    """The answer to a request with an Idempotency-Key, kept with what the request did."""

    __tablename__ = "kept_answer"
    __table_args__ = (sa.Index("ix_kept_answer_user_id_created_at", "user_id", "created_at"),)
    user_id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    #: as the caller chose it
    key: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    #: SHA-256 in hex of method, path, query and body
    request_hash: Mapped[str] = mapped_column(sa.String(64))
    #: none while the command runs; nobody but the command itself ever sees that
    status: Mapped[int | None]
    headers: Mapped[dict[str, Any] | None]
    body: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[dt.datetime]

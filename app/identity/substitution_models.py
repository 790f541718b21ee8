"""The table of who stands in for whom."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Key, Ref
from app.identity.models import User

NOTE_LENGTH = 400


class Substitution(Base):
    """Someone is away for a time, and another does their tasks meanwhile; no row is ever deleted.

    One called off before it began ends before it starts.
    """

    __tablename__ = "substitution"
    id: Mapped[Key]
    absent_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"))
    substitute_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"))
    starts_at: Mapped[dt.datetime]
    #: the first instant at which it holds no more; brought forward when it is ended early
    ends_at: Mapped[dt.datetime]
    #: ids of processes, of the case or of a called one; empty: all
    processes: Mapped[list[str]]
    #: why, in a line for colleagues
    note: Mapped[str | None] = mapped_column(sa.String(NOTE_LENGTH))
    #: the one who is away themselves, or who leads or administers them
    created_by_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    created_at: Mapped[dt.datetime]
    #: who ended it before its time
    ended_by_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    #: when it begins or ends next; None: it is over
    run_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)

    absent: Mapped[User] = relationship(foreign_keys=absent_id)
    substitute: Mapped[User] = relationship(foreign_keys=substitute_id)
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    ended_by: Mapped[User | None] = relationship(foreign_keys=ended_by_id)

    __table_args__ = (
        sa.Index("ix_substitution_absent_id_ends_at", "absent_id", "ends_at"),
        sa.Index("ix_substitution_substitute_id_ends_at", "substitute_id", "ends_at"),
        sa.Index("ix_substitution_starts_at_id", "starts_at", "id"),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy's own form

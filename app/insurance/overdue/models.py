"""Tables of overdue work: each breached clock, who sees to it and how, and whom it was told."""

import datetime as dt
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Key, Ref
from app.insurance.records import Record


class OverdueCase(Record, Base):
    """A breached clock and what is done about it."""

    __tablename__ = "overdue_case"
    #: the business key of its process
    overdue_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    #: the process that handles it
    case_id: Mapped[Ref] = mapped_column(index=True)
    #: a clock is handled once, however often its breach is told
    clock_id: Mapped[Ref] = mapped_column(sa.ForeignKey("sla_clock.id"), unique=True)
    #: the one person who sees to it; None while the group has nobody
    handler_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    #: what the table of escalation said last; None until it was asked
    level: Mapped[str | None] = mapped_column(sa.String(8))
    cause: Mapped[str | None] = mapped_column(sa.String(16))
    measure: Mapped[str | None] = mapped_column(sa.String(32))
    new_target: Mapped[dt.datetime | None]
    note: Mapped[str | None] = mapped_column(sa.Text)
    #: when the clock closed, or an operator ended the process that handles it
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: from the due instant to the closing of the clock
    overdue_seconds: Mapped[int | None] = mapped_column(sa.BigInteger)
    escalations: Mapped[list["Escalation"]] = relationship(
        order_by="Escalation.id", lazy="selectin", passive_deletes="all"
    )

    @property
    def overdue_hours(self) -> Decimal | None:
        """Hours from the due instant to the closing, two places; None while it is open."""
        return None if self.overdue_seconds is None else hours(self.overdue_seconds)


class Escalation(Base):
    """A level that was reached, and the groups that were told; rows are only ever added."""

    __tablename__ = "overdue_escalation"
    id: Mapped[Key]
    overdue_id: Mapped[Ref] = mapped_column(sa.ForeignKey("overdue_case.id"), index=True)
    level: Mapped[str] = mapped_column(sa.String(8))
    at: Mapped[dt.datetime]
    #: group codes
    notified: Mapped[list[str]]


def hours(seconds: float) -> Decimal:
    """Return a length of time in hours with two places."""
    return (Decimal(seconds) / 3600).quantize(Decimal("0.01"))

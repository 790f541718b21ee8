"""Tables of the standards of service and of checks against them."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Ref
from app.insurance.records import Record, words


class StandardArea(Enum):
    """What a standard is about (source §10.1)."""

    PHILOSOPHY = "philosophy"  #: what service is for
    PROCESS = "process"  #: how it is done
    CONDUCT = "conduct"  #: how staff behave
    FACILITY = "facility"  #: what counters and lines offer


class CheckArea(Enum):
    """Which check-list a check went by."""

    SCRIPT = "script"  #: talking with a customer (source §1.3, §2.1)
    ETIQUETTE = "etiquette"  #: receiving a customer at a counter (source §2.2)
    FACILITY = "facility"  #: the counter itself (source §10.1)


class QualityStandard(Record, Base):
    """One version of one standard; a new text is a new version."""

    __tablename__ = "quality_standard"
    __table_args__ = (sa.UniqueConstraint("code", "edition"),)
    code: Mapped[str] = mapped_column(sa.String(40))
    #: the version that people cite, from 1
    edition: Mapped[int]
    area: Mapped[StandardArea] = mapped_column(words(StandardArea), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    effective_from: Mapped[dt.date]


class QualityCheck(Record, Base):
    """One look at how a customer was served, or at a counter; never changed."""

    __tablename__ = "quality_check"
    area: Mapped[CheckArea] = mapped_column(words(CheckArea))
    #: what was checked: one of the three
    task_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    counter: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    #: whose work it was; none for a counter
    person_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    standard_id: Mapped[Ref | None] = mapped_column(
        sa.ForeignKey("quality_standard.id"), index=True
    )
    checker_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    channel: Mapped[str | None] = mapped_column(sa.String(32))
    #: rows of item and score, 1 the worst to 5
    items: Mapped[list[Any]]
    score_sum: Mapped[int]
    score_count: Mapped[int]
    #: of the items that are about attitude: indicator M52 is their mean
    attitude_sum: Mapped[int]
    attitude_count: Mapped[int]
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[dt.datetime] = mapped_column(index=True)

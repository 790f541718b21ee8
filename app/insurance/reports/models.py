"""Tables of the roll-ups: sums that were counted once and are read instead of the cases."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base

TEXT = sa.String(64)


class RolledSum(Base):
    """What a series of facts sums up to in one day or month, for one value of each dimension.

    A dimension that the cut does not tell apart is empty, and so is one that nothing is known of.
    The rows are drawn from the tables of the cases and may be thrown away.
    """

    __tablename__ = "rolled_sum"
    series: Mapped[str] = mapped_column(TEXT, primary_key=True)
    #: which dimensions are told apart: all of them together, one, or none
    cut: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    #: day or month
    grain: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    starts_on: Mapped[dt.date] = mapped_column(sa.Date, primary_key=True)
    #: the local day in which the fact became known, where that may be later than it counts
    known_on: Mapped[dt.date] = mapped_column(sa.Date, primary_key=True)
    org: Mapped[str] = mapped_column(TEXT, primary_key=True)
    line: Mapped[str] = mapped_column(TEXT, primary_key=True)
    channel: Mapped[str] = mapped_column(TEXT, primary_key=True)
    #: id of a user
    person: Mapped[str] = mapped_column(TEXT, primary_key=True)
    #: what the series itself is told apart by, e.g. the stage of a clock
    split: Mapped[str] = mapped_column(TEXT, primary_key=True)
    #: a second one, e.g. the band of amounts
    band: Mapped[str] = mapped_column(TEXT, primary_key=True)
    #: a value with three significant digits, for medians; 0 where the series has none
    bucket: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    #: how many facts
    n: Mapped[int] = mapped_column(sa.BigInteger)
    #: sums of the series' own figures, in its order
    s1: Mapped[int] = mapped_column(sa.BigInteger)
    s2: Mapped[int] = mapped_column(sa.BigInteger)
    s3: Mapped[int] = mapped_column(sa.BigInteger)


class RolledSeries(Base):
    """How far a series is rolled up."""

    __tablename__ = "rolled_series"
    series: Mapped[str] = mapped_column(TEXT, primary_key=True)
    #: every day before this one is rolled up
    until_on: Mapped[dt.date] = mapped_column(sa.Date)
    #: where tonight's run goes on; None when it is through
    next_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: the day of the last run that came through
    ran_on: Mapped[dt.date | None] = mapped_column(sa.Date)

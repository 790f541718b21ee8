"""The table of the contingencies that claims are tagged with."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.insurance.records import Record


class ClaimEvent(Record, Base):
    """What the claims department was told of a contingency: where, when and how grave it is."""

    __tablename__ = "claim_event"
    event_id: Mapped[str] = mapped_column(sa.String(64), unique=True)
    #: I, the gravest, to IV
    level: Mapped[str] = mapped_column(sa.String(8))
    #: causes and types of losses
    perils: Mapped[list[str]]
    #: each a part of the place where a loss happened
    regions: Mapped[list[str]]
    #: losses from here on, and before the end if one is known
    window_from: Mapped[dt.datetime]
    window_to: Mapped[dt.datetime | None]
    #: the widest window it ever had: claims tagged by it lie in there
    widest_from: Mapped[dt.datetime]
    widest_to: Mapped[dt.datetime | None]
    activated_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None] = mapped_column(index=True)

"""The table of how somebody wants to work and to be told of things."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Ref


class Density(Enum):
    """How much room lists take."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class UserSettings(Base):
    """What somebody has set; who has set nothing has no row. Language and mail are the user's."""

    __tablename__ = "user_settings"
    user_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True)
    density: Mapped[Density] = mapped_column(
        sa.Enum(
            Density,
            native_enum=False,
            length=16,
            values_callable=lambda members: [member.value for member in members],
        )
    )
    #: single keys act on the pages; off for who dictates or presses them by chance
    shortcuts: Mapped[bool]
    #: by kind of notice: ``page`` and ``mail``; a kind that is missing is as usual
    notices: Mapped[dict[str, Any]]
    #: when the daily mail goes, in the house's zone
    daily_at: Mapped[dt.time]
    #: from when mail waits; None: the night is like the day
    quiet_from: Mapped[dt.time | None]
    quiet_until: Mapped[dt.time | None]
    #: mail waits on days that are not worked
    quiet_days_off: Mapped[bool]
    #: a breached limit of the law is told in quiet hours, too
    statutory_anyway: Mapped[bool]
    version: Mapped[int]

    __table_args__ = (
        sa.CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_hours"),
    )

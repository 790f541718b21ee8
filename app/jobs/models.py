"""Tables of the schedule and of what failed in it."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Key, Ref


class ScheduledJob(Base):
    """When a job of the schedule runs next; whoever locks the row runs it."""

    __tablename__ = "scheduled_job"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(sa.String(64), unique=True)
    next_at: Mapped[dt.datetime]
    last_at: Mapped[dt.datetime | None]


class JobFailure(Base):
    """One firing that failed; its row is tried again later."""

    __tablename__ = "job_failure"
    id: Mapped[Key]
    #: kind of due work, e.g. ``timer``, or the name of a scheduled job
    kind: Mapped[str] = mapped_column(sa.String(64))
    #: key of the row that was to be fired
    row_id: Mapped[Ref]
    error: Mapped[str] = mapped_column(sa.Text)
    failed_at: Mapped[dt.datetime] = mapped_column(index=True)

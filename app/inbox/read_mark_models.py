"""The table of what each person has already seen of a task."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Ref


class TaskReadMark(Base):
    """Someone has opened a task; what others do with it afterwards makes it unread again."""

    __tablename__ = "task_read_mark"
    task_id: Mapped[Ref] = mapped_column(sa.ForeignKey("inbox_task.id"), primary_key=True)
    user_id: Mapped[Ref] = mapped_column(
        sa.ForeignKey("user_account.id"), primary_key=True, index=True
    )
    #: how much others had done, said and attached when it was opened last
    acts: Mapped[int]
    read_at: Mapped[dt.datetime]

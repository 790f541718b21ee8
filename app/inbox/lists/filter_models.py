"""Tables of saved filters."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Json, Key, Ref


class SavedFilter(Base):
    """A list of tasks that someone keeps under a name of their own, and may share with groups."""

    __tablename__ = "saved_filter"
    id: Mapped[Key]
    owner_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"))
    name: Mapped[str] = mapped_column(sa.String(80))
    #: mine, unassigned, team or all; always as its reader sees them
    view: Mapped[str] = mapped_column(sa.String(16))
    q: Mapped[str | None] = mapped_column(sa.String(100))
    #: tests put together with all and any, as they were written; None: the whole view
    condition: Mapped[dict[str, Any] | None] = mapped_column(Json())
    sort: Mapped[str] = mapped_column(sa.String(100))
    #: where it stands among the filters of its reader: small numbers first
    position: Mapped[int]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    version: Mapped[int]
    shares: Mapped[list["SavedFilterShare"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="SavedFilterShare.group_code"
    )

    __table_args__ = (sa.Index("ix_saved_filter_owner_id", "owner_id", "position", "id"),)

    @property
    def shared_with(self) -> list[str]:
        """The codes of the groups that see it."""
        return [share.group_code for share in self.shares]


class SavedFilterShare(Base):
    """A group whose members see a saved filter."""

    __tablename__ = "saved_filter_share"
    filter_id: Mapped[Ref] = mapped_column(sa.ForeignKey("saved_filter.id"), primary_key=True)
    group_code: Mapped[str] = mapped_column(
        sa.String(40), sa.ForeignKey("user_group.code"), primary_key=True, index=True
    )

"""Tables of users and groups."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Key, Ref


class Group(Base):
    """A role that tasks are offered to: the ``candidateGroups`` of a diagram."""

    __tablename__ = "user_group"
    code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    name_en: Mapped[str] = mapped_column(sa.String(80))


class User(Base):
    """A member of staff, or a program that acts under a name of its own."""

    __tablename__ = "user_account"
    id: Mapped[Key]
    username: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    name_en: Mapped[str] = mapped_column(sa.String(80))
    #: argon2; none for a user who signs in elsewhere
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    #: where mail of the house reaches them; None: nowhere
    email: Mapped[str | None] = mapped_column(sa.String(254))
    #: zh or en
    language: Mapped[str] = mapped_column(sa.String(8), default="zh")
    #: an inactive user keeps every record, but neither signs in nor is offered tasks
    active: Mapped[bool] = mapped_column(default=True)
    #: what they may be chosen for, e.g. a line of business
    skills: Mapped[list[str]]
    #: licences to sell: rows of class (personal or property), number and last day
    licences: Mapped[list[Any]] = mapped_column(default=list)
    #: the branch or office they work at; what they enter belongs to it, unless a policy says more
    org_unit: Mapped[str | None] = mapped_column(sa.String(64))
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", order_by="Membership.group_code", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy's own form

    @property
    def groups(self) -> tuple[str, ...]:
        """The codes of the user's groups."""
        return tuple(membership.group_code for membership in self.memberships)


class Membership(Base):
    """A user in a group."""

    __tablename__ = "user_membership"
    user_id: Mapped[Ref] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True)
    group_code: Mapped[str] = mapped_column(
        sa.String(40), sa.ForeignKey("user_group.code"), primary_key=True, index=True
    )
    user: Mapped[User] = relationship(back_populates="memberships")

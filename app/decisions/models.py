"""Tables of deployed decisions."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Key, Ref


class DecisionVersion(Base):
    """One numbered version of one decision; never changed.

    In force at an instant is, of the versions that have begun, the one that began last; of those
    that began together the one of the highest number.
    """

    __tablename__ = "decision_version"
    __table_args__ = (sa.UniqueConstraint("decision_id", "version"),)
    id: Mapped[Key]
    #: the id in the file, by which diagrams call it
    decision_id: Mapped[str] = mapped_column(sa.String(200))
    version: Mapped[int]
    #: SHA-256 over the file and what it imports
    digest: Mapped[str] = mapped_column(sa.String(64), index=True)
    name: Mapped[str] = mapped_column(sa.String(500))
    file_name: Mapped[str] = mapped_column(sa.String(500))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    #: the deployment that brought it; its table belongs to a higher floor, so no constraint
    deployment_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    deployed_at: Mapped[dt.datetime]
    #: in force from here on, until a version begins that is in force later or has a higher number
    effective_from: Mapped[dt.datetime]
    #: the version whose content a roll-back has put into force again
    restores: Mapped[int | None]


class DecisionImport(Base):
    """A model that a deployed decision imports, as it was when that decision was deployed."""

    __tablename__ = "decision_import"
    __table_args__ = (sa.UniqueConstraint("decision_version_id", "namespace"),)
    id: Mapped[Key]
    decision_version_id: Mapped[Ref] = mapped_column(
        sa.ForeignKey("decision_version.id"), index=True
    )
    namespace: Mapped[str] = mapped_column(sa.String(500))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


class DecisionCases(Base):
    """The examples beside a decision: they are checked before it is deployed."""

    __tablename__ = "decision_cases"
    id: Mapped[Key]
    decision_version_id: Mapped[Ref] = mapped_column(
        sa.ForeignKey("decision_version.id"), unique=True
    )
    file_name: Mapped[str] = mapped_column(sa.String(500))
    #: CSV as ``case_files`` describes it
    content: Mapped[str] = mapped_column(sa.Text)

"""Tables of what was deployed: files, numbered versions of processes and forms, starts."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Key, Ref


class Deployment(Base):
    """Files that were put into force together."""

    __tablename__ = "deployment"
    id: Mapped[Key]
    deployed_at: Mapped[dt.datetime]
    #: user name of who deployed
    deployed_by: Mapped[str] = mapped_column(sa.String(64))


class Resource(Base):
    """One file of one content, as it was deployed first."""

    __tablename__ = "resource"
    id: Mapped[Key]
    deployment_id: Mapped[Ref] = mapped_column(sa.ForeignKey("deployment.id"), index=True)
    #: file name with its ending: .bpmn, .dmn or .form
    name: Mapped[str] = mapped_column(sa.String(200))
    #: SHA-256 of the content, hexadecimal
    digest: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)

    __table_args__ = (sa.UniqueConstraint("digest", "name"),)


class ProcessVersion(Base):
    """One numbered version of one process; running cases keep theirs."""

    __tablename__ = "process_version"
    id: Mapped[Key]
    #: id of the process in the diagram, e.g. ``claim``
    process_id: Mapped[str] = mapped_column(sa.String(128))
    version: Mapped[int]
    #: ``claim:3``; stored states name definitions by it
    key: Mapped[str] = mapped_column(sa.String(160), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    version_tag: Mapped[str | None] = mapped_column(sa.String(64))
    #: form of the start event, if it has one
    start_form_id: Mapped[str | None] = mapped_column(sa.String(128))
    digest: Mapped[str] = mapped_column(sa.String(64))
    resource_id: Mapped[Ref] = mapped_column(sa.ForeignKey("resource.id"), index=True)
    deployment_id: Mapped[Ref] = mapped_column(sa.ForeignKey("deployment.id"), index=True)
    deployed_at: Mapped[dt.datetime]

    __table_args__ = (sa.UniqueConstraint("process_id", "version"),)


class FormVersion(Base):
    """One numbered version of one form (form-js schema)."""

    __tablename__ = "form_version"
    id: Mapped[Key]
    form_id: Mapped[str] = mapped_column(sa.String(128))
    version: Mapped[int]
    version_tag: Mapped[str | None] = mapped_column(sa.String(64))
    digest: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[dict[str, Any]]
    resource_id: Mapped[Ref] = mapped_column(sa.ForeignKey("resource.id"), index=True)
    deployment_id: Mapped[Ref] = mapped_column(sa.ForeignKey("deployment.id"), index=True)
    deployed_at: Mapped[dt.datetime]

    __table_args__ = (sa.UniqueConstraint("form_id", "version"),)


class DeploymentMember(Base):
    """A version that is part of a deployment, also where an earlier deployment made it."""

    __tablename__ = "deployment_member"
    id: Mapped[Key]
    deployment_id: Mapped[Ref] = mapped_column(sa.ForeignKey("deployment.id"), index=True)
    #: ``process``, ``decision`` or ``form``
    kind: Mapped[str] = mapped_column(sa.String(16))
    #: id in the file
    name: Mapped[str] = mapped_column(sa.String(128))
    #: key of the ProcessVersion, DecisionVersion or FormVersion
    version_id: Mapped[Ref] = mapped_column(index=True)

    __table_args__ = (sa.UniqueConstraint("deployment_id", "kind", "name"),)


class StartSubscription(Base):
    """A message or signal that starts the newest version of a process."""

    __tablename__ = "start_subscription"
    id: Mapped[Key]
    process_id: Mapped[str] = mapped_column(sa.String(128), index=True)
    version_id: Mapped[Ref] = mapped_column(sa.ForeignKey("process_version.id"), index=True)
    element: Mapped[str] = mapped_column(sa.String(128))
    #: ``message`` or ``signal``
    kind: Mapped[str] = mapped_column(sa.String(16))
    name: Mapped[str] = mapped_column(sa.String(200))

    __table_args__ = (sa.Index("ix_start_subscription_kind_name", "kind", "name"),)


class StartTimer(Base):
    """A timer that starts the newest version of a process."""

    __tablename__ = "start_timer"
    id: Mapped[Key]
    process_id: Mapped[str] = mapped_column(sa.String(128), index=True)
    version_id: Mapped[Ref] = mapped_column(sa.ForeignKey("process_version.id"), index=True)
    element: Mapped[str] = mapped_column(sa.String(128))
    due_at: Mapped[dt.datetime]
    #: what the engine needs to arm it again, e.g. how often is left of a repetition
    armed: Mapped[dict[str, Any]]
    #: when the worker takes it up; later than ``due_at`` after a failure
    run_at: Mapped[dt.datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)

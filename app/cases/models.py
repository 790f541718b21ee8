"""Tables of running cases; a case's stored state is the truth, the other rows are drawn from it."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.cases import definitions
from app.database import Base, Json, Key, Ref

TEXT_CUT = 256  # characters of a text variable that the index holds
#: messages that were taken, and still hold what they told
TOLD = "state = 'delivered' AND run_at IS NULL AND variables <> '{}'"

__all__ = [
    "Case",
    "CaseDecision",
    "CaseStatus",
    "CaseVariable",
    "ElementInstance",
    "Incident",
    "Job",
    "Message",
    "SignalDelivery",
    "Subscription",
    "Timer",
    "definitions",
]


class CaseStatus(Enum):
    """Where a case stands."""

    ACTIVE = "active"  #: it waits for someone or something
    SUSPENDED = "suspended"  #: an operator holds it: nothing moves, no timer fires
    COMPLETED = "completed"  #: it reached its end
    CANCELLED = "cancelled"  #: an operator ended it


def _of_case() -> Mapped[int]:
    return mapped_column(sa.ForeignKey("case.id"))


def _element() -> Mapped[str]:
    return mapped_column(sa.String(128))


class Case(Base):
    """One running process with its business key; called processes run inside it."""

    __tablename__ = "case"
    id: Mapped[Key]
    business_key: Mapped[str | None] = mapped_column(sa.String(128))
    process_id: Mapped[str] = mapped_column(sa.String(128))
    #: the version it started with and keeps, e.g. ``claim:3``
    process_key: Mapped[str] = mapped_column(sa.String(160))
    process_version_id: Mapped[Ref] = mapped_column(sa.ForeignKey("process_version.id"), index=True)
    status: Mapped[CaseStatus] = mapped_column(
        sa.Enum(
            CaseStatus,
            native_enum=False,
            length=16,
            values_callable=lambda members: [member.value for member in members],
        )
    )
    #: raised by every command; who saves against an older one loses
    version: Mapped[int]
    #: the engine's stored state
    state: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    started_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    #: user name
    started_by: Mapped[str] = mapped_column(sa.String(64))

    __table_args__ = (
        sa.UniqueConstraint("process_id", "business_key"),
        sa.Index("ix_case_business_key", "business_key"),
        sa.Index("ix_case_status_id", "status", "id"),
    )


class CaseVariable(Base):
    """A variable of the whole case as filters and lists see it; never read back into the engine."""

    __tablename__ = "case_variable"
    id: Mapped[Key]
    case_id: Mapped[Ref] = _of_case()
    name: Mapped[str] = mapped_column(sa.String(128))
    #: ``text``, ``number``, ``boolean``, ``null`` or ``json`` (its value only in the state)
    kind: Mapped[str] = mapped_column(sa.String(8))
    text: Mapped[str | None] = mapped_column(sa.String(TEXT_CUT))
    number: Mapped[float | None] = mapped_column(sa.Float)

    __table_args__ = (
        sa.UniqueConstraint("case_id", "name"),
        sa.Index("ix_case_variable_name_text", "name", "text"),
        sa.Index("ix_case_variable_name_number", "name", "number"),
    )


class ElementInstance(Base):
    """One entering of one element: when, until when, how it ended and through whom."""

    __tablename__ = "element_instance"
    id: Mapped[Key]
    case_id: Mapped[Ref] = _of_case()
    token_id: Mapped[int]
    element: Mapped[str] = _element()
    #: BPMN tag, e.g. ``userTask``
    kind: Mapped[str] = mapped_column(sa.String(32))
    #: the process whose diagram holds the element: the case's own or a called one
    process_key: Mapped[str] = mapped_column(sa.String(160))
    #: ``active``, ``completed`` or ``terminated``
    state: Mapped[str] = mapped_column(sa.String(16))
    started_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    #: user name of who ended it, and of the one in whose place
    actor: Mapped[str | None] = mapped_column(sa.String(64))
    on_behalf_of: Mapped[str | None] = mapped_column(sa.String(80))

    __table_args__ = (sa.UniqueConstraint("case_id", "token_id"),)


class Timer(Base):
    """An armed timer of a token."""

    __tablename__ = "timer"
    id: Mapped[Key]
    case_id: Mapped[Ref] = _of_case()
    token_id: Mapped[int]
    #: which of the token's waits
    position: Mapped[int]
    element: Mapped[str] = _element()
    due_at: Mapped[dt.datetime]
    #: when the worker takes it up; later than ``due_at`` after a failure
    run_at: Mapped[dt.datetime]
    attempts: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        sa.UniqueConstraint("case_id", "token_id", "position"),
        sa.Index("ix_timer_run_at", "run_at", "id"),
    )


class Subscription(Base):
    """A message or signal that a token waits for."""

    __tablename__ = "subscription"
    id: Mapped[Key]
    case_id: Mapped[Ref] = _of_case()
    token_id: Mapped[int]
    #: which of the token's waits
    position: Mapped[int]
    element: Mapped[str] = _element()
    #: ``message`` or ``signal``
    kind: Mapped[str] = mapped_column(sa.String(16))
    name: Mapped[str] = mapped_column(sa.String(200))
    correlation_key: Mapped[str] = mapped_column(sa.String(200))

    __table_args__ = (
        sa.UniqueConstraint("case_id", "token_id", "position"),
        sa.Index("ix_subscription_waiting", "kind", "name", "correlation_key"),
    )


class Job(Base):
    """Work that waits for an external worker."""

    __tablename__ = "job"
    id: Mapped[Key]
    case_id: Mapped[Ref] = _of_case()
    token_id: Mapped[int]
    element: Mapped[str] = _element()
    type: Mapped[str] = mapped_column(sa.String(128))
    headers: Mapped[dict[str, Any]]
    retries: Mapped[int]
    created_at: Mapped[dt.datetime]
    #: from when a worker may take it: at once, after a failure's pause, or when time is up
    free_at: Mapped[dt.datetime]
    #: who has it until ``free_at``
    worker: Mapped[str | None] = mapped_column(sa.String(128))
    error: Mapped[str | None] = mapped_column(sa.Text)

    __table_args__ = (
        sa.UniqueConstraint("case_id", "token_id"),
        sa.Index("ix_job_type_free_at", "type", "free_at"),
    )


class Incident(Base):
    """A token that cannot go on: what, where and why, and when it is tried again."""

    __tablename__ = "incident"
    id: Mapped[Key]
    case_id: Mapped[Ref] = _of_case()
    token_id: Mapped[int]
    element: Mapped[str] = _element()
    #: e.g. ``DECISION_EVALUATION_ERROR``
    kind: Mapped[str] = mapped_column(sa.String(64))
    message: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[dt.datetime]
    #: how often it has been tried again by itself
    attempts: Mapped[int] = mapped_column(default=0)
    #: when it is tried again by itself; None: only when a person says so
    run_at: Mapped[dt.datetime | None]
    resolved_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.Index("ix_incident_case_id_token_id", "case_id", "token_id"),
        sa.Index(
            "ix_incident_run_at",
            "run_at",
            "id",
            sqlite_where=sa.text("run_at IS NOT NULL"),
            postgresql_where=sa.text("run_at IS NOT NULL"),
        ),
    )


class Message(Base):
    """A published message: kept until a case takes it, then to know it again by its id."""

    __tablename__ = "message"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(sa.String(200))
    correlation_key: Mapped[str] = mapped_column(sa.String(200))
    #: the sender's own id: the same one again is the same message
    message_id: Mapped[str | None] = mapped_column(sa.String(200))
    variables: Mapped[dict[str, Any]]
    published_at: Mapped[dt.datetime]
    #: until when a case may still take it; None: it does not age
    expires_at: Mapped[dt.datetime | None]
    #: ``waiting``, ``delivered`` or ``expired``
    state: Mapped[str] = mapped_column(sa.String(16))
    #: when the worker tries to deliver it; None when it waits for a case to ask
    run_at: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    #: who took it
    case_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("case.id"), index=True)

    __table_args__ = (
        sa.UniqueConstraint("name", "correlation_key", "message_id"),
        sa.Index(
            "ix_message_waiting",
            "name",
            "correlation_key",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        ),
        sa.Index(
            "ix_message_run_at",
            "run_at",
            "id",
            sqlite_where=sa.text("run_at IS NOT NULL"),
            postgresql_where=sa.text("run_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_message_told",
            "published_at",
            sqlite_where=sa.text(TOLD),
            postgresql_where=sa.text(TOLD),
        ),
    )


class SignalDelivery(Base):
    """A signal on its way to one case that waited for it, or to one start event."""

    __tablename__ = "signal_delivery"
    id: Mapped[Key]
    case_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("case.id"), index=True)
    process_id: Mapped[str | None] = mapped_column(sa.String(128))
    element: Mapped[str | None] = mapped_column(sa.String(128))
    name: Mapped[str] = mapped_column(sa.String(200))
    variables: Mapped[dict[str, Any]]
    sent_at: Mapped[dt.datetime]
    run_at: Mapped[dt.datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)


class CaseDecision(Base):
    """What a table said in a case: inputs, value and the rules that matched with their source."""

    __tablename__ = "case_decision"
    __table_args__ = (sa.Index("ix_case_decision_replay", "decision", "decided_at", "id"),)
    id: Mapped[Key]
    case_id: Mapped[Ref] = mapped_column(sa.ForeignKey("case.id"), index=True)
    token_id: Mapped[int]
    element: Mapped[str] = _element()
    decision: Mapped[str] = mapped_column(sa.String(128))
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    inputs: Mapped[dict[str, Any]]
    value: Mapped[Any] = mapped_column(Json())
    matched: Mapped[list[Any]]
    decided_at: Mapped[dt.datetime]

"""Tables around the customer file: licence, promises, references, personal-data requests."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Ref
from app.insurance.customers.models import StatutoryClass
from app.insurance.records import Record, words
from app.secrets import EncryptedJson
from app.sla.models import ClockType


class CompanyLicence(Record, Base):
    """The business a company may write; one may not write both classes (Insurance Law art. 95)."""

    __tablename__ = "company_licence"
    statutory_class: Mapped[StatutoryClass] = mapped_column(words(StatutoryClass))
    licence_no: Mapped[str] = mapped_column(sa.String(64), unique=True)
    valid_from: Mapped[dt.date] = mapped_column(sa.Date)
    #: the last day; None for an unlimited one
    valid_until: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: stands beside one of the other class, as no real company's does
    demonstration: Mapped[bool] = mapped_column(default=False)


class ServicePromise(Record, Base):
    """A time limit that the company has promised to the public; the kept rate is M53."""

    __tablename__ = "service_promise"
    __table_args__ = (sa.UniqueConstraint("stage", "clock_type", "published_from"),)
    stage: Mapped[str] = mapped_column(sa.String(64))
    clock_type: Mapped[ClockType] = mapped_column(words(ClockType))
    text: Mapped[str] = mapped_column(sa.String(400))
    text_en: Mapped[str] = mapped_column(sa.String(400))
    published_from: Mapped[dt.date] = mapped_column(sa.Date)
    #: the first day on which it is not promised any more
    published_until: Mapped[dt.date | None] = mapped_column(sa.Date)


class ReferenceOutcome(Enum):
    """How a case that others may learn from has ended."""

    SOLVED = "solved"
    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    REJECTED = "rejected"
    SETTLED = "settled"  #: after a complaint or a dispute


class CaseReference(Record, Base):
    """A case told without naming anybody, for those who meet a similar one."""

    __tablename__ = "case_reference"
    __table_args__ = (sa.Index("ix_case_reference_line_need", "line", "need"),)
    reference_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    #: line of business
    line: Mapped[str] = mapped_column(sa.String(32))
    #: topic of a service request, subject of a complaint, or type of a loss
    need: Mapped[str] = mapped_column(sa.String(64), index=True)
    outcome: Mapped[ReferenceOutcome] = mapped_column(words(ReferenceOutcome))
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    #: not told to its readers
    source_case_id: Mapped[int | None] = mapped_column(BigKey, index=True)


class RequestKind(Enum):
    """What a person may ask about their data (Personal Information Protection Law arts. 45-47)."""

    ACCESS = "access"  #: a copy of everything, as one file
    CORRECTION = "correction"
    DELETION = "deletion"  #: a lock while the law orders the file to be kept


class RequestStatus(Enum):
    """Where a personal-data request stands."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"  #: with the reason told


class DataRequest(Record, Base):
    """What a customer asked about their own data, and what came of it."""

    __tablename__ = "data_request"
    request_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(words(RequestKind))
    status: Mapped[RequestStatus] = mapped_column(words(RequestStatus))
    channel: Mapped[str] = mapped_column(sa.String(32))
    #: who asks is the customer, or acts for the customer
    identity_checked: Mapped[bool]
    #: the wish in the customer's own words
    details: Mapped[str] = mapped_column(sa.Text)
    #: by field, the value that a correction asks for
    changes: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
    requested_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime] = mapped_column(index=True)
    answered_at: Mapped[dt.datetime | None]
    answered_by: Mapped[Ref | None]
    #: what the customer was told
    answer: Mapped[str | None] = mapped_column(sa.Text)
    #: the copy of an access request
    file_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)

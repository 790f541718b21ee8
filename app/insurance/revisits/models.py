"""Tables of revisits: what gave rise to one, the plan, each attempt, each issue, the reports."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, BigKey, Key, Ref
from app.insurance.customers.contact_models import CustomerEvent
from app.insurance.customers.models import Customer, Policy
from app.insurance.records import Record, words


class RevisitStatus(Enum):
    """How far a revisit has come."""

    PREPARING = "preparing"  #: its material is being put together
    CONTACTING = "contacting"  #: the customer is being asked
    RESOLVING = "resolving"  #: what the customer did not confirm is being put right
    DONE = "done"  #: the customer was reached, and nothing is left open
    #: every attempt failed and the customer is written to instead, or an operator ended the case
    #: without a contact: not covered
    UNREACHABLE = "unreachable"
    CANCELLED = "cancelled"  #: surrendered or not wanted: counts neither way


OPEN = (RevisitStatus.PREPARING, RevisitStatus.CONTACTING, RevisitStatus.RESOLVING)


UNPLANNED: dict[str, Any] = {
    "sqlite_where": sa.text("problem IS NOT NULL"),
    "postgresql_where": sa.text("problem IS NOT NULL"),
}


class RevisitOccasion(Base):
    """An event, or a day of a policy, that the plan is asked about: once, unless that fails."""

    __tablename__ = "revisit_occasion"
    __table_args__ = (
        sa.UniqueConstraint("policy_id", "trigger", "occasion_on"),
        sa.Index("ix_revisit_occasion_unplanned", "planned_at", "id", **UNPLANNED),
    )
    id: Mapped[Key]
    event_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("customer_event.id"), unique=True)
    #: of a day of a policy only, as are the next two
    policy_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("policy.id"))
    trigger: Mapped[str] = mapped_column(sa.String(32))
    occasion_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: when the plan was asked last
    planned_at: Mapped[dt.datetime]
    #: why nothing could be planned of it; it is tried again on the next day
    problem: Mapped[str | None] = mapped_column(sa.Text)
    #: the code of that error, e.g. ``calendar_year_missing``
    problem_code: Mapped[str | None] = mapped_column(sa.String(40))

    event: Mapped[CustomerEvent | None] = relationship(lazy="joined", viewonly=True)
    policy: Mapped[Policy | None] = relationship(lazy="joined", viewonly=True)

    @property
    def customer_id(self) -> int | None:
        """Whom it is about."""
        if self.event is not None:
            return self.event.customer_id
        return None if self.policy is None else self.policy.policyholder_id

    @property
    def occurred_at(self) -> dt.datetime | None:
        """When the event happened; None for a day of a policy."""
        return None if self.event is None else self.event.at

    @property
    def source(self) -> str | None:
        """Number of what it follows up: a claim, complaint, training, contingency or policy."""
        if self.event is not None:
            return self.event.source
        return None if self.policy is None else self.policy.policy_no


class RevisitPlanItem(Record, Base):
    """One revisit that is owed to a customer: why, by when, how, and what became of it."""

    __tablename__ = "revisit_plan_item"
    __table_args__ = (
        sa.UniqueConstraint("occasion_id", "plan"),
        sa.Index("ix_revisit_plan_item_status_mandatory", "status", "mandatory"),
    )
    #: the business key of its process; None where it was never begun for want of consent
    revisit_no: Mapped[str | None] = mapped_column(sa.String(32), unique=True)
    case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    #: None for one begun by hand or by a message
    occasion_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("revisit_occasion.id"))
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    policy_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("policy.id"), index=True)
    lob: Mapped[str | None] = mapped_column(sa.String(32))
    #: number of the claim, complaint, training or contingency it follows up
    source: Mapped[str | None] = mapped_column(sa.String(64))
    #: kind of event, ``expiry_minus_30``, ``anniversary`` or ``by_hand``
    trigger: Mapped[str] = mapped_column(sa.String(32))
    trigger_at: Mapped[dt.datetime]
    plan: Mapped[str] = mapped_column(sa.String(32))
    #: since when its limit runs: the event, or the signed receipt of the policy
    since_at: Mapped[dt.datetime]
    #: the limit as the plan writes it, e.g. ``3 wd``
    limit_text: Mapped[str] = mapped_column(sa.String(16))
    #: the last local day to reach the customer
    due_on: Mapped[dt.date] = mapped_column(sa.Date, index=True)
    #: the first instant that is too late
    due_at: Mapped[dt.datetime]
    #: as the plan names it, e.g. ``phone_or_visit``
    channel: Mapped[str] = mapped_column(sa.String(32))
    script: Mapped[str] = mapped_column(sa.String(16))
    attempts_max: Mapped[int]
    #: owed by law: whoever refuses messages is revisited all the same
    mandatory: Mapped[bool]
    #: marketing was allowed when it was planned; only such a one may be followed by a sale
    marketing_consent: Mapped[bool]
    #: username of who sold the policy: conducts and resolves nothing
    seller: Mapped[str | None] = mapped_column(sa.String(64))
    status: Mapped[RevisitStatus] = mapped_column(words(RevisitStatus))
    #: customer, policy, product sheet and script as the agent has them before them
    material: Mapped[dict[str, Any]]
    #: attempts so far
    attempts: Mapped[int] = mapped_column(default=0)
    #: the first contact with the customer in person
    first_success_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: the agent of that contact
    agent_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    #: surrender, opt_out or no_consent
    cancel_reason: Mapped[str | None] = mapped_column(sa.String(16))
    #: done, given up or cancelled
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)

    customer: Mapped[Customer] = relationship(lazy="joined", innerjoin=True)
    policy: Mapped[Policy | None] = relationship(lazy="joined")
    issues: Mapped[list["RevisitIssue"]] = relationship(order_by="RevisitIssue.id", viewonly=True)

    @property
    def questions(self) -> list[dict[str, str]]:
        """What the customer is asked now."""
        return list(self.material.get("questions", ()))


class RevisitRecord(Record, Base):
    """One attempt to reach a customer, and what was said; written once."""

    __tablename__ = "revisit_record"
    __table_args__ = (sa.UniqueConstraint("item_id", "attempt_no"),)
    item_id: Mapped[Ref] = mapped_column(sa.ForeignKey("revisit_plan_item.id"))
    attempt_no: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(index=True)
    #: phone, sms, mail, visit or online
    channel: Mapped[str] = mapped_column(sa.String(16))
    #: None for what was sent or answered without one
    agent_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    #: somebody answered
    contacted: Mapped[bool]
    #: and it was the customer
    identity_confirmed: Mapped[bool]
    recording_id: Mapped[str | None] = mapped_column(sa.String(64))
    #: rows of q, the code of a question, and a: yes, no or unclear
    answers: Mapped[list[Any]]
    #: 1, the worst, to 5
    satisfaction: Mapped[int | None]
    suggestion: Mapped[str | None] = mapped_column(sa.Text)
    need: Mapped[str | None] = mapped_column(sa.Text)
    next_try_at: Mapped[dt.datetime | None]


class RevisitIssue(Record, Base):
    """Something a customer did not confirm, and how it was put right."""

    __tablename__ = "revisit_issue"
    item_id: Mapped[Ref] = mapped_column(sa.ForeignKey("revisit_plan_item.id"), index=True)
    #: the attempt at which it was found
    record_id: Mapped[Ref] = mapped_column(sa.ForeignKey("revisit_record.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(32))
    found_at: Mapped[dt.datetime] = mapped_column(index=True)
    cause: Mapped[str | None] = mapped_column(sa.String(32))
    measure: Mapped[str | None] = mapped_column(sa.String(32))
    #: what was done, in words
    action: Mapped[str | None] = mapped_column(sa.Text)
    #: fixed, surrender_refunded or rejected
    result: Mapped[str | None] = mapped_column(sa.String(32))
    resolved_by: Mapped[Ref | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    resolved_at: Mapped[dt.datetime | None]
    #: None where it was found to be none
    fixed_at: Mapped[dt.datetime | None]


class RevisitReport(Record, Base):
    """What the revisits of a month have shown, as told to the departments."""

    __tablename__ = "revisit_report"
    #: the business key of its process
    report_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    case_id: Mapped[Ref] = mapped_column(index=True)
    #: its first day
    month: Mapped[dt.date] = mapped_column(sa.Date, unique=True)
    #: counts of revisits, and of issues by code, cause and measure
    findings: Mapped[dict[str, Any]]
    report: Mapped[str | None] = mapped_column(sa.Text)
    #: codes of the departments it was told to
    departments: Mapped[list[Any]]
    reported_at: Mapped[dt.datetime | None]

"""Tables of a claim and what is found out, decided and filed about it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.database import Base, Ref
from app.files.models import ScanState, StoredFile
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.customers.models import Policy, PolicyStatus
from app.insurance.records import Record, words
from app.secrets import Encrypted


class Claim(Record, Base):
    """A reported loss and how far its settlement has come."""

    __tablename__ = "claim"
    claim_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    #: the running process; None only until it has started
    case_id: Mapped[Ref | None] = mapped_column(unique=True)
    #: the reporter's own number; the same one twice is the same claim
    external_ref: Mapped[str | None] = mapped_column(sa.String(100), unique=True)
    status: Mapped[ClaimStatus] = mapped_column(words(ClaimStatus), default=ClaimStatus.REPORTED)

    #: as reported, also when no policy has that number
    policy_no: Mapped[str] = mapped_column(sa.String(32), index=True)
    policy_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("policy.id"))
    #: where the policy stood at the loss time
    policy_status: Mapped[PolicyStatus | None] = mapped_column(words(PolicyStatus))
    object_id: Mapped[str | None] = mapped_column(sa.String(64))

    reporter_name: Mapped[str] = mapped_column(sa.String(50))
    reporter_phone: Mapped[str] = mapped_column(Encrypted)
    reporter_relation: Mapped[str] = mapped_column(sa.String(32))
    channel: Mapped[str] = mapped_column(sa.String(32))
    loss_time: Mapped[dt.datetime]
    report_time: Mapped[dt.datetime] = mapped_column(index=True)
    loss_place: Mapped[str] = mapped_column(sa.String(200))
    loss_cause: Mapped[str] = mapped_column(sa.String(32))
    loss_type: Mapped[str] = mapped_column(sa.String(32))
    loss_description: Mapped[str] = mapped_column(sa.Text)
    claimed_amount: Mapped[Decimal]
    injury: Mapped[bool]
    deaths: Mapped[int] = mapped_column(default=0)
    liability_clear: Mapped[bool]
    police_reported: Mapped[bool] = mapped_column(default=False)

    #: when claim request and proofs first were there; the law's limits run from then
    proofs_received_at: Mapped[dt.datetime | None]

    risk_score: Mapped[int | None]
    risk_level: Mapped[str | None] = mapped_column(sa.String(16))
    track: Mapped[str | None] = mapped_column(sa.String(16))
    survey_mode: Mapped[str | None] = mapped_column(sa.String(16))
    investigate: Mapped[bool | None]
    #: the contingency it belongs to, and that one's level
    event_id: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    cat_level: Mapped[str] = mapped_column(sa.String(8), default="none")
    duplicate_of_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    reopen_of_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("claim.id"), index=True)

    #: what it is expected to cost, for the books
    reserve: Mapped[Decimal | None]
    #: what it was expected to cost when it was registered; later estimates are held against it
    reserve_at_registration: Mapped[Decimal | None]
    #: what the claimant gets in all, as computed or decided
    payable: Mapped[Decimal | None]
    already_paid: Mapped[Decimal] = mapped_column(default=Decimal(0))
    decision: Mapped[str | None] = mapped_column(sa.String(32))
    decision_at: Mapped[dt.datetime | None]
    agreement_at: Mapped[dt.datetime | None]
    refuse_reason: Mapped[str | None] = mapped_column(sa.String(64))
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    #: a review of its papers runs; what arrives meanwhile belongs to that
    review_open: Mapped[bool] = mapped_column(default=False)
    #: how often approvers sent it back; twice is a sign that it will be disputed
    returns: Mapped[int] = mapped_column(default=0)

    policy: Mapped[Policy | None] = relationship()
    archive: Mapped["ArchiveRecord | None"] = relationship(back_populates="claim")

    __table_args__ = (
        sa.Index("ix_claim_policy_id_loss_time", "policy_id", "loss_time"),
        sa.Index("ix_claim_object_id_decision", "object_id", "decision"),
        sa.Index("ix_claim_status_id", "status", "id"),
        sa.Index("ix_claim_loss_time_id", "loss_time", "id"),
        sa.CheckConstraint("claimed_amount >= 0", name="claimed_not_negative"),
    )


class ClaimDocument(Record, Base):
    """A paper handed in for a claim."""

    __tablename__ = "claim_document"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    doc_type: Mapped[str] = mapped_column(sa.String(40))
    #: how it is filed, given when it is verified
    doc_class: Mapped[str | None] = mapped_column(sa.String(40))
    original: Mapped[bool] = mapped_column(default=False)
    pages: Mapped[int | None]
    #: the stored file
    file_id: Mapped[Ref | None] = mapped_column(index=True)
    #: SHA-256 of the content
    file_hash: Mapped[str | None] = mapped_column(sa.String(64))
    received_at: Mapped[dt.datetime]
    received_from: Mapped[str | None] = mapped_column(sa.String(100))
    #: yes, no or doubt; None until it is verified
    authentic: Mapped[str | None] = mapped_column(sa.String(8))
    lawful: Mapped[bool | None]
    waived_by: Mapped[str | None] = mapped_column(sa.String(100))
    note: Mapped[str | None] = mapped_column(sa.Text)
    #: what is known of its file's harmlessness, as the file's own row says
    scan: Mapped[ScanState | None] = column_property(
        sa.select(StoredFile.scan)
        .where(StoredFile.id == file_id.column)  # type: ignore[attr-defined]  # of the mapping
        .correlate_except(StoredFile)
        .scalar_subquery()
    )


class DocumentReview(Record, Base):
    """One reading of a claim's papers: the eight checkpoints and the opinion on them."""

    __tablename__ = "document_review"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"))
    seq: Mapped[int]
    reviewer_id: Mapped[Ref | None]
    #: rows of check, result and note
    checks: Mapped[list[Any]]
    opinion: Mapped[str | None] = mapped_column(sa.Text)
    outcome: Mapped[str | None] = mapped_column(sa.String(32))
    concluded_at: Mapped[dt.datetime | None]

    __table_args__ = (sa.UniqueConstraint("claim_id", "seq"),)


class SupplementNotice(Record, Base):
    """A request for missing papers; the law allows one, further ones are recorded exceptions."""

    __tablename__ = "supplement_notice"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"))
    seq: Mapped[int]
    #: rows of doc_type and reason
    items: Mapped[list[Any]]
    #: from then on the limits stand still
    delivered_at: Mapped[dt.datetime]
    delivery: Mapped[str] = mapped_column(sa.String(16))
    #: when the last paper arrived
    satisfied_at: Mapped[dt.datetime | None]
    #: given though there was one already: it pauses nothing and counts against the company
    exception: Mapped[bool] = mapped_column(default=False)
    supervisor_id: Mapped[Ref | None]
    #: the new fact that made an exception necessary
    reason: Mapped[str | None] = mapped_column(sa.Text)
    #: rows of at and left
    reminders: Mapped[list[Any]]

    __table_args__ = (sa.UniqueConstraint("claim_id", "seq"),)


class SurveyReport(Record, Base):
    """What the surveyor arranged, saw and reported."""

    __tablename__ = "survey_report"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"))
    seq: Mapped[int]
    surveyor_id: Mapped[Ref | None]
    second_surveyor_id: Mapped[Ref | None]
    contacted_at: Mapped[dt.datetime]
    appointment_at: Mapped[dt.datetime | None]
    contact_note: Mapped[str | None] = mapped_column(sa.Text)
    surveyed_at: Mapped[dt.datetime | None]
    mode: Mapped[str | None] = mapped_column(sa.String(16))
    cause: Mapped[str | None] = mapped_column(sa.Text)
    extent: Mapped[str | None] = mapped_column(sa.Text)
    fault: Mapped[str | None] = mapped_column(sa.String(16))
    initial_estimate: Mapped[Decimal | None]
    fraud_flags: Mapped[list[str]]
    #: ids of stored files
    photos: Mapped[list[str]]
    report: Mapped[str | None] = mapped_column(sa.Text)
    liability_opinion: Mapped[str | None] = mapped_column(sa.String(16))
    attachments: Mapped[list[str]]
    reported_at: Mapped[dt.datetime | None]

    __table_args__ = (sa.UniqueConstraint("claim_id", "seq"),)


class Investigation(Record, Base):
    """What an investigator found out about a suspected fraud."""

    __tablename__ = "investigation"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"))
    seq: Mapped[int]
    investigator_id: Mapped[Ref | None]
    findings: Mapped[str] = mapped_column(sa.Text)
    conclusion: Mapped[str] = mapped_column(sa.String(16))
    #: ids of stored files
    evidence: Mapped[list[str]]

    __table_args__ = (sa.UniqueConstraint("claim_id", "seq"),)


class LossAssessment(Record, Base):
    """The loss in money, item by item, and what the terms of the policy make of it."""

    __tablename__ = "loss_assessment"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"))
    seq: Mapped[int]
    assessor_id: Mapped[Ref | None]
    #: rows of name, qty, unit_price, amount, depreciation_rate, accepted, head
    items: Mapped[list[Any]]
    salvage: Mapped[Decimal] = mapped_column(default=Decimal(0))
    third_party_paid: Mapped[Decimal] = mapped_column(default=Decimal(0))
    value_at_loss: Mapped[Decimal | None]
    rescue_costs: Mapped[Decimal] = mapped_column(default=Decimal(0))
    fault: Mapped[str | None] = mapped_column(sa.String(16))
    social_insurance_paid: Mapped[Decimal] = mapped_column(default=Decimal(0))
    disability_grade: Mapped[int | None]
    opinion: Mapped[str] = mapped_column(sa.Text)
    #: every step of the calculation by name; None until it is calculated
    computed: Mapped[dict[str, Any] | None]
    #: a later assessment stands in its place
    superseded: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (sa.UniqueConstraint("claim_id", "seq"),)


class Adjudication(Record, Base):
    """A decision on liability and sum, before approval."""

    __tablename__ = "adjudication"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"))
    seq: Mapped[int]
    adjudicator_id: Mapped[Ref | None]
    decision: Mapped[str] = mapped_column(sa.String(32))
    basis: Mapped[str] = mapped_column(sa.Text)
    clause: Mapped[str | None] = mapped_column(sa.Text)
    #: what the calculation gave, and what was decided
    computed_payable: Mapped[Decimal]
    payable: Mapped[Decimal]
    override_reason: Mapped[str | None] = mapped_column(sa.Text)
    opinion: Mapped[str] = mapped_column(sa.Text)
    #: the checkpoints left open by the review of papers
    check_c6: Mapped[str] = mapped_column(sa.String(8))
    check_c7: Mapped[str] = mapped_column(sa.String(8))
    adjudicated_at: Mapped[dt.datetime]

    __table_args__ = (sa.UniqueConstraint("claim_id", "seq"),)


class RejectionNotice(Record, Base):
    """What a claimant was told of a rejection: why, by which clause, and their rights."""

    __tablename__ = "rejection_notice"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    reasons: Mapped[str] = mapped_column(sa.Text)
    clause: Mapped[str] = mapped_column(sa.String(200))
    delivery: Mapped[str] = mapped_column(sa.String(16))
    delivered_at: Mapped[dt.datetime]
    issued_by: Mapped[Ref | None]


class ArchiveRecord(Record, Base):
    """Where a closed claim is filed and until when it is kept."""

    __tablename__ = "archive_record"
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"), unique=True)
    case_id: Mapped[Ref] = mapped_column(unique=True)
    #: what the file holds, in order
    index: Mapped[list[Any]] = mapped_column("file_index")
    box_no: Mapped[str | None] = mapped_column(sa.String(64))
    archived_at: Mapped[dt.datetime]
    archived_by: Mapped[Ref | None]
    #: the last day it must be kept
    retention_until: Mapped[dt.date] = mapped_column(sa.Date, index=True)
    #: nothing is destroyed while a dispute or an authority needs it
    legal_hold: Mapped[bool] = mapped_column(default=False)
    destroyed_at: Mapped[dt.datetime | None]

    claim: Mapped[Claim] = relationship(back_populates="archive")

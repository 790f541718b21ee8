"""The table of disputes over claims."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Ref
from app.insurance.records import Record, words


class DisputeStatus(Enum):
    """How far a dispute has come."""

    ANALYSING = "analysing"  #: its cause is being found
    NEGOTIATING = "negotiating"  #: step 3, with the claimant
    IN_MEDIATION = "in_mediation"  #: step 4, before an outside body
    IN_COURT = "in_court"  #: step 5
    APPROVING = "approving"  #: another sum is with the approvers
    CONCLUDED = "concluded"  #: the result is told, the lesson is to be noted
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"  #: the claimant took it back
    CANCELLED = "cancelled"  #: an operator ended its case without a result


#: a claim has one dispute at a time
OVER = (
    DisputeStatus.CONCLUDED,
    DisputeStatus.CLOSED,
    DisputeStatus.WITHDRAWN,
    DisputeStatus.CANCELLED,
)


class Dispute(Record, Base):
    """What a claimant does not accept about a claim, and the ladder of steps to settle it."""

    __tablename__ = "dispute"
    #: the business key of its process
    dispute_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    case_id: Mapped[Ref] = mapped_column(index=True)
    claim_id: Mapped[Ref] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    status: Mapped[DisputeStatus] = mapped_column(words(DisputeStatus), index=True)
    raised_by: Mapped[str] = mapped_column(sa.String(32))
    #: what the party says
    claim_of_party: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.String(32))
    cause: Mapped[str | None] = mapped_column(sa.String(16))
    clause_ambiguous: Mapped[bool | None]
    position: Mapped[str | None] = mapped_column(sa.Text)
    #: what the company would settle for at most
    max_settlement: Mapped[Decimal | None]
    #: rows of step (1 to 5), started_at, ended_at, result
    ladder: Mapped[list[Any]]
    offered: Mapped[Decimal]
    demanded: Mapped[Decimal]
    #: what both sides, a mediator or the court came to
    agreed: Mapped[Decimal | None]
    agreed_at: Mapped[dt.datetime | None]
    #: rows of at, by, amount, note
    offers: Mapped[list[Any]]
    extended: Mapped[bool] = mapped_column(default=False)
    #: ids of stored files
    evidence: Mapped[list[Any]]
    external_body: Mapped[str | None] = mapped_column(sa.String(32))
    external_no: Mapped[str | None] = mapped_column(sa.String(64))
    court: Mapped[str | None] = mapped_column(sa.String(100))
    case_no: Mapped[str | None] = mapped_column(sa.String(64))
    served_at: Mapped[dt.datetime | None]
    hearing_at: Mapped[dt.datetime | None]
    defence_filed_at: Mapped[dt.datetime | None]
    #: new_amount, upheld, judgment or withdrawn
    outcome: Mapped[str | None] = mapped_column(sa.String(16))
    lesson: Mapped[str | None] = mapped_column(sa.Text)
    prevention: Mapped[str | None] = mapped_column(sa.String(16))
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)

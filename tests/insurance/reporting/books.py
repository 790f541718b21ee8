"""Writes the rows that metrics count, each with only what the count looks at."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.definitions import Deployment, ProcessVersion, Resource
from app.database import Base, Json, next_key
from app.identity.models import User
from app.inbox.models import InboxTask
from app.insurance.approvals.models import ApprovalRecord
from app.insurance.claims.models import Claim, SupplementNotice
from app.insurance.claims.progress import ClaimProgress
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.complaints.models import Complaint
from app.insurance.customers.contact_models import Feedback, FeedbackCategory
from app.insurance.customers.models import Customer, Policy, Product
from app.insurance.disputes.models import Dispute, DisputeStatus
from app.insurance.payments.models import Payment, PaymentKind, PaymentStatus
from app.sla.models import ClockState, ClockType, SlaClock, SlaPause
from tests.working import ZONE

Row = TypeVar("Row", bound=Base)
LONG_AGO = dt.datetime(2025, 12, 1, tzinfo=ZONE)
DUMMIES: dict[type, Any] = {
    str: "x",
    bool: False,
    int: 0,
    float: 0,
    Decimal: Decimal(0),
    dt.datetime: LONG_AGO,
    dt.date: LONG_AGO.date(),
    bytes: b"",
    list: [],
    dict: {},
}


def at(text: str) -> dt.datetime:
    """Read a local instant of 2026, e.g. ``03-02 09:30``."""
    return dt.datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


class Books:
    """A database into which rows are written; what a row does not say is filled in."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.customer = self.row(Customer, customer_no="C-1")
        self.policies = {
            lob: self.row(
                Policy,
                policy_no=f"P-{lob}",
                product_id=self.row(Product, product_code=lob, lob=lob).id,
                policyholder_id=self.customer.id,
                ends_on=dt.date(2027, 1, 1),
            )
            for lob in ("motor_commercial", "health")
        }

    def row(self, model: type[Row], **given: Any) -> Any:
        """Write a row; columns that must not be empty are filled."""
        mapper = sa.inspect(model)
        known = {
            attribute.key: _dummy(attribute.columns[0].type)
            for attribute in mapper.column_attrs
            if _must_be_given(attribute.columns[0])
        }
        known["id"] = next_key(self.session)
        made = model(**{**known, **given})
        self.session.add(made)
        self.session.flush()
        return made

    def process_version(self) -> int:
        """Write the version of a process that cases run by; return the id."""
        deployment = self.row(Deployment)
        resource = self.row(Resource, deployment_id=deployment.id, digest=str(deployment.id))
        version = self.row(
            ProcessVersion,
            key=f"claim:{deployment.id}",
            version=deployment.id,
            process_id="claim",
            resource_id=resource.id,
            deployment_id=deployment.id,
        )
        return int(version.id)

    def user(self, username: str) -> int:
        """Write a member of staff; return the id."""
        return int(self.row(User, username=username).id)

    def claim(self, number: str, lob: str = "motor_commercial", **more: Any) -> Claim:
        """Write a claim under one of the policies."""
        claim: Claim = self.row(
            Claim,
            claim_no=number,
            policy_id=self.policies[lob].id,
            **{
                "case_id": next_key(self.session),
                "loss_type": "vehicle_damage",
                "channel": "app",
                "status": ClaimStatus.PAYING,
                **more,
            },
        )
        return claim

    def clock(self, claim: Claim, stage: str, state: str, *span: str, **more: Any) -> SlaClock:
        """Write a clock: when it started, was due, and stopped."""
        started, due, *stopped = map(at, span)
        late = state in ("breached", "breached_closed")
        clock: SlaClock = self.row(
            SlaClock,
            case_id=claim.case_id,
            stage=stage,
            state=ClockState(state),
            started_at=started,
            due_at=due,
            breached_at=due if late else None,
            stopped_at=stopped[0] if stopped else None,
            **{"clock_type": ClockType.INTERNAL, **more},
        )
        return clock

    def pause(self, clock: SlaClock, since: str, until: str) -> None:
        """Let a clock have stood still."""
        self.row(SlaPause, clock_id=clock.id, since_at=at(since), until_at=at(until))

    def payment(self, claim: Claim, executed: str, amount: str, **more: Any) -> Payment:
        """Write a payment that the bank has made."""
        payment: Payment = self.row(
            Payment,
            case_id=claim.case_id,
            subject_type="claim",
            subject_id=claim.id,
            executed_at=at(executed),
            amount=Decimal(amount),
            **{"kind": PaymentKind.FINAL, "status": PaymentStatus.EXECUTED, **more},
        )
        return payment

    def rejection(self, claim: Claim, when: str) -> None:
        """Let a claim have come to its rejection."""
        self.row(ClaimProgress, claim_id=claim.id, status=ClaimStatus.REJECTED, at=at(when))

    def notice(self, claim: Claim, seq: int, delivered: str, satisfied: str | None = None) -> None:
        """Ask for further papers."""
        self.row(
            SupplementNotice,
            claim_id=claim.id,
            seq=seq,
            delivered_at=at(delivered),
            satisfied_at=at(satisfied) if satisfied else None,
        )

    def approval(self, claim: Claim, when: str, decision: str, **more: Any) -> None:
        """Write the record of an approver who ends a round."""
        given = {"round": 1, "step": 1, "tier": 1, "amount_seen": Decimal(0), "concludes": True}
        self.row(
            ApprovalRecord,
            case_id=claim.case_id,
            subject_type="claim",
            subject_id=claim.id,
            decided_at=at(when),
            decision=decision,
            **{**given, **more},
        )

    def approval_task(self, claim: Claim, opened: str) -> None:
        """Write a task of approvers."""
        self.row(
            InboxTask,
            case_id=claim.case_id,
            token_id=next_key(self.session),
            element="approve_step",
            approval_subject=f"claim:{claim.id}",
            created_at=at(opened),
        )

    def opinion(self, category: str, rating: int | None, when: str, **more: Any) -> None:
        """Write what a customer thinks."""
        kind = FeedbackCategory(category)
        self.row(Feedback, category=kind, rating=rating, at=at(when), **more)

    def dispute(self, claim: Claim, number: str, closed: str, **more: Any) -> None:
        """Write a closed dispute."""
        given = {"offered": Decimal(0), "status": DisputeStatus.CLOSED}
        self.row(
            Dispute,
            claim_id=claim.id,
            case_id=next_key(self.session),
            dispute_no=number,
            closed_at=at(closed),
            **{**given, **more},
        )

    def complaint(self, number: str, received: str, **more: Any) -> Complaint:
        """Write an accepted complaint."""
        given = {"accepted": True, "subject": "claim_delay", "channel": "phone", "lob": "health"}
        complaint: Complaint = self.row(
            Complaint,
            complaint_no=number,
            case_id=next_key(self.session),
            received_at=at(received),
            **{**given, **more},
        )
        return complaint


def _must_be_given(column: sa.Column[Any]) -> bool:
    return not column.nullable and column.default is None and not column.primary_key


def _dummy(kind: sa.types.TypeEngine[Any]) -> Any:
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        members: list[Enum] = list(kind.enum_class)
        return members[0]
    if isinstance(kind, Json):
        return []
    if not isinstance(kind, sa.types.TypeDecorator):
        return DUMMIES[kind.python_type]
    kept_as = kind.impl_instance.python_type
    return {**DUMMIES, int: Decimal(0), bytes: "x"}[kept_as]

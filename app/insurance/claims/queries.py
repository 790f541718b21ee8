"""Reads claims and what was found out about them; writes nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.files.models import ScanState
from app.insurance.claims import rules
from app.insurance.claims.models import (
    Adjudication,
    Claim,
    ClaimDocument,
    DocumentReview,
    Investigation,
    LossAssessment,
    SurveyReport,
)
from app.insurance.claims.vocabulary import VOID_STATUSES, ClaimStatus
from app.insurance.records import by_key
from app.keyset import Cursor, Order, Slice, slice_of
from app.work import Work

SAME_LOSS = dt.timedelta(hours=24)  # two reports as near as this may tell the same loss
_SHOWN = (joinedload(Claim.policy), joinedload(Claim.archive))


def get_claim(session: Session, key: int | str) -> Claim:
    """Return a claim by id or number.

    :raises NotFound: there is none
    """
    which = by_key(Claim.id, Claim.claim_no, key)
    claim = session.scalars(sa.select(Claim).where(which).options(*_SHOWN)).first()
    if claim is None:
        raise NotFound(f"no claim {key}")
    return claim


def list_former_claims(session: Session, claim: Claim) -> list[Claim]:
    """List the claims that were re-opened to come to this one, the latest first."""
    former: list[Claim] = []
    former_id = claim.reopen_of_id
    while former_id is not None:
        former.append(session.get_one(Claim, former_id))
        former_id = former[-1].reopen_of_id
    return former


def list_former_cases(session: Session, claim: Claim) -> list[int]:
    """List the cases of the claims that were re-opened to come to this one, the latest first."""
    former = list_former_claims(session, claim)
    return [claim.case_id for claim in former if claim.case_id is not None]


def find_by_reference(session: Session, external_ref: str) -> Claim | None:
    """Return the claim that was reported under the reporter's own number."""
    return session.scalars(sa.select(Claim).where(Claim.external_ref == external_ref)).first()


def list_claims(
    session: Session,
    *,
    status: ClaimStatus | None = None,
    policy_no: str | None = None,
    reported_by: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Claim]:
    """List claims, the newest first, e.g. those of one policy or those one user reported."""
    query = sa.select(Claim).options(*_SHOWN)
    if status is not None:
        query = query.where(Claim.status == status)
    if policy_no is not None:
        query = query.where(Claim.policy_no == policy_no)
    if reported_by is not None:
        query = query.where(Claim.created_by == reported_by)
    order = (Order(Claim.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def count_claims_before(session: Session, claim: Claim, since: dt.datetime) -> int:
    """Count the policy's other claims with a loss between an instant and this claim's loss."""
    counted = sa.select(sa.func.count(Claim.id)).where(
        Claim.policy_id == claim.policy_id,
        Claim.id != claim.id,
        Claim.loss_time.between(since, claim.loss_time),
        Claim.status.not_in((*VOID_STATUSES, ClaimStatus.REOPENED)),
    )
    return session.execute(counted).scalar_one() if claim.policy_id is not None else 0


def list_lookalikes(session: Session, claim: Claim) -> Sequence[Claim]:
    """List other claims of that policy on such a loss of the same thing at about the same time."""
    alike = sa.select(Claim).where(
        Claim.policy_no == claim.policy_no,
        Claim.id < claim.id,
        Claim.loss_type == claim.loss_type,
        Claim.object_id.is_not_distinct_from(claim.object_id),
        Claim.loss_time.between(claim.loss_time - SAME_LOSS, claim.loss_time + SAME_LOSS),
        Claim.status.not_in(VOID_STATUSES),
    )
    return session.scalars(alike.order_by(Claim.id).limit(20)).all()


def was_rejected_before(session: Session, claim: Claim) -> bool:
    """Say whether an earlier claim on the same object was rejected."""
    if claim.object_id is None:
        return False
    found = sa.select(Claim.id).where(
        Claim.object_id == claim.object_id, Claim.decision == "reject", Claim.id != claim.id
    )
    return session.execute(found.limit(1)).first() is not None


def _others_of_policy(claim: Claim) -> tuple[sa.ColumnElement[bool], ...]:
    """Match the policy's other claims; one that a later claim continues is told by that one."""
    return (
        Claim.policy_id == claim.policy_id,
        Claim.id != claim.id,
        Claim.status != ClaimStatus.REOPENED,
    )


def paid_on_policy(session: Session, claim: Claim) -> Decimal:
    """Return what was paid on the policy's other claims."""
    total = sa.select(sa.func.sum(Claim.already_paid)).where(*_others_of_policy(claim))
    return session.execute(total).scalar() or Decimal(0)


def deductible_used(session: Session, claim: Claim) -> Decimal:
    """Return what the policy's other paid claims have used up of a deductible per period."""
    rows = session.scalars(
        sa.select(LossAssessment.computed)
        .join(Claim, Claim.id == LossAssessment.claim_id)
        .where(
            *_others_of_policy(claim),
            Claim.already_paid > Decimal(0),
            LossAssessment.superseded.is_(False),
        )
        .limit(1000)
    )
    return sum((Decimal((steps or {}).get("deductible_used", 0)) for steps in rows), Decimal(0))


def list_documents(session: Session, claim_id: int) -> Sequence[ClaimDocument]:
    """List the papers of a claim in the order they came in; a re-opened one keeps the former's."""
    claim = session.get_one(Claim, claim_id)
    known = [claim_id, *(former.id for former in list_former_claims(session, claim))]
    return session.scalars(
        sa.select(ClaimDocument)
        .where(ClaimDocument.claim_id.in_(known))
        .order_by(ClaimDocument.id)
        .limit(1000)
    ).all()


def last_survey(session: Session, claim_id: int) -> SurveyReport | None:
    """Return the latest survey of a claim."""
    rows = sa.select(SurveyReport).where(SurveyReport.claim_id == claim_id)
    return session.scalars(rows.order_by(SurveyReport.seq.desc()).limit(1)).first()


def last_review(session: Session, claim_id: int) -> DocumentReview | None:
    """Return the latest reading of a claim's papers."""
    rows = sa.select(DocumentReview).where(DocumentReview.claim_id == claim_id)
    return session.scalars(rows.order_by(DocumentReview.seq.desc()).limit(1)).first()


def get_assessment(session: Session, assessment_id: int) -> LossAssessment:
    """Return an assessment.

    :raises NotFound: there is none
    """
    assessment = session.get(LossAssessment, assessment_id)
    if assessment is None:
        raise NotFound(f"no assessment {assessment_id}")
    return assessment


def list_assessments(session: Session, claim_id: int) -> Sequence[LossAssessment]:
    """List the assessments of a claim, the first one first."""
    return session.scalars(
        sa.select(LossAssessment)
        .where(LossAssessment.claim_id == claim_id)
        .order_by(LossAssessment.seq)
        .limit(1000)
    ).all()


def find_computed(session: Session, claim_id: int) -> Decimal | None:
    """Return what the assessment that stands makes payable; None while there is none."""
    standing = (row for row in list_assessments(session, claim_id) if not row.superseded)
    computed = next((row.computed for row in standing if row.computed is not None), None)
    return None if computed is None else Decimal(computed["payable"])


def count_investigations(session: Session, claim_id: int) -> int:
    """Count the investigations of a claim."""
    counted = sa.select(sa.func.count(Investigation.id)).where(Investigation.claim_id == claim_id)
    return session.execute(counted).scalar_one()


def find_conclusion(session: Session, claim: Claim) -> str | None:
    """Return what the last investigation concluded, of a claim or of those it continues."""
    for one in (claim, *list_former_claims(session, claim)):
        rows = sa.select(Investigation.conclusion).where(Investigation.claim_id == one.id)
        found = session.scalar(rows.order_by(Investigation.seq.desc()).limit(1))
        if found is not None:
            return found
    return None


def count_adjudications(session: Session, claim_id: int) -> int:
    """Count the adjudications of a claim."""
    counted = sa.select(sa.func.count(Adjudication.id)).where(Adjudication.claim_id == claim_id)
    return session.execute(counted).scalar_one()


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """A paper on the checklist of a claim."""

    doc_type: str
    waived: bool
    received: bool


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """Which papers a claim needs, and which are still to come."""

    required: Sequence[Requirement]
    missing: Sequence[str]


def read_checklist(work: Work, claim: Claim) -> Checklist:
    """Compare the papers the tables ask for with those that are there or waived.

    A paper that was not obtained lawfully, or came in an infected file, does not count as there.
    """
    inputs = {"lob": lob_of(claim), "loss_type": claim.loss_type}
    hits = work.ask("required_documents", inputs).value
    measures = work.ask("contingency_measures", {"cat_level": claim.cat_level}).value
    required = rules.required_documents(hits)
    waived = set(measures["doc_waiver"])
    papers = list_documents(work.session, claim.id)
    received = {paper.doc_type for paper in papers if is_there(paper)}
    return Checklist(
        required=[
            Requirement(doc_type=code, waived=code in waived, received=code in received)
            for code in required
        ],
        missing=rules.missing_documents(required, waived, received),
    )


def is_there(paper: ClaimDocument) -> bool:
    """Say whether a paper counts: it was obtained lawfully, and its file does no harm."""
    return paper.lawful is not False and paper.scan is not ScanState.INFECTED


def lob_of(claim: Claim) -> str:
    """Return the line of business of a claim's policy; without one, of such a loss."""
    return rules.likely_lob(claim.loss_type) if claim.policy is None else claim.policy.product.lob

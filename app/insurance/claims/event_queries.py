"""Reads contingencies and the claims that may belong to one; writes nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import table_of
from app.insurance.claims.event_models import ClaimEvent
from app.insurance.claims.event_rules import CLOSED
from app.insurance.claims.models import Claim, LossAssessment
from app.insurance.claims.progress import ClaimProgress
from app.insurance.claims.vocabulary import VOID_STATUSES, ClaimStatus

MOST_EVENTS = 1000  # active at one time; a company has a handful
MOST_PLACES = 100_000  # that losses of a day are reported from
#: losses of people; all others are losses of things
CASUALTIES = (
    "third_party_injury",
    "medical_expense",
    "hospital_cash",
    "critical_illness",
    "disability",
    "death",
)
_claim = table_of(Claim)
_EVER = sa.select(_claim.c.id).limit(1)
_SINCE = _EVER.where(_claim.c.report_time >= sa.bindparam("at", type_=_claim.c.report_time.type))
#: neither a loss of its own nor told by another claim
COUNTED = Claim.status.not_in((*VOID_STATUSES, ClaimStatus.REOPENED))
SETTLED = (*CLOSED, ClaimStatus.PAID, ClaimStatus.NOT_REGISTERED)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How far the claims of a contingency are."""

    claims: int
    assessed: int
    paid_claims: int
    paid: Decimal
    #: claims that nothing is decided on, or paid, yet
    backlog: int
    reserve: Decimal
    first_paid_at: dt.datetime | None


@dataclass(frozen=True, kw_only=True)
class Reports:
    """What was reported of one cause of loss at one place."""

    peril: str
    place: str
    reports: int
    deaths: int
    property_claimed: Decimal
    casualty_claimed: Decimal


def find_event(session: Session, event_id: str) -> ClaimEvent | None:
    """Return a contingency by its id."""
    rows = sa.select(ClaimEvent).where(ClaimEvent.event_id == event_id)
    return session.scalars(rows).first()


def list_active(session: Session) -> Sequence[ClaimEvent]:
    """List the contingencies that have not ended, the one activated first in front."""
    active = sa.select(ClaimEvent).where(ClaimEvent.ended_at.is_(None))
    return session.scalars(active.order_by(ClaimEvent.id).limit(MOST_EVENTS)).all()


def list_page(
    session: Session, event: ClaimEvent, after: int | None, limit: int
) -> Sequence[Claim]:
    """List open claims whose loss lies in the widest window of a contingency, in their order.

    :param after: the last claim of the page before
    """
    place = sa.tuple_(Claim.loss_time, Claim.id)
    rows = sa.select(Claim).where(Claim.loss_time >= event.widest_from, Claim.status.not_in(CLOSED))
    if event.widest_to is not None:
        rows = rows.where(Claim.loss_time < event.widest_to)
    last = None if after is None else session.get(Claim, after)
    if last is not None:
        rows = rows.where(
            place > sa.tuple_(sa.bindparam(None, last.loss_time, Claim.loss_time.type), last.id)
        )
    return session.scalars(rows.order_by(Claim.loss_time, Claim.id).limit(limit)).all()


def list_again(session: Session, claim_ids: Sequence[int]) -> Sequence[Claim]:
    """List claims that a page before had to leave, in their order."""
    rows = sa.select(Claim).where(Claim.id.in_(claim_ids)).order_by(Claim.id)
    return session.scalars(rows.limit(MOST_EVENTS)).all()


def lock_claim(session: Session, claim_id: int) -> Claim | None:
    """Return a claim as stored now, locked; None when somebody changes it just now."""
    rows = sa.select(Claim).where(Claim.id == claim_id).with_for_update(skip_locked=True)
    return session.scalars(rows.execution_options(populate_existing=True)).first()


def read_figures(session: Session, event_id: str) -> Figures:
    """Count the claims of a contingency, how many are assessed, paid and open, and the sums."""
    of_event = (Claim.event_id == event_id, COUNTED)
    nothing = Decimal(0)
    row = session.execute(
        sa.select(
            sa.func.count(Claim.id).label("claims"),
            _number_of(Claim.already_paid > nothing).label("paid_claims"),
            sa.func.sum(Claim.already_paid).label("paid"),
            _number_of(Claim.status.not_in(SETTLED)).label("backlog"),
            sa.func.sum(Claim.reserve).label("reserve"),
        ).where(*of_event)
    ).one()
    assessed = sa.select(sa.func.count(sa.distinct(LossAssessment.claim_id)))
    first = sa.select(sa.func.min(ClaimProgress.at)).where(ClaimProgress.status == ClaimStatus.PAID)
    return Figures(
        claims=row.claims,
        assessed=session.scalar(assessed.join(Claim, _is_of(LossAssessment)).where(*of_event)) or 0,
        paid_claims=row.paid_claims or 0,
        paid=row.paid or nothing,
        backlog=row.backlog or 0,
        reserve=row.reserve or nothing,
        first_paid_at=session.scalar(first.join(Claim, _is_of(ClaimProgress)).where(*of_event)),
    )


def _is_of(kind: type[LossAssessment] | type[ClaimProgress]) -> sa.ColumnElement[bool]:
    return kind.claim_id == Claim.id


def _number_of(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def was_reported_since(session: Session, at: dt.datetime | None) -> bool:
    """Say whether a claim was reported since an instant, or ever."""
    found = session.connection().execute(_SINCE if at else _EVER, {"at": at} if at else {})
    return found.first() is not None


def count_reports(session: Session, since: dt.datetime, at_least: int) -> Sequence[Reports]:
    """Count what was reported since an instant by place, of the causes with enough reports."""
    reported = (Claim.report_time >= since, COUNTED)
    frequent = (
        sa.select(Claim.loss_cause)
        .where(*reported)
        .group_by(Claim.loss_cause)
        .having(sa.func.count(Claim.id) >= at_least)
    )
    causes = session.scalars(frequent).all()
    if not causes:
        return []
    of_people = Claim.loss_type.in_(CASUALTIES)
    rows = (
        sa.select(
            Claim.loss_cause,
            Claim.loss_place,
            sa.func.count(Claim.id).label("reports"),
            sa.func.sum(Claim.deaths).label("deaths"),
            _claimed(sa.not_(of_people)).label("of_things"),
            _claimed(of_people).label("of_people"),
        )
        .where(*reported, Claim.loss_cause.in_(causes))
        .group_by(Claim.loss_cause, Claim.loss_place)
        .order_by(Claim.loss_cause, Claim.loss_place)
        .limit(MOST_PLACES)
    )
    return [
        Reports(
            peril=row.loss_cause,
            place=row.loss_place,
            reports=row.reports,
            deaths=row.deaths,
            property_claimed=row.of_things or Decimal(0),
            casualty_claimed=row.of_people or Decimal(0),
        )
        for row in session.execute(rows)
    ]


def _claimed(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[Decimal]:
    return sa.func.sum(sa.case((condition, Claim.claimed_amount)))

"""Reads what revisits are planned from, and which are overtaken; writes nothing.

What was planned last is looked at first, so that a page is found without passing all before it.
"""

import calendar
import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.customers.contact_models import Consent, CustomerEvent, EventKind, Purpose
from app.insurance.customers.models import Customer, Policy, Segment
from app.insurance.customers.queries import PRESENT_ID
from app.insurance.revisits import rules
from app.insurance.revisits.models import OPEN, RevisitOccasion, RevisitPlanItem

PAGE = 50  # at most so many are planned or cancelled in one transaction
LOOK_BACK = 7  # days: a run may have been missed

#: plans about a policy that is kept: none of them outlives it
OF_A_POLICY = (
    rules.NEW_POLICY,
    "new_policy_short",
    "new_policy_property",
    "corporate_visit",
    "renewal_reminder",
    "vip_annual",
)


def list_new_events(
    session: Session, *, since: dt.datetime, to: dt.datetime
) -> Sequence[CustomerEvent]:
    """List events of customers that were not looked at yet, the newest first."""
    planned = sa.exists().where(RevisitOccasion.event_id == CustomerEvent.id)
    query = (
        sa.select(CustomerEvent)
        .where(
            CustomerEvent.kind.in_([EventKind(name) for name in rules.EVENTS]),
            CustomerEvent.at >= since,
            CustomerEvent.at <= to,
            ~planned,
        )
        .order_by(CustomerEvent.at.desc(), CustomerEvent.id.desc())
        .limit(PAGE)
    )
    return session.scalars(query).all()


def list_expiring(session: Session, *, after: dt.date, until: dt.date) -> Sequence[Policy]:
    """List policies that end soon and were not looked at for it, the last to end first."""
    planned = sa.exists().where(
        RevisitOccasion.policy_id == Policy.id,
        RevisitOccasion.trigger == rules.EXPIRY,
        RevisitOccasion.occasion_on == Policy.ends_on,
    )
    query = sa.select(Policy).where(
        Policy.ends_on > after, Policy.ends_on <= until, Policy.terminated_on.is_(None), ~planned
    )
    return session.scalars(query.order_by(Policy.ends_on.desc(), Policy.id).limit(PAGE)).all()


def list_anniversaries(session: Session, *, today: dt.date) -> list[tuple[Policy, dt.date]]:
    """List policies of vip customers that began on a day as one of this week's, in other years."""
    days = [today - dt.timedelta(days=back) for back in range(LOOK_BACK)]
    by_day = {key: day for day in days for key in _keys(day)}
    begun = sa.extract("month", Policy.starts_on) * 100 + sa.extract("day", Policy.starts_on)
    planned = sa.exists().where(
        RevisitOccasion.policy_id == Policy.id,
        RevisitOccasion.trigger == rules.ANNIVERSARY,
        RevisitOccasion.occasion_on >= days[-1],
    )
    query = (
        sa.select(Policy)
        .join(Customer, Customer.id == Policy.policyholder_id)
        .where(
            Customer.segment == Segment.VIP,
            begun.in_(list(by_day)),
            Policy.starts_on < days[-1],
            Policy.ends_on > today,
            Policy.terminated_on.is_(None),
            ~planned,
        )
        .order_by(Policy.id)
        .limit(PAGE)
    )
    rows = session.scalars(query)
    return [(one, by_day[one.starts_on.month * 100 + one.starts_on.day]) for one in rows]


def _keys(day: dt.date) -> list[int]:
    """Return month and day as one number; in short years 28 February stands for the 29th too."""
    key = day.month * 100 + day.day
    short = key == 228 and not calendar.isleap(day.year)
    return [key, 229] if short else [key]


def list_to_plan_again(
    session: Session, *, tried_before: dt.datetime, today: dt.date
) -> Sequence[RevisitOccasion]:
    """List what could not be planned when it was tried last, the first tried first.

    Nobody is reminded of a policy that has ended; such a one stays among what was not planned.
    """
    query = sa.select(RevisitOccasion).where(
        RevisitOccasion.problem.is_not(None),
        RevisitOccasion.planned_at < tried_before,
        sa.or_(RevisitOccasion.trigger != rules.EXPIRY, RevisitOccasion.occasion_on > today),
    )
    order = (RevisitOccasion.planned_at, RevisitOccasion.id)
    return session.scalars(query.order_by(*order).limit(PAGE)).all()


def list_overtaken(session: Session) -> Sequence[tuple[RevisitPlanItem, str]]:
    """List revisits that go on though the policy was surrendered, or the customer refused.

    Who had the file locked has refused.
    """
    surrendered = sa.exists().where(
        CustomerEvent.policy_id == RevisitPlanItem.policy_id,
        CustomerEvent.kind == EventKind.SURRENDER,
        CustomerEvent.at >= RevisitPlanItem.trigger_at,
        RevisitPlanItem.plan.in_(OF_A_POLICY),
    )
    selling = RevisitPlanItem.plan.in_(rules.MARKETING_PLANS)
    refused = sa.and_(
        ~RevisitPlanItem.mandatory,
        sa.or_(_refused(Purpose.SERVICE), selling & _refused(Purpose.MARKETING), _is_locked()),
    )
    query = (
        sa.select(RevisitPlanItem, surrendered)
        .where(
            RevisitPlanItem.status.in_(OPEN),
            RevisitPlanItem.cancel_reason.is_(None),
            surrendered | refused,
        )
        .order_by(RevisitPlanItem.id)
        .limit(PAGE)
    )
    reasons = {True: rules.SURRENDER, False: rules.OPT_OUT}
    return [(item, reasons[bool(over)]) for item, over in session.execute(query)]


def _is_locked() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Customer.id == RevisitPlanItem.customer_id, Customer.locked_at.is_not(None)
    )


def _refused(purpose: Purpose) -> sa.ColumnElement[bool]:
    """Say whether the last word of a revisit's customer on a purpose is no.

    What the customer of a file that was merged says lies under the other one.
    """
    present = (
        sa.select(PRESENT_ID)
        .where(Customer.id == RevisitPlanItem.customer_id)
        .correlate(RevisitPlanItem)
        .scalar_subquery()
    )
    last = (
        sa.select(Consent.granted)
        .where(Consent.customer_id == present, Consent.purpose == purpose)
        .order_by(Consent.at.desc(), Consent.id.desc())
        .limit(1)
        .correlate(RevisitPlanItem)
        .scalar_subquery()
    )
    return last.is_(False)

"""Writes a revisit into the plan: with its limit, what the customer allows, and who sold."""

import datetime as dt
from dataclasses import dataclass

from app.insurance.customers import contact_queries
from app.insurance.customers.contact_models import Purpose
from app.insurance.customers.models import Customer, Policy
from app.insurance.records import enter
from app.insurance.revisits import rules
from app.insurance.revisits.models import RevisitPlanItem, RevisitStatus
from app.insurance.revisits.subject import note
from app.sla.limits import due_on, parse_limit
from app.sla.operations import due
from app.sla.queries import get_calendar
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a customer is revisited: a row of the table ``revisit_plan``, or what somebody chose."""

    plan: str
    due: str
    channel: str
    script: str
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a customer is revisited."""

    customer: Customer
    policy: Policy | None
    trigger: str
    at: dt.datetime
    source: str | None = None
    occasion_id: int | None = None


def enter_item(work: Work, reason: Reason, plan: Plan) -> RevisitPlanItem:
    """Write a revisit into the plan; one that the customer does not want is cancelled at once."""
    customer, policy = reason.customer, reason.policy
    marketing = contact_queries.allows(work.session, customer.id, Purpose.MARKETING)
    since, due_at = limit_of(work, reason, plan)
    calendar = get_calendar(work.session, work.processes.zone)
    item = RevisitPlanItem(
        occasion_id=reason.occasion_id,
        customer=customer,
        policy=policy,
        customer_id=customer.id,
        policy_id=None if policy is None else policy.id,
        lob=None if policy is None else policy.product.lob,
        source=reason.source,
        trigger=reason.trigger,
        trigger_at=reason.at,
        plan=plan.plan,
        since_at=since,
        limit_text=plan.due,
        due_on=due_on(due_at, parse_limit("1 d"), calendar),
        due_at=due_at,
        channel=plan.channel,
        script=plan.script,
        attempts_max=plan.attempts,
        attempts=0,
        mandatory=rules.is_mandatory(plan.plan),
        marketing_consent=marketing,
        seller=None if policy is None else policy.seller,
        status=RevisitStatus.PREPARING,
        material={},
        org_unit=(policy and policy.org_unit) or customer.org_unit,
    )
    _ask_consent(work, item)
    enter(work, item)
    note(work, item, "revisit.planned", plan=item.plan, due_at=item.due_at, why=item.cancel_reason)
    return item


def limit_of(work: Work, reason: Reason, plan: Plan) -> tuple[dt.datetime, dt.datetime]:
    """Return since when the limit of a revisit runs, and when it is due.

    A new policy's runs from the signed receipt, where that is known, and ends with the cooling-off
    period at the latest.
    """
    policy, since = reason.policy, reason.at
    if plan.plan != rules.NEW_POLICY or policy is None:
        return since, due(work, since, plan.due)
    since = policy.delivered_at or since
    planned = due(work, since, plan.due)
    if policy.cooling_off_until is None:
        return since, planned
    calendar = get_calendar(work.session, work.processes.zone)
    return since, min(planned, calendar.end_of(policy.cooling_off_until))


def _ask_consent(work: Work, item: RevisitPlanItem) -> None:
    refuses = contact_queries.refuses(work.session, item.customer_id, Purpose.SERVICE)
    against = rules.without_consent(
        item.plan,
        refuses_service=refuses or item.customer.locked_at is not None,
        allows_marketing=item.marketing_consent,
    )
    if against is not None:
        item.status, item.cancel_reason, item.closed_at = (
            RevisitStatus.CANCELLED,
            against,
            work.now,
        )

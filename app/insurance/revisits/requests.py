"""Revisits that somebody asks for: by hand, or by the message ``revisit_requested``."""

import datetime as dt

from app.errors import Conflict, NotFound
from app.insurance.answers import Answers
from app.insurance.customers.models import Customer, Policy
from app.insurance.customers.queries import get_policy, get_present
from app.insurance.revisits import queries, rules
from app.insurance.revisits.entering import Plan, Reason, enter_item
from app.insurance.revisits.models import RevisitPlanItem
from app.insurance.revisits.scripts import SCRIPTS
from app.work import Variables, Work

NB7 = "NB7"  # the script of the revisit that the law demands
BY_LAW = Plan(
    plan=rules.NEW_POLICY, due="15 d", channel="recorded_phone_or_e", script=NB7, attempts=6
)


def enter_requested(work: Work, asked: Variables) -> RevisitPlanItem:
    """Enter a revisit that is asked for.

    :raises InvalidInput: something is missing, unknown or contradictory
    :raises Conflict: the law's revisit of that policy goes on already
    """
    reason, plan = _read(work, Answers(asked, ""))
    return enter_item(work, reason, plan)


def _read(work: Work, given: Answers) -> tuple[Reason, Plan]:
    customer, policy = _customer(work, given), _policy(work, given)
    plan = _plan(work, given)
    if customer and policy and policy.policyholder_id != customer.id:
        given.refuse("policy", f"policy {policy.policy_no} is not {customer.customer_no}'s")
    if plan is BY_LAW and policy is None:
        given.refuse("policy", "policy is required", "required")
    source = given.text("reason", longest=64, required=False)
    given.finish()
    assert customer is not None and plan is not None  # else refused above
    _ensure_first(work, plan, policy)
    reason = Reason(
        customer=customer,
        policy=policy,
        trigger=rules.BY_HAND,
        at=work.now,
        source=source or None,
    )
    return reason, plan


def _customer(work: Work, given: Answers) -> Customer | None:
    key = given.text("customer", longest=32)
    try:
        customer = get_present(work.session, key) if key else None
    except NotFound as unknown:
        given.refuse("customer", str(unknown), "not_found")
        return None
    if customer is not None and customer.locked_at is not None:
        given.refuse("customer", f"the file of {customer.customer_no} is locked", "file_locked")
    return customer


def _policy(work: Work, given: Answers) -> Policy | None:
    key = given.text("policy", longest=32, required=False)
    try:
        return get_policy(work.session, key) if key else None
    except NotFound as unknown:
        given.refuse("policy", str(unknown), "not_found")
        return None


def _plan(work: Work, given: Answers) -> Plan | None:
    script = given.option("script", tuple(SCRIPTS))
    channel = given.option("channel", rules.PLANNABLE, required=False)
    due = _limit(work, given, given.day("due_on"))
    if script == NB7:
        return BY_LAW
    return Plan(
        plan=rules.BY_HAND,
        due=due,
        channel=channel or "phone",
        script=script,
        attempts=rules.ATTEMPTS_BY_HAND,
    )


def _limit(work: Work, given: Answers, due_on: dt.date | None) -> str:
    if due_on is None:
        return rules.DUE_BY_HAND
    days = (due_on - work.today).days
    if not 0 < days < 366:
        given.refuse("due_on", "due_on must lie within a year from tomorrow on")
        return rules.DUE_BY_HAND
    return f"{days} d"


def _ensure_first(work: Work, plan: Plan, policy: Policy | None) -> None:
    if plan is not BY_LAW or policy is None:
        return
    known = queries.find_open(work.session, policy.id, plan.plan)
    if known is not None:
        raise Conflict(f"revisit {known.revisit_no} of policy {policy.policy_no} goes on")

"""Plans revisits, once a day: from what happened to customers, and from the days of policies.

Each event and each day is looked at once, and again on later days only where nothing could be
planned of it; every run does one page of at most 50 of them.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from typing import Any

from app.audit import operations as audit
from app.cases.operations import start_case
from app.database import next_key
from app.errors import ClaimdeskError
from app.insurance.customers.contact_models import CustomerEvent
from app.insurance.customers.models import Customer, Policy, Segment
from app.insurance.revisits import cancelling, due_queries, rules
from app.insurance.revisits.entering import Plan, Reason, enter_item
from app.insurance.revisits.models import RevisitOccasion, RevisitPlanItem, RevisitStatus
from app.work import Work

log = logging.getLogger(__name__)

PROCESS, TABLE = "revisit", "revisit_plan"
VIP = "vip"


def plan_revisits(work: Work) -> bool:
    """Cancel what is not wanted any more, then plan what has happened and what is to come.

    What cannot be planned, e.g. for want of a year of the business calendar, is noted and tried
    again on the next day; it holds nothing else up.

    :returns: whether there may be more to do
    """
    pages = (
        cancelling.cancel_overtaken,
        _plan_again,
        _plan_events,
        _plan_expiries,
        _plan_anniversaries,
    )
    return any(page(work) for page in pages)


def _plan_again(work: Work) -> int:
    today = dt.datetime.combine(work.today, dt.time(), work.processes.zone)
    occasions = due_queries.list_to_plan_again(work.session, tried_before=today, today=work.today)
    for occasion in occasions:
        occasion.planned_at = work.now
        _plan(work, occasion)
    return len(occasions)


def _plan_events(work: Work) -> int:
    events = due_queries.list_new_events(work.session, since=work.now - rules.STALE, to=work.now)
    for event in events:
        _plan(work, _look_at(work, event.kind.value, event_id=event.id))
    return len(events)


def _plan_expiries(work: Work) -> int:
    until = work.today + dt.timedelta(days=rules.DAYS_BEFORE_EXPIRY)
    policies = due_queries.list_expiring(work.session, after=work.today, until=until)
    return _plan_days(work, rules.EXPIRY, [(policy, policy.ends_on) for policy in policies])


def _plan_anniversaries(work: Work) -> int:
    found = due_queries.list_anniversaries(work.session, today=work.today)
    return _plan_days(work, rules.ANNIVERSARY, found)


def _plan_days(work: Work, trigger: str, days: Sequence[tuple[Policy, dt.date]]) -> int:
    for policy, day in days:
        _plan(work, _look_at(work, trigger, policy_id=policy.id, occasion_on=day))
    return len(days)


def _look_at(
    work: Work,
    trigger: str,
    *,
    event_id: int | None = None,
    policy_id: int | None = None,
    occasion_on: dt.date | None = None,
) -> RevisitOccasion:
    occasion = RevisitOccasion(
        id=next_key(work.session),
        trigger=trigger,
        event_id=event_id,
        policy_id=policy_id,
        occasion_on=occasion_on,
        planned_at=work.now,
    )
    work.session.add(occasion)
    work.session.flush()
    return occasion


def _plan(work: Work, occasion: RevisitOccasion) -> None:
    """Plan what follows an occasion, or note why that cannot be done."""
    reason = _reason(work, occasion)
    try:
        with work.session.begin_nested():
            _enter(work, reason)
    except ClaimdeskError as error:
        occasion.problem, occasion.problem_code = error.detail, error.code
        _tell_unplanned(work, occasion)
    else:
        occasion.problem = occasion.problem_code = None
    work.session.flush()


def _tell_unplanned(work: Work, occasion: RevisitOccasion) -> None:
    log.warning("revisit not planned", extra={"occasion_id": occasion.id})
    detail = {"trigger": occasion.trigger, "why": occasion.problem}
    audit.record(work, "revisit.not_planned", subject=str(occasion.id), detail=detail)


def _reason(work: Work, occasion: RevisitOccasion) -> Reason:
    event = occasion.event_id and work.session.get_one(CustomerEvent, occasion.event_id)
    policy_id = event.policy_id if event else occasion.policy_id
    policy = None if policy_id is None else work.session.get_one(Policy, policy_id)
    shared: dict[str, Any] = {"trigger": occasion.trigger, "occasion_id": occasion.id}
    if event:
        customer = work.session.get_one(Customer, event.customer_id)
        return Reason(customer=customer, policy=policy, at=event.at, source=event.source, **shared)
    assert policy is not None  # the day of one
    return Reason(
        customer=policy.policyholder,
        policy=policy,
        at=work.now,
        source=policy.policy_no,
        **shared,
    )


def _enter(work: Work, reason: Reason) -> None:
    """Enter what the table says, and begin what the customer allows."""
    for row in work.ask(TABLE, _facts(reason)).value:
        plan = Plan(
            plan=row["plan"],
            due=row["due"],
            channel=row["channel"],
            script=row["script"],
            attempts=int(row["attempts"]),
        )
        item = enter_item(work, reason, plan)
        if item.status is RevisitStatus.PREPARING:
            begin(work, item)


def begin(work: Work, item: RevisitPlanItem) -> None:
    """Start the case of a revisit that was entered."""
    start_case(work, process_id=PROCESS, variables={"item_id": item.id})


def _facts(reason: Reason) -> dict[str, object]:
    policy, customer = reason.policy, reason.customer
    is_vip = customer.segment is Segment.VIP
    return {
        "trigger": reason.trigger,
        "statutory_class": None if policy is None else policy.product.statutory_class.value,
        "term_gt_1y": (
            None
            if policy is None
            else rules.is_longer_than_a_year(policy.starts_on, policy.ends_on)
        ),
        "customer_type": VIP if is_vip else customer.type.value,
    }

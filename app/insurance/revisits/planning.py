"""Plans revisits, once a day: from what happened to customers, and from the days of policies.

Each event and each day is looked at once; every run does one page of at most 50 of them.
"""

import datetime as dt
from collections.abc import Sequence

from app.cases.operations import start_case
from app.database import next_key
from app.insurance.customers.contact_models import CustomerEvent
from app.insurance.customers.models import Customer, Policy, Segment
from app.insurance.revisits import cancelling, due_queries, rules
from app.insurance.revisits.entering import Plan, Reason, enter_item
from app.insurance.revisits.models import RevisitOccasion, RevisitPlanItem, RevisitStatus
from app.work import Work

PROCESS, TABLE = "revisit", "revisit_plan"
VIP = "vip"


def plan_revisits(work: Work) -> bool:
    """Cancel what is not wanted any more, then plan what has happened and what is to come.

    :returns: whether there may be more to do
    """
    pages = (cancelling.cancel_overtaken, _plan_events, _plan_expiries, _plan_anniversaries)
    return any(page(work) for page in pages)


def _plan_events(work: Work) -> int:
    events = due_queries.list_new_events(work.session, since=work.now - rules.STALE, to=work.now)
    for event in events:
        _plan_event(work, event)
    return len(events)


def _plan_event(work: Work, event: CustomerEvent) -> None:
    policy_id = event.policy_id
    occasion = _look_at(work, event.kind.value, event_id=event.id)
    reason = Reason(
        customer=work.session.get_one(Customer, event.customer_id),
        policy=None if policy_id is None else work.session.get_one(Policy, policy_id),
        trigger=event.kind.value,
        at=event.at,
        source=event.source,
        occasion_id=occasion.id,
    )
    _plan(work, reason)


def _plan_expiries(work: Work) -> int:
    until = work.today + dt.timedelta(days=rules.DAYS_BEFORE_EXPIRY)
    policies = due_queries.list_expiring(work.session, after=work.today, until=until)
    return _plan_days(work, rules.EXPIRY, [(policy, policy.ends_on) for policy in policies])


def _plan_anniversaries(work: Work) -> int:
    found = due_queries.list_anniversaries(work.session, today=work.today)
    return _plan_days(work, rules.ANNIVERSARY, found)


def _plan_days(work: Work, trigger: str, days: Sequence[tuple[Policy, dt.date]]) -> int:
    for policy, day in days:
        occasion = _look_at(work, trigger, policy_id=policy.id, occasion_on=day)
        reason = Reason(
            customer=policy.policyholder,
            policy=policy,
            trigger=trigger,
            at=work.now,
            source=policy.policy_no,
            occasion_id=occasion.id,
        )
        _plan(work, reason)
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


def _plan(work: Work, reason: Reason) -> None:
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

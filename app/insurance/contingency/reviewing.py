"""After a contingency: its figures, what is learnt from them, and the plan that follows."""

import datetime as dt
from decimal import Decimal

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.errors import Conflict
from app.insurance.answers import Answers, instant_of, money_of
from app.insurance.contingency import plans, queries, rules
from app.insurance.contingency.models import (
    Activation,
    ActivationStatus,
    Evaluation,
    PlanStatus,
)
from app.insurance.contingency.subject import activation_of, note, refusal
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

IMPROVEMENT = "improvement_proposed"  # message
#: counted by the claims department
COUNTED = (
    "event_claims",
    "event_assessed",
    "event_paid_claims",
    "event_paid",
    "event_backlog",
    "event_reserve",
)
WORKED_OUT = (
    "activation_delay_h",
    "mean_progress",
    "hours_to_first_payment",
    "paid_to_estimate",
    "resource_cost",
    "cost_per_claim",
)
HOUR = Decimal(3600)  # seconds


def prepare_evaluation(call: CallLike) -> Variables:
    """Work out the figures of a contingency; one that cannot be worked out is null."""
    work: Work = call.work
    seen, activation = call.variables, activation_of(call)
    paid, claims = money_of(seen["event_paid"]), Decimal(seen["event_claims"])
    estimate = activation.est_property_payout + activation.est_casualty_payout
    cost = queries.cost_of_resources(work.session, activation.id)
    first_paid = seen.get("event_first_paid_at")
    return {
        "activation_delay_h": _hours(activation.proposed_at, activation.activated_at),
        "mean_progress": _rounded(queries.mean_progress(work.session, activation.id)),
        "hours_to_first_payment": _hours(
            activation.activated_at, None if first_paid is None else instant_of(first_paid)
        ),
        "paid_to_estimate": _ratio(paid, estimate, "0.0001"),
        "resource_cost": cost,
        "cost_per_claim": _ratio(cost, claims, "0.01"),
    }


def _hours(since: dt.datetime | None, until: dt.datetime | None) -> Decimal | None:
    if since is None or until is None:
        return None
    return _rounded(Decimal(str((until - since).total_seconds())) / HOUR)


def _rounded(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(Decimal("0.01"))


def _ratio(part: Decimal, whole: Decimal, places: str) -> Decimal | None:
    return (part / whole).quantize(Decimal(places)) if whole else None


def record_evaluation(call: CallLike, answers: Variables) -> Variables:
    """Keep what a contingency has shown, with its figures, and propose what is to be improved."""
    work: Work = call.work
    given = Answers(answers)
    summary, lessons = given.text("summary"), given.text("lessons")
    given.finish()
    seen, activation = call.variables, activation_of(call)
    evaluation = Evaluation(
        activation_id=activation.id,
        metrics={name: seen.get(name) for name in (*COUNTED, *WORKED_OUT)},
        summary=summary,
        lessons=lessons,
        evaluated_at=work.now,
    )
    enter(work, evaluation)
    note(work, activation, "evaluated")
    _propose_improvement(work, activation, summary, lessons)
    return {"lessons": lessons}


def _propose_improvement(work: Work, activation: Activation, summary: str, lessons: str) -> None:
    source = activation.contingency_no
    publish_message(
        work,
        name=IMPROVEMENT,
        correlation_key=source,
        variables={"source": source, "problem": lessons, "measure": "plan", "cause": summary},
        ttl=LONGEST_TTL,
        message_id=f"{IMPROVEMENT}-{source}",
    )


def record_revision(call: CallLike, answers: Variables) -> Variables:
    """Draft the next version of the plan, or change the draft that was returned.

    A draft that has come into force meanwhile by another door is followed by one more.
    """
    work: Work = call.work
    given = Answers(answers)
    changes = given.text("changes")
    new_version = given.matching("new_version", rules.VERSION)
    given.finish()
    draft_id = call.variables.get("draft_id")
    draft = None if draft_id is None else queries.get_plan(work.session, int(draft_id))
    told = {"changes": changes, "new_version": new_version}
    try:
        if draft is None or draft.status is not PlanStatus.DRAFT:
            draft = plans.revise(work, activation_of(call), **told)
        else:
            plans.revise_again(work, draft, **told)
    except Conflict as known:
        raise refusal("data/new_version", str(known), "duplicate_version") from known
    return {"draft_id": str(draft.id), **told}


def record_approval(call: CallLike, answers: Variables) -> Variables:
    """Put the new version into force, or return it to be revised again.

    One that another door has put into force meanwhile is approved already.

    :raises NotAllowed: whoever revised it does not approve it
    """
    work: Work = call.work
    given = Answers(answers)
    approved = given.option("decision", (rules.APPROVE, rules.RETURN)) == rules.APPROVE
    opinion = given.text("opinion", required=not approved)
    given.finish()
    draft = queries.get_plan(work.session, int(call.variables["draft_id"]))
    activation = activation_of(call)
    if approved:
        if draft.status is PlanStatus.DRAFT:
            plans.approve(work, draft)
        activation.status, activation.closed_at = ActivationStatus.CLOSED, work.now
        touch(work, activation)
    else:
        plans.ensure_another(work, draft)
    note(work, activation, "plan_approved" if approved else "plan_returned", opinion=opinion)
    return {"plan_approved": approved, "opinion": opinion or None}

"""Acts on a revisit from outside its tasks: begun by hand, answered, cancelled."""

from app.cases.operations import publish_message
from app.errors import Conflict
from app.insurance.answers import Answers
from app.insurance.revisits import cancelling, rules
from app.insurance.revisits.models import OPEN, RevisitPlanItem, RevisitStatus
from app.insurance.revisits.planning import begin
from app.insurance.revisits.requests import enter_requested
from app.insurance.revisits.said import read_written
from app.work import Variables, Work

ANSWERED = "revisit_answered"  # message


def begin_by_hand(work: Work, asked: Variables) -> RevisitPlanItem:
    """Begin a revisit that somebody asks for.

    :raises InvalidInput: something is missing, unknown or contradictory
    :raises Conflict: the customer does not want it, or it goes on already
    """
    item = enter_requested(work, asked)
    if item.status is RevisitStatus.CANCELLED:
        raise Conflict(
            f"customer {item.customer.customer_no} does not want it: {item.cancel_reason}"
        )
    begin(work, item)
    work.session.refresh(item)
    return item


def take_answers(work: Work, item: RevisitPlanItem, answers: Variables) -> RevisitPlanItem:
    """Take what a customer answers without a call.

    :raises Conflict: the plan wants a call or a visit, or nobody is being asked
    :raises InvalidInput: a question is left out or unknown
    """
    cancelling.hold(work, item)
    if item.status is not RevisitStatus.CONTACTING:
        raise Conflict(f"revisit {item.revisit_no} is {item.status.value}")
    if item.channel not in rules.ELECTRONIC:
        raise Conflict(f"revisit {item.revisit_no} is planned by {item.channel}")
    answered = {**answers, "contacted": True}
    read_written(work, Answers(answered, ""), item)
    told = publish_message(
        work, name=ANSWERED, correlation_key=str(item.id), variables={"answered": answered}
    )
    if told.case_id is None:  # an operator holds the case, or somebody works on it just now
        raise Conflict(f"the case of {item.revisit_no} cannot take answers now")
    work.session.refresh(item)
    return item


def cancel(work: Work, item: RevisitPlanItem, *, reason: str) -> RevisitPlanItem:
    """Cancel a revisit, since the policy was surrendered or the customer does not want it.

    :raises Conflict: it is over, or the law demands it whatever the customer wants
    """
    cancelling.hold(work, item)
    if item.status not in OPEN or item.cancel_reason is not None:
        raise Conflict(f"revisit {item.revisit_no} is {item.status.value}")
    if item.mandatory and reason == rules.OPT_OUT:
        raise Conflict(f"revisit {item.revisit_no} is owed by law")
    cancelling.tell_cancelled(work, item, reason)
    work.session.refresh(item)
    return item

"""What complaints have to know of a claim, told to their diagram."""

from app.cases.queries import find_case
from app.insurance.claims.complaints import complaint_facts
from app.insurance.claims.disputes import dispute_facts, ensure_disputable
from app.insurance.claims.handlers.subject import claim_of
from app.work import CallLike, Variables


def tell_complaint_facts(call: CallLike) -> Variables:
    """Tell what is known of the case that a complaint is about; nothing where there is none.

    The doors refuse a case that does not exist. What another process heard of it may be mistaken:
    no complaint, and none of the law's limits, waits for that to be found out.
    """
    related = call.variables.get("related_case")
    case = None if related in (None, "") else find_case(call.work.session, str(related))
    return {"known": {} if case is None else complaint_facts(call.work, case)}


def tell_dispute_facts(call: CallLike) -> Variables:
    """Tell what those who handle a dispute over a claim have to know.

    :raises Conflict: the claim still goes on
    """
    claim = claim_of(call)
    ensure_disputable(claim)
    return {"dispute_facts": dispute_facts(call.work, claim)}

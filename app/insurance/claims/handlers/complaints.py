"""What complaints have to know of a claim, told to their diagram."""

from app.cases.queries import find_case
from app.errors import FieldError, InvalidInput
from app.insurance.claims.complaints import complaint_facts
from app.insurance.claims.disputes import dispute_facts, ensure_disputable
from app.insurance.claims.handlers.subject import claim_of
from app.work import CallLike, Variables


def tell_complaint_facts(call: CallLike) -> Variables:
    """Tell what is known of the case that a complaint is about; nothing where it names none.

    :raises InvalidInput: there is no such case
    """
    related = call.variables.get("related_case")
    if related in (None, ""):
        return {"known": {}}
    case = find_case(call.work.session, str(related))
    if case is None:
        detail = f"there is no case {related}"
        wrong = FieldError(pointer="/related_case", code="not_found", detail=detail)
        raise InvalidInput(detail, errors=[wrong])
    return {"known": complaint_facts(call.work, case)}


def tell_dispute_facts(call: CallLike) -> Variables:
    """Tell what those who handle a dispute over a claim have to know.

    :raises Conflict: the claim still goes on
    """
    claim = claim_of(call)
    ensure_disputable(claim)
    return {"dispute_facts": dispute_facts(call.work, claim)}

"""The revisit a call is about: found, and what happens to it noted."""

from app.audit import operations as audit
from app.errors import NotAllowed
from app.insurance.revisits import queries
from app.insurance.revisits.models import RevisitPlanItem
from app.work import CallLike, Work


def item_of(call: CallLike) -> RevisitPlanItem:
    """Return the revisit that a case is about."""
    return queries.get_revisit(call.work.session, int(call.variables["item_id"]))


def note(work: Work, item: RevisitPlanItem, action: str, **detail: object) -> None:
    """Note in the log what happened to a revisit."""
    subject = item.revisit_no or str(item.id)
    audit.record(work, action, case_id=item.case_id, subject=subject, detail=detail)


def ensure_not_seller(work: Work, item: RevisitPlanItem) -> None:
    """Refuse who sold the policy: the seller asks and puts right nothing about it.

    :raises NotAllowed: the actor is the seller
    """
    if item.seller is not None and work.actor.username == item.seller:
        raise NotAllowed(
            f"{item.seller} sold the policy that revisit {item.revisit_no} is about",
            code="seller_excluded",
        )

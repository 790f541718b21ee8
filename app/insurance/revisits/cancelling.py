"""Ends revisits that are not wanted any more: they are kept, and count neither way."""

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.cases.running import lock_case
from app.insurance.records import find_of_case, touch
from app.insurance.revisits import due_queries
from app.insurance.revisits.models import OPEN, RevisitPlanItem, RevisitStatus
from app.insurance.revisits.subject import note
from app.work import Work

CANCELLED = "revisit_cancelled"  # message


def cancel_overtaken(work: Work) -> int:
    """Cancel a page of revisits whose policy was surrendered or whose customer refused them."""
    overtaken = due_queries.list_overtaken(work.session)
    for item, reason in overtaken:
        hold(work, item)
        if item.status in OPEN and item.cancel_reason is None:
            tell_cancelled(work, item, reason)
    return len(overtaken)


def hold(work: Work, item: RevisitPlanItem) -> None:
    """Read a revisit as stored now; until the end nobody else moves its case.

    The case before the revisit, as everybody takes them: else two would wait for each other.
    """
    if item.case_id is not None:
        lock_case(work, item.case_id)
    work.session.refresh(item)


def tell_cancelled(work: Work, item: RevisitPlanItem, reason: str) -> None:
    """Note why a revisit is cancelled, and tell its case; one that is held up learns it later."""
    item.cancel_reason = reason
    touch(work, item)
    publish_message(
        work,
        name=CANCELLED,
        correlation_key=str(item.id),
        ttl=LONGEST_TTL,
        message_id=f"{CANCELLED}-{item.id}",
    )


def end_revisit(work: Work, case_id: int, reason: str) -> None:
    """Close a revisit whose case an operator has ended; a duty to revisit is not undone by that.

    Without a contact the customer stays among those who were not reached.
    """
    item = find_of_case(work.session, RevisitPlanItem, RevisitPlanItem.case_id, case_id)
    if item is None or item.status not in OPEN:
        return
    reached = item.first_success_at is not None
    item.status = RevisitStatus.DONE if reached else RevisitStatus.UNREACHABLE
    item.closed_at = work.now
    touch(work, item)
    note(work, item, "revisit.ended_by_operator", reason=reason)

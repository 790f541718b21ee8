"""Ends revisits that are not wanted any more: they are kept, and count neither way."""

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.insurance.records import touch
from app.insurance.revisits import due_queries
from app.insurance.revisits.models import RevisitPlanItem
from app.work import Work

CANCELLED = "revisit_cancelled"  # message


def cancel_overtaken(work: Work) -> int:
    """Cancel a page of revisits whose policy was surrendered or whose customer refused them."""
    overtaken = due_queries.list_overtaken(work.session)
    for item, reason in overtaken:
        tell_cancelled(work, item, reason)
    return len(overtaken)


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

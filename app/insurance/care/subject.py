"""The item of care a call is about: found, and what happens to it noted."""

from app.audit import operations as audit
from app.insurance.care import queries
from app.insurance.care.models import CareItem
from app.work import CallLike


def item_of(call: CallLike) -> CareItem:
    """Return the item that a case is about."""
    return queries.get_item(call.work.session, int(call.variables["care_item_id"]))


def note(call: CallLike, item: CareItem, action: str, **detail: object) -> None:
    """Note in the log what happened to an item."""
    audit.record(call.work, action, case_id=call.case_id, subject=item.care_no, detail=detail)

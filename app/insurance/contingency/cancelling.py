"""Ends a contingency whose case an operator has ended: the monitor may propose one anew."""

from app.insurance.contingency.models import Activation, ActivationStatus
from app.insurance.contingency.subject import note
from app.insurance.records import find_of_case, touch
from app.work import Work

OPEN = (ActivationStatus.PROPOSED, ActivationStatus.ACTIVE, ActivationStatus.ENDED)


def end_contingency(work: Work, case_id: int, reason: str) -> None:
    """Close a contingency that nobody decides on, carries out or evaluates any more."""
    activation = find_of_case(work.session, Activation, Activation.case_id, case_id)
    if activation is None or activation.status not in OPEN:
        return
    if activation.status is ActivationStatus.ACTIVE:
        activation.ended_at, activation.end_reason = work.now, reason
        activation.ended_by = work.actor.user_id
    activation.status, activation.closed_at = ActivationStatus.CANCELLED, work.now
    touch(work, activation)
    note(work, activation, "cancelled", reason=reason)

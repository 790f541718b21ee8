"""Ends a training whose case an operator has ended."""

from app.audit import operations as audit
from app.insurance.records import find_of_case, touch
from app.insurance.training import queries, sessions
from app.insurance.training.models import Training
from app.insurance.training.vocabulary import SessionStatus, TrainingStatus
from app.work import Work

TO_COME = (SessionStatus.PLANNED, SessionStatus.OPEN)


def end_training(work: Work, case_id: int, reason: str) -> None:
    """Close a training that nobody carries on; whoever is enrolled in what was to come is told."""
    training = find_of_case(work.session, Training, Training.case_id, case_id)
    if training is None or training.closed_at is not None:
        return
    training.cancel_reason = reason
    for session in queries.list_sessions(work.session, training.id):
        if session.status in TO_COME:
            sessions.cancel(work, training, session)
    held = training.status is TrainingStatus.HELD
    training.status = TrainingStatus.CLOSED if held else TrainingStatus.CANCELLED
    training.closed_at = work.now
    touch(work, training)
    detail = {"reason": reason}
    audit.record(
        work, "training.cancelled", case_id=case_id, subject=training.training_no, detail=detail
    )

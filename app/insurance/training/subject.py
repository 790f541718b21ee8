"""The training and the session a call is about: found, and what happens to them noted."""

from app.audit import operations as audit
from app.insurance.training import queries
from app.insurance.training.models import Training, TrainingSession
from app.work import CallLike


def training_of(call: CallLike) -> Training:
    """Return the training that a case is about."""
    return queries.get_training(call.work.session, int(call.variables["training_id"]))


def session_of(call: CallLike) -> TrainingSession:
    """Return the session that a step is about."""
    return queries.get_session(call.work.session, int(call.variables["session"]["session_id"]))


def note(call: CallLike, training: Training, action: str, **detail: object) -> None:
    """Note in the log what happened to a training."""
    audit.record(
        call.work, action, case_id=call.case_id, subject=training.training_no, detail=detail
    )

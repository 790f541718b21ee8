"""The cycle or action that a call is about: found, and what happens to it noted."""

from app.audit import operations as audit
from app.insurance.quality import queries
from app.insurance.quality.models import ImprovementAction, QualityCycle
from app.work import CallLike


def cycle_of(call: CallLike) -> QualityCycle:
    """Return the cycle that a case is."""
    return queries.get_cycle(call.work.session, int(call.variables["cycle_id"]))


def action_of(call: CallLike) -> ImprovementAction:
    """Return the action that a token carries out."""
    return queries.get_action(call.work.session, int(call.variables["action_id"]))


def note(call: CallLike, number: str, action: str, **detail: object) -> None:
    """Note in the log what happened to a cycle or an action."""
    audit.record(call.work, action, case_id=call.case_id, subject=number, detail=detail)

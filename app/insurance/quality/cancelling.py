"""Ends a quality cycle, and its actions, whose case an operator has ended."""

import sqlalchemy as sa

from app.audit import operations as audit
from app.insurance.quality.models import (
    ActionStatus,
    CycleStatus,
    ImprovementAction,
    QualityCycle,
)
from app.insurance.records import find_of_case, touch
from app.work import Work

UNVERIFIED = (ActionStatus.PLANNED, ActionStatus.DONE)


def end_cycle(work: Work, case_id: int, reason: str) -> None:
    """Close a cycle that nobody carries on; what was not verified is verified no more."""
    cycle = find_of_case(work.session, QualityCycle, QualityCycle.case_id, case_id)
    if cycle is None or cycle.closed_at is not None:
        return
    for action in work.session.scalars(
        sa.select(ImprovementAction).where(
            ImprovementAction.cycle_id == cycle.id, ImprovementAction.status.in_(UNVERIFIED)
        )
    ):
        action.status, action.close_reason = ActionStatus.CANCELLED, reason
        touch(work, action)
    cycle.status, cycle.closed_at = CycleStatus.CANCELLED, work.now
    touch(work, cycle)
    detail = {"reason": reason}
    audit.record(work, "quality.cancelled", case_id=case_id, subject=cycle.cycle_no, detail=detail)

"""Reads cycles, actions and evaluations; writes nothing."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.quality.models import (
    ActionStatus,
    CycleStatus,
    EvaluationKind,
    ImprovementAction,
    QualityCycle,
    QualityEvaluation,
)
from app.insurance.records import get_by_key
from app.keyset import Cursor, Order, Slice, slice_of


def get_cycle(session: Session, key: int | str) -> QualityCycle:
    """Return a cycle by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, QualityCycle, QualityCycle.cycle_no, key, what="quality cycle")


def find_cycle_of(session: Session, case_id: int) -> QualityCycle | None:
    """Return the cycle that a case is."""
    return session.scalars(sa.select(QualityCycle).where(QualityCycle.case_id == case_id)).first()


def has_quarter(session: Session, quarter: str) -> bool:
    """Say whether the schedule has begun a quarter's cycle."""
    known = sa.exists().where(QualityCycle.quarter == quarter)
    return session.scalar(sa.select(known)) is True


def list_cycles(
    session: Session,
    *,
    status: CycleStatus | None = None,
    source: str | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[QualityCycle]:
    """List cycles, the newest first."""
    query = sa.select(QualityCycle)
    if status is not None:
        query = query.where(QualityCycle.status == status)
    if source is not None:
        query = query.where(QualityCycle.source == source)
    order = (Order(QualityCycle.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def get_action(session: Session, key: int | str) -> ImprovementAction:
    """Return an improvement action by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(
        session, ImprovementAction, ImprovementAction.action_no, key, what="improvement action"
    )


def list_actions(
    session: Session,
    *,
    cycle_id: int | None = None,
    status: ActionStatus | None = None,
    owner_id: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[ImprovementAction]:
    """List improvement actions, the newest first."""
    query = sa.select(ImprovementAction)
    if cycle_id is not None:
        query = query.where(ImprovementAction.cycle_id == cycle_id)
    if status is not None:
        query = query.where(ImprovementAction.status == status)
    if owner_id is not None:
        query = query.where(ImprovementAction.owner_id == owner_id)
    order = (Order(ImprovementAction.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def count_actions(session: Session, cycle_id: int) -> int:
    """Count the actions of a cycle."""
    rows = sa.select(sa.func.count()).where(ImprovementAction.cycle_id == cycle_id)
    return session.scalar(rows) or 0


def get_evaluation(session: Session, key: int) -> QualityEvaluation:
    """Return an evaluation.

    :raises NotFound: there is none
    """
    evaluation = session.get(QualityEvaluation, key)
    if evaluation is None:
        raise NotFound(f"no evaluation {key}")
    return evaluation


def list_evaluations(
    session: Session,
    *,
    cycle_id: int | None = None,
    kind: EvaluationKind | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[QualityEvaluation]:
    """List evaluations, the newest first."""
    query = sa.select(QualityEvaluation)
    if cycle_id is not None:
        query = query.where(QualityEvaluation.cycle_id == cycle_id)
    if kind is not None:
        query = query.where(QualityEvaluation.kind == kind)
    order = (Order(QualityEvaluation.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)

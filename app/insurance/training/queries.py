"""Reads trainings, their sessions and who is enrolled; writes nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.insurance.records import get_by_key
from app.insurance.training.models import (
    Enrolment,
    Training,
    TrainingCourse,
    TrainingInvitation,
    TrainingSession,
)
from app.insurance.training.vocabulary import (
    EnrolmentStatus,
    SessionStatus,
    TrainingSegment,
    TrainingStatus,
)
from app.keyset import Cursor, Order, Slice, slice_of


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A session and how many have a place in it."""

    session: TrainingSession
    enrolled: int


def get_training(session: Session, key: int | str) -> Training:
    """Return a training by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(session, Training, Training.training_no, key, what="training")


def list_trainings(
    session: Session,
    *,
    status: TrainingStatus | None = None,
    segment: TrainingSegment | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Training]:
    """List trainings, the newest first, e.g. those that customers may enrol in."""
    query = sa.select(Training)
    if status is not None:
        query = query.where(Training.status == status)
    if segment is not None:
        query = query.where(Training.segment == segment)
    order = (Order(Training.id, descending=True),)
    return slice_of(session, query, order, after, limit=limit, count=count)


def list_courses(session: Session) -> list[TrainingCourse]:
    """List the catalogue of courses by id; it is short."""
    return list(session.scalars(sa.select(TrainingCourse).order_by(TrainingCourse.id)))


def list_sessions(session: Session, training_id: int) -> list[TrainingSession]:
    """List the sessions of a training by their number; a plan has few."""
    rows = sa.select(TrainingSession).where(TrainingSession.training_id == training_id)
    return list(session.scalars(rows.order_by(TrainingSession.number)))


def get_session(session: Session, session_id: int) -> TrainingSession:
    """Return one session of a training.

    :raises NotFound: there is none
    """
    found = session.get(TrainingSession, session_id)
    if found is None:
        raise NotFound(f"no session {session_id}")
    return found


def count_enrolled(session: Session, session_id: int) -> int:
    """Count who has a place in a session."""
    rows = sa.select(sa.func.count()).where(
        Enrolment.session_id == session_id, Enrolment.status == EnrolmentStatus.ENROLLED
    )
    return session.scalar(rows) or 0


def list_enrolled(session: Session, session_id: int) -> list[Enrolment]:
    """List who has a place in a session, in the order they came; its capacity limits them."""
    rows = sa.select(Enrolment).where(
        Enrolment.session_id == session_id, Enrolment.status == EnrolmentStatus.ENROLLED
    )
    return list(session.scalars(rows.order_by(Enrolment.id)))


def list_enrolments(
    session: Session,
    training_id: int,
    *,
    status: EnrolmentStatus | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[Enrolment]:
    """List the enrolments in a training, the oldest first."""
    query = sa.select(Enrolment).where(Enrolment.training_id == training_id)
    if status is not None:
        query = query.where(Enrolment.status == status)
    return slice_of(session, query, (Order(Enrolment.id),), after, limit=limit, count=count)


def find_place(session: Session, training_id: int, customer_ids: Sequence[int]) -> Enrolment | None:
    """Return the place that a customer has in a training.

    :param customer_ids: of the customer's file and of those merged into it
    """
    rows = sa.select(Enrolment).where(
        Enrolment.training_id == training_id,
        Enrolment.customer_id.in_(customer_ids),
        Enrolment.status == EnrolmentStatus.ENROLLED,
    )
    return session.scalars(rows.limit(1)).first()


def list_open_sessions(session: Session, training_id: int) -> list[TrainingSession]:
    """List the sessions that customers may enrol in, the earliest first."""
    rows = list_sessions(session, training_id)
    return [row for row in rows if row.status is SessionStatus.OPEN]


def count_begun(session: Session, training_id: int, now: dt.datetime) -> int:
    """Count the sessions of a training that have begun and were not called off before."""
    called_off = (SessionStatus.CANCELLED, SessionStatus.MERGED)
    rows = sa.select(sa.func.count()).where(
        TrainingSession.training_id == training_id,
        TrainingSession.status.not_in((*called_off, SessionStatus.PLANNED)),
        TrainingSession.at <= now,
    )
    return session.scalar(rows) or 0


def counted(session: Session, one: TrainingSession) -> Counted:
    """Return a session with how many have a place in it."""
    return Counted(session=one, enrolled=count_enrolled(session, one.id))


def list_counted(session: Session, training_id: int) -> list[Counted]:
    """List the sessions of a training, each with how many have a place in it."""
    return [counted(session, one) for one in list_sessions(session, training_id)]


def list_invitations(
    session: Session,
    training_id: int,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[TrainingInvitation]:
    """List for whom a training is, and what became of each invitation."""
    query = sa.select(TrainingInvitation).where(TrainingInvitation.training_id == training_id)
    return slice_of(
        session, query, (Order(TrainingInvitation.id),), after, limit=limit, count=count
    )

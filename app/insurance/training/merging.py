"""A session that few are enrolled in goes into another one."""

import sqlalchemy as sa

from app.insurance.answers import Answers
from app.insurance.records import by_key, touch
from app.insurance.training import queries
from app.insurance.training.models import Enrolment, Training, TrainingSession
from app.insurance.training.notices import tell_moved
from app.insurance.training.operations import places_left, take_place
from app.insurance.training.vocabulary import EnrolmentStatus, SessionStatus
from app.work import Work


def choose(work: Work, session: TrainingSession, target: str, given: Answers) -> None:
    """Note into which session one goes: one that is to come, with a place for each customer."""
    found = _find_target(work, session, target)
    if found is None:
        given.refuse("merge_into", f"{target} has no other session to come", "not_found")
        return
    wanted = len(_without_place(work, session, found.training_id))
    if places_left(work, found) < wanted:
        given.refuse("merge_into", f"{target} has no {wanted} places left", "training_full")
    else:
        session.merged_into_id = found.id


def _find_target(work: Work, session: TrainingSession, target: str) -> TrainingSession | None:
    """Return the session of that id, or the earliest one of a training, with its row locked.

    Both rows are locked in the order of their ids: else two sessions that are to go into each
    other at the same moment would wait for each other.
    """
    rows = (
        sa.select(TrainingSession.id)
        .join(Training, Training.id == TrainingSession.training_id)
        .where(
            sa.or_(
                by_key(TrainingSession.id, Training.training_no, target),
                by_key(Training.id, Training.training_no, target),
            ),
            TrainingSession.id != session.id,
            TrainingSession.status == SessionStatus.OPEN,
            TrainingSession.at > work.now,
        )
    )
    found_id = work.session.scalar(rows.order_by(TrainingSession.at).limit(1))
    both = sa.select(TrainingSession).where(TrainingSession.id.in_((session.id, found_id)))
    locked = both.order_by(TrainingSession.id).with_for_update()
    now = work.session.scalars(locked.execution_options(populate_existing=True)).all()
    still = (one for one in now if one.id == found_id and one.status is SessionStatus.OPEN)
    return next(still, None)


def _without_place(work: Work, session: TrainingSession, host_id: int) -> list[Enrolment]:
    """Return who of a session has no place in any other session of a training."""
    there = sa.select(Enrolment.customer_id).where(
        Enrolment.training_id == host_id,
        Enrolment.session_id != session.id,
        Enrolment.status == EnrolmentStatus.ENROLLED,
    )
    taken = set(work.session.scalars(there))
    places = queries.list_enrolled(work.session, session.id)
    return [place for place in places if place.customer_id not in taken]


def move(work: Work, training: Training, session: TrainingSession) -> None:
    """Bring the customers of a session into the one it is merged into, and tell each of them."""
    assert session.merged_into_id is not None
    target = queries.get_session(work.session, session.merged_into_id)
    host = queries.get_training(work.session, target.training_id)
    for place in _without_place(work, session, host.id):
        take_place(work, target, place.customer_id, place.channel)
    for place in queries.list_enrolled(work.session, session.id):
        tell_moved(work, training, place, (host, target))
        place.status = EnrolmentStatus.MOVED
        touch(work, place)
    session.status = SessionStatus.MERGED
    touch(work, session)

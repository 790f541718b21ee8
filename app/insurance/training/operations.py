"""Acts on a training from outside its tasks: asked for, enrolled in, withdrawn from, cancelled."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.cases.operations import publish_message, start_case
from app.cases.running import lock_case
from app.errors import Conflict, FieldError, InvalidInput, NotFound
from app.insurance.customers.changes import ensure_usable
from app.insurance.customers.queries import former_ids, get_present
from app.insurance.records import enter, touch
from app.insurance.training import queries
from app.insurance.training.asking import read_request
from app.insurance.training.models import Enrolment, Training, TrainingSession
from app.insurance.training.vocabulary import EnrolmentStatus, SessionStatus, TrainingStatus
from app.work import Work

PROCESS = "training"
ENROLLED, SESSION_CANCELLED, CANCELLED = "enrolled", "session_cancelled", "training_cancelled"


def start_training(
    work: Work,
    *,
    segment: str,
    courses: Sequence[str] = (),
    method: str | None = None,
    customers: Sequence[str] = (),
    reason: str = "",
) -> Training:
    """Ask for a training of a segment, or of customers one names.

    :param customers: ids or numbers; without any, the customers of the segment are invited
    :raises InvalidInput: no such customer or course
    """
    asked = {
        "segment": segment,
        "courses": list(courses),
        "method": method,
        "customers": list(customers),
        "reason": reason,
    }
    read_request(work, asked)
    started = start_case(work, process_id=PROCESS, variables=asked)
    rows = sa.select(Training).where(Training.case_id == started.case.id)
    return work.session.scalars(rows).one()


def enrol(
    work: Work, training: Training, *, customer: str, channel: str, session_id: int | None = None
) -> Enrolment:
    """Give a customer a place in a session, by default the earliest with a place left.

    :raises InvalidInput: there is no such customer
    :raises Conflict: the customer's file is locked, the customer is enrolled already, no place is
        left (``training_full``), or customers cannot enrol now
    """
    _hold(work, training)
    customer_id = _customer(work, customer)
    sessions = _open_sessions(work, training, session_id)
    files = former_ids(work.session, customer_id)
    if queries.find_place(work.session, training.id, files) is not None:
        raise Conflict(f"customer {customer} is enrolled in {training.training_no} already")
    chosen = next((one for one in sessions if places_left(work, one) > 0), None)
    if chosen is None:
        raise Conflict(f"no place is left in {training.training_no}", code="training_full")
    place = take_place(work, chosen, customer_id, channel)
    told = {"enrolment_id": place.id}
    publish_message(work, name=ENROLLED, correlation_key=str(chosen.id), variables=told)
    return place


def _hold(work: Work, training: Training) -> None:
    """Read a training as stored now; until the end nobody else moves its case.

    The case before its sessions, as everybody takes them: else two would wait for each other.
    """
    lock_case(work, training.case_id)
    work.session.refresh(training)


def _customer(work: Work, key: str) -> int:
    """Return the id of a customer whose file may be used, of a merged one the other's."""
    try:
        customer = get_present(work.session, key)
    except NotFound as error:
        raise _wrong("customer", error.detail, "not_found") from None
    ensure_usable(customer)
    return customer.id


def _open_sessions(
    work: Work, training: Training, session_id: int | None
) -> Sequence[TrainingSession]:
    """Return the sessions one may enrol in, locked: two who want the last place take turns."""
    rows = sa.select(TrainingSession).where(
        TrainingSession.training_id == training.id,
        TrainingSession.status == SessionStatus.OPEN,
        TrainingSession.at > work.now,
    )
    if session_id is not None:
        rows = rows.where(TrainingSession.id == session_id)
    locked = rows.order_by(TrainingSession.at).with_for_update()
    found = work.session.scalars(locked.execution_options(populate_existing=True)).all()
    if training.status is not TrainingStatus.OPEN or not found:
        raise Conflict(f"no session of {training.training_no} takes enrolments now")
    return found


def places_left(work: Work, session: TrainingSession) -> int:
    """Return how many more customers may enrol in a session."""
    return session.capacity - queries.count_enrolled(work.session, session.id)


def take_place(work: Work, session: TrainingSession, customer_id: int, channel: str) -> Enrolment:
    """Enrol a customer; who had withdrawn from the session gets the old row again."""
    known = work.session.scalar(
        sa.select(Enrolment).where(
            Enrolment.session_id == session.id, Enrolment.customer_id == customer_id
        )
    )
    place = known or Enrolment(
        training_id=session.training_id, session_id=session.id, customer_id=customer_id
    )
    place.status, place.channel = EnrolmentStatus.ENROLLED, channel
    place.enrolled_at, place.withdrawn_at = work.now, None
    if known is None:
        return enter(work, place)
    touch(work, place)
    return place


def withdraw(work: Work, training: Training, enrolment_id: int) -> Enrolment:
    """Take a customer's enrolment back before the session begins.

    :raises Conflict: it is withdrawn, or the session has begun
    :raises NotFound: the training has no such enrolment
    """
    _hold(work, training)
    place = work.session.get(Enrolment, enrolment_id)
    if place is None or place.training_id != training.id:
        raise NotFound(f"no enrolment {enrolment_id} in {training.training_no}")
    session = queries.get_session(work.session, place.session_id)
    if place.status is not EnrolmentStatus.ENROLLED:
        raise Conflict(f"enrolment {place.id} is {place.status.value}")
    _ensure_to_come(work, session)
    place.status, place.withdrawn_at = EnrolmentStatus.WITHDRAWN, work.now
    touch(work, place)
    return place


def cancel_session(
    work: Work, training: Training, session_id: int, *, reason: str
) -> TrainingSession:
    """Cancel one session; everyone enrolled is told.

    :raises Conflict: it has begun, or is over
    """
    _hold(work, training)
    session = queries.get_session(work.session, session_id)
    if session.training_id != training.id:
        raise NotFound(f"no session {session_id} in {training.training_no}")
    _ensure_to_come(work, session)
    session.cancel_reason = reason
    touch(work, session)
    _tell(work, training, SESSION_CANCELLED, str(session.id))
    work.session.refresh(session)
    return session


def cancel_training(work: Work, training: Training, *, reason: str) -> Training:
    """Cancel a training with all its sessions; everyone enrolled is told.

    :raises Conflict: one of its sessions has begun, or it is over
    """
    _hold(work, training)
    if training.status not in (
        TrainingStatus.PLANNING,
        TrainingStatus.APPROVING,
        TrainingStatus.OPEN,
    ):
        raise Conflict(f"training {training.training_no} is {training.status.value}")
    sessions = queries.list_open_sessions(work.session, training.id)
    if queries.count_begun(work.session, training.id, work.now):
        raise Conflict(f"a session of {training.training_no} has begun: cancel the others")
    training.cancel_reason = reason
    touch(work, training)
    _tell(work, training, CANCELLED, str(training.id))
    for row in (training, *sessions):
        work.session.refresh(row)
    return training


def _ensure_to_come(work: Work, session: TrainingSession) -> None:
    if session.status is not SessionStatus.OPEN:
        raise Conflict(f"session {session.id} is {session.status.value}")
    if session.at <= work.now:
        raise Conflict(f"session {session.id} has begun")


def _tell(work: Work, training: Training, name: str, key: str) -> None:
    told = publish_message(work, name=name, correlation_key=key)
    if told.case_id is None:  # an operator holds the case, or somebody works on it just now
        raise Conflict(f"the case of {training.training_no} cannot take {name} now")


def _wrong(name: str, detail: str, code: str = "invalid_value") -> InvalidInput:
    return InvalidInput(detail, errors=[FieldError(pointer=f"/{name}", code=code, detail=detail)])

"""One session: who enrolled, whether it is held, and who came."""

from app.insurance.answers import Answers
from app.insurance.customers.contact_models import EventKind
from app.insurance.customers.contact_operations import note_event
from app.insurance.customers.models import Customer
from app.insurance.records import touch
from app.insurance.training import merging, queries, rules
from app.insurance.training.models import Enrolment, Training, TrainingSession
from app.insurance.training.notices import confirmation, tell, tell_cancelled
from app.insurance.training.subject import note, session_of, training_of
from app.insurance.training.vocabulary import EnrolmentStatus, SessionStatus
from app.work import CallLike, Variables, Work

HOLD, MERGE, CANCEL = "hold", "merge", "cancel"
DECISIONS = (CANCEL, MERGE, HOLD)


def confirm_enrolment(call: CallLike) -> None:
    """Tell a customer which session they are enrolled in."""
    work: Work = call.work
    training, session = training_of(call), session_of(call)
    place = work.session.get(Enrolment, int(call.variables["enrolment_id"]))
    assert place is not None  # it was entered with the message that tells of it
    text = confirmation(work, training, session)
    key = f"enrolled-{place.id}-{place.version}"
    tell(work, training, place.customer_id, text, key=key)
    note(call, training, "training.enrolled", session=session.number)


def count_enrolled(call: CallLike) -> Variables:
    """Say how many are enrolled, and whether a session is held without a decision."""
    work: Work = call.work
    training, session = training_of(call), session_of(call)
    enrolled = queries.count_enrolled(work.session, session.id)
    assert training.method is not None  # an approved plan has one
    enough = rules.is_enough(enrolled, capacity=session.capacity, method=training.method)
    return {"enrolled": enrolled, "enough": enough}


def record_small_session(call: CallLike, answers: Variables) -> Variables:
    """Keep what becomes of a session that few are enrolled in."""
    work: Work = call.work
    training, session = training_of(call), session_of(call)
    given = Answers(answers)
    decision = given.option("decision", DECISIONS)
    target = given.text("merge_into", longest=32, required=decision == MERGE)
    reason = given.text("reason", required=False)
    if decision == MERGE and target:
        merging.choose(work, session, target, given)
    given.finish()
    session.cancel_reason = None if decision == HOLD else reason
    touch(work, session)
    note(call, training, "training.small_session", session=session.number, decision=decision)
    return {"takes_place": decision == HOLD}


def close_session(call: CallLike) -> None:
    """Move the customers of a session to the one it is merged into, or tell them it is off."""
    work: Work = call.work
    training, session = training_of(call), session_of(call)
    merged = session.merged_into_id is not None
    if merged:
        merging.move(work, training, session)
    else:
        cancel(work, training, session)
    action = "training.session_merged" if merged else "training.session_cancelled"
    note(call, training, action, session=session.number)


def cancel(work: Work, training: Training, session: TrainingSession) -> None:
    """End a session that does not take place, and tell everyone who is enrolled."""
    for place in queries.list_enrolled(work.session, session.id):
        tell_cancelled(work, training, session, place)
        place.status = EnrolmentStatus.CANCELLED
        touch(work, place)
    session.status = SessionStatus.CANCELLED
    touch(work, session)


def call_roll(call: CallLike) -> Variables:
    """List who is enrolled when a session begins."""
    work: Work = call.work
    places = queries.list_enrolled(work.session, session_of(call).id)
    return {"attendance": [{**_customer(work, place), "present": False} for place in places]}


def _customer(work: Work, place: Enrolment) -> Variables:
    customer = work.session.get_one(Customer, place.customer_id)
    return {"customer": str(customer.id), "customer_no": customer.customer_no}


def record_session(call: CallLike, answers: Variables) -> Variables:
    """Keep who of the enrolled customers came; each one's attendance is an event of theirs."""
    work: Work = call.work
    training, session = training_of(call), session_of(call)
    places = {
        str(place.customer_id): place for place in queries.list_enrolled(work.session, session.id)
    }
    given = Answers(answers)
    came = _read_attendance(given, places)
    session.materials = given.names("materials")
    given.finish()
    for customer, place in places.items():
        place.attended = came[customer]
        touch(work, place)
    attended = [place for place in places.values() if place.attended]
    for place in attended:
        kind, case_id = EventKind.TRAINING_ATTENDED, training.case_id
        note_event(work, kind, place.customer_id, case_id=case_id, source=training.training_no)
    session.status, session.trainer_id = SessionStatus.HELD, work.actor.user_id
    touch(work, session)
    note(call, training, "training.session_held", session=session.number, attended=len(attended))
    return {"scores": [_customer(work, place) for place in attended]}


def _read_attendance(given: Answers, places: dict[str, Enrolment]) -> dict[str, bool]:
    came: dict[str, bool] = {}
    for pointer, fields in given.rows("attendance", required=bool(places)):
        row = given.row(pointer, fields)
        customer = row.text("customer")
        if customer and (customer not in places or customer in came):
            row.refuse("customer", f"{customer} is not enrolled, or stands here twice")
        came[customer] = row.truth("present", required=False)
    if places.keys() - came.keys():
        missing = ", ".join(sorted(places.keys() - came.keys()))
        given.refuse("attendance", f"nothing is said of {missing}", "incomplete")
    return came

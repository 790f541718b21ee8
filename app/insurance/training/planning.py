"""How a training comes to its plan: opened, planned by the trainer, approved or sent back."""

import datetime as dt
from collections.abc import Sequence

from app.cases.queries import get_case
from app.database import next_key
from app.errors import NotAllowed
from app.inbox.queries import people_of
from app.insurance.answers import Answers, local_text
from app.insurance.records import enter, touch
from app.insurance.training import queries, rules
from app.insurance.training.asking import METHODS, SEGMENTS, read_courses, read_request
from app.insurance.training.models import (
    Training,
    TrainingInvitation,
    TrainingSession,
)
from app.insurance.training.subject import note, training_of
from app.insurance.training.vocabulary import (
    InvitationStatus,
    Method,
    SessionStatus,
    TrainingSegment,
    TrainingStatus,
)
from app.work import CallLike, Variables, Work

NOT_YET = ("capacity", "place", "link", "budget", "return_reason", "effect_due_at")


def open_training(call: CallLike) -> Variables:
    """Enter a training, and for whom it is: named customers, those of a plan, or a segment.

    :raises InvalidInput: whoever asked for it left something out
    """
    work: Work = call.work
    asked = read_request(work, call.variables)
    number = get_case(work.session, call.case_id).business_key
    assert number is not None  # the process has a prefix for it
    training = Training(
        training_no=number,
        case_id=call.case_id,
        status=TrainingStatus.PLANNING,
        segment=asked.segment,
        trigger=asked.trigger,
        source=asked.source,
        reason=asked.reason,
        courses=asked.courses,
        method=asked.method,
    )
    enter(work, training)
    _name_customers(work, training, asked.customers)
    note(call, training, "training.opened", segment=training.segment.value, source=training.source)
    return {
        "training_id": training.id,
        "training_no": training.training_no,
        "subject": f"{training.training_no} · {rules.CHINESE[training.segment]}",
        "segment": training.segment.value,
        "trigger": training.trigger or rules.QUARTERLY,
        "courses": training.courses,
        "method": None if training.method is None else training.method.value,
        "dates": [],
        "sessions": [],
        "took_place": False,
        **dict.fromkeys(NOT_YET),
    }


def _name_customers(work: Work, training: Training, customers: Sequence[int]) -> None:
    for customer_id in dict.fromkeys(customers):
        invitation = TrainingInvitation(
            id=next_key(work.session),
            training_id=training.id,
            customer_id=customer_id,
            status=InvitationStatus.PLANNED,
        )
        work.session.add(invitation)
    work.session.flush()


def record_plan(call: CallLike, answers: Variables) -> Variables:
    """Keep what the training manager is to approve."""
    work: Work = call.work
    training = training_of(call)
    given = Answers(answers)
    segment = given.option("segment", SEGMENTS)
    training.courses = read_courses(given, required=True)
    method = given.option("method", METHODS)
    training.capacity = given.count("capacity", least=1, most=rules.LARGEST, required=True)
    training.budget = given.money("budget")
    training.place, training.link = _where(given, method)
    dates = _dates(work, given)
    given.finish()
    training.segment, training.method = TrainingSegment(segment), Method(method)
    training.planned_by, training.status = work.actor.user_id, TrainingStatus.APPROVING
    training.org_unit = work.actor.org_unit or training.org_unit
    _replace_sessions(work, training, dates)
    touch(work, training)
    note(call, training, "training.planned", courses=training.courses, sessions=len(dates))
    return {
        "segment": segment,
        "courses": training.courses,
        "method": method,
        "capacity": training.capacity,
        "dates": [{"at": local_text(at, work.processes.zone)} for at in dates],
        "place": training.place,
        "link": training.link,
        "budget": training.budget,
        "return_reason": None,
    }


def _where(given: Answers, method: str) -> tuple[str | None, str | None]:
    place = given.text("place", longest=200, required=method == Method.OFFLINE.value)
    link = given.text("link", longest=400, required=method == Method.ONLINE.value)
    if method == Method.PERSONALISED.value and not (place or link):
        given.refuse("place", "a personalised training needs a place or a link", "required")
    return place or None, link or None


def _dates(work: Work, given: Answers) -> list[dt.datetime]:
    rows = given.rows("dates")
    if not 1 <= len(rows) <= rules.MOST_SESSIONS:
        given.refuse("dates", f"a training has 1 to {rules.MOST_SESSIONS} sessions", "too_few")
    dates: set[dt.datetime] = set()
    for pointer, row in rows:
        at = given.row(pointer, row).instant("at")
        if at is not None and at <= work.now:
            given.refuse(f"{pointer}/at", f"at lies before {work.now.isoformat()}", "in_past")
        elif at is not None and at in dates:
            given.refuse(f"{pointer}/at", "there is a session at that time already")
        elif at is not None:
            dates.add(at)
    return sorted(dates)


def _replace_sessions(work: Work, training: Training, dates: Sequence[dt.datetime]) -> None:
    assert training.capacity is not None  # refused above
    for old in queries.list_sessions(work.session, training.id):
        work.session.delete(old)
    work.session.flush()
    for number, at in enumerate(dates, start=1):
        session = TrainingSession(
            training_id=training.id,
            number=number,
            status=SessionStatus.PLANNED,
            at=at,
            capacity=training.capacity,
            trainer_id=work.actor.user_id,
            materials=[],
        )
        enter(work, session)


def record_approval(call: CallLike, answers: Variables) -> Variables:
    """Let customers enrol in what was approved, or send the plan back with a reason.

    :raises NotAllowed: whoever planned a training does not approve it
    """
    work: Work = call.work
    training = training_of(call)
    if training.planned_by in people_of(work, call.case_id):
        raise NotAllowed("another person planned a training", code="four_eyes_violation")
    given = Answers(answers)
    approved = given.option("decision", ("approve", "return")) == "approve"
    reason = given.text("return_reason", required=not approved)
    sessions = queries.list_sessions(work.session, training.id)
    if approved and any(session.at <= work.now for session in sessions):
        given.refuse("decision", "a session would lie in the past: return the plan", "in_past")
    given.finish()
    training.return_reason = None if approved else reason
    training.status = TrainingStatus.OPEN if approved else TrainingStatus.PLANNING
    if approved:
        training.approved_by, training.approved_at = work.actor.user_id, work.now
    for session in sessions if approved else ():
        session.status = SessionStatus.OPEN
    touch(work, training)
    note(call, training, "training.approved" if approved else "training.returned", reason=reason)
    zone = work.processes.zone
    return {
        "approved": approved,
        "return_reason": training.return_reason,
        "sessions": [_facts(session, zone) for session in sessions if approved],
    }


def _facts(session: TrainingSession, zone: dt.tzinfo) -> Variables:
    return {
        "session_id": str(session.id),
        "at": local_text(session.at, zone),
        "check_at": local_text(session.at - rules.CHECKED_BEFORE, zone),
    }

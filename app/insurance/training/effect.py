"""How a training ends: its sessions summed up or called off, its effect reviewed."""

import datetime as dt

import sqlalchemy as sa

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.insurance.answers import Answers, local_text
from app.insurance.customers.contact_models import CustomerEvent, EventKind
from app.insurance.customers.models import Customer
from app.insurance.customers.queries import PRESENT_ID
from app.insurance.records import touch
from app.insurance.training import queries, rules, sessions
from app.insurance.training.models import Enrolment, Training
from app.insurance.training.subject import note, training_of
from app.insurance.training.vocabulary import Behaviour, SessionStatus, TrainingStatus
from app.work import CallLike, Variables, Work

IMPROVEMENT = "improvement_proposed"
TOOK_PLACE = (SessionStatus.HELD, SessionStatus.ASSESSED)


def conclude(call: CallLike) -> Variables:
    """Say whether a session of the training took place, and when its effect is to be reviewed."""
    work: Work = call.work
    training = training_of(call)
    rows = queries.list_sessions(work.session, training.id)
    held = [session.at for session in rows if session.status in TOOK_PLACE]
    merged = any(session.status is SessionStatus.MERGED for session in rows)
    if held:
        training.status, training.held_at = TrainingStatus.HELD, max(held)
    else:
        training.status = TrainingStatus.MERGED if merged else TrainingStatus.CANCELLED
        training.closed_at = work.now
    touch(work, training)
    note(call, training, "training.concluded", status=training.status.value, held=len(held))
    due = local_text(max(held) + rules.EFFECT_AFTER, work.processes.zone) if held else None
    return {"took_place": bool(held), "effect_due_at": due}


def cancel_training(call: CallLike) -> None:
    """End a training with every session that is to come; everyone enrolled is told."""
    work: Work = call.work
    training = training_of(call)
    for session in queries.list_sessions(work.session, training.id):
        if session.status in (SessionStatus.PLANNED, SessionStatus.OPEN):
            sessions.cancel(work, training, session)
    training.status, training.closed_at = TrainingStatus.CANCELLED, work.now
    touch(work, training)
    note(call, training, "training.cancelled", reason=training.cancel_reason)


def count_complaints(call: CallLike) -> Variables:
    """Count the complaints of who attended, in the 90 days before and after their session."""
    work: Work = call.work
    training = training_of(call)
    training.complaints_before = _count(work, training, -rules.EFFECT_AFTER, dt.timedelta(0))
    training.complaints_after = _count(work, training, dt.timedelta(0), rules.EFFECT_AFTER)
    touch(work, training)
    return {
        "complaints_before": training.complaints_before,
        "complaints_after": training.complaints_after,
    }


def _count(work: Work, training: Training, since: dt.timedelta, until: dt.timedelta) -> int:
    """Count complaints that were closed between two instants around each session."""
    total = 0
    for session in queries.list_sessions(work.session, training.id):
        attended = (
            sa.select(PRESENT_ID)
            .join(Enrolment, Enrolment.customer_id == Customer.id)
            .where(Enrolment.session_id == session.id, Enrolment.attended.is_(True))
        )
        events = sa.select(sa.func.count()).where(
            CustomerEvent.kind == EventKind.COMPLAINT_CLOSED,
            CustomerEvent.customer_id.in_(attended),
            CustomerEvent.at >= session.at + since,
            CustomerEvent.at < session.at + until,
        )
        total += work.session.scalar(events) or 0
    return total


def record_effect(call: CallLike, answers: Variables) -> None:
    """Keep whether the training had an effect; where it had none, propose an improvement."""
    work: Work = call.work
    training = training_of(call)
    before, after = training.complaints_before or 0, training.complaints_after or 0
    given = Answers(answers)
    change = given.option("behaviour_change", [word.value for word in Behaviour])
    behaviour = Behaviour(change) if change in {word.value for word in Behaviour} else Behaviour.NO
    effective = rules.is_effective(behaviour, before=before, after=after)
    actions = given.text("actions", required=bool(change) and not effective)
    given.finish()
    training.behaviour_change, training.effective = behaviour, effective
    training.actions = actions or None
    training.reviewed_by, training.reviewed_at = work.actor.user_id, work.now
    training.status, training.closed_at = TrainingStatus.CLOSED, work.now
    touch(work, training)
    if not effective:
        _propose(work, training)
    note(call, training, "training.reviewed", effective=effective, behaviour_change=change)


def _propose(work: Work, training: Training) -> None:
    number = training.training_no
    publish_message(
        work,
        name=IMPROVEMENT,
        correlation_key=number,
        variables={"source": number, "problem": training.actions, "measure": "training"},
        ttl=LONGEST_TTL,
        message_id=f"{IMPROVEMENT}-{number}",
    )

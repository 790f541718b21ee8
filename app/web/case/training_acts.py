"""Acts on the cases of trainings: giving places, and calling sessions off."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext, lazy_gettext

from app.cases.models import Case
from app.insurance.training import operations as trainings
from app.insurance.training.models import Training
from app.insurance.training.queries import get_training, list_counted
from app.insurance.training.vocabulary import SessionStatus, TrainingStatus
from app.web.case.asking import REASON, Act, Question, Said
from app.web.case.subject import Subject
from app.web.shown import local
from app.work import Work

TRAINING = Subject(process="training", get=get_training)
STAFF = "staff"  # the channel of a place that somebody of the house gives
TO_COME = (TrainingStatus.PLANNING, TrainingStatus.APPROVING, TrainingStatus.OPEN)


def _sessions(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the sessions to come, with how many of their places are taken."""
    training = TRAINING.of(work, case)
    return [
        (str(one.session.id), f"{local(one.session.at)} ({one.enrolled}/{one.session.capacity})")
        for one in (list_counted(work.session, training.id) if training is not None else ())
        if one.session.status is SessionStatus.OPEN and one.session.at > work.now
    ]


def _which(work: Work, case: Case) -> list[Question]:
    choices = _sessions(work, case)
    return [Question(name="session", label=gettext("Session"), kind="choice", choices=choices)]


def _where(work: Work, case: Case) -> list[Question]:
    hint = gettext("Empty: the earliest with a place left")
    return [replace(one, required=False, hint=hint) for one in _which(work, case)]


def _has_sessions(work: Work, case: Case) -> bool:
    training = TRAINING.of(work, case)
    is_held = training is not None and training.status is TrainingStatus.OPEN
    return is_held and bool(_sessions(work, case))


def _enrol(work: Work, training: Training, said: Said) -> None:
    chosen = int(said["session"]) if said["session"] else None
    trainings.enrol(work, training, customer=said["customer"], channel=STAFF, session_id=chosen)


def _cancel_session(work: Work, training: Training, said: Said) -> None:
    trainings.cancel_session(work, training, int(said["session"]), reason=said["reason"])


def _cancel(work: Work, training: Training, said: Said) -> None:
    trainings.cancel_training(work, training, reason=said["reason"])


TRAINING_ACTS: Sequence[Act] = (
    Act(
        key="enrol",
        title=lazy_gettext("Give a customer a place"),
        hint=lazy_gettext("In a session of this training that is still to come."),
        permission="training.enrol",
        is_open=_has_sessions,
        run=TRAINING.do(_enrol),
        asked=_where,
        questions=(Question(name="customer", label=lazy_gettext("Customer number"), longest=32),),
    ),
    Act(
        key="cancel_session",
        title=lazy_gettext("Call a session off"),
        hint=lazy_gettext("Everyone enrolled in it is told."),
        permission="training.cancel",
        is_open=_has_sessions,
        run=TRAINING.do(_cancel_session),
        asked=_which,
        questions=(REASON,),
        is_grave=True,
    ),
    Act(
        key="cancel_training",
        title=lazy_gettext("Call the training off"),
        hint=lazy_gettext("All its sessions; everyone enrolled is told."),
        permission="training.cancel",
        is_open=TRAINING.when(lambda one: one.status in TO_COME),
        run=TRAINING.do(_cancel),
        questions=(REASON,),
        is_grave=True,
    ),
)

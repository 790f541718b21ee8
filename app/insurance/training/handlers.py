"""What the diagram of trainings calls."""

from collections.abc import Mapping

from app.insurance.training import assessing, cancelling, effect, inviting, planning, sessions
from app.work import Ending, Handler, Listener

HANDLERS: Mapping[str, Handler] = {
    "training.open": planning.open_training,
    "training.invite": inviting.invite,
    "training.confirm_enrolment": sessions.confirm_enrolment,
    "training.count_enrolled": sessions.count_enrolled,
    "training.close_session": sessions.close_session,
    "training.call_roll": sessions.call_roll,
    "training.conclude": effect.conclude,
    "training.cancel": effect.cancel_training,
    "training.count_complaints": effect.count_complaints,
}
LISTENERS: Mapping[str, Listener] = {
    "training.record_plan": planning.record_plan,
    "training.record_approval": planning.record_approval,
    "training.record_small_session": sessions.record_small_session,
    "training.record_session": sessions.record_session,
    "training.record_assessment": assessing.record_assessment,
    "training.record_effect": effect.record_effect,
}
ENDINGS: Mapping[str, Ending] = {"training": cancelling.end_training}

"""What the diagram of contingencies calls."""

from collections.abc import Mapping

from app.insurance.contingency import cancelling, deciding, opening, responding, reviewing, telling
from app.work import Ending, Handler, Listener

HANDLERS: Mapping[str, Handler] = {
    "contingency.open": opening.open_contingency,
    "contingency.propose": opening.propose,
    "contingency.note_estimate": deciding.note_estimate,
    "contingency.screen_policies": telling.screen_policies,
    "contingency.broadcast": telling.broadcast,
    "contingency.draw_up_report": responding.draw_up_report,
    "contingency.prepare_evaluation": reviewing.prepare_evaluation,
}
LISTENERS: Mapping[str, Listener] = {
    "contingency.record_decision": deciding.record_decision,
    "contingency.record_notice": deciding.record_notice,
    "contingency.record_change": deciding.record_change,
    "contingency.record_deactivation": deciding.record_deactivation,
    "contingency.record_command": responding.record_command,
    "contingency.record_progress": responding.record_progress,
    "contingency.record_resources": responding.record_resources,
    "contingency.record_communication": responding.record_communication,
    "contingency.record_report": responding.record_report,
    "contingency.record_evaluation": reviewing.record_evaluation,
    "contingency.record_revision": reviewing.record_revision,
    "contingency.record_approval": reviewing.record_approval,
}
ENDINGS: Mapping[str, Ending] = {"contingency": cancelling.end_contingency}

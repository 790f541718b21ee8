"""What the diagram of complaints calls, by the names it uses."""

from collections.abc import Mapping

from app.insurance.complaints import cancelling
from app.insurance.complaints.handlers import (
    closing,
    extension,
    handling,
    handover,
    opening,
    review,
)
from app.work import Ending, Handler, Listener

HANDLERS: Mapping[str, Handler] = {
    "complaints.open": opening.open_complaint,
    "complaints.assign_owner": opening.assign_owner,
    "complaints.refuse": opening.refuse,
    "complaints.prepare_remedy": handling.prepare_remedy,
    "complaints.grant_remedy": handling.grant_remedy,
    "complaints.record_return": handling.record_return,
    "complaints.record_remedy": handling.record_remedy,
    "complaints.extend": extension.extend,
    "complaints.take_feedback": review.take_feedback,
    "complaints.begin_review": review.begin_review,
    "complaints.begin_tracing": closing.begin_tracing,
    "complaints.close": closing.close,
    "complaints.record_withdrawal": closing.record_withdrawal,
    "complaints.hand_over": handover.hand_over,
}
LISTENERS: Mapping[str, Listener] = {
    "complaints.record_ack": opening.record_ack,
    "complaints.record_findings": handling.record_findings,
    "complaints.record_proposal": handling.record_proposal,
    "complaints.record_reply": handling.record_reply,
    "complaints.record_request": extension.record_request,
    "complaints.record_approval": extension.record_approval,
    "complaints.record_confirmation": extension.record_confirmation,
    "complaints.record_review": review.record_review,
    "complaints.record_cause": closing.record_cause,
}
ENDINGS: Mapping[str, Ending] = {"complaint": cancelling.end_complaint}

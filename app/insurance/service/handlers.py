"""What the diagrams of service requests and of inbound messages call."""

from collections.abc import Mapping

from app.insurance.service import cancelling, passing_on, reception, replying, solving, tracking
from app.work import Ending, Handler, Listener

HANDLERS: Mapping[str, Handler] = {
    "service.open": reception.open_request,
    "service.prepare_reception": reception.prepare_reception,
    "service.raise_complaint": passing_on.raise_complaint,
    "service.report_loss": passing_on.report_loss,
    "service.route": solving.route,
    "service.ask_customer": solving.ask_customer,
    "service.take_up_again": solving.take_up_again,
    "service.record_withdrawal": solving.record_withdrawal,
    "service.store_feedback": tracking.store_feedback,
    "service.close": tracking.close,
    "service.open_message": replying.open_message,
}
LISTENERS: Mapping[str, Listener] = {
    "service.record_reception": reception.record_reception,
    "service.record_needs": solving.record_needs,
    "service.record_solution": solving.record_solution,
    "service.record_tracking": tracking.record_tracking,
    "service.record_recovery": tracking.record_recovery,
    "service.record_reply": replying.record_reply,
}
ENDINGS: Mapping[str, Ending] = {"service_request": cancelling.end_request}

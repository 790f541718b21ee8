"""What a service request, or a message of a customer, is about, on its page."""

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from app.cases.models import Case
from app.insurance.customers.queries import get_customer
from app.insurance.service.message_view import view_message
from app.insurance.service.queries import find_message_of_reply, find_request_of_case
from app.web.addresses import linked_case
from app.web.shown import local
from app.web.words import word
from app.work import Work

REQUEST_STATUS: Mapping[str, LazyString] = {
    "received": lazy_gettext("Request received"),
    "analysing": lazy_gettext("Needs being analysed"),
    "solving": lazy_gettext("Being solved"),
    "waiting": lazy_gettext("Waiting for the customer"),
    "tracking": lazy_gettext("Solved, being followed"),
    "recovering": lazy_gettext("Being made good"),
    "solved": lazy_gettext("Request solved"),
    "transferred": lazy_gettext("Passed on"),
    "withdrawn": lazy_gettext("Request withdrawn"),
    "reopened": lazy_gettext("Continued by another request"),
    "cancelled": lazy_gettext("Cancelled"),
}
TOPIC: Mapping[str, LazyString] = {
    "claim_status": lazy_gettext("Status of a claim"),
    "claim_guidance": lazy_gettext("How to claim"),
    "policy_change": lazy_gettext("Change of a policy"),
    "policy_loan": lazy_gettext("Policy loan"),
    "surrender": lazy_gettext("Surrender of a policy"),
    "revival": lazy_gettext("Revival of a policy"),
    "premium_payment": lazy_gettext("Premium payment"),
    "invoice": lazy_gettext("Invoice for premiums"),
    "product_inquiry": lazy_gettext("Question about a product"),
    "personal_data_request": lazy_gettext("Personal data of the customer"),
    "loss_report": lazy_gettext("Report of a loss"),
    "complaint": lazy_gettext("Complaint of a customer"),
    "other": lazy_gettext("Another topic"),
}
URGENCY: Mapping[str, LazyString] = {
    "low": lazy_gettext("Low urgency"),
    "normal": lazy_gettext("Normal urgency"),
    "high": lazy_gettext("High urgency"),
}
CHANNEL: Mapping[str, LazyString] = {
    "phone": lazy_gettext("By telephone"),
    "mail": lazy_gettext("By mail"),
    "sms": lazy_gettext("By SMS"),
    "online": lazy_gettext("On the website"),
    "app": lazy_gettext("In the app"),
    "counter": lazy_gettext("At the counter"),
    "letter": lazy_gettext("By letter"),
}


def request_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of a service request, each with its word."""
    request = find_request_of_case(work.session, case.id)
    if request is None:
        return []
    customer = get_customer(work.session, request.customer_id)
    rating = "—" if request.rating is None else f"{request.rating} / 5"
    return [
        (gettext("Status"), word(REQUEST_STATUS, request.status.value)),
        (gettext("Who asks"), f"{customer.name} · {customer.customer_no}"),
        (gettext("Topic of the request"), word(TOPIC, request.topic)),
        (gettext("Urgency of the request"), word(URGENCY, request.urgency)),
        (gettext("Came in"), word(CHANNEL, request.channel)),
        (gettext("In the customer's words"), request.need),
        (gettext("About the case"), linked_case(work, request.related_case)),
        (gettext("Observations"), request.observations or "—"),
        (gettext("Proposed solution"), request.proposed_solution or "—"),
        (gettext("Solution told"), request.solution or "—"),
        (gettext("Solved at"), local(request.solved_at) or "—"),
        (gettext("Rating by the customer"), rating),
    ]


def message_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of a message of a customer, each with its word."""
    message = find_message_of_reply(work.session, case.id)
    if message is None:
        return []
    shown = view_message(work, message)
    customer = get_customer(work.session, message.customer_id)
    return [
        (gettext("Who asks"), f"{customer.name} · {customer.customer_no}"),
        (gettext("Came in"), word(CHANNEL, message.channel)),
        (gettext("About the case"), linked_case(work, shown.business_key)),
        (gettext("In the customer's words"), shown.text),
        (gettext("Reply to the customer"), message.reply or "—"),
    ]

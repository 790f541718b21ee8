"""The names of the processes that ship with the product; others have that of their diagram."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

PROCESS: Mapping[str, LazyString] = {
    "approval": lazy_gettext("Approval"),
    "claim": lazy_gettext("Claim"),
    "claim_document_review": lazy_gettext("Claim document review"),
    "complaint": lazy_gettext("Complaint"),
    "contingency": lazy_gettext("Contingency plan"),
    "customer_care": lazy_gettext("Customer care"),
    "dispute": lazy_gettext("Dispute"),
    "inbound_message": lazy_gettext("Reply to a message"),
    "overdue": lazy_gettext("Overdue handling"),
    "payment": lazy_gettext("Payment"),
    "quality_cycle": lazy_gettext("Quality cycle"),
    "revisit": lazy_gettext("Revisit"),
    "revisit_report": lazy_gettext("Revisit report"),
    "service_request": lazy_gettext("Service request"),
    "training": lazy_gettext("Customer training"),
}


def name_of_process(process_id: str, name: str) -> str:
    """Return the name of a process in the reader's language.

    :param name: its diagram's
    """
    return str(PROCESS.get(process_id) or name)

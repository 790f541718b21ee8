"""The words of payments and messages in the course of a case."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

PAYMENT_KIND: Mapping[str, LazyString] = {
    "final": lazy_gettext("Payment of the claim"),
    "advance": lazy_gettext("Advance payment"),
    "ex_gratia": lazy_gettext("Ex gratia payment"),
    "dispute_difference": lazy_gettext("Difference after a dispute"),
    "complaint_remedy": lazy_gettext("Remedy of a complaint"),
    "subrogation_cost": lazy_gettext("Cost of a recovery"),
}
PAYMENT_STATUS: Mapping[str, LazyString] = {
    "draft": lazy_gettext("Being prepared"),
    "ordered": lazy_gettext("Ordered"),
    "reviewed": lazy_gettext("Confirmed by a second person"),
    "executed": lazy_gettext("Paid by the bank"),
    "failed": lazy_gettext("The bank could not pay"),
    "held": lazy_gettext("Held"),
    "cancelled": lazy_gettext("Not needed any more"),
    "reversed": lazy_gettext("Claimed back"),
}
CHANNEL: Mapping[str, LazyString] = {
    "mail": lazy_gettext("Mail"),
    "sms": lazy_gettext("SMS"),
    "phone": lazy_gettext("Telephone"),
}
DELIVERY: Mapping[str, LazyString] = {
    "waiting": lazy_gettext("To be sent"),
    "sent": lazy_gettext("Sent"),
    "refused": lazy_gettext("Refused by the other side"),
    "given_up": lazy_gettext("Did not come through"),
    "undeliverable": lazy_gettext("No address on file"),
}

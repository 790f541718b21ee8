"""What a complaint is about, on its page."""

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from app.cases.models import Case
from app.errors import NotFound
from app.identity.queries import list_users_by_id
from app.insurance.complaints.models import Complaint
from app.insurance.complaints.queries import get_complaint
from app.language import label
from app.web.addresses import linked_case
from app.web.shown import local, money
from app.web.words import word
from app.work import Work

COMPLAINT_STATUS: Mapping[str, LazyString] = {
    "received": lazy_gettext("Complaint received"),
    "investigating": lazy_gettext("What happened is being found out"),
    "resolving": lazy_gettext("Being settled"),
    "replied": lazy_gettext("Replied to"),
    "in_review": lazy_gettext("Reviewed by a superior"),
    "tracing": lazy_gettext("Root cause being traced"),
    "resolved": lazy_gettext("Complaint resolved"),
    "unresolved": lazy_gettext("Over, not to the complainant's satisfaction"),
    "not_accepted": lazy_gettext("Complaint not accepted"),
    "withdrawn": lazy_gettext("Complaint withdrawn"),
    "in_dispute": lazy_gettext("Continued as a dispute"),
    "cancelled": lazy_gettext("Cancelled"),
}
SUBJECT: Mapping[str, LazyString] = {
    "claim_delay": lazy_gettext("Delay of a claim"),
    "claim_amount": lazy_gettext("Amount of a claim"),
    "claim_rejection": lazy_gettext("Rejection of a claim"),
    "mis_selling": lazy_gettext("Mis-selling"),
    "surrender": lazy_gettext("Surrender of a policy"),
    "renewal": lazy_gettext("Renewal of a policy"),
    "policy_service": lazy_gettext("Service of a policy"),
    "privacy_breach": lazy_gettext("Breach of privacy"),
    "staff_misconduct": lazy_gettext("Misconduct of staff"),
    "service_attitude": lazy_gettext("Attitude of staff"),
    "facility": lazy_gettext("Service facilities"),
    "other": lazy_gettext("Another topic"),
}
SEVERITY: Mapping[str, LazyString] = {
    "minor": lazy_gettext("Minor complaint"),
    "normal": lazy_gettext("Ordinary complaint"),
    "major": lazy_gettext("Major complaint"),
    "critical": lazy_gettext("Critical complaint"),
}
COMPLAINT_TRACK: Mapping[str, LazyString] = {
    "simple": lazy_gettext("15 days"),
    "complex": lazy_gettext("30 days"),
    "special": lazy_gettext("60 days"),
}


def complaint_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of a complaint, each with its word."""
    try:
        found = get_complaint(work.session, case.business_key or case.id)
    except NotFound:
        return []
    return [
        (gettext("Status"), word(COMPLAINT_STATUS, found.status.value)),
        (gettext("Complained of"), word(SUBJECT, found.subject)),
        (gettext("Weight"), word(SEVERITY, found.severity)),
        (gettext("Time by law"), word(COMPLAINT_TRACK, found.track)),
        (gettext("Owner"), _owner(work, found)),
        (gettext("Remedy"), _remedy(found)),
        (gettext("Related case"), linked_case(work, found.related_case)),
        (gettext("Received at"), local(found.received_at)),
    ]


def _owner(work: Work, complaint: Complaint) -> str:
    if complaint.owner_id is None:
        return "—"
    user = list_users_by_id(work.session, [complaint.owner_id])[complaint.owner_id]
    return label(user.name, user.name_en)


def _remedy(complaint: Complaint) -> str:
    """Say which sum was proposed or granted, and whether it is paid: the reply does not wait."""
    if complaint.remedy_amount is None:
        return "—"
    amount = money(complaint.remedy_amount)
    if complaint.remedy_paid_at is None:
        return str(gettext("%(amount)s, not paid yet", amount=amount))
    at = local(complaint.remedy_paid_at)
    return str(gettext("%(amount)s, paid at %(at)s", amount=amount, at=at))

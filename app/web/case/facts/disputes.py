"""What a dispute over a claim is about, on its page, as both sides may know it."""

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from app.cases.models import Case
from app.errors import NotFound
from app.insurance.claims.queries import get_claim
from app.insurance.disputes.models import Dispute
from app.insurance.disputes.queries import get_dispute
from app.web.addresses import linked_case
from app.web.shown import local, money
from app.web.words import word
from app.work import Work

DISPUTE_STATUS: Mapping[str, LazyString] = {
    "analysing": lazy_gettext("Its cause is being found"),
    "negotiating": lazy_gettext("Being negotiated"),
    "in_mediation": lazy_gettext("Before a mediator"),
    "in_court": lazy_gettext("In court"),
    "approving": lazy_gettext("Another sum is with the approvers"),
    "concluded": lazy_gettext("Concluded, the lesson is to be noted"),
    "closed": lazy_gettext("Dispute closed"),
    "withdrawn": lazy_gettext("Dispute withdrawn"),
    "cancelled": lazy_gettext("Cancelled"),
}
RAISED_BY: Mapping[str, LazyString] = {
    "policyholder": lazy_gettext("Policyholder"),
    "insured": lazy_gettext("Insured person"),
    "beneficiary": lazy_gettext("Beneficiary"),
    "third_party": lazy_gettext("Third party"),
}
BODY: Mapping[str, LazyString] = {
    "insurance_association": lazy_gettext("Insurance association"),
    "consumer_association": lazy_gettext("Consumer association"),
    "regulator_12378": lazy_gettext("Regulator, 12378"),
    "peoples_mediation": lazy_gettext("People's mediation"),
    "arbitration": lazy_gettext("Arbitration"),
}


def dispute_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of a dispute, each with its word."""
    try:
        found = get_dispute(work.session, case.business_key or "")
    except NotFound:
        return []
    claim = get_claim(work.session, found.claim_id)
    return [
        (gettext("Status"), word(DISPUTE_STATUS, found.status.value)),
        (
            gettext("Disputed claim"),
            linked_case(work, claim.claim_no),
        ),
        (gettext("Raised by"), word(RAISED_BY, found.raised_by)),
        (gettext("What they say"), found.claim_of_party),
        (gettext("Decided sum"), money(found.offered)),
        (gettext("Sum they want"), money(found.demanded)),
        (gettext("Agreed sum"), money(found.agreed)),
        *_outside(found),
    ]


def _outside(found: Dispute) -> list[tuple[str, str]]:
    """List what is known of mediator and court, once the dispute has come there."""
    facts = []
    if found.external_body:
        number = found.external_no or "—"
        facts.append((gettext("Mediator"), f"{word(BODY, found.external_body)} · {number}"))
    if found.court:
        facts.append((gettext("Court"), f"{found.court} · {found.case_no or '—'}"))
        facts.append((gettext("Served at"), local(found.served_at) or "—"))
        facts.append((gettext("Hearing"), local(found.hearing_at) or "—"))
        facts.append((gettext("Defence filed at"), local(found.defence_filed_at) or "—"))
    return facts

"""Losses that another system reports by message: taken at once, or completed by a person."""

from app.audit import operations as audit
from app.cases.queries import get_case
from app.errors import InvalidInput
from app.insurance.claims import queries
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.report import (
    BEGINNING,
    FIELDS,
    read_claim,
    start_variables,
)
from app.insurance.claims.progress import note
from app.insurance.records import enter
from app.work import CallLike, Variables, Work

LONGEST_REFERENCE = 100
COMPLETE, INCOMPLETE, KNOWN = "complete", "incomplete", "known"
#: personal facts of a report that the process forgets once they are in the record
PERSONAL = dict.fromkeys(
    ("reporter_name", "reporter_phone", "loss_place", "loss_description"), None
)
#: what the limit for completing a report depends on, while no policy is known
NOT_TRIAGED = {"claim_id": None, "lob": None, "amount": None, "track": None, "cat_level": None}


def take_report(call: CallLike) -> Variables:
    """Enter the claim of a reported loss, or say what stands in the way.

    A report whose ``external_ref`` is known already tells nothing new.
    """
    work: Work = call.work
    seen = call.variables
    reference = _reference(seen)
    reported_by = {"reported_by": work.actor.user_id}
    if reference and queries.find_by_reference(work.session, reference) is not None:
        return {"report": KNOWN}
    fields = {name: seen[name] for name in FIELDS if seen.get(name) is not None}
    try:
        claim = read_claim(work, fields, "")
    except InvalidInput as error:
        faults = [fault.detail for fault in error.errors]
        told = {"report": INCOMPLETE, "report_faults": faults, "external_ref": reference}
        return {**told, **reported_by, **NOT_TRIAGED}
    return {"report": COMPLETE, **PERSONAL, **_enter(call, claim, reported_by["reported_by"])}


def _reference(seen: Variables) -> str | None:
    """Return the reporter's own number; what cannot be one is left out."""
    reference = seen.get("external_ref")
    fits = isinstance(reference, str) and 0 < len(reference) <= LONGEST_REFERENCE
    return reference if fits else None


def complete_report(call: CallLike, answers: Variables) -> Variables:
    """Enter the claim of a report that lacked something, with what a person has filled in."""
    fields = {name: value for name, value in answers.items() if name in FIELDS and value != ""}
    claim = read_claim(call.work, fields, "/data")
    reference = _reference(call.variables)
    if reference and queries.find_by_reference(call.work.session, reference) is not None:
        # it was reported another way meanwhile
        return {**dict.fromkeys(start_variables(call.work, claim)), "report": KNOWN}
    return {"report": COMPLETE, **_enter(call, claim, call.variables["reported_by"])}


def _enter(call: CallLike, claim: Claim, reported_by: int | None) -> Variables:
    """Keep a claim under the number that its case has already."""
    work: Work = call.work
    number = get_case(work.session, call.case_id).business_key
    assert number is not None  # the process has a prefix for it
    claim.claim_no = number
    claim.external_ref = _reference(call.variables)
    claim.case_id = call.case_id
    enter(work, claim)
    claim.created_by = reported_by  # whoever reported the loss sees it
    note(work, claim)
    audit.record(
        work,
        "claim.reported",
        case_id=call.case_id,
        subject=claim.claim_no,
        detail={"policy_no": claim.policy_no, "loss_type": claim.loss_type},
    )
    return {**BEGINNING, **start_variables(work, claim)}

"""Loss reports from two doors, ``/claims`` and ``/cases``; who sees a claim and hands in for it."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from app.api.refusals import refusal
from app.api.schemas.loss_report import ReportClaim
from app.cases.running import lock_case
from app.errors import Conflict, FieldError, InvalidInput, NotFound
from app.identity.permissions import ensure_may, may
from app.insurance.claims.models import Claim
from app.insurance.claims.operations import Reported, report_once
from app.insurance.claims.queries import get_claim
from app.work import Actor, Work


def may_see_claim(actor: Actor, claim: Claim) -> bool:
    """Say whether someone sees a claim: staff see every one, a reporter its own."""
    own = may(actor, "case.read_own") and claim.created_by == actor.user_id
    return own or may(actor, "case.read")


def get_visible_claim(work: Work, key: int | str) -> Claim:
    """Return a claim the caller may see: staff every one, a reporter its own.

    :raises NotFound: there is none, or the caller may not see it
    """
    claim = get_claim(work.session, key)
    if not may_see_claim(work.actor, claim):
        raise NotFound(f"no claim {key}")
    return claim


def hold_claim(work: Work, key: int | str) -> Claim:
    """Return a claim to act on as stored now; until the end nobody else moves its case.

    :raises NotFound: there is none, or the caller may not see it
    """
    claim = get_visible_claim(work, key)
    if claim.case_id is not None:
        lock_case(work, claim.case_id)
        work.session.refresh(claim)
    return claim


def ensure_may_submit(actor: Actor, claim: Claim) -> None:
    """Refuse who hands nothing in for a claim: staff for every one, a reporter for its own.

    :raises NotAllowed: the actor may not
    """
    if not (may(actor, "claim.submit_own") and claim.created_by == actor.user_id):
        ensure_may(actor, "claim.submit")


def report_loss(work: Work, body: Mapping[str, Any], *, root: str = "") -> Reported:
    """Take a loss report in; a repeated reference answers its claim to those who may see it.

    :param root: where the fields lie in what was sent, as a JSON pointer
    :raises Conflict: the reference is another reporter's
    """
    fields = dict(body)
    external_ref = fields.pop("external_ref")
    reported = report_once(work, fields, external_ref=external_ref, root=root)
    if not may_see_claim(work.actor, reported.claim):
        taken = f"another reporter has used the external_ref {external_ref}"
        raise Conflict(taken, code="duplicate_reference")
    return reported


def read_started(data: Mapping[str, Any], business_key: str | None) -> dict[str, Any]:
    """Return the loss report in a start of the process ``claim``.

    :param business_key: a claim's is its number; what a caller names is the reporter's own one
    :raises InvalidInput: it contradicts the report's ``external_ref``
    """
    if business_key is not None and data.get("external_ref") not in (None, business_key):
        detail = "business_key and external_ref are both the reporter's own number, and differ"
        error = FieldError(pointer="/business_key", code="invalid_field", detail=detail)
        raise InvalidInput(detail, errors=[error])
    named = data if business_key is None else {**data, "external_ref": business_key}
    try:
        report: dict[str, Any] = ReportClaim().load(named)
    except ValidationError as error:
        raise refusal({"json": {"data": error.messages}}) from error
    return report

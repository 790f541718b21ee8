"""Acts on a claim beside its tasks: replying, taking it back, assessing anew, opening it again."""

from collections.abc import Callable
from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.reports import ensure_may_submit, hold_claim
from app.api.schemas.cases import Reason
from app.api.schemas.claim_course import ClaimReply, ReopenClaim, WithdrawClaim
from app.api.schemas.claims import ClaimAnswer
from app.identity.permissions import ensure_may
from app.insurance.claims import operations
from app.insurance.claims.models import Claim

blueprint = Blueprint("claim acts", __name__, description="Acts on a claim")


def _submitted(key: int | str, act: Callable[..., Claim], body: dict[str, Any]) -> Response:
    """Act on a claim for those who may hand in for it, and answer it."""
    with command() as work:
        claim = hold_claim(work, key)
        ensure_may_submit(work.actor, claim)
        act(work, claim, **body)
        return answer(work, claim, version=claim.version)


@blueprint.route("/claims/<ref:claim>/reply", methods=["POST"])
@blueprint.arguments(ClaimReply)
@blueprint.response(200, ClaimAnswer)
def reply_to_claim(body: dict[str, Any], claim: int | str) -> Response:
    """Record that the claimant agrees to the amount, or why not"""
    return _submitted(claim, operations.take_reply, body)


@blueprint.route("/claims/<ref:claim>/withdraw", methods=["POST"])
@blueprint.arguments(WithdrawClaim)
@blueprint.response(200, ClaimAnswer)
def withdraw_claim(body: dict[str, Any], claim: int | str) -> Response:
    """Take a claim back before it is paid; an advance that was paid is recovered"""
    return _submitted(claim, operations.withdraw, body)


@blueprint.route("/claims/<ref:claim>/reassess", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, ClaimAnswer)
def reassess_claim(body: dict[str, Any], claim: int | str) -> Response:
    """Have the loss assessed anew; a round of approval that runs is void"""
    ensure_may(current_actor(), "claim.reassess")
    with command() as work:
        found = hold_claim(work, claim)
        operations.reassess(work, found, **body)
        return answer(work, found, version=found.version)


@blueprint.route("/claims/<ref:claim>/reopen", methods=["POST"])
@blueprint.arguments(ReopenClaim)
@blueprint.response(201, ClaimAnswer)
def reopen_claim(body: dict[str, Any], claim: int | str) -> Response:
    """Open a closed claim again as a new one, which begins with the assessment"""
    ensure_may(current_actor(), "claim.reopen")
    with command() as work:
        found = hold_claim(work, claim)
        new = operations.reopen(work, found, **body)
        location = f"/api/v1/claims/{new.id}"
        return answer(work, new, status=201, version=new.version, location=location)

"""Payments: showing an order, taking the bank's answer to it, and claiming it back."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.schemas.cases import Reason
from app.api.schemas.payments import DueDiligenceListAnswer, PaymentAnswer, PaymentResult
from app.identity.permissions import ensure_may
from app.insurance.claims import operations as claims
from app.insurance.payments import operations, queries
from app.transaction import reading

CLAIM = "claim"
blueprint = Blueprint("payments", __name__, description="Payments")


@blueprint.route("/payments/<ref:payment>")
@blueprint.response(200, PaymentAnswer)
def show_payment(payment: int | str) -> Any:
    """Show a payment by id or number"""
    ensure_may(current_actor(), "case.read")
    found = queries.get_payment(reading().session, payment)
    return versioned(found, found.version)


@blueprint.route("/payments/<ref:payment>/result", methods=["POST"])
@blueprint.arguments(PaymentResult)
@blueprint.response(200, PaymentAnswer)
def record_result(body: dict[str, Any], payment: int | str) -> Response:
    """Take the bank's answer; the same answer again changes nothing"""
    ensure_may(current_actor(), "payment.result")
    with command() as work:
        done = operations.record_result(work, payment, **body)
        return answer(work, done, version=done.version)


@blueprint.route("/payments/<ref:payment>/reverse", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, PaymentAnswer)
def reverse_payment(body: dict[str, Any], payment: int | str) -> Response:
    """Claim back what was paid; whoever made out or confirmed the order may not"""
    ensure_may(current_actor(), "payment.reverse")
    with command() as work:
        done = operations.reverse(work, payment, **body)
        if done.subject_type == CLAIM and done.amount is not None:
            claims.note_reversal(work, done.subject_id, done.amount)
        return answer(work, done, version=done.version)


@blueprint.route("/payments/<ref:payment>/release", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, PaymentAnswer)
def release_payment(body: dict[str, Any], payment: int | str) -> Response:
    """Let what was held be paid after all; its case makes out a new payment"""
    ensure_may(current_actor(), "payment.release")
    with command() as work:
        done = operations.release(work, payment, **body)
        return answer(work, done, version=done.version)


@blueprint.route("/payments/<ref:payment>/due-diligence")
@blueprint.response(200, DueDiligenceListAnswer)
def list_due_diligence(payment: int | str) -> Any:
    """List what the examinations of the payee found, and what became of a suspicion"""
    ensure_may(current_actor(), "payment.read_diligence")
    session = reading().session
    found = queries.get_payment(session, payment)
    return {"items": queries.list_due_diligence(session, found.id)}

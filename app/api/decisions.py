"""Deployed decisions: which there are, and what they answer."""

from typing import Any

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.schemas.decisions import DecisionsAnswer, EvaluateDecision, EvaluationAnswer
from app.decisions import queries
from app.identity.permissions import ensure_may
from app.transaction import reading

blueprint = Blueprint("decisions", __name__, description="Decision tables")


@blueprint.route("/decisions")
@blueprint.response(200, DecisionsAnswer)
def list_decisions() -> Any:
    """List the newest version of every decision"""
    work = reading()
    return {"items": queries.list_decisions(work.session, at=work.now)}


@blueprint.route("/decisions/<ref:key>/evaluate", methods=["POST"])
@blueprint.arguments(EvaluateDecision)
@blueprint.response(200, EvaluationAnswer)
def evaluate_decision(body: dict[str, Any], key: int | str) -> Any:
    """Evaluate a decision; nothing is stored"""
    ensure_may(current_actor(), "decision.evaluate")
    work = reading()
    return work.processes.decide(
        work.session, str(key), body["inputs"], at=work.now, version=body["version"]
    )

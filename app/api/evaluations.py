"""What decisions answer and why, and what another version would have answered."""

from typing import Any

from app.api.auth import current_actor
from app.api.blueprint import Blueprint, keeps_no_answer
from app.api.deployments import contents_of
from app.api.paging import page_of
from app.api.schemas.analyses import AnalysisAnswer
from app.api.schemas.decisions import OfVersion
from app.api.schemas.evaluations import (
    CaseDecisionDetailAnswer,
    CaseDecisionListAnswer,
    EvaluateDecision,
    EvaluationAnswer,
    ExampleReportAnswer,
    ExplanationAnswer,
    ReplayAnswer,
    ReplayFiles,
    ReplayQuery,
)
from app.api.schemas.shapes import ListQuery
from app.cases import operations
from app.cases import queries as cases
from app.cases.visible import get_visible_case
from app.decisions import operations as decisions
from app.decisions.case_files import CaseReport
from app.identity.permissions import ensure_may
from app.transaction import reading

blueprint = Blueprint("evaluations", __name__, description="What decisions answer, and why")


@blueprint.route("/decisions/<ref:key>/evaluate", methods=["POST"])
@blueprint.arguments(EvaluateDecision)
@blueprint.response(200, EvaluationAnswer)
@keeps_no_answer
def evaluate_decision(body: dict[str, Any], key: int | str) -> Any:
    """Evaluate a decision; nothing is stored"""
    ensure_may(current_actor(), "decision.evaluate")
    work = reading()
    return work.processes.decide(
        work.session, str(key), body["inputs"], at=work.now, version=body["version"]
    )


@blueprint.route("/decisions/<ref:key>/explain", methods=["POST"])
@blueprint.arguments(EvaluateDecision)
@blueprint.response(200, ExplanationAnswer)
@keeps_no_answer
def explain_decision(body: dict[str, Any], key: int | str) -> Any:
    """Evaluate a decision and say which rules nearly fired; also where it has no answer"""
    ensure_may(current_actor(), "decision.evaluate")
    work = reading()
    return decisions.explain(
        work.session, str(key), body["inputs"], at=work.now, version=body["version"]
    )


@blueprint.route("/decisions/<ref:key>/cases")
@blueprint.arguments(OfVersion, location="query")
@blueprint.response(200, ExampleReportAnswer)
def run_cases(query: dict[str, Any], key: int | str) -> Any:
    """Run the examples that are kept with a version of a decision"""
    ensure_may(current_actor(), "decision.evaluate")
    work = reading()
    kept = decisions.run_kept_cases(work.session, str(key), at=work.now, **query)
    return {
        "decision": key,
        "version": kept.version,
        "file": kept.file,
        "items": _results(kept.report),
        "unreached": [rule.index for rule in kept.report.unreached],
    }


@blueprint.route("/decisions/<ref:key>/analyse")
@blueprint.arguments(OfVersion, location="query")
@blueprint.response(200, AnalysisAnswer)
def analyse_decision(query: dict[str, Any], key: int | str) -> Any:
    """Say of the tables of a decision what they leave open, cover twice, or say in vain"""
    ensure_may(current_actor(), "decision.evaluate")
    work = reading()
    found = decisions.analyse_version(work.session, str(key), at=work.now, **query)
    return {"decision": key, "version": found.version, "tables": found.tables}


def _results(report: CaseReport) -> list[dict[str, Any]]:
    return [
        {
            "line": result.case.line,
            "note": result.case.note,
            "passed": not result.difference,
            "difference": result.difference,
            "rules": [rule.index for rule in result.matched if rule.decision == report.decision],
        }
        for result in report.results
    ]


@blueprint.route("/decisions/<ref:key>/replay", methods=["POST"])
@blueprint.arguments(ReplayFiles, location="files", required=False)
@blueprint.arguments(ReplayQuery, location="query")
@blueprint.response(200, ReplayAnswer)
@keeps_no_answer
def replay_decision(files: dict[str, Any], query: dict[str, Any], key: int | str) -> Any:
    """Take past decisions anew, by a file that is sent or by a deployed version"""
    ensure_may(current_actor(), "decision.replay")
    work = reading()
    span = operations.Span(since=query["since"], until=query["until"], limit=query["limit"])
    if not files["resources"]:
        return operations.replay_version(work, str(key), query["version"], span=span)
    sent = contents_of(files["resources"])
    (report,) = operations.replay_files(work, sent, span=span, key=str(key))
    return report


@blueprint.route("/cases/<ref:case>/decisions")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, CaseDecisionListAnswer)
def list_decisions_of_case(query: dict[str, Any], case: int | str) -> Any:
    """List the decisions that were taken in a case, the first one first"""
    work = reading()
    found = get_visible_case(work, case)
    return page_of(cases.list_decisions(work.session, found.id, **query))


@blueprint.route("/cases/<ref:case>/decisions/<key:decision>")
@blueprint.response(200, CaseDecisionDetailAnswer)
def show_decision_of_case(case: int | str, decision: int) -> Any:
    """Show a decision that was taken in a case, and which rules nearly fired"""
    work = reading()
    found = get_visible_case(work, case)
    taken = cases.get_decision(work.session, found.id, decision)
    explained = decisions.explain(
        work.session, taken.decision, taken.inputs, at=taken.decided_at, version=taken.version
    )
    return {
        "id": taken.id,
        "element": taken.element,
        "decided_at": taken.decided_at,
        "decision": taken.decision,
        "version": taken.version,
        "digest": taken.digest,
        "value": taken.value,
        "matched": taken.matched,
        "inputs": taken.inputs,
        "also_hold": explained.also_hold,
        "near_misses": explained.near_misses,
    }

"""Evaluates deployed decisions, and says why they came out so."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.decision_results import DecisionResult
from app.decisions.case_files import CaseReport, read_cases, run_cases
from app.decisions.dmn.model import Decision
from app.decisions.errors import DecisionError
from app.decisions.explanations import Explanation, explain_decision
from app.decisions.queries import find_cases, find_compiled, get_decision_version, model_of
from app.errors import NotFound
from app.feel import FeelError, lower


def decide(
    session: Session,
    decision_id: str,
    inputs: Mapping[str, object],
    *,
    at: dt.datetime,
    version: int | None = None,
) -> DecisionResult:
    """Evaluate a deployed decision, by default the version in force.

    :param at: the instant at which a version has to be in force
    :raises NotFound: it is not deployed, or not in force yet
    :raises DecisionError: it has no answer for these inputs
    """
    decision, row = find_compiled(session, decision_id, at=at, version=version)
    return result_of(decision, inputs, digest=row.digest, version=row.version)


def result_of(
    decision: Decision, inputs: Mapping[str, object], *, digest: str, version: int
) -> DecisionResult:
    """Evaluate a decision and say why it is that."""
    outcome = decision.evaluate(inputs)
    try:
        value = lower(outcome.value)
    except FeelError as error:  # a function
        raise DecisionError(decision.id, error.reason) from error
    return DecisionResult(
        decision=decision.id,
        value=value,
        matched=outcome.matched,
        inputs=outcome.inputs,
        digest=digest,
        version=version,
    )


@dataclass(frozen=True, kw_only=True)
class KeptCases:
    """What came of the examples that are kept with a version."""

    version: int
    file: str
    report: CaseReport


def run_kept_cases(
    session: Session, decision_id: str, *, at: dt.datetime, version: int | None = None
) -> KeptCases:
    """Run the examples that are kept with a version, by default the one in force.

    :raises NotFound: there is no such version, or it has no examples
    """
    row = get_decision_version(session, decision_id, at=at, version=version)
    kept = find_cases(session, row)
    if kept is None:
        raise NotFound(f"decision {decision_id!r} version {row.version} has no examples")
    decision = model_of(session, row).decisions[row.decision_id]
    report = run_cases(decision, read_cases(kept.content, kept.file_name))
    return KeptCases(version=row.version, file=kept.file_name, report=report)


def explain(
    session: Session,
    decision_id: str,
    inputs: Mapping[str, object],
    *,
    at: dt.datetime,
    version: int | None = None,
) -> Explanation:
    """Evaluate a deployed decision and say for every rule why it fired or not.

    :raises NotFound: it is not deployed, or not in force yet
    """
    decision, row = find_compiled(session, decision_id, at=at, version=version)
    return explain_decision(decision, inputs, digest=row.digest, version=row.version)

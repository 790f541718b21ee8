"""Checks, stores and evaluates deployed decisions."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.database import forget, next_key
from app.decision_results import DecisionResult
from app.decisions.compiled import compiled, digest_of, imports_of, load_with
from app.decisions.dmn.model import Decision
from app.decisions.errors import DecisionError, DecisionErrors, Fault
from app.decisions.models import DecisionImport, DecisionVersion
from app.decisions.queries import find_compiled, find_decision_version
from app.feel import FeelError, lower


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that a check of a file found; an ``error`` keeps it from being deployed."""

    level: str
    file: str
    element: str  #: the decision's id
    name: str  #: the column
    rule: str  #: the rule's number in the table, "" where it is not about one
    reason: str


def check(name: str, content: bytes, known: Mapping[str, bytes] | None = None) -> list[Finding]:
    """Say what is wrong with a DMN file, without storing it.

    :param known: the other DMN files of the deployment, by name: it may import them
    """
    try:
        load_with(content, imports_of(content, name, known or {}), name)
    except DecisionErrors as error:
        return [_finding(fault) for fault in error.faults]
    return []


def _finding(fault: Fault) -> Finding:
    return Finding(
        level="error",
        file=fault.file,
        element=fault.decision,
        name=fault.column,
        rule=str(fault.rule or ""),
        reason=f"{fault.text!r}: {fault.reason}" if fault.text else fault.reason,
    )


def store_decisions(
    session: Session,
    *,
    name: str,
    content: bytes,
    deployed_at: dt.datetime,
    deployment_id: int | None = None,
    known: Mapping[str, bytes] | None = None,
) -> list[DecisionVersion]:
    """Store every decision of a file: a new version where the file changed, else the stored one.

    :param known: the other DMN files of the deployment, by name: it may import them
    :raises DecisionErrors: the file has faults; nothing is stored
    """
    imported = imports_of(content, name, known or {})
    digest = digest_of(content, imported)
    model = compiled(digest, lambda: load_with(content, imported, name))
    stored = []
    for decision in model.decisions.values():
        row = find_decision_version(session, decision.id)
        if row is None or row.digest != digest:
            row = DecisionVersion(
                id=next_key(session),
                decision_id=decision.id,
                version=row.version + 1 if row else 1,
                digest=digest,
                name=decision.name,
                file_name=name,
                content=content,
                deployment_id=deployment_id,
                deployed_at=deployed_at,
            )
            session.add(row)
            session.flush()
            _store_imports(session, row, imported)
        stored.append(row)
    forget(session)
    return stored


def _store_imports(session: Session, row: DecisionVersion, imported: Mapping[str, bytes]) -> None:
    for namespace, content in imported.items():
        session.add(
            DecisionImport(
                id=next_key(session),
                decision_version_id=row.id,
                namespace=namespace,
                content=content,
            )
        )


def decide(
    session: Session,
    decision_id: str,
    inputs: Mapping[str, object],
    *,
    version: int | None = None,
) -> DecisionResult:
    """Evaluate a deployed decision, by default its newest version.

    :raises NotFound: it is not deployed
    :raises DecisionError: it has no answer for these inputs
    """
    decision, row = find_compiled(session, decision_id, version)
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

"""Stores the decisions of a file as numbered versions, with their imports and examples."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.database import forget, next_key
from app.decisions.compiled import compiled, digest_of, imports_of, load_with
from app.decisions.models import DecisionCases, DecisionImport, DecisionVersion
from app.decisions.queries import find_cases, find_in_force, find_newest


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a version comes from, and from when on it is in force.

    ``effective_from`` may lie in the future, never before ``deployed_at``.
    """

    deployed_at: dt.datetime
    effective_from: dt.datetime
    deployment_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Says:
    """What a version says: its file, and what that imports."""

    decision_id: str
    name: str
    file_name: str
    content: bytes
    digest: str
    imported: Mapping[str, bytes]


def store_decisions(
    session: Session,
    origin: Origin,
    *,
    name: str,
    content: bytes,
    known: Mapping[str, bytes] | None = None,
) -> list[DecisionVersion]:
    """Store every decision of a file: a new version where it changes what will be in force.

    A new version keeps the examples of the one before it.

    :param known: the other DMN files of the deployment, by name: it may import them
    :raises DecisionErrors: the file has faults; nothing is stored
    """
    imported = imports_of(content, name, known or {})
    digest = digest_of(content, imported)
    model = compiled(digest, lambda: load_with(content, imported, name))
    stored = []
    for decision in model.decisions.values():
        row = find_in_force(session, decision.id, origin.effective_from)
        if row is None or row.digest != digest:
            says = Says(
                decision_id=decision.id,
                name=decision.name,
                file_name=name,
                content=content,
                digest=digest,
                imported=imported,
            )
            row = add_version(session, origin, says, before=row)
        stored.append(row)
    forget(session)
    return stored


def add_version(
    session: Session,
    origin: Origin,
    says: Says,
    *,
    before: DecisionVersion | None,
    restores: int | None = None,
) -> DecisionVersion:
    """Add the next version of a decision, with the examples of the one before it."""
    newest = find_newest(session, says.decision_id)
    row = DecisionVersion(
        id=next_key(session),
        decision_id=says.decision_id,
        version=newest.version + 1 if newest else 1,
        digest=says.digest,
        name=says.name,
        file_name=says.file_name,
        content=says.content,
        deployment_id=origin.deployment_id,
        deployed_at=origin.deployed_at,
        effective_from=origin.effective_from,
        restores=restores,
    )
    session.add(row)
    session.flush()
    _store_imports(session, row, says.imported)
    kept = find_cases(session, before) if before else None
    if kept:
        store_cases(session, row, file_name=kept.file_name, content=kept.content)
    return row


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


def store_cases(session: Session, row: DecisionVersion, *, file_name: str, content: str) -> bool:
    """Keep examples with a version, in place of those it had; say whether they changed."""
    kept = find_cases(session, row)
    if kept is not None and (kept.file_name, kept.content) == (file_name, content):
        return False
    if kept is None:
        kept = DecisionCases(id=next_key(session), decision_version_id=row.id)
        session.add(kept)
    kept.file_name, kept.content = file_name, content
    session.flush()
    return True

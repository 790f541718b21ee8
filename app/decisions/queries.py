"""Looks up deployed decisions."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from app.database import memory_of, table_of
from app.decisions.compiled import compiled, load_with
from app.decisions.dmn.model import Decision, Model
from app.decisions.models import DecisionCases, DecisionImport, DecisionVersion
from app.decisions.outline import Outline, outline_of
from app.errors import NotFound

PAGE = 500

_version = table_of(DecisionVersion)
#: What deciding needs to know of a version; its content only where it is not compiled yet.
_FOUND = sa.select(
    _version.c.id, _version.c.decision_id, _version.c.version, _version.c.digest
).where(_version.c.decision_id == bindparam("key"))
_IN_FORCE = (
    _FOUND.where(_version.c.effective_from <= bindparam("at"))
    .order_by(_version.c.effective_from.desc(), _version.c.version.desc())
    .limit(sa.literal_column("1"))
)
_EXACT = _FOUND.where(_version.c.version == bindparam("version"))


def find_in_force(session: Session, key: str, at: dt.datetime) -> DecisionVersion | None:
    """Return the version of a decision that is in force at an instant."""
    query = (
        _versions_of(key)
        .where(DecisionVersion.effective_from <= at)
        .order_by(DecisionVersion.effective_from.desc(), DecisionVersion.version.desc())
    )
    return session.scalar(query.limit(1))


def find_newest(session: Session, key: str) -> DecisionVersion | None:
    """Return the version of the highest number, whether it is in force or not yet."""
    return session.scalar(_versions_of(key).order_by(DecisionVersion.version.desc()).limit(1))


def _versions_of(key: str) -> sa.Select[DecisionVersion]:
    return sa.select(DecisionVersion).where(DecisionVersion.decision_id == key)


def get_decision_version(
    session: Session, key: str, *, at: dt.datetime, version: int | None = None
) -> DecisionVersion:
    """Return a version of a decision, by default the one in force.

    :raises NotFound: there is none
    """
    if version is None:
        found = find_in_force(session, key, at)
    else:
        found = session.scalar(_versions_of(key).where(DecisionVersion.version == version))
    if found is None:
        raise _not_deployed(session, key, version)
    return found


def _not_deployed(session: Session, key: str, version: int | None) -> NotFound:
    if version is not None:
        return NotFound(f"decision {key!r} version {version} is not deployed")
    newest = find_newest(session, key)
    if newest is None:
        return NotFound(f"decision {key!r} is not deployed")
    begins = newest.effective_from.isoformat()
    return NotFound(
        f"decision {key!r} is not in force yet: version {newest.version} is from {begins}"
    )


def find_compiled(
    session: Session, key: str, *, at: dt.datetime, version: int | None = None
) -> tuple[Decision, Any]:
    """Return a decision ready to be evaluated, and number and digest of its version.

    :param version: None: the one in force at ``at``
    :raises NotFound: there is none
    """
    exact = version is not None
    row = _find_exact(session, key, version) if exact else _find_in_force(session, key, at)
    if row is None:
        raise _not_deployed(session, key, version)
    model = compiled(row.digest, lambda: _load(session, session.get_one(DecisionVersion, row.id)))
    return model.decisions[row.decision_id], row


def _find_in_force(session: Session, key: str, at: dt.datetime) -> Any:
    memory = memory_of(session)
    if ("in force", key, at) not in memory:
        asked = {"key": key, "at": at}
        memory["in force", key, at] = session.connection().execute(_IN_FORCE, asked).first()
    return memory["in force", key, at]


def _find_exact(session: Session, key: str, version: int | None) -> Any:
    return session.connection().execute(_EXACT, {"key": key, "version": version}).first()


def list_decisions(
    session: Session, *, at: dt.datetime, limit: int = PAGE
) -> list[DecisionVersion]:
    """List of each decision the version in force at an instant, by decision id."""
    rank = sa.func.row_number().over(
        partition_by=DecisionVersion.decision_id,
        order_by=(DecisionVersion.effective_from.desc(), DecisionVersion.version.desc()),
    )
    begun = (
        sa.select(DecisionVersion.id, rank.label("rank"))
        .where(DecisionVersion.effective_from <= at)
        .subquery()
    )
    query = (
        sa.select(DecisionVersion)
        .join(begun, sa.and_(begun.c.id == DecisionVersion.id, begun.c.rank == 1))
        .order_by(DecisionVersion.decision_id)
        .limit(limit)
    )
    return list(session.scalars(query))


def ensure_deployed(session: Session, key: str) -> None:
    """Refuse the name of a decision that has no version.

    :raises NotFound: there is none
    """
    if find_newest(session, key) is None:
        raise _not_deployed(session, key, None)


def list_versions(session: Session, key: str, *, limit: int = PAGE) -> list[DecisionVersion]:
    """List the versions of a decision, the newest first."""
    query = _versions_of(key).order_by(DecisionVersion.version.desc()).limit(limit)
    return list(session.scalars(query))


def state_of(row: DecisionVersion, current: DecisionVersion | None, at: dt.datetime) -> str:
    """Say whether a version is ``in_force``, ``upcoming`` or ``past`` at an instant.

    :param current: the version in force then
    """
    if row is current:
        return "in_force"
    return "upcoming" if row.effective_from > at else "past"


def outline_of_version(row: DecisionVersion) -> Outline:
    """Return what the file of a version says."""
    return outline_of(row.content, row.file_name)


def find_cases(session: Session, row: DecisionVersion) -> DecisionCases | None:
    """Return the examples that are kept with a version."""
    query = sa.select(DecisionCases).where(DecisionCases.decision_version_id == row.id)
    return session.scalar(query)


def model_of(session: Session, row: DecisionVersion) -> Model:
    """Return the compiled model of a version."""
    return compiled(row.digest, lambda: _load(session, row))


def _load(session: Session, row: DecisionVersion) -> Model:
    return load_with(row.content, imports_kept_with(session, row), row.file_name)


def imports_kept_with(session: Session, row: DecisionVersion) -> dict[str, bytes]:
    """Return what a version imports, by namespace, as it was deployed."""
    query = (
        sa.select(DecisionImport).where(DecisionImport.decision_version_id == row.id).limit(PAGE)
    )
    return {imported.namespace: imported.content for imported in session.scalars(query)}

"""Looks up deployed decisions."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from app.database import memory_of, table_of
from app.decisions.compiled import compiled, load_with
from app.decisions.dmn.model import Decision, Model
from app.decisions.models import DecisionImport, DecisionVersion
from app.errors import NotFound

PAGE = 500

_version = table_of(DecisionVersion)
#: What deciding needs to know of a version; its content only where it is not compiled yet.
_FOUND = sa.select(
    _version.c.id, _version.c.decision_id, _version.c.version, _version.c.digest
).where(_version.c.decision_id == bindparam("key"))
_NEWEST = _FOUND.order_by(_version.c.version.desc()).limit(sa.literal_column("1"))
_EXACT = _FOUND.where(_version.c.version == bindparam("version"))


def find_decision_version(
    session: Session, key: str, version: int | None = None
) -> DecisionVersion | None:
    """Return a version of a decision, by default the newest."""
    query = select_decision(key)
    if version is not None:
        query = query.where(DecisionVersion.version == version)
    return session.scalar(query.order_by(DecisionVersion.version.desc()).limit(1))


def select_decision(key: str) -> sa.Select[DecisionVersion]:
    """Select the versions of a decision."""
    return sa.select(DecisionVersion).where(DecisionVersion.decision_id == key)


def get_decision_version(session: Session, key: str, version: int | None = None) -> DecisionVersion:
    """Return a version of a decision, by default the newest.

    :raises NotFound: there is none
    """
    found = find_decision_version(session, key, version)
    if found is None:
        raise _not_deployed(key, version)
    return found


def _not_deployed(key: str, version: int | None) -> NotFound:
    wanted = f" version {version}" if version is not None else ""
    return NotFound(f"decision {key!r}{wanted} is not deployed")


def find_compiled(session: Session, key: str, version: int | None) -> tuple[Decision, Any]:
    """Return a decision ready to be evaluated, and number and digest of its version.

    :param version: None: the newest
    :raises NotFound: there is none
    """
    row = _find_newest(session, key) if version is None else _find_exact(session, key, version)
    if row is None:
        raise _not_deployed(key, version)
    model = compiled(row.digest, lambda: _load(session, session.get_one(DecisionVersion, row.id)))
    return model.decisions[row.decision_id], row


def _find_newest(session: Session, key: str) -> Any:
    memory = memory_of(session)
    if ("newest", key) not in memory:
        memory["newest", key] = session.connection().execute(_NEWEST, {"key": key}).first()
    return memory["newest", key]


def _find_exact(session: Session, key: str, version: int) -> Any:
    return session.connection().execute(_EXACT, {"key": key, "version": version}).first()


def list_decisions(
    session: Session, *, after: str = "", limit: int = PAGE
) -> list[DecisionVersion]:
    """List the newest version of each decision, by decision id."""
    newest = (
        sa.select(
            DecisionVersion.decision_id, sa.func.max(DecisionVersion.version).label("version")
        )
        .where(DecisionVersion.decision_id > after)
        .group_by(DecisionVersion.decision_id)
        .order_by(DecisionVersion.decision_id)
        .limit(limit)
        .subquery()
    )
    query = sa.select(DecisionVersion).join(
        newest,
        sa.and_(
            DecisionVersion.decision_id == newest.c.decision_id,
            DecisionVersion.version == newest.c.version,
        ),
    )
    return list(session.scalars(query.order_by(DecisionVersion.decision_id)))


def list_versions(session: Session, key: str, *, limit: int = PAGE) -> list[DecisionVersion]:
    """List the versions of a decision, the newest first."""
    query = select_decision(key).order_by(DecisionVersion.version.desc()).limit(limit)
    return list(session.scalars(query))


def _load(session: Session, row: DecisionVersion) -> Model:
    return load_with(row.content, _imports(session, row), row.file_name)


def _imports(session: Session, row: DecisionVersion) -> dict[str, bytes]:
    query = (
        sa.select(DecisionImport).where(DecisionImport.decision_version_id == row.id).limit(PAGE)
    )
    return {imported.namespace: imported.content for imported in session.scalars(query)}

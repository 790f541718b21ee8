"""Looks up deployed decisions."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
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
    """List of each decision the version in force at an instant, else one to come, by id."""
    rank = sa.func.row_number().over(
        partition_by=DecisionVersion.decision_id,
        order_by=(
            sa.case((DecisionVersion.effective_from <= at, 0), else_=1),
            DecisionVersion.effective_from.desc(),
            DecisionVersion.version.desc(),
        ),
    )
    ranked = sa.select(DecisionVersion.id, rank.label("rank")).subquery()
    query = (
        sa.select(DecisionVersion)
        .join(ranked, sa.and_(ranked.c.id == DecisionVersion.id, ranked.c.rank == 1))
        .order_by(DecisionVersion.decision_id)
        .limit(limit)
    )
    return list(session.scalars(query))


def list_versions(session: Session, key: str, *, limit: int = PAGE) -> list[DecisionVersion]:
    """List the versions of a decision, the newest first."""
    query = _versions_of(key).order_by(DecisionVersion.version.desc()).limit(limit)
    return list(session.scalars(query))


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A version and where it stands.

    ``state`` is ``in_force``, ``upcoming``, ``past``, or ``replaced``: never in force, since a
    version of a higher number begins at the same instant.
    """

    row: DecisionVersion
    state: str


@dataclass(frozen=True, kw_only=True)
class Shown(Dated):
    """A version, where it stands, and what it is made of."""

    decision: Decision


def dated_versions(session: Session, key: str, *, at: dt.datetime) -> list[Dated]:
    """List the versions of a decision, the newest first, and where each stands at an instant.

    :raises NotFound: there is none
    """
    rows = list_versions(session, key)
    if not rows:
        raise _not_deployed(session, key, None)
    last = {row.effective_from: row.version for row in reversed(rows)}
    begun = [instant for instant in last if instant <= at]
    current = last[max(begun)] if begun else None
    return [Dated(row=row, state=_state(row, last, current, at)) for row in rows]


def _state(
    row: DecisionVersion, last: Mapping[dt.datetime, int], current: int | None, at: dt.datetime
) -> str:
    if last[row.effective_from] != row.version:
        return "replaced"
    if row.version == current:
        return "in_force"
    return "upcoming" if row.effective_from > at else "past"


def show_version(
    session: Session, key: str, *, at: dt.datetime, version: int | None = None
) -> Shown:
    """Return a version, by default the one in force, else the newest to come.

    :raises NotFound: there is no such version
    """
    dated = dated_versions(session, key, at=at)
    in_force = next((one for one in dated if one.state == "in_force"), dated[0])
    by_number = {one.row.version: one for one in dated}
    if version is not None and version not in by_number:
        raise _not_deployed(session, key, version)
    found = in_force if version is None else by_number[version]
    decision = model_of(session, found.row).decisions[found.row.decision_id]
    return Shown(row=found.row, state=found.state, decision=decision)


def list_upcoming(session: Session, key: str, *, at: dt.datetime) -> list[DecisionVersion]:
    """List the versions of a decision that begin after an instant, the first one first."""
    rows = [one.row for one in dated_versions(session, key, at=at) if one.state == "upcoming"]
    return sorted(rows, key=lambda row: row.effective_from)


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

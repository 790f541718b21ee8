"""Puts an earlier version of a decision into force again, as a version of its own."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import forget
from app.decisions.compiled import load_with
from app.decisions.errors import DecisionErrors
from app.decisions.models import DecisionVersion
from app.decisions.operations.analyse import faults_of
from app.decisions.operations.store import Origin, Says, add_version
from app.decisions.queries import find_in_force, get_decision_version, imports_kept_with
from app.errors import Conflict

MOST = 500  # versions with one content


def roll_back(session: Session, key: str, version: int, origin: Origin) -> list[DecisionVersion]:
    """Make the next versions of a decision, and of those in its file, out of an earlier one.

    Decisions of one file call one another, so they go back together. A version that begins
    later than ``origin.effective_from`` still takes over when it begins.

    :raises NotFound: there is no such version
    :raises Conflict: what is in force then says the same already
    :raises DecisionErrors: it could not be deployed today
    """
    earlier = get_decision_version(session, key, at=origin.effective_from, version=version)
    _ensure_sound(session, earlier)
    restored = [
        _restored(session, origin, row)
        for row in _beside(session, earlier)
        if not _says_the_same(find_in_force(session, row.decision_id, origin.effective_from), row)
    ]
    if not restored:
        raise Conflict(
            f"decision {key!r}: what is in force then says what version {version} says",
            code="nothing_to_roll_back",
        )
    forget(session)
    return restored


def _ensure_sound(session: Session, earlier: DecisionVersion) -> None:
    """Refuse a content that could not be deployed today: the checks may have grown stricter."""
    imported = imports_kept_with(session, earlier)
    model = load_with(earlier.content, imported, earlier.file_name)
    faults = [fault for fault in faults_of(model) if fault.level == "error"]
    if faults:
        raise DecisionErrors(faults)


def _beside(session: Session, earlier: DecisionVersion) -> Sequence[DecisionVersion]:
    """List of each decision of the same file the last version that had this content."""
    query = (
        sa.select(DecisionVersion)
        .where(DecisionVersion.digest == earlier.digest)
        .order_by(DecisionVersion.decision_id, DecisionVersion.version)
        .limit(MOST)
    )
    last = {row.decision_id: row for row in session.scalars(query)}
    return list(last.values())


def _says_the_same(now: DecisionVersion | None, earlier: DecisionVersion) -> bool:
    return now is not None and now.digest == earlier.digest


def _restored(session: Session, origin: Origin, earlier: DecisionVersion) -> DecisionVersion:
    says = Says(
        decision_id=earlier.decision_id,
        name=earlier.name,
        file_name=earlier.file_name,
        content=earlier.content,
        digest=earlier.digest,
        imported=imports_kept_with(session, earlier),
    )
    return add_version(session, origin, says, before=earlier, restores=earlier.version)

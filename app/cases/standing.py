"""Where a case stands in its diagrams: what it is at, has done, has left or failed at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.models import ElementInstance, Incident

FAILED = "failed"
#: the gravest first
STATES = (FAILED, "active", "completed", "terminated")
_FRAMES = frozenset({"callActivity", "subProcess"})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One element that was entered."""

    #: the process whose diagram holds it, e.g. ``claim:3``
    process_key: str
    element: str
    kind: str
    #: ``failed``, ``active``, ``completed`` or ``terminated``
    state: str
    #: how often
    entered: int
    #: the newest token that entered it
    token_id: int

    @property
    def is_place(self) -> bool:
        """Whether the case waits here, and not in something drawn inside."""
        return self.state in ("active", FAILED) and self.kind not in _FRAMES


def list_standings(session: Session, case_id: int) -> Sequence[Standing]:
    """Return each element that a case has entered, in the order of their newest tokens."""
    row = ElementInstance
    query = (
        sa.select(
            row.process_key,
            row.element,
            row.kind,
            row.state,
            sa.func.count(),
            sa.func.max(row.token_id),
        )
        .where(row.case_id == case_id)
        .group_by(row.process_key, row.element, row.kind, row.state)
    )
    found: dict[tuple[str, str], Standing] = {}
    for key, element, kind, state, count, token in session.execute(query):
        one = Standing(
            process_key=key,
            element=element,
            kind=kind,
            state=state,
            entered=count,
            token_id=token,
        )
        known = found.get((key, element))
        found[key, element] = one if known is None else _together(known, one)
    for place in _failed(session, case_id):
        found[place] = replace(found[place], state=FAILED)
    return sorted(found.values(), key=lambda one: one.token_id)


def _failed(session: Session, case_id: int) -> set[tuple[str, str]]:
    """Return what open incidents hold."""
    row = ElementInstance
    held = sa.select(row.process_key, row.element).join(
        Incident, sa.and_(Incident.case_id == row.case_id, Incident.token_id == row.token_id)
    )
    open_ones = held.where(row.case_id == case_id, Incident.resolved_at.is_(None))
    return {(key, element) for key, element in session.execute(open_ones)}


def _together(one: Standing, other: Standing) -> Standing:
    return replace(
        one,
        state=min(one.state, other.state, key=STATES.index),
        entered=one.entered + other.entered,
        token_id=max(one.token_id, other.token_id),
    )

"""Puts an earlier version of a decision into force again."""

import datetime as dt
from collections.abc import Sequence

from app.audit import operations as audit
from app.cases.locks import lock_name
from app.decisions import operations as decisions
from app.decisions.models import DecisionVersion
from app.decisions.operations.store import Origin
from app.errors import FieldError, InvalidInput
from app.work import Work


def roll_back_decision(
    work: Work, key: str, version: int, *, effective_from: dt.datetime | None = None
) -> Sequence[DecisionVersion]:
    """Put an earlier version into force again, with the other decisions of its file.

    :param effective_from: by default now
    :raises NotFound: there is no such version
    :raises Conflict: what is in force then says the same already
    :raises InvalidInput: ``effective_from`` is over
    """
    begins = effective_from or work.now
    if begins < work.now:
        detail = f"it cannot be in force from {begins.isoformat()} on: that is over"
        field = FieldError(pointer="/effective_from", code="over", detail=detail)
        raise InvalidInput(detail, errors=[field])
    lock_name(work.session, "deployment")
    origin = Origin(deployed_at=work.now, effective_from=begins)
    rows = decisions.roll_back(work.session, key, version, origin)
    for row in rows:
        detail_of = {"version": row.version, "restores": row.restores}
        audit.record(work, "decision.rolled_back", subject=row.decision_id, detail=detail_of)
    return rows

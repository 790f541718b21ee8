"""What became of each of many tasks, as it is answered."""

from collections.abc import Sequence
from typing import Any

from app.api.errors import status_of
from app.api.task_rows import task_rows
from app.inbox.operations.bulk import Outcome
from app.work import Work


def outcome_rows(work: Work, outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Return each outcome with its task or its refusal."""
    work.session.flush()
    done = [one.task for one in outcomes if one.task is not None]
    rows = {row["id"]: row for row in task_rows(work, done)}
    return [_row(one, rows) for one in outcomes]


def _row(outcome: Outcome, rows: dict[int, dict[str, Any]]) -> dict[str, Any]:
    refusal = outcome.refusal
    if refusal is None:
        return {"id": outcome.task_id, "status": 200, "task": rows[outcome.task_id]}
    status = int(status_of(refusal) or 500)
    return {
        "id": outcome.task_id,
        "status": status,
        "code": refusal.code,
        "detail": refusal.detail,
    }

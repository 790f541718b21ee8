"""Keeps what a case leaves behind: history, the index of its variables, what tables said."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from app.cases.models import TEXT_CUT, CaseDecision, CaseVariable, ElementInstance
from app.database import next_key, table_of
from app.engine.history import Entered
from app.engine.instance import Instance
from app.work import Work

_element = table_of(ElementInstance)
_ENTERED = sa.insert(_element)
_DECIDED = sa.insert(table_of(CaseDecision))
_ENDED = (
    sa.update(_element)
    .where(_element.c.case_id == bindparam("b_case"), _element.c.token_id == bindparam("b_token"))
    .values(
        ended_at=bindparam("b_ended"),
        state=bindparam("b_state"),
        actor=bindparam("b_actor"),
        on_behalf_of=bindparam("b_absent"),
    )
)


def draw_history(work: Work, case_id: int, instance: Instance) -> None:
    """Write one row per element entered, and end those that were left."""
    opened: dict[int, dict[str, Any]] = {}
    ended: list[dict[str, Any]] = []
    actor, absent = work.actor.username, work.actor.on_behalf_of
    lender = None if absent is None else absent.username
    for event in instance.history:
        if isinstance(event, Entered):
            opened[event.token_id] = _entered(work, case_id, event)
        elif event.token_id in opened:
            opened[event.token_id].update(
                ended_at=work.now, state=event.state.lower(), actor=actor, on_behalf_of=lender
            )
        else:
            ended.append(
                {
                    "b_case": case_id,
                    "b_token": event.token_id,
                    "b_ended": work.now,
                    "b_state": event.state.lower(),
                    "b_actor": actor,
                    "b_absent": lender,
                }
            )
    connection = work.session.connection()
    if opened:
        connection.execute(_ENTERED, list(opened.values()))
    if ended:
        connection.execute(_ENDED, ended)


def _entered(work: Work, case_id: int, event: Entered) -> dict[str, Any]:
    return {
        "id": next_key(work.session),
        "case_id": case_id,
        "token_id": event.token_id,
        "element": event.element,
        "kind": event.kind,
        "process_key": event.process_key,
        "state": "active",
        "started_at": work.now,
        "ended_at": None,
        "actor": None,
        "on_behalf_of": None,
    }


def draw_variables(work: Work, case_id: int, instance: Instance) -> None:
    """Write the changed variables of the whole case as filters and lists see them."""
    changed = instance.changed
    if not changed:
        return
    rows = [
        {"id": next_key(work.session), "case_id": case_id, "name": name, **_indexed(value)}
        for name, value in changed.items()
    ]
    connection = work.session.connection()
    connection.execute(_UPSERT[connection.dialect.name], rows)


def _indexed(value: object) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": "json", "text": None, "number": None}
    if value is None:
        row["kind"] = "null"
    elif isinstance(value, bool):
        row.update(kind="boolean", text="true" if value else "false")
    elif isinstance(value, int | float | Decimal):
        row.update(kind="number", number=float(value))
    elif isinstance(value, str):
        row.update(kind="text", text=value[:TEXT_CUT].replace("\0", ""))  # PostgreSQL knows no NUL
    return row


def _upsert(insert: Any) -> Any:
    statement = insert(table_of(CaseVariable))
    return statement.on_conflict_do_update(
        index_elements=["case_id", "name"],
        set_={name: statement.excluded[name] for name in ("kind", "text", "number")},
    )


_UPSERT = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}


def draw_decisions(work: Work, case_id: int, instance: Instance) -> None:
    """Keep what the tables said: inputs, value and matched rules."""
    rows = [
        {
            "id": next_key(work.session),
            "case_id": case_id,
            "token_id": token_id,
            "element": element,
            "decision": result.decision,
            "version": result.version,
            "digest": result.digest,
            "inputs": dict(result.inputs),
            "value": result.value,
            "matched": [
                {
                    "decision": rule.decision,
                    "rule": rule.rule,
                    "index": rule.index,
                    "annotation": rule.annotation,
                }
                for rule in result.matched
            ],
            "decided_at": work.now,
        }
        for token_id, element, result in (*instance.decisions, *instance.work.log.asked)
    ]
    if rows:
        work.session.connection().execute(_DECIDED, rows)

"""Puts a broadcast signal on its way: one row per waiting case, delivered one by one."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from app.cases.definitions import StartSubscription
from app.cases.models import SignalDelivery, Subscription
from app.database import next_key, table_of
from app.engine.instance import Instance
from app.work import Work

_subscription, _start = table_of(Subscription), table_of(StartSubscription)
_LISTENING = (
    sa.select(_subscription.c.case_id)
    .distinct()
    .where(
        _subscription.c.kind == sa.literal_column("'signal'"),
        _subscription.c.name == bindparam("name"),
        _subscription.c.case_id != bindparam("sender"),
    )
    .order_by(_subscription.c.case_id)
)
_STARTING = sa.select(_start.c.process_id, _start.c.element).where(
    _start.c.kind == sa.literal_column("'signal'"), _start.c.name == bindparam("name")
)
_INSERT = sa.insert(table_of(SignalDelivery))


def send(work: Work, case_id: int, instance: Instance) -> None:
    """Send what an instance has thrown to the other cases that wait, and to start events."""
    connection = work.session.connection()
    rows: list[dict[str, Any]] = []
    for name, variables in instance.signals:
        shared = {
            "name": name,
            "variables": dict(variables),
            "sent_at": work.now,
            "run_at": work.now,
            "attempts": 0,
        }
        listening = connection.execute(_LISTENING, {"name": name, "sender": case_id})
        starting = connection.execute(_STARTING, {"name": name})
        targets = [
            *({"case_id": case, "process_id": None, "element": None} for (case,) in listening),
            *({"case_id": None, **row._mapping} for row in starting),
        ]
        rows += [{"id": next_key(work.session), **target, **shared} for target in targets]
    if rows:
        connection.execute(_INSERT, rows)

"""Start events of the newest versions: which message, signal or timer starts which process."""

from typing import Any

import sqlalchemy as sa

from app.cases.definitions import StartSubscription, StartTimer
from app.database import next_key, table_of
from app.engine import timers
from app.engine.definitions import Definition
from app.engine.triggers import Trigger
from app.work import Work

STARTING = ("message", "signal")
_timer = table_of(StartTimer)


def start_form(definition: Definition) -> str | None:
    """Return the form of the start event without a trigger."""
    plain = [name for name, trigger in definition.starts.items() if trigger is None]
    return definition.elements[plain[0]].form_id if plain else None


def replace_starts(work: Work, definition: Definition, version_id: int) -> None:
    """Let the start events of a new version stand in for those of the one before."""
    for table in (table_of(StartSubscription), _timer):
        work.session.execute(sa.delete(table).where(table.c.process_id == definition.process_id))
    for element, trigger in definition.starts.items():
        shared = {
            "id": next_key(work.session),
            "process_id": definition.process_id,
            "version_id": version_id,
            "element": element,
        }
        if trigger is not None and trigger.kind in STARTING:
            work.session.add(StartSubscription(**shared, kind=trigger.kind, name=trigger.name))
        elif trigger is not None and trigger.kind == "timer":
            _arm(work, shared, trigger)
    work.session.flush()


def _arm(work: Work, shared: dict[str, Any], trigger: Trigger) -> None:
    armed = timers.arm(trigger.timer_form or "", trigger.text, work.now)
    due = _due(armed)
    work.session.add(StartTimer(**shared, armed=armed, due_at=due, run_at=due))


def arm_again(work: Work, row: Any) -> None:
    """Arm a repetition for its next time; remove a timer that is spent."""
    armed = timers.following(row.armed, work.now)
    which = _timer.c.id == row.id
    if armed is None:
        work.session.execute(sa.delete(_timer).where(which))
        return
    due = _due(armed)
    work.session.execute(
        sa.update(_timer).where(which).values(armed=armed, due_at=due, run_at=due, attempts=0)
    )


def _due(armed: dict[str, Any]) -> Any:
    return timers.instant(armed["due"])

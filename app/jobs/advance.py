"""Lets the test clock run: from one due instant to the next, firing what falls due."""

import datetime as dt
from collections import Counter
from typing import Any

from app import clock
from app.errors import Conflict
from app.jobs import firing, schedule
from app.jobs.firing import as_counts
from app.transaction import transaction
from app.work import SYSTEM


def advance(to: dt.datetime) -> dict[str, Any]:
    """Move the test clock to an instant, and fire on the way what is due, in order.

    :raises Conflict: there is no test clock, or it shows a later instant already
    :raises TooManyFirings: over 10,000 fired; what fired stays
    """
    plan_schedule()
    fired = Counter[str]()
    at = firing.next_due()
    while at is not None and at <= to:
        _set(at)
        if (following := firing.fire_and_look(fired)) == at:
            raise Conflict(f"another process fires what is due at {at.isoformat()}")
        at = following
    with transaction(SYSTEM) as work:
        clock.set_test_clock(work.session, to)
    return {"now": to, "fired": as_counts(fired)}


def _set(at: dt.datetime) -> None:
    """Move the clock on; what is due since before now is fired now."""
    with transaction(SYSTEM) as work:
        if at > work.now:
            clock.set_test_clock(work.session, at)


def plan_schedule() -> None:
    """Give the jobs of the schedule their rows where they are missing."""
    with transaction(SYSTEM) as work:
        if not schedule.is_planned(work.session):
            schedule.plan(work)

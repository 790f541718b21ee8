"""The clock of a test database: show it, set it, let it run."""

import datetime as dt
from typing import Any

from app import clock
from app.api.auth import current_actor
from app.api.blueprint import Blueprint, keeps_no_answer
from app.api.parts import parts
from app.api.schemas.clock import AdvanceClock, AdvancedAnswer, ClockAnswer, SetClock
from app.errors import Conflict, NotFound
from app.identity.permissions import ensure_may
from app.transaction import reading, transaction

blueprint = Blueprint("clock", __name__, description="The test clock (test mode only)")


@blueprint.route("/clock")
@blueprint.response(200, ClockAnswer)
def show_clock() -> Any:
    """Show the clock"""
    return {"now": reading().now}


@blueprint.route("/clock", methods=["PUT"])
@blueprint.arguments(SetClock)
@blueprint.response(200, ClockAnswer)
def set_clock(body: dict[str, dt.datetime]) -> Any:
    """Set the clock, without firing what falls due on the way"""
    _ensure_test_clock()
    with transaction() as work:
        clock.set_test_clock(work.session, body["now"])
    return body


@blueprint.route("/clock/advance", methods=["POST"])
@blueprint.arguments(AdvanceClock)
@blueprint.response(200, AdvancedAnswer)
@keeps_no_answer
def advance_clock(body: dict[str, Any]) -> Any:
    """Let the clock run, and fire everything that falls due on the way"""
    _ensure_test_clock()
    now = reading().now
    to = body["to"] or now + body["by"]
    if to < now:
        raise Conflict(f"the clock shows {now.isoformat()} and never goes back")
    advance = parts().advance
    if advance is None:
        raise Conflict("nothing here runs what falls due")
    return advance(to)


def _ensure_test_clock() -> None:
    ensure_may(current_actor(), "clock.set")
    if not parts().test_mode:
        raise NotFound("there is no test clock outside test mode")

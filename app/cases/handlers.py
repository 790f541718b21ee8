"""What diagrams may call to run the clocks of a whole case: ``sla.open`` and ``sla.stop``."""

import datetime as dt
from collections.abc import Mapping

from app.cases.clocks import stop_clock
from app.errors import InvalidInput
from app.sla import operations
from app.work import CallLike, Handler, Variables, Work


def open_stage(call: CallLike) -> Variables | None:
    """Open the clocks of the stage that the task's header ``stage`` names.

    The header ``at`` says since when (an instant as text), by default now; it may lie in the past,
    never in the future. What the limit depends on is read from the variables of those names.
    """
    operations.open_clock(
        call.work,
        case_id=call.case_id,
        stage=_stage(call),
        facts={name: call.variables.get(name) for name in operations.FACTS},
        at=_at(call),
    )
    return None


def stop_stage(call: CallLike) -> Variables | None:
    """Stop the clocks of the stage that the header ``stage`` names, at ``at``, by default now."""
    stop_clock(call.work, case_id=call.case_id, stage=_stage(call), at=_at(call))
    return None


def _stage(call: CallLike) -> str:
    stage = call.headers.get("stage")
    if not stage:
        raise InvalidInput(f"{call.element} names no stage; give it a header 'stage'")
    return stage


def _at(call: CallLike) -> dt.datetime | None:
    text = call.headers.get("at")
    if not text:
        return None
    work: Work = call.work
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"{call.element}: {text!r} is no instant") from error
    return at if at.tzinfo else at.replace(tzinfo=work.processes.zone)


HANDLERS: Mapping[str, Handler] = {"sla.open": open_stage, "sla.stop": stop_stage}

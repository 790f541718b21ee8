"""The contingency a call is about: found, and what happens to it noted."""

from collections.abc import Sequence
from typing import Any

from app.audit import operations as audit
from app.errors import FieldError, InvalidInput
from app.insurance.answers import local_text
from app.insurance.contingency import queries
from app.insurance.contingency.models import Activation
from app.work import CallLike, Work


def activation_of(call: CallLike) -> Activation:
    """Return the contingency that a case is about."""
    return queries.get_activation(call.work.session, int(call.variables["activation_id"]))


def now_of(work: Work) -> str:
    """Return the instant as logs hold it."""
    return local_text(work.now, work.processes.zone)


def note(work: Work, activation: Activation, action: str, **detail: object) -> None:
    """Note in the log what happened to a contingency."""
    audit.record(
        work,
        f"contingency.{action}",
        case_id=activation.case_id,
        subject=activation.contingency_no,
        detail=detail,
    )


def refusal(name: str, detail: str, code: str = "invalid_value") -> InvalidInput:
    """Return the refusal of one field."""
    return InvalidInput(detail, errors=[FieldError(pointer=f"/{name}", code=code, detail=detail)])


def scope_of(activation: Activation, work: Work) -> dict[str, Any]:
    """Return where and when a contingency is, as process variables hold it."""
    ends, zone = activation.window_to, work.processes.zone
    begins = activation.window_from or activation.started_at
    return {
        "window_from": local_text(begins, zone),
        "window_to": None if ends is None else local_text(ends, zone),
        "perils": list[str](activation.perils),
        "regions": list[str](activation.regions),
    }


def title(event_type: str, regions: Sequence[str]) -> str:
    """Return a contingency in one line, as inboxes show it."""
    return f"{event_type} · {'、'.join(regions)}"

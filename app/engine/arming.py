"""Waiting: what a token on an event waits for, and timers that follow the variables they read."""

from typing import Any

from . import scopes, timers
from .errors import EngineError, IncidentKind
from .expressions import is_expression, reads
from .tokens import WAITING, Token
from .triggers import CAUGHT_BY_SCOPE, Trigger


def wait(token: Token) -> bool:
    """Arm every trigger of the element; those that a scope throws are not waited for."""
    awaited = [t for t in token.task_spec.awaited() if t.kind not in CAUGHT_BY_SCOPE]
    token.internal_data["waits"] = [_armed(token, trigger) for trigger in awaited]
    token._set_state(WAITING)
    return False


def _view(token: Token) -> scopes.View:
    """A boundary event sees what its host sees."""
    host = token.internal_data.get("host")
    return scopes.view(token.workflow.tasks[host] if host else token)


def _armed(token: Token, trigger: Trigger) -> dict[str, Any]:
    if trigger.kind == "timer":
        return _armed_timer(token, trigger, token.top.now)
    evaluator, view = token.top.evaluator, _view(token)
    return {
        "kind": trigger.kind,
        "name": evaluator.text(trigger.name, view),
        "key": correlation_key(token, trigger, view),
    }


def correlation_key(token: Token, trigger: Trigger, view: scopes.View) -> str:
    """Evaluate a message's correlation key; a key that is null is an error."""
    key = token.top.evaluator.text(trigger.correlation_key, view)
    if key is None and trigger.correlation_key:
        message = f"correlation key {trigger.correlation_key!r} is null"
        raise EngineError(IncidentKind.EXTRACT_VALUE, message)
    return key or ""


def _armed_timer(token: Token, trigger: Trigger, start: timers.Moment) -> dict[str, Any]:
    form, text = trigger.timer_form or "", trigger.text
    if not is_expression(text):
        return timers.arm(form, text, start)
    view = _view(token)
    value = token.top.evaluator.feel_value(text, view)
    if value is None and any(view.get(name) is None for name in reads(text)):
        return timers.sleeping(start)
    return timers.arm_value(form, value, start)


def rearm(token: Token, index: int) -> None:
    """Evaluate a timer again; a duration still counts from when it was first armed.

    Failing leaves the timer asleep and the token with an incident.
    """
    waits, trigger = token.internal_data["waits"], token.task_spec.awaited()[index]
    start = token.top.now
    if trigger.timer_form == "timeDuration":
        start = timers.armed_at(waits[index]) or start
    try:
        waits[index] = _armed_timer(token, trigger, start)
    except EngineError as error:
        waits[index] = timers.sleeping(start)
        token.top.incident(token, error)


def follow(token: Token, names: frozenset[str]) -> None:
    """Arm anew the token's timers whose expression reads one of these variables."""
    for index, waited in enumerate(token.internal_data.get("waits", ())):
        if waited["kind"] == "timer" and names & reads(token.task_spec.awaited()[index].text):
            rearm(token, index)


def arm_next(token: Token) -> None:
    """Arm a timer that fired for its next time; one that has none ends."""
    now, waited = token.top.now, token.internal_data["waits"][0]
    if waited.get("anew"):
        rearm(token, 0)
        if timers.is_due(token.internal_data["waits"][0], now):
            token.cancel()
        return
    following = timers.following(waited, now)
    if following is None:
        token.cancel()
    else:
        token.internal_data["waits"] = [following]

"""Events: start, catch, throw, boundary, and the gateway that waits for the first of several."""

from typing import Any

from app.engine import arming, borders, scopes, throwing
from app.engine.errors import EngineError, IncidentKind
from app.engine.tokens import READY, Token, spawn
from app.engine.triggers import Trigger
from app.engine.values import Scope

from .node import Flow, Node
from .tasks import start_job


class StartEvent(Node):
    """Where a token begins; what started the process is its result."""


class CatchEvent(Node):
    """Intermediate catch event and receive task: the token waits for one trigger."""

    def open(self, token: Token) -> bool:
        return arming.wait(token)

    def caught(self, token: Token, index: int, payload: Scope) -> None:
        """Go on with what came."""
        del token.internal_data["waits"]
        token.top.store.results[token.id] = payload
        token._set_state(READY)


class EventGateway(Node):
    """Waits for the first of several events, whose token then starts as if it had waited."""

    def open(self, token: Token) -> bool:
        return arming.wait(token)

    def awaited(self) -> list[Trigger]:
        return [self._event(flow).trigger for flow in self.flows]

    def _event(self, flow: Flow) -> Any:
        return self._wf_spec.task_specs[flow.target]

    def caught(self, token: Token, index: int, payload: Scope) -> None:
        """Hand over to the event that came."""
        flow, tokens, top = self.flows[index], token.workflow, token.top
        event = spawn(tokens, self._event(flow))
        top.flows.append((tokens.definition.key, flow.id))
        top.left(token, "COMPLETED")
        begin_fired(event, payload)
        tokens._task_completed_notify(token)


class BoundaryEvent(Node):
    """The armed token stays, each firing is a token of its own.

    Interrupting ends the host, and with it the armed token.
    """

    announces = False

    def open(self, token: Token) -> bool:
        return arming.wait(token)

    def caught(self, token: Token, index: int, payload: Scope) -> None:
        """Fire; a cycle stays armed for its next time."""
        tokens = token.workflow
        begin_fired(spawn(tokens, self), payload)
        if self.interrupting:
            tokens.tasks[token.internal_data["host"]].cancel()
        elif self.trigger is not None and self.trigger.kind == "timer":
            arming.arm_next(token)


class ThrowEvent(Node):
    """Intermediate throw and end events."""

    def work(self, token: Token) -> Scope | None:
        trigger = self.trigger
        if self.extensions.job:
            return start_job(token)
        if trigger is not None and trigger.kind in THROWS:
            THROWS[trigger.kind](token, trigger)
        return {}


def _throw_error(token: Token, trigger: Trigger) -> None:
    if not throwing.throw(token, "error", trigger.code, {}):
        message = f"error {trigger.code!r} is not caught"
        raise EngineError(IncidentKind.UNHANDLED_ERROR, message)


def _throw_escalation(token: Token, trigger: Trigger) -> None:
    throwing.throw(token, "escalation", trigger.code, {})


def _throw_signal(token: Token, trigger: Trigger) -> None:
    name = token.top.evaluator.text(trigger.name, scopes.view(token)) or ""
    payload = dict(token.top.store.variables.get(token.id, {}))
    token.top.signals.append(borders.Signal(name, borders.local_variables(token)))
    throwing.deliver_signal(token.top, name, payload)


def _terminate(token: Token, trigger: Trigger) -> None:
    throwing.terminate_scope(token)


THROWS = {
    "message": borders.publish,
    "error": _throw_error,
    "escalation": _throw_escalation,
    "signal": _throw_signal,
    "terminate": _terminate,
}


def begin_fired(token: Token, payload: Scope) -> None:
    """Let an event's token start with what came, without waiting."""
    token.top.entered(token)
    token.internal_data["in"] = 1
    token.top.store.results[token.id] = payload
    token._set_state(READY)

"""Gateways: choosing flows, and joins that wait for all flows or for what can still come."""

from collections import Counter
from typing import Any

from app.engine import scopes
from app.engine.errors import EngineError, IncidentKind
from app.engine.tokens import READY, WAITING, Token
from app.engine.values import Scope

from .node import Flow, Node


class ExclusiveGateway(Node):
    """Takes the first flow whose condition is true, else the default."""

    def work(self, token: Token) -> Scope:
        evaluator, view = token.top.evaluator, scopes.view(token)
        for flow in self.flows:
            if not flow.is_default and (
                flow.condition is None or evaluator.condition(flow.condition, view)
            ):
                token.internal_data["next"] = [flow.id]
                return {}
        token.internal_data["next"] = [_default(self.flows).id]
        return {}


class ParallelGateway(Node):
    """Waits for one token of each incoming flow, then sends one to each outgoing."""

    announces = False
    merges = True

    def open(self, token: Token) -> bool:
        if not self.joins:
            token.top.entered(token)
            return True
        came = Counter(other.internal_data["via"] for other in arrived(token))
        came[token.internal_data["via"]] += 1
        if len(came) < len(self.incoming):
            token._set_state(WAITING)
            return False
        consume(token)
        return True


class InclusiveGateway(Node):
    """Waits while a token may still come, then takes every flow whose condition is true."""

    announces = False
    merges = True

    def __init__(self, wf_spec: Any, name: str, **attributes: Any) -> None:
        super().__init__(wf_spec, name, **attributes)
        self._reach: dict[str, frozenset[str]] = {}  # memo of a pure function of the diagram

    def open(self, token: Token) -> bool:
        if not self.joins:
            token.top.entered(token)
            return True
        token._set_state(WAITING)  # decided when nothing else moves
        return False

    def fire(self, token: Token) -> bool:
        """Go on if no other token can come by an empty flow.

        One that could come by a filled flow as well does not count.
        """
        filled = {other.internal_data["via"] for other in arrived(token)}
        empty = {flow for flow, _ in self.incoming} - filled
        for other in token.workflow.tasks.values():
            if other.task_spec is not self:
                reached = self._reached_from(other.task_spec.name)
                if reached & empty and not reached & filled:
                    return False
        consume(token)
        token._set_state(READY)
        return True

    def _reached_from(self, name: str) -> frozenset[str]:
        """Return the incoming flows that a token at ``name`` can still take."""
        if name not in self._reach:
            specs, seen, stack = self._wf_spec.task_specs, set(), [name]
            while stack:
                step = stack.pop()
                if step in seen or step == self.name:
                    continue
                seen.add(step)
                stack += [flow.target for flow in specs[step].flows] + specs[step].boundary
            self._reach[name] = frozenset(flow for flow, source in self.incoming if source in seen)
        return self._reach[name]

    def work(self, token: Token) -> Scope:
        evaluator, view = token.top.evaluator, scopes.view(token)
        chosen = [
            flow.id
            for flow in self.flows
            if not flow.is_default
            and (flow.condition is None or evaluator.condition(flow.condition, view))
        ]
        token.internal_data["next"] = chosen or [_default(self.flows).id]
        return {}


def _default(flows: list[Flow]) -> Flow:
    for flow in flows:
        if flow.is_default:
            return flow
    raise EngineError(IncidentKind.CONDITION, "no condition is true and there is no default flow")


def arrived(token: Token) -> list[Token]:
    """Return the tokens that wait at the same join; one that fired already is not among them."""
    return [
        other
        for other in token.workflow.tasks.values()
        if other.task_spec is token.task_spec
        and other._state == WAITING
        and "via" in other.internal_data
    ]


def consume(token: Token) -> None:
    """Take one token of each other flow; the rest wait for the next time.

    The given token goes on as the gateway's.
    """
    taken = {token.internal_data.pop("via")}
    for other in arrived(token):
        via = other.internal_data["via"]
        if via not in taken:
            taken.add(via)
            del token.workflow.tasks[other.id]
    token.top.entered(token)

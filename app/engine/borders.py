"""The borders of the engine: registered functions, decisions, called processes, published messages.

Only what fails here, in FEEL or in a timer becomes an incident; anything else is a fault of ours.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from app.decision_results import DecisionResult

from . import arming, scopes
from .errors import BpmnError, EngineError, IncidentKind
from .extensions import CalledDecision, CalledProcess
from .tokens import Token
from .triggers import Trigger
from .values import Scope, plain_of, scope_of

MAX_DEPTH = 50  # scopes within scopes: a process that calls itself has no end


class Message(NamedTuple):
    """A message that a diagram throws, to be delivered by the room that keeps instances."""

    name: str
    correlation_key: str
    variables: dict[str, Any]
    token_id: int
    element: str


class Signal(NamedTuple):
    """A signal that a diagram throws; this instance has had it already."""

    name: str
    variables: dict[str, Any]


class Decided(NamedTuple):
    """A decision that an element asked for."""

    token_id: int
    element: str
    result: DecisionResult


class Call:
    """What a registered function is given."""

    __slots__ = ("_token", "_variables")

    def __init__(self, token: Token) -> None:
        self._token = token
        self._variables: dict[str, Any] | None = None

    @property
    def work(self) -> Any:
        """The transaction's work, as handed to the instance."""
        return self._token.top.work

    @property
    def case_id(self) -> int:
        return int(self._token.top.case_id)

    @property
    def token_id(self) -> int:
        return self._token.id

    @property
    def element(self) -> str:
        """The element's id in the diagram."""
        return str(self._token.task_spec.bpmn_id)

    @property
    def process_id(self) -> str:
        """The process that the element is drawn in, which may be a called one."""
        return str(self._token.workflow.definition.process_id)

    @property
    def variables(self) -> dict[str, Any]:
        """Everything visible at the element; changing it changes nothing."""
        if self._variables is None:
            self._variables = scopes.visible(self._token)
        return self._variables

    @property
    def headers(self) -> dict[str, str]:
        """The task headers; those that are FEEL evaluated, null ones left out."""
        token = self._token
        view, evaluator = scopes.view(token), token.top.evaluator
        headers = token.task_spec.extensions.headers.items()
        found = {name: evaluator.text(text, view) for name, text in headers}
        return {name: text for name, text in found.items() if text is not None}


Handler = Callable[[Call], Mapping[str, object] | None]
Listener = Callable[[Call, dict[str, Any]], Mapping[str, object] | None]


def run_handler(token: Token, handler: Handler) -> Scope:
    """Call a function under a savepoint: what it wrote is lost when it fails."""
    return _guarded(token, lambda: handler(Call(token)))


def run_creating(token: Token, name: str) -> Scope:
    """Call the listener of a task that opens, under a savepoint."""
    listener = token.top.environment.listeners.get(name)
    if listener is None:
        raise EngineError(IncidentKind.HANDLER, f"no function is registered for {name!r}")
    return _guarded(token, lambda: listener(Call(token), {}))


def _guarded(token: Token, act: Callable[[], Mapping[str, object] | None]) -> Scope:
    top = token.top
    try:
        with top.savepoint():
            return scope_of(act())
    except (BpmnError, EngineError, *top.fatal):
        raise
    except Exception as error:
        raise EngineError(IncidentKind.HANDLER, str(error) or type(error).__name__) from error


def decide(token: Token, called: CalledDecision) -> Any:
    """Ask for a decision and keep what was decided for the record."""
    top, view = token.top, scopes.view(token)
    decision_id = str(top.evaluator.plain(called.decision_id, view))
    binding = dataclasses.replace(called.binding, caller=token.workflow.definition.key)
    try:
        result = top.environment.decide(decision_id, binding, view)
    except (EngineError, *top.fatal):
        raise
    except Exception as error:
        raise EngineError(IncidentKind.DECISION, str(error) or type(error).__name__) from error
    top.decisions.append(Decided(token.id, token.task_spec.bpmn_id, result))
    return result.value


def resolve(token: Token, called: CalledProcess) -> Any:
    """Find the definition that a call activity starts."""
    if _depth(token) >= MAX_DEPTH:
        message = f"processes are nested deeper than {MAX_DEPTH}"
        raise EngineError(IncidentKind.CALLED_ELEMENT, message)
    top, caller = token.top, token.workflow.definition
    process_id = str(top.evaluator.plain(called.process_id, scopes.view(token)))
    binding = dataclasses.replace(called.binding, caller=caller.key)
    try:
        return top.environment.resolve(process_id, binding, caller)
    except (EngineError, *top.fatal):
        raise
    except Exception as error:
        raise EngineError(IncidentKind.CALLED_ELEMENT, str(error) or process_id) from error


def _depth(token: Token) -> int:
    depth, owner = 0, token.workflow.owner
    while owner is not None:
        depth, owner = depth + 1, owner.workflow.owner
    return depth


def publish(token: Token, trigger: Trigger) -> None:
    """Throw a message; it carries the variables that the element's input mappings made."""
    evaluator, view = token.top.evaluator, scopes.view(token)
    name = evaluator.text(trigger.name, view) or ""
    key = arming.correlation_key(token, trigger, view)
    element = str(token.task_spec.bpmn_id)
    token.top.messages.append(Message(name, key, local_variables(token), token.id, element))


def local_variables(token: Token) -> dict[str, Any]:
    """Return what the element's input mappings made."""
    own: Mapping[str, Any] = token.top.store.variables.get(token.id, {})
    return plain_of(own)

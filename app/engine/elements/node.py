"""What all elements share: entering, working, leaving.

Nothing here is changed while instances run: specs are shared. Entering, working and leaving may
raise: the token then keeps its place with an incident. Completing never raises.
"""

from typing import Any, NamedTuple

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin

from app.engine import scopes
from app.engine.errors import BpmnError, EngineError, IncidentKind
from app.engine.extensions import Extensions, IoMapping
from app.engine.tokens import Token, spawn
from app.engine.triggers import Trigger
from app.engine.values import Scope, Value, scope_of
from app.engine.xml import SYNTHETIC

NOT_YET = None  #: work() goes on elsewhere: with a worker, inside, until an event


class Flow(NamedTuple):
    """A sequence flow, in the order of the file."""

    id: str
    target: str
    condition: str | None
    is_default: bool


class Node(BpmnSpecMixin):
    """One element; subclasses say what work it does."""

    announces = True  #: arriving means that the element is entered
    merges = False  #: waits for the tokens of several incoming flows
    multiple = False  #: instances of it hang on its token
    synthetic = False  #: made by desugaring, not drawn
    interrupting = True
    inside: str | None = None  #: name of the spec of its content

    def __init__(self, wf_spec: Any, name: str, *, element: str, manual: bool = False) -> None:
        super().__init__(wf_spec, name, manual=manual, description="")
        self.bpmn_id = name
        self.element = element
        self.extensions = Extensions()
        self.trigger: Trigger | None = None
        self.flows: list[Flow] = []
        self.incoming: list[tuple[str, str]] = []  #: flow id, name of its source
        self.boundary: list[str] = []

    @property
    def joins(self) -> bool:
        """Whether tokens are told by which flow they come."""
        return self.merges and len(self.incoming) > 1

    def test(self) -> None:
        """Boundary events have no incoming flow: nothing is checked when a token gets ready."""

    # entering: SpiffWorkflow asks here whether the token is ready
    def _update_hook(self, token: Token) -> bool:
        top = token.top
        if self.announces:
            top.entered(token)
        try:
            ready = self._enter(token)
        except (EngineError, BpmnError) as error:
            top.fail(token, error)
            return False
        token.internal_data["in"] = 1
        for name in self.boundary:
            event = self._wf_spec.task_specs[name]
            event._update(spawn(token.workflow, event, host=token.id))
            token.internal_data["hosts"] = 1
        return ready

    def _enter(self, token: Token) -> bool:
        if self.extensions.inputs:
            map_inputs(token, self.extensions.inputs)
        return self.open(token)

    def open(self, token: Token) -> bool:
        """Begin; return whether the element can go on at once."""
        return True

    # leaving: SpiffWorkflow asks here; None leaves the token started
    def _run_hook(self, token: Token) -> bool | None:
        internal, results = token.internal_data, token.top.store.results
        if token.id not in results:
            result = self.work(token)
            if result is NOT_YET or not token.live:
                return None if token.live else True
            results[token.id] = result
        if "out" not in internal:
            self.leave(token, results[token.id])
            internal["out"] = 1
        if "body" in internal:
            body = token.workflow.tasks[internal["body"]]
            body.task_spec.collect(body, token)
        return True

    def awaited(self) -> list[Trigger]:
        """What a token that waits here waits for, in the order of its waits."""
        return [self.trigger] if self.trigger else []

    def work(self, token: Token) -> Scope | None:
        """Do what the element is for; return what it gives, or NOT_YET."""
        return {}

    def leave(self, token: Token, result: Scope) -> None:
        """Hand the result on: all of it, or what the output mappings take."""
        if self.extensions.outputs:
            map_outputs(token, self.extensions.outputs, result)
        else:
            scopes.propagate(token, result)

    def _on_error_hook(self, token: Token) -> None:
        """Failing is handled by the instance."""

    def _on_ready_hook(self, token: Token) -> None:
        """Nobody listens."""

    # completing
    def _on_complete_hook(self, token: Token) -> None:
        tokens, top, internal = token.workflow, token.top, token.internal_data
        if "hosts" in internal:
            cancel_armed(token)
        top.left(token, "COMPLETED")
        if "body" in internal:
            body = tokens.tasks[internal["body"]]
            body.task_spec.child_done(body, token)
            return
        chosen = internal.get("next")
        for flow in self.flows:
            if chosen is None or flow.id in chosen:
                self._send(token, flow)

    def _send(self, token: Token, flow: Flow) -> None:
        target = self._wf_spec.task_specs[flow.target]
        via = {"via": flow.id} if target.joins else {}
        child = spawn(token.workflow, target, **via)
        token._children.append(child.id)
        if not flow.id.endswith(SYNTHETIC):
            token.top.flows.append((token.workflow.definition.key, flow.id))


def cancel_armed(token: Token) -> None:
    """End the boundary events that wait for something to happen to this token."""
    for other in list(token.workflow.tasks.values()):
        if other.internal_data.get("host") == token.id:
            other.cancel()


def map_inputs(token: Token, mappings: tuple[IoMapping, ...]) -> None:
    """Make the token's local variables; later lines see earlier ones."""
    local = token.top.store.variables
    for source, target in mappings:
        root = target.partition(".")[0]
        values = {root: local[token.id][root].plain} if root in local.get(token.id, ()) else {}
        scopes.assign(values, target, _mapped(token, source))
        scopes.set_local(token, scope_of(values))


def map_outputs(token: Token, mappings: tuple[IoMapping, ...], result: Scope) -> None:
    """Hand on what the mappings take of the result and the local variables."""
    scopes.set_local(token, result)
    out: dict[str, Any] = {}
    view = scopes.view(token)
    for source, target in mappings:
        root = target.partition(".")[0]
        if "." in target and root not in out:
            out[root] = view.get(root)
        scopes.assign(out, target, _mapped(token, source))
    mapped = scope_of(out)
    own = _own_output(token)
    if own in mapped:
        scopes.set_local(token, {own: mapped.pop(own)})
    scopes.propagate(token, mapped, above=True)


def _own_output(token: Token) -> str:
    """Return the variable that an instance of a multi-instance is asked for: it stays its own."""
    body = token.internal_data.get("body")
    return token.workflow.tasks[body].task_spec.own_output if body else ""


def _mapped(token: Token, source: str) -> Any:
    try:
        return token.top.evaluator.plain(source, scopes.view(token))
    except EngineError as error:
        raise EngineError(IncidentKind.IO_MAPPING, error.message) from error


def evaluated(token: Token, text: str | None) -> Any:
    """Evaluate one text of the element as the token sees it."""
    return token.top.evaluator.plain(text, scopes.view(token))


def given(token: Token, name: str, value: object) -> Scope:
    """Return a result of one variable."""
    return {name: Value.of(value)} if name else {}

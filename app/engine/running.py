"""Automatic steps: tokens move until everything waits for someone; what fails stays put."""

from heapq import heappop
from typing import Any

from . import throwing
from .elements.gateways import InclusiveGateway
from .errors import BpmnError, EngineError, IncidentKind
from .history import Entered, Left
from .scopes import Store
from .tokens import READY, WAITING, Token, TokenSet
from .values import scope_of

BUDGET = 2000  # automatic steps in one command: the longest way without a wait has some dozens


class Running:
    """The moving part of an instance."""

    store: Store
    queue: list[tuple[int, Token]]
    last_id: int
    history: list[Entered | Left]
    subprocesses: dict[int, Any]

    def sets(self) -> list[TokenSet]:
        """Return the instance's own tokens and those of every sub-process and called process."""
        own: Any = self
        return [own, *self.subprocesses.values()]

    def advance(self, budget: int = BUDGET) -> None:
        """Run until everything waits for someone."""
        steps = 0
        while self.queue or self.fire_inclusive():
            token = heappop(self.queue)[1]
            if not self._runs(token):
                continue
            steps += 1
            if steps > budget:
                message = f"{budget} automatic steps without a wait"
                self.incident(token, EngineError(IncidentKind.STEP_BUDGET, message))
            else:
                self.step(token)

    def _runs(self, token: Token) -> bool:
        if token._state != READY or not token.live:
            return False
        return not token.task_spec.manual or token.id in self.store.results

    def step(self, token: Token) -> None:
        """Take one automatic step."""
        try:
            token.run()
        except (EngineError, BpmnError) as error:
            self.fail(token, error)

    def fire_inclusive(self) -> bool:
        """Nothing moves any more: let the first inclusive gateway go on that none can reach."""
        for tokens in self.sets():
            for token in tokens.tasks.values():
                spec = token.task_spec
                waits = token._state == WAITING and "via" in token.internal_data
                if waits and isinstance(spec, InclusiveGateway) and spec.fire(token):
                    return True
        return False

    def next_id(self) -> int:
        """Number a token."""
        self.last_id += 1
        return self.last_id

    def fail(self, token: Token, error: EngineError | BpmnError) -> None:
        """Throw a business error to who catches it; else stop the token."""
        if not token.live:
            return
        if isinstance(error, EngineError):
            self.incident(token, error)
        elif not throwing.throw(token, "error", error.code, scope_of(error.variables)):
            self.incident(token, uncaught(error))

    def incident(self, token: Token, error: EngineError) -> None:
        """Keep the token where it is, with the reason."""
        token.internal_data["incident"] = [error.kind, error.message]
        token._set_state(WAITING)

    def entered(self, token: Token) -> None:
        """Note that a token came to an element, once."""
        spec = token.task_spec
        if not spec.synthetic and "entered" not in token.internal_data:
            token.internal_data["entered"] = 1
            key = token.workflow.definition.key
            self.history.append(Entered(token.id, spec.bpmn_id, spec.element, key))

    def left(self, token: Token, how: str) -> None:
        """Note that a token left an element, and drop what was its own."""
        self.store.forget(token.id)
        if "entered" in token.internal_data:
            self.history.append(Left(token.id, token.task_spec.bpmn_id, how))


def uncaught(error: BpmnError) -> EngineError:
    """Say that nobody catches a business error."""
    message = f"error {error.code!r} is not caught: {error.message}"
    return EngineError(IncidentKind.UNHANDLED_ERROR, message)

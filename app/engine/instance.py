"""One running process: its commands, and what it shows."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow

from app import feel
from app.errors import Conflict, InvalidInput

from . import arming, scopes, state, throwing, timers
from .borders import Decided, Message, Signal
from .definitions import Definition
from .elements import tasks
from .environment import Environment
from .errors import BpmnError, EngineError, IncidentKind
from .expressions import Evaluator
from .history import Entered, Left
from .running import Running, uncaught
from .tokens import READY, STARTED, Token, TokenSet, spawn
from .values import Scope, plain_of, scope_of
from .waits import WaitKey, waits_of

Values = Mapping[str, object]


class Instance(Running, TokenSet, BpmnWorkflow):
    """One running process; made or loaded for one command.

    After it ``history``, ``flows`` (definition key, flow id), ``signals``, ``messages``,
    ``decisions`` and ``changed`` say what it did.
    """

    def __init__(
        self,
        definition: Definition,
        environment: Environment,
        now: dt.datetime,
        work: Any = None,
        case_id: int = 0,
    ) -> None:
        super().__init__(definition.spec, {}, script_engine=self, deserializing=True)
        self.definition = definition
        self.environment = environment
        self.now = now
        self.work = work
        self.case_id = case_id
        #: opened around each handler, so that a failing one leaves nothing behind
        self.savepoint: Callable[[], AbstractContextManager[Any]] = nullcontext
        #: what a handler or a decision may raise to have the whole command rolled back
        self.fatal: tuple[type[Exception], ...] = ()
        self.store = scopes.Store()
        self.queue: list[tuple[int, Token]] = []  # by token id: the same order after loading
        self.last_id = 0
        self.history: list[Entered | Left] = []
        self.flows: list[tuple[str, str]] = []
        self.signals: list[Signal] = []
        self.messages: list[Message] = []
        self.decisions: list[Decided] = []
        self.evaluator = Evaluator({**self._clock_functions(), **environment.functions})

    def _clock_functions(self) -> dict[str, feel.Function]:
        return {
            "now": feel.Function((), lambda: self.now.astimezone(self.environment.zone)),
            "today": feel.Function((), lambda: self.now.astimezone(self.environment.zone).date()),
        }

    # ------------------------------------------------ storing
    @classmethod
    def load(
        cls,
        data: bytes,
        definition: Definition,
        environment: Environment,
        now: dt.datetime,
        work: Any = None,
        case_id: int = 0,
    ) -> "Instance":
        """Read a stored instance."""
        instance = cls(definition, environment, now, work, case_id)
        state.load(instance, data)
        return instance

    def dump(self) -> bytes:
        """Write the instance to be stored."""
        return state.dump(self)

    # ------------------------------------------------ what is there
    @property
    def variables(self) -> dict[str, Any]:
        """The process's variables."""
        return plain_of(self.store.variables[scopes.ROOT])

    @property
    def changed(self) -> dict[str, Any]:
        """The process's variables that this command gave another value."""
        root = self.store.variables[scopes.ROOT]
        return {name: root[name].plain for name in sorted(self.store.changed)}

    def visible(self, token_id: int) -> dict[str, Any]:
        """Return the variables that a token sees."""
        return scopes.visible(self._token(token_id))

    def waits(self) -> dict[WaitKey, dict[str, Any]]:
        """List what is waited for.

        A user task's attributes are there in the command that opens it; they are not stored.
        """
        return waits_of(self)

    def find(self, token_id: int) -> Token | None:
        """Return a live token."""
        found = (tokens.tasks.get(token_id) for tokens in self.sets())
        return next((token for token in found if token is not None), None)

    def _token(self, token_id: int) -> Token:
        token = self.find(token_id)
        if token is None:
            raise Conflict(f"token {token_id} is gone")
        return token

    def _open(self, token_id: int, what: str, state: int) -> Token:
        token = self.find(token_id)
        if token is None or what not in token.internal_data or token._state != state:
            raise Conflict(f"{what} {token_id} is not open")
        if token_id in self.store.results:
            raise Conflict(f"{what} {token_id} is done already")
        return token

    # ------------------------------------------------ commands
    def start(
        self,
        variables: Values | None = None,
        element: str | None = None,
        payload: Values | None = None,
        at: Sequence[str] = (),
    ) -> "Instance":
        """Start at a start event: the plain one, or ``element``.

        :param payload: what started it, given to the start event
        :param at: elements to begin at instead
        """
        self._write(_given(variables))
        if element is not None and element not in self.definition.starts:
            raise InvalidInput(f"{element!r} is not a start event")
        for name in at:
            spec = self.spec.task_specs.get(name)
            if spec is None:
                raise InvalidInput(f"{name!r} is not an element of {self.definition.process_id}")
            spec._update(spawn(self, spec))
        if not at:
            self.begin(element, _given(payload))
        self.advance()
        return self

    def complete_task(self, token_id: int, answers: Values | None = None) -> None:
        """Complete a user task; a completing listener may refuse, and then nothing has happened."""
        token = self._open(token_id, "task", READY)
        self._finish(token, tasks.complete(token, dict(answers or {})))

    def refuse_task(self, token_id: int, error: EngineError) -> None:
        """Stop a task that nobody can be given; once the cause is mended a retry opens it anew."""
        token = self._open(token_id, "task", READY)
        tasks.shut(token)
        self.incident(token, error)

    def complete_job(self, token_id: int, variables: Values | None = None) -> None:
        """Complete a worker's job."""
        self._finish(self._open(token_id, "job", STARTED), _given(variables))

    def _finish(self, token: Token, result: Scope) -> None:
        token.internal_data.pop("incident", None)
        self.store.results[token.id] = result
        token._set_state(READY)
        self.advance()

    def fail_job(self, token_id: int, retries: int, message: str = "") -> None:
        """Note that a worker failed; without retries the job stands still."""
        token = self._open(token_id, "job", STARTED)
        token.internal_data["job"]["retries"] = retries
        if retries <= 0:
            reason = message or "no retries left"
            token.internal_data["incident"] = [IncidentKind.JOB_NO_RETRIES, reason]

    def throw_error(self, token_id: int, error: BpmnError) -> None:
        """Throw a worker's BPMN error from its job."""
        token = self._open(token_id, "job", STARTED)
        if not throwing.throw(token, "error", error.code, _given(error.variables)):
            unhandled = uncaught(error)
            token.internal_data["incident"] = [unhandled.kind, unhandled.message]
        self.advance()

    def catch(self, token_id: int, index: int = 0, payload: Values | None = None) -> None:
        """Deliver a message or signal, or fire a timer, at exactly this token."""
        token = self.find(token_id)
        if token is None or len(token.internal_data.get("waits", ())) <= index:
            raise Conflict(f"{token_id} does not wait")
        token.internal_data.pop("incident", None)
        token.task_spec.caught(token, index, _given(payload))
        self.advance()

    def fire_timers(self) -> int:
        """Fire every timer that is due, oldest first, each at most once."""
        due = sorted(
            (waited["due"], token.id, index)
            for token, index, waited in self._waiting("timer")
            if timers.is_due(waited, self.now)
        )
        for _, token_id, index in due:
            token = self.find(token_id)
            if token is not None and "waits" in token.internal_data:
                self.catch(token_id, index)
        return len(due)

    def receive_signal(self, name: str, payload: Values | None = None) -> None:
        """Give a signal that another instance threw to everything that waits for it."""
        throwing.deliver_signal(self, name, _given(payload))
        self.advance()

    def set_variables(self, values: Values, *, everywhere: bool = False) -> None:
        """Change the process's variables; timers that read one of them are armed anew.

        :param everywhere: also where called processes and elements hold one of that name
        """
        given = _given(values)
        self._write(given)
        if everywhere:
            self.store.overwrite(given)
        self.rearm_timers(values)

    def rearm_timers(self, names: Iterable[str]) -> None:
        """Evaluate again the armed timers whose expression reads one of these variables."""
        wanted = frozenset(names)
        for token in [token for tokens in self.sets() for token in tokens.tasks.values()]:
            if "waits" in token.internal_data:
                arming.follow(token, wanted)

    def resolve_incident(self, token_id: int) -> None:
        """Try again what failed, from where it failed; what had run already is not run again."""
        token = self.find(token_id)
        if token is None or not token.internal_data.pop("incident", None):
            raise Conflict(f"{token_id} has no incident")
        internal = token.internal_data
        if token._state == STARTED:
            internal["job"]["retries"] = max(1, internal["job"]["retries"])
        elif "waits" in internal:
            for index, waited in enumerate(internal["waits"]):
                if waited.get("due", "") is None:
                    arming.rearm(token, index)
        elif "in" in internal:
            token._set_state(READY)
        else:
            token.task_spec._update(token)
        self.advance()

    def terminate(self) -> None:
        """End everything."""
        self.cancel_all()
        self.completed = True

    def _write(self, values: Scope) -> None:
        for name, value in values.items():
            self.store.write(scopes.ROOT, name, value)

    def _waiting(self, kind: str) -> list[tuple[Token, int, dict[str, Any]]]:
        return [
            (token, index, waited)
            for tokens in self.sets()
            for token in tokens.tasks.values()
            for index, waited in enumerate(token.internal_data.get("waits", ()))
            if waited["kind"] == kind
        ]


def _given(values: Values | None) -> Scope:
    """Keep what a caller hands in.

    :raises InvalidInput: a value is not JSON
    """
    try:
        return scope_of(values)
    except EngineError as error:
        raise InvalidInput(error.message) from error

"""What the engine may call while one command runs: handlers, decisions and deployed definitions."""

import datetime as dt
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Any

from app.cases import versions
from app.decision_results import DecisionResult
from app.decisions.errors import DecisionError
from app.engine.definitions import Definition
from app.engine.errors import EngineError, IncidentKind
from app.engine.extensions import Binding
from app.errors import NotFound
from app.feel.values import Function
from app.work import DecisionLog, Work


@cache
def _parameters(function: Callable[..., object]) -> tuple[str, ...]:
    """Return the names of a function's parameters after the Work."""
    return tuple(inspect.signature(function).parameters)[1:]


class _Logged(Mapping[str, Any]):
    """Functions by name; what one asks of tables is noted as asked by the element it runs for."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]], log: DecisionLog) -> None:
        self._functions, self._log = functions, log

    def __getitem__(self, name: str) -> Callable[..., Any]:
        function, log = self._functions[name], self._log

        def run(call: Any, *answers: Any) -> Any:
            with log.at(call.token_id, call.element):
                return function(call, *answers)

        return run

    def __iter__(self) -> Iterator[str]:
        return iter(self._functions)

    def __len__(self) -> int:
        return len(self._functions)


class CaseEnvironment:
    """The engine's Environment, bound to one Work and to the version of one case."""

    def __init__(self, work: Work) -> None:
        self.log = DecisionLog()
        self.work = replace(work, log=self.log)
        self.handlers = _Logged(work.processes.handlers, self.log)
        self.listeners = _Logged(work.processes.listeners, self.log)
        self.functions = {
            name: Function(_parameters(function), partial(function, self.work))
            for name, function in work.processes.functions.items()
        }

    @property
    def zone(self) -> dt.tzinfo:
        """The zone of ``now()`` and ``today()``."""
        return self.work.processes.zone

    def decide(
        self, decision_id: str, binding: Binding, inputs: Mapping[str, object]
    ) -> DecisionResult:
        """Evaluate the version of a decision that the binding means."""
        version = None
        if binding.kind == "deployment":
            version = versions.find_bound_decision(self.work.session, decision_id, binding.caller)
        elif binding.kind != "latest":
            raise EngineError(
                IncidentKind.DECISION,
                f"decision {decision_id!r} is bound by {binding.kind}; tables carry no version tag",
            )
        try:
            return self.work.processes.decide(
                self.work.session, decision_id, inputs, at=self.work.now, version=version
            )
        except (DecisionError, NotFound) as error:
            raise EngineError(IncidentKind.DECISION, str(error)) from error

    def resolve(self, process_id: str, binding: Binding, caller: Definition) -> Definition:
        """Return the version of a called process that the binding means."""
        row = versions.find_bound_process(self.work.session, process_id, binding)
        if row is None:
            raise EngineError(IncidentKind.CALLED_ELEMENT, f"no process {process_id!r}")
        return versions.definition_of(self.work.session, row)

    def definition(self, key: str) -> Definition:
        """Return the definition that a stored state names."""
        session = self.work.session
        return versions.definition_of(session, versions.get_process(session, key))

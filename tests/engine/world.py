"""An engine in memory for tests: instances are stored and loaded between steps as asked."""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from heapq import heappop
from types import SimpleNamespace
from typing import Any

from app.decision_results import DecisionResult
from app.engine.borders import Handler, Listener
from app.engine.definitions import Definition, parse
from app.engine.errors import BpmnError, EngineError, IncidentKind
from app.engine.extensions import Binding
from app.engine.history import Entered, Left
from app.engine.instance import Instance
from app.feel import Function

START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
MODES = ("never", "command", "step", "fresh")
Decide = Callable[[Mapping[str, object]], object]
Wait = tuple[int, int, int, dict[str, Any]]  # case, token, index, detail


class House:
    """What instances are handed: definitions and registered functions."""

    def __init__(self, files: Sequence[bytes], parts: Mapping[str, Any]) -> None:
        self.by_key: dict[str, Definition] = {}
        self.latest: dict[str, Definition] = {}
        self.handlers: Mapping[str, Handler] = parts.get("handlers", {})
        self.listeners: Mapping[str, Listener] = parts.get("listeners", {})
        self.functions: Mapping[str, Function] = parts.get("functions", {})
        self.decisions: Mapping[str, Decide] = parts.get("decisions", {})
        self.zone = dt.timezone(dt.timedelta(hours=8))
        self.asked: list[tuple[str, Binding]] = []
        for data in files:
            self._deploy(data)

    def _deploy(self, data: bytes) -> None:
        for definition in parse(data, self._next_key):
            self.by_key[definition.key] = self.latest[definition.process_id] = definition

    def _next_key(self, process_id: str) -> tuple[str, int]:
        known = self.latest.get(process_id)
        version = known.version + 1 if known else 1
        return f"{process_id}:{version}", version

    def definition(self, key: str) -> Definition:
        return self.by_key[key]

    def resolve(self, process_id: str, binding: Binding, caller: Definition) -> Definition:
        self.asked.append((process_id, binding))
        if process_id not in self.latest:
            raise EngineError(IncidentKind.CALLED_ELEMENT, f"no process {process_id!r}")
        return self.latest[process_id]

    def decide(
        self, decision_id: str, binding: Binding, inputs: Mapping[str, object]
    ) -> DecisionResult:
        self.asked.append((decision_id, binding))
        value = self.decisions[decision_id](inputs)
        return DecisionResult(
            decision=decision_id, value=value, matched=(), inputs={}, digest="", version=1
        )


class Stepwise(Instance):
    """Commands change the state only; the world takes the automatic steps."""

    def advance(self, budget: int = 0) -> None:
        """Leave what is ready to the world."""


class World:
    """Instances of some diagrams.

    mode: ``never`` stored; stored after each ``command``; stored before and after each automatic
    ``step``; the same with every definition parsed anew (``fresh``).
    """

    def __init__(self, files: Sequence[bytes], mode: str = "command", **parts: Any) -> None:
        self.files, self.mode, self.parts = files, mode, parts
        self.house = House(files, parts)
        self.first = next(iter(self.house.latest.values()))
        self.now = START
        self.instances: dict[int, Instance] = {}
        self.thrown: list[Any] = []
        self._keys = itertools.count(1)

    # ------------------------------------------------ storing
    @property
    def _kind(self) -> type[Instance]:
        return Stepwise if self.mode in ("step", "fresh") else Instance

    def stored(self, instance: Instance) -> Instance:
        """Write and read an instance; doing so twice must change nothing."""
        data = instance.dump()
        if self.mode == "fresh":
            self.house = House(self.files, self.parts)
        again = self._load(data, instance)
        assert again.dump() == data, "storing twice gives another state"
        assert again.completed == instance.completed
        again.history, again.signals = instance.history, instance.signals
        again.messages, again.flows = instance.messages, instance.flows
        again.decisions = instance.decisions
        return again

    def _load(self, data: bytes, instance: Instance) -> Instance:
        definition = self.house.by_key[instance.definition.key]
        work, case = instance.work, instance.case_id
        return self._kind.load(data, definition, self.house, self.now, work, case)

    def _settle(self, case: int) -> None:
        instance = self.instances[case]
        if self.mode in ("step", "fresh"):
            instance = self.stored(instance)
            while instance.queue or instance.fire_inclusive():
                self._one_step(instance)
                instance = self.stored(instance)
        elif self.mode == "command":
            instance = self.stored(instance)
        self.instances[case] = instance

    def _one_step(self, instance: Instance) -> None:
        if instance.queue:
            token = heappop(instance.queue)[1]
            if instance._runs(token):
                instance.step(token)

    # ------------------------------------------------ commands
    def run(self, case: int, command: Callable[[Instance], Any]) -> Any:
        """Run one command on an instance, then hand its signals to the others."""
        instance = self.instances[case]
        instance.now = self.now
        result = command(instance)
        self._settle(case)
        signals, self.instances[case].signals = self.instances[case].signals, []
        for name, variables in signals:
            self.broadcast(name, variables, but=case)
        return result

    def broadcast(self, name: str, variables: Mapping[str, object], *, but: int = 0) -> None:
        for case in [case for case in self.instances if case != but]:
            self.run(case, lambda instance: instance.receive_signal(name, variables))

    def start(
        self, variables: Mapping[str, object] | None = None, process: str = "", **how: Any
    ) -> int:
        case = next(self._keys)
        definition = self.house.latest[process] if process else self.first
        work = SimpleNamespace(now=self.now)
        self.instances[case] = self._kind(definition, self.house, self.now, work, case)
        self.run(case, lambda instance: instance.start(variables, **how))
        return case

    def complete(self, element: str, case: int = 1, **answers: object) -> None:
        """Complete the first open task of that element."""
        token = self.tasks(element, case)[0][1]
        self.run(case, lambda instance: instance.complete_task(token, answers))

    def complete_job(self, kind: str, case: int = 1, **variables: object) -> None:
        """Complete the first open job of that type."""
        token = self.jobs(kind, case)[0][1]
        self.run(case, lambda instance: instance.complete_job(token, variables))

    def throw(self, kind: str, code: str, case: int = 1, **variables: object) -> None:
        token = self.jobs(kind, case)[0][1]
        error = BpmnError(code, "", variables)
        self.run(case, lambda instance: instance.throw_error(token, error))

    def set(self, case: int = 1, **values: object) -> None:
        self.run(case, lambda instance: instance.set_variables(values))

    def resolve(self, case: int = 1) -> None:
        """Try the first incident again."""
        token = self.incidents(case)[0][1]
        self.run(case, lambda instance: instance.resolve_incident(token))

    def publish(self, name: str, key: str = "", **variables: object) -> list[int]:
        """Deliver a message to each instance that waits for it, else to start events."""
        hits = [wait for wait in self.open("message") if wait[3]["name"] == name]
        hits = [wait for wait in hits if wait[3]["key"] == key]
        for case, token, index, _ in hits:
            self._catch(case, token, index, variables)
        started = [] if hits else self._start_by(name, variables)
        return [hit[0] for hit in hits] + started

    def _catch(self, case: int, token: int, index: int, variables: Mapping[str, object]) -> None:
        self.run(case, lambda instance: instance.catch(token, index, variables))

    def _start_by(self, name: str, variables: Mapping[str, object]) -> list[int]:
        return [
            self.start({}, process, element=element, payload=variables)
            for process, definition in self.house.latest.items()
            for element, trigger in definition.starts.items()
            if trigger and trigger.kind == "message" and trigger.name == name
        ]

    def wait(self, **time: float) -> None:
        """Let time pass, then fire what is due."""
        self.now += dt.timedelta(**time)
        for case in list(self.instances):
            self.run(case, lambda instance: instance.fire_timers())

    # ------------------------------------------------ what is there
    def open(self, kind: str, case: int | None = None) -> list[Wait]:
        """Everything of a kind that is waited for."""
        return [
            (number, token, index, detail)
            for number, instance in self.instances.items()
            for (what, token, index), detail in instance.waits().items()
            if what == kind and case in (None, number)
        ]

    def tasks(self, element: str = "", case: int | None = None) -> list[Wait]:
        return [wait for wait in self.open("task", case) if element in ("", wait[3]["element"])]

    def jobs(self, kind: str = "", case: int | None = None) -> list[Wait]:
        return [wait for wait in self.open("job", case) if kind in ("", wait[3]["type"])]

    def incidents(self, case: int | None = None) -> list[Wait]:
        return self.open("incident", case)

    def incident(self) -> tuple[str, str, str]:
        """The only incident: element, kind, message."""
        ((_, _, _, detail),) = self.incidents()
        return detail["element"], detail["kind"], detail["message"]

    def done(self, case: int = 1) -> bool:
        return bool(self.instances[case].completed)

    def variables(self, case: int = 1) -> dict[str, Any]:
        return self.instances[case].variables

    def visible(self, wait: Wait) -> dict[str, Any]:
        return self.instances[wait[0]].visible(wait[1])

    def left(self, element: str, state: str = "COMPLETED", case: int = 1) -> int:
        """How often an element was left in that state."""
        history = self.instances[case].history
        return sum(
            isinstance(event, Left) and event.element == element and event.state == state
            for event in history
        )

    def entered(self, element: str, case: int = 1) -> int:
        """How often an element was entered."""
        history = self.instances[case].history
        return sum(isinstance(event, Entered) and event.element == element for event in history)

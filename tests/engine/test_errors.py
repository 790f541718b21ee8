"""BPMN errors, and what fails at the borders of the engine."""

from contextlib import contextmanager
from typing import Any

import pytest

from app.engine.borders import Call
from app.engine.errors import BpmnError
from app.errors import Conflict, InvalidInput, NotAllowed

from .diagrams import (
    boundary,
    diagram,
    end,
    flows,
    rule_task,
    service_task,
    start,
    user_task,
)
from .extras import (
    error,
    listeners,
    on_error,
)
from .world import World

LINE = flows("start > u > a > end")


def line(*elements: str) -> bytes:
    """A user task, then the given element named ``a``."""
    return diagram(start(), user_task("u"), *elements, end(), LINE)


def test_a_handlers_bpmn_error_goes_to_the_event_with_its_code(mode: str) -> None:
    def fail(call: Call) -> None:
        raise BpmnError("X", "lapsed", {"why": "lapsed"})

    body = diagram(
        start(),
        service_task("a", "fail"),
        boundary("other", "a", on_error("Y")),
        boundary("this", "a", on_error("X")),
        end(),
        end("e2"),
        end("e3"),
        flows("start > a > end", "other > e2", "this > e3"),
        declares=[error("X", "X"), error("Y", "Y")],
    )
    world = World([body], mode, handlers={"fail": fail})
    world.start()

    assert world.done()
    assert world.left("e3") == 1
    assert world.variables() == {"why": "lapsed"}


def test_an_error_event_without_a_code_catches_every_error(mode: str) -> None:
    body = diagram(
        start(),
        service_task("a"),
        boundary("any", "a", on_error()),
        end(),
        end("e2"),
        flows("start > a > end", "any > e2"),
    )
    world = World([body], mode)
    world.start()

    world.throw("a", "whatever")

    assert world.left("e2") == 1
    assert world.done()


def test_an_uncaught_error_of_a_worker_leaves_its_job_open(mode: str) -> None:
    world = World([line(service_task("a"))], mode)
    world.start()
    world.complete("u")

    world.throw("a", "X")

    assert world.incident()[:2] == ("a", "UNHANDLED_ERROR_EVENT")
    world.resolve()
    world.complete_job("a")
    assert world.done()


def test_an_uncaught_error_end_event_stands_still(mode: str) -> None:
    body = diagram(start(), end("e", on_error("X")), flows("start > e"), declares=[error("X", "X")])
    world = World([body], mode)
    world.start()

    assert world.incident()[:2] == ("e", "UNHANDLED_ERROR_EVENT")


def test_a_decision_that_gives_nothing_is_an_incident(mode: str) -> None:
    def decide(inputs: Any) -> object:
        return {"motor": "high"}[inputs["line"]]

    world = World([line(rule_task("a", "triage", "level"))], mode, decisions={"triage": decide})
    world.start({"line": "boat"})
    world.complete("u")
    assert world.incident()[:2] == ("a", "DECISION_EVALUATION_ERROR")

    world.set(line="motor")
    world.resolve()

    assert world.variables()["level"] == "high"
    assert [(d.element, d.result.value) for d in world.instances[1].decisions] == [("a", "high")]


def test_a_refusing_listener_leaves_the_task_open(mode: str) -> None:
    def check(call: Call, answers: dict[str, Any]) -> dict[str, Any]:
        if not answers.get("approved"):
            raise NotAllowed("approve first")
        return {"by": call.element}

    task = user_task("u", listeners(("completing", "check")))
    world = World(
        [diagram(start(), task, end(), flows("start > u > end"))],
        mode,
        listeners={"check": check},
    )
    world.start()
    before = world.instances[1].dump()

    with pytest.raises(NotAllowed):
        world.complete("u")

    assert world.instances[1].dump() == before
    world.complete("u", approved=True)
    assert world.variables() == {"approved": True, "by": "u"}


def test_another_fault_than_those_at_the_borders_fails_the_command() -> None:
    class Broken(Exception):
        """A fault of ours."""

    def fail(call: Call) -> None:
        raise Broken

    world = World([line(service_task("a", "fail"))], handlers={"fail": fail})
    world.start()
    world.instances[1].fatal = (Broken,)

    with pytest.raises(Broken):
        world.complete("u")


def test_a_savepoint_is_opened_around_each_handler() -> None:
    seen: list[str] = []

    @contextmanager
    def savepoint() -> Any:
        seen.append("opened")
        yield
        seen.append("kept")

    def work(call: Call) -> None:
        seen.append("ran")

    world = World([line(service_task("a", "work"))], "never", handlers={"work": work})
    world.start()
    world.instances[1].savepoint = savepoint
    world.complete("u")

    assert seen == ["opened", "ran", "kept"]


def test_answers_that_are_no_json_are_refused() -> None:
    world = World([line(service_task("a"))])

    with pytest.raises(InvalidInput):
        world.start({"x": object()})


def test_a_handlers_result_that_is_no_json_is_an_incident() -> None:
    handlers = {"work": lambda call: {"x": object()}}
    world = World([line(service_task("a", "work"))], handlers=handlers)
    world.start()
    world.complete("u")

    assert world.incident()[0] == "a"


@pytest.mark.parametrize("command", ["complete_task", "complete_job", "catch", "resolve_incident"])
def test_a_command_to_a_token_that_is_not_there_is_a_conflict(command: str) -> None:
    world = World([line(service_task("a"))])
    world.start()

    with pytest.raises(Conflict):
        world.run(1, lambda instance: getattr(instance, command)(99))

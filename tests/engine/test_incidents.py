"""What fails stays where it is, the rest goes on, and what had run already is not run again."""

from typing import Any

import pytest

from app.engine.borders import Call
from app.engine.scopes import set_local
from app.engine.values import scope_of
from app.errors import Conflict

from .diagrams import (
    diagram,
    end,
    exclusive,
    flows,
    parallel,
    script_task,
    service_task,
    start,
    sub_process,
    user_task,
)
from .extras import (
    listeners,
    loop,
    mapping,
)
from .world import World

LINE = flows("start > u > a > end")


def line(*elements: str) -> bytes:
    """A user task, then the given element named ``a``."""
    return diagram(start(), user_task("u"), *elements, end(), LINE)


def _replace(instance: Any, token_id: int, values: dict[str, Any]) -> None:
    set_local(instance.find(token_id), scope_of(values))


def test_an_incident_is_not_tried_again_by_another_branch(mode: str) -> None:
    content = (
        start(),
        parallel("f"),
        service_task("a", "a", mapping([("=x", "y")])),
        user_task("u"),
        parallel("j"),
        end(),
    )
    world = World([diagram(*content, flows("start > f > a > j > end", "f > u > j"))], mode)
    world.start()

    world.complete("u", x=1)

    assert len(world.incidents()) == 1
    assert world.jobs() == []
    world.resolve()
    world.complete_job("a")
    assert world.done()


def test_a_failing_output_mapping_keeps_what_the_person_answered(mode: str) -> None:
    task = user_task("u", mapping((), [("=r + limit", "out")]))
    world = World([diagram(start(), task, end(), flows("start > u > end"))], mode)
    world.start()

    world.complete("u", r=5)
    assert world.tasks() == []
    assert world.incident()[:2] == ("u", "IO_MAPPING_ERROR")

    world.set(limit=2)
    world.resolve()
    assert world.done()
    assert world.variables() == {"limit": 2, "out": 7}


def test_a_task_with_an_incident_cannot_be_completed_again(mode: str) -> None:
    task = user_task("u", mapping((), [("=r + limit", "out")]))
    world = World([diagram(start(), task, end(), flows("start > u > end"))], mode)
    world.start()
    token = world.tasks("u")[0][1]
    world.complete("u", r=5)

    with pytest.raises(Conflict):
        world.run(1, lambda instance: instance.complete_task(token, {"r": 6}))


def test_a_failing_handler_is_an_incident_and_the_task_before_stays_done(mode: str) -> None:
    calls: list[str] = []

    def fail(call: Call) -> dict[str, Any]:
        calls.append(call.element)
        return {"policy": call.variables["known"][call.variables["no"]]}

    world = World([line(service_task("a", "find"))], mode, handlers={"find": fail})
    world.start({"known": {"7": "P-7"}, "no": "6"})
    world.complete("u")
    assert world.incident() == ("a", "HANDLER_ERROR", "'6'")

    world.set(no="7")
    world.resolve()
    assert world.done()
    assert world.variables()["policy"] == "P-7"
    assert calls == ["a", "a"]


def test_a_retry_does_not_run_a_handler_twice(mode: str) -> None:
    calls: list[str] = []

    def count(call: Call) -> dict[str, Any]:
        calls.append(call.element)
        return {"n": len(calls)}

    task = service_task("a", "count", mapping((), [("=n + limit", "total")]))
    world = World([line(task)], mode, handlers={"count": count})
    world.start()
    world.complete("u")

    world.set(limit=10)
    world.resolve()

    assert world.variables() == {"limit": 10, "total": 11}
    assert calls == ["a"]


def test_a_retry_does_not_run_an_opening_listener_twice(mode: str) -> None:
    calls: list[str] = []

    def first(call: Call, _: dict[str, Any]) -> dict[str, Any]:
        calls.append("first")
        return {"a": 1}

    def second(call: Call, _: dict[str, Any]) -> dict[str, Any]:
        return {"b": call.variables["there"]}

    task = user_task("t", listeners(("creating", "first"), ("creating", "second")))
    world = World(
        [diagram(start(), task, end(), flows("start > t > end"))],
        mode,
        listeners={"first": first, "second": second},
    )
    world.start()
    assert world.incident()[:2] == ("t", "HANDLER_ERROR")

    world.set(there=True)
    world.resolve()

    assert world.visible(world.tasks("t")[0]) == {"there": True, "a": 1, "b": True}
    assert calls == ["first"]


def test_a_condition_has_to_be_true_or_false(mode: str) -> None:
    body = diagram(
        start(),
        exclusive("g", default=True),
        end(),
        end("e2"),
        flows("start > g", "g > end if =x", "g > e2 default"),
    )
    world = World([body], mode)
    world.start({"x": "yes"})

    assert world.incident()[:2] == ("g", "CONDITION_ERROR")


@pytest.mark.parametrize(
    ("expression", "given", "stands"),
    [
        ("=missing", {}, True),
        ("=missing + 1", {}, True),
        ("=known", {"known": None}, False),
        ("=known + 1", {"known": None}, False),
        ("=if missing = null then 1 else 2", {}, False),
        ("=known.part", {"known": {}}, False),
    ],
)
def test_null_stops_a_token_only_when_a_name_is_unknown(
    expression: str, given: dict[str, Any], stands: bool
) -> None:
    world = World([line(script_task("a", expression, "r"))])
    world.start(given)
    world.complete("u")

    assert bool(world.incidents()) == stands


def test_an_endless_loop_stops_after_two_thousand_steps() -> None:
    content = (start(), exclusive("m"), script_task("k", "=1", "n"), exclusive("g", default=True))
    ways = flows("start > m > k > g", "g > m if =n = 1", "g > end default")
    world = World([diagram(*content, end(), ways)])
    world.start()

    assert world.incident()[1] == "STEP_BUDGET"


def test_a_failing_instance_of_a_multi_instance_stops_alone(mode: str) -> None:
    task = service_task("a", "check", multi=loop("=xs", "x", output=("ys", "=y")))
    handlers = {"check": lambda call: {"y": 10 / call.variables["x"]}}
    world = World(
        [diagram(start(), task, user_task("z"), end(), flows("start > a > z > end"))],
        mode,
        handlers=handlers,
    )
    world.start({"xs": [1, 0, 4]})
    assert world.incident() == ("a", "HANDLER_ERROR", "division by zero")

    world.run(1, lambda instance: _replace(instance, world.incidents()[0][1], {"x": 2}))
    world.resolve()

    assert world.variables()["ys"] == [10, 5, 2.5]
    assert len(world.tasks("z")) == 1


def test_a_cancelled_scope_takes_its_incidents_with_it(mode: str) -> None:
    content = (start("s2"), service_task("a", "a", mapping([("=x", "y")])), end("e2"))
    body = diagram(
        start(),
        parallel("f"),
        sub_process("sub", *content, flows("s2 > a > e2")),
        user_task("u"),
        end("stop", "<bpmn:terminateEventDefinition/>"),
        end(),
        flows("start > f > sub > end", "f > u > stop"),
    )
    world = World([body], mode)
    world.start()
    assert len(world.incidents()) == 1

    world.complete("u")

    assert world.done()
    assert world.incidents() == []


ENDLESS = "for i in 1..100000 return for j in 1..100000 return i"
#: short to work out, but of 2 ** 60 pieces when it is written
TWINS = "(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]"


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (ENDLESS, "more than 5,000,000 steps"),
        (TWINS, "more than 5,000,000 steps"),
        ("function(x) x", "a function cannot be stored"),
        ("for i in 1..1000000000 return i", "a list of more than 100,000 items"),
    ],
)
def test_a_value_without_end_is_an_incident(expression: str, reason: str) -> None:
    world = World([line(script_task("a", f"={expression}", "n"))])
    world.start()

    world.complete("u")

    element, kind, message = world.incident()
    assert (element, kind) == ("a", "EXTRACT_VALUE_ERROR")
    assert reason in message


@pytest.mark.parametrize(
    ("condition", "reason"),
    [(ENDLESS, "more than 5,000,000 steps"), (TWINS, "a list that cannot be shown")],
)
def test_a_condition_without_end_is_an_incident(condition: str, reason: str) -> None:
    content = (start(), user_task("u"), exclusive("g", default=True), end("e1"), end("e2"))
    ways = flows("start > u > g", f"g > e1 if ={condition}", "g > e2 default")
    world = World([diagram(*content, ways)])
    world.start()

    world.complete("u")

    assert reason in world.incident()[2]

"""Multi-instances: parallel, in turn, cancelled, and what they gather."""

from typing import Any

from .diagrams import (
    boundary,
    call,
    diagram,
    end,
    flows,
    script_task,
    start,
    user_task,
)
from .extras import (
    loop,
    mapping,
    on_timer,
)
from .world import World

CHILD = diagram(
    start("cs"),
    user_task("inner"),
    script_task("sum", "=a + b", "total"),
    end("ce"),
    flows("cs > inner > sum > ce"),
    process_id="child",
)


def caller(*extras: str, **how: Any) -> bytes:
    """A process that calls the child."""
    return diagram(start(), call("c", "child", *extras, **how), end(), flows("start > c > end"))


def test_calls_in_a_multi_instance_have_variables_of_their_own(mode: str) -> None:
    io = mapping([("=x", "a")], [("=total", "t")])
    multi = loop("=xs", "x", output=("ts", "=t"))
    world = World([caller(io, child_variables=False, multi=multi), CHILD], mode)
    world.start({"xs": [1, 2]}, "p")

    world.complete("inner", b=10)
    world.complete("inner", b=20)

    assert world.variables() == {"xs": [1, 2], "ts": [11, 22]}


def test_a_multi_instance_with_a_boundary_is_cancelled_as_a_whole(mode: str) -> None:
    body = diagram(
        start(),
        user_task("u", multi=loop("=xs", "x")),
        boundary("late", "u", on_timer("PT1H")),
        end(),
        end("e2"),
        flows("start > u > end", "late > e2"),
    )
    world = World([body], mode)
    world.start({"xs": [1, 2, 3]})
    world.complete("u")

    world.wait(hours=1)

    assert world.done()
    assert world.left("u", "TERMINATED") == 3  # two instances and the body
    assert world.left("e2") == 1


def test_a_sequential_multi_instance_offers_one_task_at_a_time(mode: str) -> None:
    multi = loop("=path", "step", output=("results", "=decision"), sequential=True)
    body = diagram(start(), user_task("u", multi=multi), end(), flows("start > u > end"))
    world = World([body], mode)
    world.start({"path": [{"level": 1}, {"level": 2}]})

    assert [world.visible(task)["step"]["level"] for task in world.tasks()] == [1]
    world.complete("u", decision="approve")
    assert [world.visible(task)["loopCounter"] for task in world.tasks()] == [2]
    world.complete("u", decision="reject")

    assert world.done()
    assert world.variables()["results"] == ["approve", "reject"]


def test_a_multi_instance_over_too_much_is_an_incident() -> None:
    multi = loop("=for x in 1..10001 return x")
    world = World([diagram(start(), user_task("u", multi=multi), end(), flows("start > u > end"))])
    world.start()

    assert world.incident()[:2] == ("u", "EXTRACT_VALUE_ERROR")


def test_what_an_instance_gives_stays_its_own() -> None:
    multi = loop("=xs", "x", output=("ys", "=y"))
    body = diagram(start(), user_task("u", multi=multi), end(), flows("start > u > end"))
    world = World([body])
    world.start({"xs": [1, 2]})

    world.complete("u", y=1)
    world.complete("u")

    assert world.variables() == {"xs": [1, 2], "ys": [1, None]}

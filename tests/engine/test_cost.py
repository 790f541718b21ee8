"""What a step costs does not grow with the age of an instance or with variables nobody reads."""

import time
from statistics import median
from typing import Any

import pytest

from app.engine.instance import Instance

from .claim import CLAIM, PARTS, PAYMENT, claim_of
from .diagrams import (
    boundary,
    diagram,
    end,
    exclusive,
    flows,
    parallel,
    script_task,
    start,
    user_task,
)
from .extras import loop, on_timer
from .world import World


def at_review(size: int = 1000, rounds: int = 0) -> World:
    """A claim that stands at its review, after so many rounds."""
    world = World([CLAIM, PAYMENT], "never", **PARTS)
    world.start({}, "claim")
    world.complete("register", claim=claim_of(size), parties=["a", "b", "c"])
    for name in ("full", "coverage", "damage", "medical"):
        world.complete(name)
    for _ in range(rounds):
        world.complete("review", again=True)
        world.complete("rework")
    return world


def one_command(world: World, data: bytes, answers: dict[str, Any]) -> tuple[float, bytes]:
    """Load, complete the open task, write; give the time in ms and the new state."""
    began = time.perf_counter()
    instance = Instance.load(data, world.house.latest["claim"], world.house, world.now)
    before = instance.waits()
    token = next(token for kind, token, _ in before if kind == "task")
    instance.complete_task(token, answers)
    assert instance.waits() != before
    written = instance.dump()
    return (time.perf_counter() - began) * 1000, written


def cost(world: World, rounds: int = 100) -> float:
    """The median of a command, in ms."""
    data, times = world.instances[1].dump(), []
    for number in range(rounds):
        spent, data = one_command(world, data, {"again": True, "note": number})
        times.append(spent)
    return median(times)


def test_a_long_and_a_large_case_cost_what_a_fresh_one_costs() -> None:
    worlds = [at_review(), at_review(rounds=100), at_review(size=20_000)]
    costs = [min(cost(world) for _ in range(5)) for world in worlds]

    assert costs[1] < 1.5 * costs[0]
    assert costs[2] < 1.5 * costs[0]


def test_the_state_does_not_grow_with_the_rounds() -> None:
    sizes = [len(at_review(rounds=rounds).instances[1].dump()) for rounds in (1, 10, 50)]

    assert max(sizes) - min(sizes) < 20


def test_a_variable_that_nobody_reads_is_not_parsed() -> None:
    world = at_review()
    data = world.instances[1].dump()
    instance = Instance.load(data, world.house.latest["claim"], world.house, world.now)
    claim = instance.store.variables[0]["claim"]

    token = next(token for kind, token, _ in instance.waits() if kind == "task")
    instance.complete_task(token, {"again": True})

    assert isinstance(claim.raw, memoryview)
    assert instance.dump().count(bytes(claim.raw)) == 1


@pytest.mark.slow
def test_two_thousand_rounds_with_a_fork_and_a_boundary_stay_flat() -> None:
    body = diagram(
        start(),
        exclusive("m"),
        parallel("f"),
        user_task("u"),
        script_task("k", "=n + 1", "n"),
        parallel("j"),
        boundary("b", "u", on_timer("PT1H"), interrupting=False),
        end("e2"),
        exclusive("g", default=True),
        end(),
        flows("start > m > f > u > j > g", "f > k > j", "g > m if =n < 2000", "g > end default"),
        flows("b > e2"),
    )
    world = World([body], "command")
    world.start({"n": 0})

    sizes = [_one_round(world) for _ in range(2000)]

    assert world.done()
    assert max(sizes) - min(sizes) < 60
    assert max(sizes) < 700


def _one_round(world: World) -> int:
    size = len(world.instances[1].dump())
    world.complete("u")
    world.instances[1].history.clear()
    world.instances[1].flows.clear()
    return size


def test_two_thousand_automatic_rounds_run_in_one_command() -> None:
    content = (
        start(),
        exclusive("m"),
        script_task("k", "=n + 1", "n"),
        exclusive("g", default=True),
    )
    ways = flows("start > m > k > g", "g > m if =n < 2000", "g > end default")
    world = World([diagram(*content, end(), ways)], "never")
    instance = Instance(world.first, world.house, world.now)
    instance.set_variables({"n": 0})

    instance.begin()
    instance.advance(budget=7000)

    assert instance.completed
    assert instance.variables == {"n": 2000}


def test_a_thousand_tasks_of_a_multi_instance_are_completed_one_by_one() -> None:
    items = loop("=xs", "x", output=("ys", "=y"))
    world = World(
        [diagram(start(), user_task("u", multi=items), end(), flows("start > u > end"))], "never"
    )
    world.start({"xs": list(range(1000))})
    tokens = [task[1] for task in world.tasks("u")]

    for number, token in enumerate(tokens):
        world.instances[1].complete_task(token, {"y": number * 2})

    assert world.variables()["ys"] == [number * 2 for number in range(1000)]
    assert world.done()

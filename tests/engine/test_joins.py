"""Joins: one token of each flow, no more and no less; inclusive ones when nothing else can come."""

from .diagrams import (
    boundary,
    diagram,
    end,
    exclusive,
    flows,
    inclusive,
    parallel,
    script_task,
    start,
    user_task,
)
from .extras import on_timer
from .world import World


def test_two_tokens_on_one_flow_fire_the_join_twice(mode: str) -> None:
    tasks = [user_task(name) for name in "uvwy"]
    body = diagram(
        start(),
        parallel("f"),
        *tasks,
        exclusive("m"),
        exclusive("n"),
        parallel("b"),
        user_task("z"),
        end(),
        flows("start > f > u > m > b > z > end", "f > v > m", "f > w > n > b", "f > y > n"),
    )
    world = World([body], mode)
    world.start()

    world.complete("u")
    world.complete("v")
    world.complete("w")
    assert len(world.tasks("z")) == 1
    world.complete("y")
    assert len(world.tasks("z")) == 2
    world.complete("z")
    world.complete("z")

    assert world.done()


def test_a_join_of_two_flows_from_one_gateway_waits_for_both(mode: str) -> None:
    body = diagram(
        start(), parallel("f"), parallel("j"), end(), flows("start > f > j > end", "f > j")
    )
    world = World([body], mode)
    world.start()

    assert world.done()
    assert world.left("end") == 1


def choosing(*ways: str) -> bytes:
    """Two branches and a join, taken when ``a`` and ``b`` say so."""
    return diagram(
        start(),
        inclusive("g", default=True),
        user_task("u"),
        user_task("v"),
        inclusive("j"),
        user_task("z"),
        end(),
        flows("start > g", "g > u if =a", "g > v if =b", "u > j > z > end", "v > j", *ways),
        flows("g > j default"),
    )


def test_an_inclusive_join_waits_for_the_branches_that_were_taken(mode: str) -> None:
    world = World([choosing()], mode)
    world.start({"a": True, "b": True})

    world.complete("u")
    assert world.tasks("z") == []
    world.complete("v")

    assert len(world.tasks("z")) == 1


def test_an_inclusive_join_does_not_wait_for_a_branch_not_taken(mode: str) -> None:
    world = World([choosing()], mode)
    world.start({"a": True, "b": False})

    world.complete("u")

    assert len(world.tasks("z")) == 1


def test_an_inclusive_join_goes_on_when_the_other_branch_is_cancelled(mode: str) -> None:
    body = diagram(
        start(),
        parallel("f"),
        user_task("u"),
        user_task("v"),
        boundary("late", "v", on_timer("PT1H")),
        inclusive("j"),
        user_task("z"),
        end(),
        end("e2"),
        flows("start > f > u > j > z > end", "f > v > j", "late > e2"),
    )
    world = World([body], mode)
    world.start()
    world.complete("u")
    assert world.tasks("z") == []

    world.wait(hours=1)

    assert len(world.tasks("z")) == 1


def test_an_inclusive_gateway_that_failed_is_no_arrival_of_the_next_round(mode: str) -> None:
    body = diagram(
        start(),
        parallel("f"),
        user_task("u"),
        user_task("v"),
        exclusive("m"),
        inclusive("j"),
        end(),
        flows("start > f > u > m > j", "f > v > j", "j > end if =go"),
    )
    world = World([body], mode)
    world.start()
    world.complete("u")
    world.complete("v")
    assert world.incident()[:2] == ("j", "CONDITION_ERROR")

    world.set(go=True)
    world.resolve()

    assert world.done()
    assert world.left("end") == 1


def test_an_inclusive_join_in_a_loop_fires_once_a_round(mode: str) -> None:
    body = diagram(
        start(),
        exclusive("m"),
        inclusive("g", default=True),
        user_task("u"),
        user_task("v"),
        inclusive("j"),
        script_task("k", "=n + 1", "n"),
        exclusive("again", default=True),
        end(),
        flows("start > m > g", "g > u if =a", "g > v if =b", "u > j > k > again", "v > j"),
        flows("again > m if =n < 2", "again > end default", "g > j default"),
    )
    world = World([body], mode)
    world.start({"n": 0, "a": True, "b": True})

    world.complete("u")
    world.complete("v", b=False)
    world.complete("u")

    assert world.done()
    assert world.variables()["n"] == 2

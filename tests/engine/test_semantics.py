"""The rules of the dialect, each in every way of storing instances."""

from collections.abc import Callable

from .diagrams import (
    catch,
    diagram,
    end,
    exclusive,
    flows,
    inclusive,
    parallel,
    script_task,
    service_task,
    start,
    sub_process,
)
from .extras import (
    error,
    loop,
    mapping,
    message,
    on_message,
)
from .world import World

Run = Callable[..., World]
FORK = (parallel("fork"), service_task("a"), service_task("b"), parallel("join"))
FORKED = flows("start > fork > a > join > end", "fork > b > join")
KEYED = message("M", "m", key="=k")
FAULT = error("E", "X")


def one(element: str, name: str, *, declares: tuple[str, ...] = ()) -> bytes:
    """A process of one element between start and end."""
    return diagram(start(), element, end(), flows(f"start > {name} > end"), declares=declares)


def _complete_both(world: World) -> int:
    open_jobs = len(world.jobs())
    world.complete_job("a")
    world.complete_job("b")
    return open_jobs


def test_parallel_branches_see_each_others_writes(run: Run) -> None:
    world = run(diagram(start(), *FORK, end(), FORKED), given={"x": 1, "list": [1]})

    world.complete_job("a", x=2, list=[1, 2])

    assert world.visible(world.jobs("b")[0])["x"] == 2
    world.complete_job("b", list=[9])
    assert world.variables() == {"x": 2, "list": [9]}
    assert world.done()


def test_a_local_input_shadows_the_variable_of_its_name(run: Run) -> None:
    task = service_task("a", "a", mapping([("=x", "y")]))
    world = run(one(task, "a"), given={"x": 1})

    world.complete_job("a", y=5, z=6)

    assert world.variables() == {"x": 1, "z": 6}


def test_with_output_mappings_nothing_else_leaves(run: Run) -> None:
    task = service_task("a", "a", mapping((), [("=r.v", "out.v")]))
    world = run(one(task, "a"), given={"out": {"w": 1}})

    world.complete_job("a", r={"v": 5}, z=6)

    assert world.variables() == {"out": {"w": 1, "v": 5}}


def test_a_variable_of_a_sub_process_stays_in_it_unless_mapped(run: Run) -> None:
    content = (
        start("s2"),
        script_task("k", "=inner + 1", "inner"),
        script_task("l", "=10", "fresh"),
        end("e2"),
        flows("s2 > k > l > e2"),
    )
    inside = mapping([("=1", "inner")], [("=inner", "kept")])
    world = run(one(sub_process("sub", *content, extras=inside), "sub"))

    assert world.variables() == {"kept": 2, "fresh": 10}
    assert world.done()


def test_a_sequential_multi_instance_stops_when_its_condition_is_met(run: Run) -> None:
    enough = "=numberOfCompletedInstances = 2"
    items = loop("=xs", "x", output=("ys", "=y"), sequential=True, until=enough)
    world = run(one(service_task("a", multi=items), "a"), given={"xs": [1, 2, 3]})

    world.complete_job("a", y=10)
    assert [world.visible(job)["x"] for job in world.jobs()] == [2]
    world.complete_job("a", y=20)

    assert world.done()
    assert world.variables() == {"xs": [1, 2, 3], "ys": [10, 20, None]}


def test_a_multi_instance_over_nothing_gives_an_empty_list(run: Run) -> None:
    items = loop("=xs", "x", output=("ys", "=y"))
    world = run(one(service_task("a", multi=items), "a"), given={"xs": []})

    assert world.done()
    assert world.variables()["ys"] == []


def test_a_multi_instance_sub_process_gathers_local_results(run: Run) -> None:
    content = (start("s2"), script_task("k", "=x * 2", "r"), end("e2"), flows("s2 > k > e2"))
    items = loop("=xs", "x", output=("ys", "=r"))
    inside = mapping([("=0", "r")])
    world = run(
        one(sub_process("sub", *content, extras=inside, multi=items), "sub"), given={"xs": [1, 2]}
    )

    assert world.done()
    assert world.variables() == {"xs": [1, 2], "ys": [2, 4]}


def test_a_failing_input_mapping_stops_only_its_branch(run: Run) -> None:
    failing = service_task("a", "a", mapping([("=x.y + 1", "y")]))
    content = (start(), parallel("fork"), failing, service_task("b"), parallel("join"), end())
    world = run(diagram(*content, FORKED))

    assert world.incident()[:2] == ("a", "IO_MAPPING_ERROR")
    assert len(world.jobs("b")) == 1

    world.set(x={"y": 1})
    world.resolve()
    assert world.visible(world.jobs("a")[0])["y"] == 2


def test_a_gateway_without_a_way_waits_for_its_variable(run: Run) -> None:
    world = run(diagram(start(), exclusive("g"), end(), flows("start > g", "g > end if =x > 1")))
    assert world.incident()[:2] == ("g", "CONDITION_ERROR")

    world.set(x=2)
    world.resolve()

    assert world.done()


def test_a_job_without_retries_stands_still_until_resolved(run: Run) -> None:
    world = run(one(service_task("a"), "a"))

    world.run(1, lambda instance: instance.fail_job(world.jobs()[0][1], 0, "boom"))

    assert world.incident() == ("a", "JOB_NO_RETRIES", "boom")
    world.resolve()
    world.complete_job("a")
    assert world.done()


def test_two_flows_out_of_a_task_are_a_fork(run: Run) -> None:
    ways = flows("start > a > end", "a > e3")
    world = run(diagram(start(), service_task("a"), end(), end("e3"), ways))

    world.complete_job("a")

    assert world.done()
    assert world.left("end") == world.left("e3") == 1


def test_each_token_that_comes_to_a_task_runs_it(run: Run) -> None:
    content = (start(), parallel("fork"), service_task("a"), end(), script_task("b", "=1", "q"))
    world = run(diagram(*content, flows("start > fork > a > end", "fork > b > a")))

    assert len(world.jobs("a")) == 2
    world.complete_job("a")
    world.complete_job("a")

    assert world.done()


def test_an_inclusive_gateway_takes_every_true_way_and_joins_them(run: Run) -> None:
    scripts = [script_task(name, "=1", name) for name in "abc"]
    ways = flows(
        "start > g",
        "g > a if =x > 1",
        "g > b if =x > 2",
        "g > c default",
        "a > j > end",
        "b > j",
        "c > j",
    )
    content = (start(), inclusive("g", default=True), inclusive("j"), *scripts, end())
    world = run(diagram(*content, ways), given={"x": 3})

    assert world.variables() == {"x": 3, "a": 1, "b": 1}
    assert world.done()
    assert world.left("end") == 1


def test_a_loop_goes_back_through_its_merge(run: Run) -> None:
    content = (start(), exclusive("m"), script_task("k", "=n + 1", "n"))
    ways = flows("start > m > k > g", "g > m if =n < 3", "g > end default")
    world = run(diagram(*content, exclusive("g", default=True), end(), ways), given={"n": 0})

    assert world.variables() == {"n": 3}
    assert world.done()


def test_a_parallel_block_in_a_loop_joins_in_every_round(run: Run) -> None:
    content = (start(), exclusive("m"), *FORK, script_task("k", "=n + 1", "n"), end())
    ways = flows(
        "start > m > fork > a > join > k > g",
        "fork > b > join",
        "g > m if =n < 3",
        "g > end default",
    )
    world = run(diagram(*content, exclusive("g", default=True), ways), given={"n": 0})

    rounds = [_complete_both(world) for _ in range(3)]

    assert rounds == [2, 2, 2]
    assert world.variables() == {"n": 3}
    assert world.done()


def test_an_instance_can_begin_in_the_middle(mode: str) -> None:
    content = (start(), service_task("a"), service_task("b"), end())
    world = World([diagram(*content, flows("start > a > b > end"))], mode)

    world.start({}, at=["b"])

    assert [job[3]["type"] for job in world.jobs()] == ["b"]
    world.complete_job("b")
    assert world.done()


def test_a_stored_instance_keeps_local_variables_and_waits(run: Run) -> None:
    content = (
        start(),
        service_task("a", "a", mapping([("=k", "kk")])),
        catch("c", on_message("M")),
        end(),
    )
    world = run(diagram(*content, flows("start > a > c > end"), declares=[KEYED]), given={"k": "A"})
    world.instances[1] = world.stored(world.instances[1])

    assert world.visible(world.jobs()[0]) == {"k": "A", "kk": "A"}
    world.complete_job("a")
    assert world.publish("m", "A", x=1) == [1]
    assert world.done()

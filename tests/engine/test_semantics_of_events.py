"""The rules of events, in every way of storing instances."""

from collections.abc import Callable

from .diagrams import (
    boundary,
    catch,
    diagram,
    end,
    event_gateway,
    event_sub_process,
    flows,
    parallel,
    receive_task,
    script_task,
    service_task,
    start,
    sub_process,
    throw,
    user_task,
)
from .extras import (
    error,
    link,
    message,
    on_error,
    on_message,
    on_signal,
    on_timer,
    signal,
    terminating,
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


def test_an_error_in_a_sub_process_goes_to_its_boundary(run: Run) -> None:
    content = (start("s2"), service_task("a"), end("e2"), flows("s2 > a > e2"))
    world = run(
        diagram(
            start(),
            sub_process("sub", *content),
            boundary("caught", "sub", on_error("E")),
            end(),
            end("e3"),
            flows("start > sub > end", "caught > e3"),
            declares=[FAULT],
        )
    )

    world.throw("a", "X", why=1)

    assert world.done()
    assert world.variables() == {"why": 1}
    assert world.left("e3") == 1
    assert world.left("sub", "TERMINATED") == world.left("a", "TERMINATED") == 1


def test_an_error_end_event_goes_to_the_boundary(run: Run) -> None:
    content = (start("s2"), end("e2", on_error("E")), flows("s2 > e2"))
    world = run(
        diagram(
            start(),
            sub_process("sub", *content),
            boundary("caught", "sub", on_error("E")),
            end(),
            end("e3"),
            flows("start > sub > end", "caught > e3"),
            declares=[FAULT],
        )
    )

    assert world.done()
    assert (world.left("e3"), world.left("end")) == (1, 0)


def test_the_first_event_after_an_event_gateway_wins(run: Run) -> None:
    world = run(
        diagram(
            start(),
            event_gateway("g"),
            catch("by_message", on_message("M")),
            catch("by_time", on_timer("PT1H")),
            receive_task("again", "M"),
            end(),
            end("e3"),
            flows("start > g > by_message > again > end", "g > by_time > e3"),
            declares=[KEYED],
        ),
        given={"k": "A"},
    )

    assert world.publish("m", "B") == []
    assert world.publish("m", "A", one=1) == [1]
    world.publish("m", "A", two=2)

    assert world.done()
    assert world.variables() == {"k": "A", "one": 1, "two": 2}


def test_a_message_starts_a_process(mode: str) -> None:
    content = (start("s", on_message("M")), script_task("k", "=v + 1", "w"), end())
    world = World([diagram(*content, flows("s > k > end"), declares=[message("M", "m")])], mode)

    (case,) = world.publish("m", "whatever", v=1)

    assert world.done(case)
    assert world.variables(case) == {"v": 1, "w": 2}


def test_a_message_reaches_the_instance_with_its_key(run: Run) -> None:
    world = run(one(catch("c", on_message("M")), "c", declares=(KEYED,)), given={"k": "A"})
    other = world.start({"k": "B"})

    world.publish("m", "B")

    assert not world.done()
    assert world.done(other)


def test_an_interrupting_timer_fires_at_its_instant(run: Run) -> None:
    world = run(
        diagram(
            start(),
            user_task("u"),
            boundary("late", "u", on_timer("=duration(d)")),
            end(),
            end("e3"),
            flows("start > u > end", "late > e3"),
        ),
        given={"d": "PT20M"},
    )

    world.wait(minutes=19, seconds=59)
    assert not world.done()
    world.wait(seconds=1)

    assert world.done()
    assert world.left("u", "TERMINATED") == 1


def test_a_signal_reaches_other_instances(mode: str) -> None:
    told = [signal("S", "sig")]
    sender = diagram(start(), end("e", on_signal("S")), flows("start > e"), declares=told)
    waiting = diagram(
        start(),
        catch("c", on_signal("S")),
        end(),
        flows("start > c > end"),
        process_id="q",
        declares=told,
    )
    world = World([sender, waiting], mode)
    waiter = world.start({}, "q")

    thrower = world.start({}, "p")

    assert world.done(thrower)
    assert world.done(waiter)


def test_a_link_is_a_flow(run: Run) -> None:
    events = (throw("from", link("L")), catch("to", link("L")))
    content = (start(), *events, script_task("k", "=1", "n"), end())
    world = run(diagram(*content, flows("start > from", "to > k > end")))

    assert world.variables() == {"n": 1}
    assert world.done()


def test_a_message_event_sub_process_runs_beside_its_scope_each_time(run: Run) -> None:
    reaction = event_sub_process(
        "es",
        start("s2", on_message("M"), interrupting=False),
        script_task("k", "=v", "got"),
        end("e2"),
        flows("s2 > k > e2"),
    )
    content = (start(), service_task("a"), end(), reaction, flows("start > a > end"))
    world = run(diagram(*content, declares=[message("M", "m", key="=key")]), given={"key": "A"})

    world.publish("m", "A", v=7)
    assert world.variables()["got"] == 7
    world.publish("m", "A", v=8)
    assert world.variables()["got"] == 8
    world.complete_job("a")

    assert world.done()


def test_a_timer_event_sub_process_interrupts_its_scope(run: Run) -> None:
    reaction = event_sub_process(
        "es",
        start("s2", on_timer("PT20M")),
        script_task("k", "=7", "got"),
        end("e2"),
        flows("s2 > k > e2"),
    )
    content = (start(), service_task("a"), end(), reaction, flows("start > a > end"))
    world = run(diagram(*content))

    world.wait(minutes=20)

    assert world.done()
    assert world.variables() == {"got": 7}
    assert world.left("a", "TERMINATED") == 1
    other = world.start()
    assert [wait[3]["element"] for wait in world.open("timer", other)] == ["s2"]


def test_a_terminate_end_event_ends_all_of_its_scope(run: Run) -> None:
    content = (start(), parallel("f"), service_task("a"), end("t", terminating()), end())
    world = run(diagram(*content, flows("start > f > a > end", "f > t")))

    assert world.done()
    assert world.jobs() == []

"""Sub-processes, called processes, escalations, termination, event sub-processes."""

from typing import Any

import pytest

from app.engine.extensions import Binding

from .diagrams import (
    boundary,
    call,
    diagram,
    end,
    event_sub_process,
    flows,
    parallel,
    script_task,
    service_task,
    start,
    sub_process,
    throw,
    user_task,
)
from .extras import (
    error,
    escalation,
    mapping,
    on_error,
    on_escalation,
    on_timer,
    terminating,
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


def reacting(*content: str) -> bytes:
    """A process with a timer event sub-process that runs beside it."""
    reaction = event_sub_process(
        "es",
        start("s2", on_timer("PT1H"), interrupting=False),
        user_task("r"),
        end("e2"),
        flows("s2 > r > e2"),
    )
    return diagram(start(), *content, reaction)


def test_a_called_process_gets_and_gives_everything_unless_told_otherwise(mode: str) -> None:
    world = World([caller(), CHILD], mode)
    world.start({"a": 1}, "p")

    world.complete("inner", b=2)

    assert world.done()
    assert world.variables() == {"a": 1, "b": 2, "total": 3}


def test_a_called_process_gets_only_its_inputs_and_gives_only_its_outputs(mode: str) -> None:
    io = mapping([("=x", "a")], [("=total", "result")])
    world = World([caller(io, parent_variables=False, child_variables=False), CHILD], mode)
    world.start({"x": 1, "secret": 2}, "p")

    assert world.visible(world.tasks("inner")[0]) == {"a": 1}
    world.complete("inner", b=2)

    assert world.variables() == {"x": 1, "secret": 2, "result": 3}


def test_a_variable_changed_everywhere_changes_in_a_called_process_that_has_one(mode: str) -> None:
    io = mapping([("=x", "a")], [("=total", "result")])
    world = World([caller(io, parent_variables=False, child_variables=False), CHILD], mode)
    world.start({"a": 1, "x": 1}, "p")

    world.run(1, lambda instance: instance.set_variables({"a": 5, "new": 0}, everywhere=True))

    assert world.visible(world.tasks("inner")[0]) == {"a": 5}
    assert world.variables() == {"a": 5, "x": 1, "new": 0}


def test_nothing_comes_back_from_a_called_process_that_may_give_nothing(mode: str) -> None:
    world = World([caller(child_variables=False), CHILD], mode)
    world.start({"a": 1}, "p")

    world.complete("inner", b=2)

    assert world.variables() == {"a": 1}


def test_a_task_of_a_called_process_says_which_process_it_is_in(mode: str) -> None:
    world = World([caller(), CHILD], mode)
    world.start({"a": 1}, "p")

    detail = world.tasks("inner")[0][3]

    assert (detail["process_id"], detail["process_key"]) == ("child", "child:1")


def test_the_binding_of_a_call_is_handed_on() -> None:
    world = World([caller(binding="versionTag", version_tag="v7"), CHILD])
    world.start({}, "p")

    expected = Binding(kind="versionTag", version_tag="v7", caller="p:1")
    assert world.house.asked == [("child", expected)]


def test_the_process_to_call_may_be_computed(mode: str) -> None:
    body = diagram(start(), call("c", "=which"), end(), flows("start > c > end"))
    world = World([body, CHILD], mode)
    world.start({"which": "child"}, "p")

    assert len(world.tasks("inner")) == 1


def test_a_call_of_an_unknown_process_is_an_incident(mode: str) -> None:
    world = World([caller()], mode)
    world.start()

    assert world.incident()[:2] == ("c", "CALLED_ELEMENT_ERROR")


def test_a_process_that_calls_itself_stops_as_an_incident() -> None:
    world = World([diagram(start(), call("c", "p"), end(), flows("start > c > end"))])
    world.start()
    assert world.incident()[:2] == ("c", "CALLED_ELEMENT_ERROR")

    world.run(1, lambda instance: instance.terminate())

    assert world.done()


def test_an_error_leaves_a_called_process_to_its_caller(mode: str) -> None:
    failing = diagram(
        start("cs"),
        end("ce", on_error("E")),
        flows("cs > ce"),
        process_id="child",
        declares=[error("E", "X")],
    )
    calling = diagram(
        start(),
        call("c", "child"),
        boundary("b", "c", on_error("E")),
        end(),
        end("e2"),
        flows("start > c > end", "b > e2"),
        declares=[error("E", "X")],
    )
    world = World([calling, failing], mode)
    world.start({}, "p")

    assert world.done()
    assert world.left("e2") == 1


def test_cancelling_a_call_ends_everything_in_it(mode: str) -> None:
    body = diagram(
        start(),
        call("c", "child"),
        boundary("late", "c", on_timer("PT1H")),
        end(),
        end("e2"),
        flows("start > c > end", "late > e2"),
    )
    world = World([body, CHILD], mode)
    world.start({}, "p")

    world.wait(hours=1)

    assert world.done()
    assert world.tasks() == []
    assert world.left("inner", "TERMINATED") == 1


@pytest.mark.parametrize("interrupting", [True, False])
def test_an_escalation_goes_to_the_nearest_scope(mode: str, interrupting: bool) -> None:
    content = (
        start("s2"),
        user_task("u"),
        throw("rise", on_escalation("E")),
        user_task("v"),
        end("e2"),
        flows("s2 > u > rise > v > e2"),
    )
    body = diagram(
        start(),
        sub_process("sub", *content),
        boundary("b", "sub", on_escalation("E"), interrupting=interrupting),
        script_task("k", "=1", "seen"),
        end(),
        end("e3"),
        flows("start > sub > end", "b > k > e3"),
        declares=[escalation("E", "late")],
    )
    world = World([body], mode)
    world.start()

    world.complete("u")

    assert world.variables() == {"seen": 1}
    assert world.done() == interrupting
    assert len(world.tasks("v")) == (0 if interrupting else 1)


def test_an_escalation_that_nobody_catches_is_no_fault(mode: str) -> None:
    body = diagram(
        start(),
        throw("rise", on_escalation("E")),
        end(),
        flows("start > rise > end"),
        declares=[escalation("E", "late")],
    )
    world = World([body], mode)
    world.start()

    assert world.done()


def test_terminating_a_sub_process_leaves_the_rest_running(mode: str) -> None:
    content = (start("s2"), parallel("f"), user_task("u"), end("t", terminating()), end("e2"))
    body = diagram(
        start(),
        sub_process("sub", *content, flows("s2 > f > u > e2", "f > t")),
        user_task("next"),
        end(),
        flows("start > sub > next > end"),
    )
    world = World([body], mode)
    world.start()

    assert [task[3]["element"] for task in world.tasks()] == ["next"]


def test_terminating_a_process_ends_its_event_sub_processes_too(mode: str) -> None:
    world = World([reacting(user_task("u"), end("t", terminating()), flows("start > u > t"))], mode)
    world.start()
    world.wait(hours=1)
    assert len(world.tasks("r")) == 1

    world.complete("u")

    assert world.done()
    assert world.left("r", "TERMINATED") == 1


def test_a_process_waits_for_an_event_sub_process_that_runs(mode: str) -> None:
    world = World([reacting(user_task("u"), end(), flows("start > u > end"))], mode)
    world.start()
    world.wait(hours=1)

    world.complete("u")
    assert not world.done()
    assert world.open("timer") == []
    world.complete("r")

    assert world.done()


def test_an_error_event_sub_process_catches_for_its_scope(mode: str) -> None:
    reaction = event_sub_process(
        "es",
        start("s2", on_error("E")),
        script_task("k", "=why", "got"),
        end("e2"),
        flows("s2 > k > e2"),
    )
    content = (start(), service_task("a"), end(), reaction, flows("start > a > end"))
    world = World([diagram(*content, declares=[error("E", "X")])], mode)
    world.start()

    world.throw("a", "X", why="lapsed")

    assert world.done()
    assert world.variables() == {"why": "lapsed", "got": "lapsed"}


def test_what_desugaring_made_is_not_in_the_history(mode: str) -> None:
    world = World([reacting(user_task("u"), end(), flows("start > u > end"))], mode)
    world.start()
    world.wait(hours=1)
    world.complete("r")
    world.complete("u")

    history = world.instances[1].history
    names = {event.element for event in history}
    assert names == {"start", "u", "end", "es", "s2", "r", "e2"}

"""Reading files: what a diagram says of itself, and what is no diagram."""

from collections.abc import Sequence

import pytest

from app.engine.definitions import Definition, parse, read
from app.engine.errors import InvalidDiagram
from app.engine.extensions import Listener

from .diagrams import (
    diagram,
    end,
    event_sub_process,
    exclusive,
    flows,
    parallel,
    plain_task,
    process,
    service_task,
    start,
    sub_process,
    user_task,
)
from .extras import (
    assigned,
    form,
    listeners,
    loop,
    message,
    on_message,
    on_timer,
    properties,
)
from .world import World


def defined(data: bytes) -> Definition:
    (definition,) = parse(data, lambda process_id: (f"{process_id}:3", 3))
    return definition


def rewritten(data: bytes, *changes: tuple[str, str]) -> bytes:
    text = data.decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_a_definition_knows_its_key_version_and_name() -> None:
    tag = '<bpmn:extensionElements><zeebe:versionTag value="v2"/></bpmn:extensionElements>'
    definition = defined(diagram(tag, start(), end(), flows("start > end"), process_id="claim"))

    assert (definition.key, definition.version, definition.process_id) == ("claim:3", 3, "claim")
    assert definition.version_tag == "v2"
    assert definition.starts == {"start": None}


def test_an_element_tells_what_lists_and_forms_need() -> None:
    lanes = (
        '<bpmn:laneSet id="lanes"><bpmn:lane id="lane_1" name="理赔">'
        "<bpmn:flowNodeRef>check</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
    )
    task = user_task(
        "check",
        assigned(groups="claims"),
        form("check_form"),
        properties(label_en="Check", sla="survey"),
        listeners(("completing", "claims.check")),
    )
    definition = defined(diagram(lanes, start(), task, end(), flows("start > check > end")))

    info = definition.elements["check"]
    assert (info.kind, info.name, info.label_en) == ("userTask", "check", "Check")
    assert (info.lane, info.groups, info.form_id) == ("理赔", "claims", "check_form")
    assert info.properties["sla"] == "survey"
    assert info.listeners == (Listener("completing", "claims.check"),)
    assert definition.elements["lane_1"].kind == "lane"


def test_an_element_of_a_sub_process_is_listed_as_drawn() -> None:
    reaction = event_sub_process(
        "es", start("s2", on_timer("PT1H")), plain_task("k"), end("e2"), flows("s2 > k > e2")
    )
    definition = defined(
        diagram(start(), user_task("u"), end(), reaction, flows("start > u > end"))
    )

    scopes = {name: info.scope for name, info in definition.elements.items()}
    assert scopes["k"] == "es"
    assert (scopes["u"], scopes["es"]) == ("p", "p")
    assert not any("__" in name for name in scopes)
    assert sum(info.kind == "sequenceFlow" for info in definition.elements.values()) == 4


def test_a_start_by_message_is_found_behind_an_event_sub_process() -> None:
    reaction = event_sub_process(
        "es", start("s2", on_timer("PT1H")), plain_task("k"), end("e2"), flows("s2 > k > e2")
    )
    content = (start("s", on_message("M")), user_task("u"), end(), reaction)
    data = diagram(*content, flows("s > u > end"), declares=[message("M", "m")])

    trigger = defined(data).starts["s"]
    assert trigger is not None
    assert (trigger.kind, trigger.name) == ("message", "m")
    world = World([data])
    world.publish("m", "", x=1)
    assert world.variables() == {"x": 1}
    assert [task[3]["element"] for task in world.tasks()] == ["u"]


def test_moving_a_shape_does_not_change_the_way_taken() -> None:
    body = diagram(
        start(),
        exclusive("g"),
        user_task("first"),
        user_task("second"),
        end(),
        flows("start > g", "g > first if =true", "g > second if =true", "first > end"),
        flows("second > end"),
    )
    lower = 'bpmnElement="first"><dc:Bounds x="0" y="0"'
    moved = rewritten(body, (lower, lower.replace('y="0"', 'y="900"')))

    world = World([moved])
    world.start()

    assert [task[3]["element"] for task in world.tasks()] == ["first"]


def test_the_order_of_the_flows_in_the_file_decides() -> None:
    ways = ("g > b if =true", "g > a if =true")
    content = (start(), exclusive("g"), user_task("a"), user_task("b"), end())
    world = World([diagram(*content, flows("start > g", *ways, "a > end", "b > end"))])
    world.start()

    assert [task[3]["element"] for task in world.tasks()] == ["b"]


@pytest.mark.parametrize("names", [("Start", "End"), ("Root", "p.EndJoin")])
def test_elements_may_have_the_names_that_the_library_uses(names: Sequence[str]) -> None:
    first, last = names
    world = World(
        [diagram(start(first), user_task("u"), end(last), flows(f"{first} > u > {last}"))]
    )
    world.start()
    world.complete("u")

    assert world.done()


def test_a_very_long_chain_is_read_and_run() -> None:
    names = [f"t{number}" for number in range(1500)]
    body = diagram(
        start(), *map(plain_task, names), end(), flows(f"start > {' > '.join(names)} > end")
    )
    world = World([body])
    world.start()

    assert world.done()


def test_several_processes_of_a_file_are_several_definitions() -> None:
    second = process("q", start("qs"), end("qe"), flows("qs > qe"))
    third = process("r", start("rs"), executable=False)
    both = diagram(start(), end(), flows("start > end"), also=[second, third])

    found = parse(both, lambda process_id: (f"{process_id}:1", 1))

    assert [definition.process_id for definition in found] == ["p", "q"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml",
        b"<html/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a/>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/OTHER"/>',
        b"<a>" + b"x" * 5_000_000 + b"</a>",
    ],
    ids=["empty", "text", "html", "entity", "outside", "namespace", "large"],
)
def test_what_is_no_diagram_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidDiagram):
        read(data)


@pytest.mark.parametrize(
    "body",
    [
        user_task("u") + end() + flows("u > end"),
        start() + user_task("u") + flows("start > u > nowhere"),
        start()
        + sub_process("sub", start("s2"), user_task("inner"), end("e2"))
        + end()
        + flows("start > sub > end", "inner > end"),
        start() + user_task("u") + user_task("u") + end() + flows("start > u > end"),
        start() + "<bpmn:userTask/>" + end() + flows("start > end"),
        start() + "<bpmn:complexGateway id='g'/>" + end() + flows("start > g > end"),
    ],
    ids=[
        "no start",
        "flow to nowhere",
        "flow over a border",
        "id twice",
        "no id",
        "unknown element",
    ],
)
def test_a_file_that_cannot_be_executed_is_refused(body: str) -> None:
    with pytest.raises(InvalidDiagram):
        defined(diagram(body))


def test_a_multi_instance_keeps_the_name_of_its_activity() -> None:
    body = diagram(
        start(),
        service_task("a", multi=loop("=xs", "x")),
        parallel("j"),
        end(),
        flows("start > a > j > end"),
    )
    world = World([body])
    world.start({"xs": [1, 2]})

    assert [job[3]["element"] for job in world.jobs()] == ["a", "a"]
    assert world.entered("a") == 3  # the body and two instances

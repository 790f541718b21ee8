"""A diagram damaged anywhere is refused, or runs: checks and engine agree on what is sound."""

import copy
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.engine.instance import Instance

from . import diagrams as d
from . import extras as e
from .test_validate import check
from .world import World


def drawn() -> bytes:
    """A process of many parts."""
    return d.diagram(
        d.start(),
        d.exclusive("choose", default=True),
        d.parallel("fork"),
        d.inclusive("some", default=True),
        d.event_gateway("wait"),
        d.catch("message", e.on_message("m")),
        d.catch("hour", e.on_timer("PT1H")),
        d.user_task("work", e.mapping([("=a", "b")], [("=b", "c")]), multi=e.loop("=[1,2]", "i")),
        d.sub_process(
            "sub",
            d.start("s2"),
            d.script_task("sum", "=1", "s"),
            d.end("e2"),
            d.flows("s2 > sum > e2"),
        ),
        d.event_sub_process(
            "react", d.start("on", e.on_signal("g")), d.end("e3"), d.flows("on > e3")
        ),
        d.boundary("late", "sub", e.on_timer("PT1H"), interrupting=False),
        d.boundary("fails", "sub", e.on_error("f")),
        d.throw("away", e.link("l")),
        d.catch("here", e.link("l")),
        d.call("call", "known_process"),
        d.rule_task("rule", "known_decision", "r"),
        d.service_task("job", "outside"),
        d.end("stop", e.terminating()),
        d.end("bad", e.on_error("f")),
        d.end(),
        d.flows(
            "start > choose",
            "choose > fork if =x > 1",
            "choose > some default",
            "fork > sub > job",
            "fork > work > rule > away",
            "here > call > end",
            "some > wait if =y",
            "some > end default",
            "wait > message > end",
            "wait > hour > stop",
            "late > bad",
            "fails > end",
            "job > end",
        ),
        declares=(e.message("m", key="=k"), e.signal("g", "g"), e.error("f", "F")),
    )


PARTS = etree.fromstring(drawn())
VALUES = sorted({value for node in PARTS.iter() for value in node.attrib.values()})
pick = st.integers(0, 10**6)
WAYS = st.sampled_from(["drop", "move", "copy", "attribute", "remove"])
CHANGES = st.lists(st.tuples(WAYS, pick, pick), min_size=1, max_size=4)


def damaged(changes: list[tuple[str, int, int]]) -> bytes:
    root = copy.deepcopy(PARTS)
    for what, one, other in changes:
        _damage(root, what, one, other)
    return bytes(etree.tostring(root))


def _damage(root: etree._Element, what: str, one: int, other: int) -> None:
    nodes = list(root.iter())[1:]
    if not nodes:
        return
    node, second = nodes[one % len(nodes)], nodes[other % len(nodes)]
    parent, keys = node.getparent(), sorted(node.attrib)
    assert parent is not None
    if what == "drop":
        parent.remove(node)
    elif what == "copy":
        parent.append(copy.deepcopy(node))
    elif what == "move" and node not in (second, *second.iterancestors()):
        second.append(node)
    elif keys and what == "attribute":
        node.set(keys[other % len(keys)], VALUES[one % len(VALUES)])
    elif keys and what == "remove":
        del node.attrib[keys[other % len(keys)]]


def test_the_diagram_that_is_damaged_is_sound() -> None:
    assert check(a=drawn()) == []


@settings(max_examples=400, derandomize=True, deadline=None, database=None)
@given(CHANGES)
def test_a_damaged_diagram_is_refused_or_runs(changes: list[tuple[str, int, int]]) -> None:
    content = damaged(changes)

    errors = [finding for finding in check(a=content) if finding.level == "error"]

    assert errors or runs(content)


def runs(content: bytes) -> bool:
    """Start a process and let everything happen to it once; only incidents may stop it."""
    world = World([content], "command")
    world.start({"x": 2, "y": True, "k": "K"})
    for kind in ("m", "g"):
        world.publish(kind, "K")
    world.wait(hours=2)
    for wait in world.tasks():
        if world.instances[wait[0]].waits().get(("task", wait[1], wait[2])):
            world.run(wait[0], partial(Instance.complete_task, token_id=wait[1], answers={}))
    return True


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(pick, st.binary(max_size=6), st.integers(0, 40))
def test_damaged_bytes_are_refused_or_read(place: int, added: bytes, removed: int) -> None:
    whole = drawn()
    place %= len(whole)
    content = whole[:place] + added + whole[place + removed :]

    errors = [finding for finding in check(a=content) if finding.level == "error"]

    assert errors or runs(content)

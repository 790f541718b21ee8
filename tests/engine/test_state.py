"""Stored state: the frozen format, another operating system process, and what is not in it."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from app.engine.borders import Call
from app.engine.instance import Instance
from app.engine.state import UnknownFormat

from .diagrams import (
    diagram,
    end,
    flows,
    script_task,
    service_task,
    start,
    sub_process,
    user_task,
)
from .extras import (
    assigned,
    form,
    loop,
    mapping,
)
from .world import World

STORED = Path(__file__).parent / "stored"
ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)

GO_ON = """
import sys, datetime as dt
from pathlib import Path
from app.engine.borders import Call
from app.engine.instance import Instance
from tests.engine.world import House

folder = Path(sys.argv[1])
house = House([(folder / "p.bpmn").read_bytes()], {})
now = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
instance = Instance.load((folder / "state").read_bytes(), house.latest["p"], house, now)
for number in range(int(sys.argv[2])):
    token = next(token for kind, token, _ in instance.waits() if kind == "task")
    instance.complete_task(token, {})
print(instance.completed, instance.variables)
"""


def frozen(release: str) -> tuple[World, Instance]:
    """A stored instance of a released format, with its definitions."""
    files = [path.read_bytes() for path in sorted(STORED.glob(f"{release}*.bpmn"))]
    handlers = {"score": lambda call: {"score": 7}}
    world = World(files, "command", handlers=handlers)
    data = (STORED / f"{release}.state").read_bytes()
    world.instances[1] = Instance.load(data, world.house.latest["main"], world.house, NOW)
    world.now = NOW
    return world, world.instances[1]


def test_format_1_is_read_and_written_as_it_was() -> None:
    _, instance = frozen("format_1")

    assert instance.dump() == (STORED / "format_1.state").read_bytes()


def test_an_instance_of_format_1_waits_for_what_it_waited_for() -> None:
    _, instance = frozen("format_1")

    waits = {(kind, detail["element"]) for (kind, _, _), detail in instance.waits().items()}
    assert waits == {
        ("task", "in_turn"),
        ("task", "each"),
        ("task", "inner"),
        ("task", "called"),
        ("job", "worker"),
        ("timer", "late"),
        ("message", "told"),
        ("incident", "mapped"),
    }


def test_an_instance_of_format_1_runs_to_its_end() -> None:
    world, _ = frozen("format_1")

    world.complete("in_turn", decision="b")
    world.complete("each", y=2)
    world.complete("inner")
    world.complete("called", amount=5)
    world.wait(days=9)
    world.complete_job("worker")
    world.set(limit=1)
    world.resolve()
    assert not world.done()
    assert world.publish("told", "C-1", heard=True) == [1]

    assert world.done()
    variables = world.variables()
    assert variables["decisions"] == ["a", "b"]
    assert variables["ys"] == [1, 2]
    assert (variables["total"], variables["kept"], variables["paid"]) == (6, 10, 5)
    assert (variables["reminded"], variables["heard"]) == (True, True)


def test_a_state_of_a_newer_release_is_not_guessed() -> None:
    world, instance = frozen("format_1")
    newer = bytes([2]) + instance.dump()[1:]

    with pytest.raises(UnknownFormat):
        Instance.load(newer, world.house.latest["main"], world.house, NOW)


@pytest.mark.parametrize("sequential", [False, True])
def test_a_multi_instance_goes_on_in_another_process(tmp_path: Path, sequential: bool) -> None:
    content = (start("s2"), user_task("t"), script_task("k", "=x * 2", "r"), end("e2"))
    multi = loop("=xs", "x", output=("ys", "=r"), sequential=sequential)
    inside = sub_process("sub", *content, flows("s2 > t > k > e2"), multi=multi)
    body = diagram(start(), inside, user_task("z"), end(), flows("start > sub > z > end"))
    world = World([body], "never")
    world.start({"xs": [1, 2, 3]})
    world.complete("t")
    (tmp_path / "p.bpmn").write_bytes(body)
    (tmp_path / "state").write_bytes(world.instances[1].dump())

    command = [sys.executable, "-c", GO_ON, str(tmp_path), "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.stdout.strip() == "True {'xs': [1, 2, 3], 'ys': [2, 4, 6]}", done.stderr


def test_task_attributes_are_not_in_the_state() -> None:
    task = user_task("u", assigned(groups="very_special"), form("some_form"))
    world = World([diagram(start(), task, end(), flows("start > u > end"))])
    world.start()

    data = world.instances[1].dump()
    assert b"very_special" not in data
    assert b"some_form" not in data


def test_a_value_is_the_same_read_at_once_or_after_storing(mode: str) -> None:
    made = '={number: 1.50, day: date("2026-03-01"), text: "猫", list: [1, null, true]}'
    content = (start(), script_task("k", made, "made"), user_task("u"), end())
    task = script_task("l", "=made.day + made.text", "joined", mapping((), [("=joined", "out")]))
    world = World([diagram(*content, task, flows("start > k > u > l > end"))], mode)
    world.start()
    world.complete("u")

    assert world.variables()["out"] == "2026-03-01猫"
    assert list(world.variables()["made"]) == ["number", "day", "text", "list"]


def test_changing_what_a_handler_was_given_changes_nothing(mode: str) -> None:
    def spoil(call: Call) -> None:
        call.variables["claim"]["amount"] = 999

    content = (start(), service_task("a", "spoil"), script_task("k", "=claim.amount", "n"), end())
    world = World(
        [diagram(*content, flows("start > a > k > end"))], mode, handlers={"spoil": spoil}
    )
    world.start({"claim": {"amount": 1}})

    assert world.variables() == {"claim": {"amount": 1}, "n": 1}

"""Random walks through many shapes: the engine, however it is stored, agrees with a token game."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .shape_drawing import files_of
from .shapes import SHAPES
from .test_validate import check
from .token_game import Game, Path
from .world import MODES, World

START = {"again": True, "again2": True, "p1": True, "p2": True, "items": [1, 2, 3], "key": "K"}
FLAGS = ("again", "again2", "p1", "p2")
WALKS = {"never": 8, "command": 4, "step": 5, "fresh": 1}  # of some thirty steps each
MOVES = st.lists(
    st.tuples(st.integers(0, 10_000), *(st.booleans() for _ in FLAGS)), min_size=20, max_size=40
)
Move = tuple[int, bool, bool, bool, bool]
Wait = tuple[Path, int, int]  # path, token, index


class Walk:
    """An instance and a game of the same shape."""

    def __init__(self, name: str, mode: str) -> None:
        self.world = World(files_of(SHAPES[name]), mode)
        self.shape = SHAPES[name]
        self.begin()

    def begin(self) -> None:
        self.world.instances.clear()
        self.case = self.world.start(START, "p")
        self.game = Game(self.shape, dict(START))

    @property
    def instance(self) -> Any:
        return self.world.instances[self.case]

    def waits(self, kind: str) -> list[Wait]:
        """What the instance waits for, named as the game names it."""
        waits = (key for key in self.instance.waits() if key[0] == kind)
        return sorted(
            ((self._path(token, index), token, index) for _, token, index in waits), key=repr
        )

    def _path(self, token_id: int, index: int) -> Path:
        token = self.instance.find(token_id)
        names = list(_names(token))
        if token.task_spec.element == "eventBasedGateway":
            names[0] = token.task_spec.flows[index].target, None
        return tuple(reversed(names))

    def ensure_same(self) -> None:
        """Compare what both wait for."""
        assert self.world.incidents() == []
        for kind, options in (("task", self.game.tasks()), ("message", self.game.messages())):
            mine = sorted((path for path, _, _ in self.waits(kind)), key=repr)
            assert mine == sorted((path for path, _ in options), key=repr)
        assert self.instance.completed == self.game.is_over

    def step(self, move: Move) -> None:
        """Do one of the things that can be done, a task rather than a message; else begin anew."""
        number, *flags = move
        tasks, messages = self.waits("task"), self.waits("message")
        options = [("task", wait) for wait in tasks] * 3 + [("message", wait) for wait in messages]
        if not options:
            return self.begin()
        kind, (path, token, index) = options[number % len(options)]
        if kind == "task":
            answers: dict[str, object] = dict(zip(FLAGS, flags, strict=True))
            self.world.run(self.case, lambda instance: instance.complete_task(token, answers))
            return self.game.complete(path, answers)
        self.world.run(self.case, lambda instance: instance.catch(token, index))
        return self.game.receive(path)


def _names(token: Any) -> Iterator[tuple[str, int | None]]:
    """Give the elements around a token from the inside out, without what was made by reading."""
    is_waiting = True
    while token is not None:
        spec = token.task_spec
        if is_waiting or not spec.synthetic:
            yield spec.bpmn_id, token.internal_data.get("index")
        is_waiting, token = False, token.workflow.owner


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", SHAPES)
def test_a_walk_is_the_same_in_the_engine_and_in_the_game(name: str, mode: str) -> None:
    @settings(max_examples=WALKS[mode], derandomize=True, deadline=None, database=None)
    @given(MOVES)
    def walk(moves: list[Move]) -> None:
        way = Walk(name, mode)
        way.ensure_same()
        for move in moves:
            way.step(move)
            way.ensure_same()

    walk()


@pytest.mark.parametrize("name", SHAPES)
def test_a_walk_has_somewhere_to_go(name: str) -> None:
    assert Walk(name, "never").game.is_over is False
    assert Walk(name, "never").waits("task") + Walk(name, "never").waits("message") != []


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_a_diagram_without_a_fault(name: str) -> None:
    files = {f"f{number}": content for number, content in enumerate(files_of(SHAPES[name]))}

    assert [finding for finding in check(**files) if finding.level == "error"] == []


def test_there_are_many_shapes() -> None:
    assert len(SHAPES) >= 15

"""A token game: what a diagram does, played the slow way. It shares nothing with the engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from .shape import Flow, Part, Reaction, Shape, kind_of

Path = tuple[tuple[str, int | None], ...]
Variables = dict[str, object]
Act = Callable[[], None]
Option = tuple[Path, Act]


class Place:
    """A token that waits on a node; for an ``s`` node with what runs inside."""

    def __init__(self, frame: Frame, node: str) -> None:
        self.frame, self.node = frame, node
        self.part = frame.shape.parts.get(node, Part())
        self.inside: list[Frame] = []
        self.open: list[int | None] = []  #: instances that are user tasks
        items = frame.variables["items"]
        assert isinstance(items, list)
        self.total = len(items) if self.part.many else 1
        self.begun = 0
        for _ in range(self.total if self.part.many == "parallel" else 1):
            self.begin()

    def begin(self) -> None:
        """Start the next instance."""
        index = self.begun if self.part.many else None
        self.begun += 1
        if self.part.inside is None:
            self.open.append(index)
            return
        frame = self.frame
        variables = dict(frame.variables) if self.part.called else frame.variables
        path = (*frame.path, (self.node, index))
        self.inside.append(Frame(frame.game, self.part.inside, variables, path, around=self))

    def close(self, index: int | None) -> None:
        self.open.remove(index)
        self.go_on()

    def ended(self, frame: Frame) -> None:
        """Take back an inside that has ended."""
        self.inside.remove(frame)
        if self.part.called:
            self.frame.variables.update(frame.variables)
        self.go_on()

    def go_on(self) -> None:
        if self.begun < self.total:
            self.begin()
        elif not self.inside and not self.open:
            self.frame.places.remove(self)
            self.frame.leave(self.node)

    def fire(self, border: str) -> None:
        """Let an event on the border happen."""
        if self.part.borders[border].interrupting:
            self.frame.places.remove(self)
        self.frame.leave(border)


class Frame:
    """A running scope."""

    def __init__(
        self,
        game: Game,
        shape: Shape,
        variables: Variables,
        path: Path = (),
        *,
        around: Place | None = None,
        outer: Frame | None = None,
    ) -> None:
        self.game, self.shape, self.variables, self.path = game, shape, variables, path
        self.around = around
        self.outer = outer  #: the scope that this one reacts in
        self.places: list[Place] = []
        self.parked: list[Flow] = []  #: tokens before joins, by the flow they came on
        self.reacting: list[Frame] = []
        self.interrupted = False
        self.leave("start")

    # ---------------------------------------------------------------- moving
    def leave(self, node: str) -> None:
        for flow in self.chosen(node):
            self.game.moving.append((self, flow))

    def chosen(self, node: str) -> list[Flow]:
        flows = self.shape.out(node)
        if kind_of(node) not in ("x", "i"):
            return flows
        default = [flow for flow in flows if flow.is_default]
        others = [flow for flow in flows if not flow.is_default]
        true = [flow for flow in others if not flow.condition or self.variables[flow.condition]]
        return (true[:1] if kind_of(node) == "x" else true) or default

    def arrive(self, flow: Flow) -> None:
        node, kind = flow.target, kind_of(flow.target)
        if kind in ("p", "i") and len(self.shape.into(node)) > 1:
            self.parked.append(flow)
            if kind == "p" and self.came(node) == set(self.shape.into(node)):
                self.join(node)
        elif kind in ("u", "s", "m", "g"):
            self.places.append(Place(self, node))
        elif kind == "stop":
            self.clear()
        elif kind == "fail":
            self.fail()
        else:
            self.leave(node)

    def came(self, node: str) -> set[Flow]:
        return {flow for flow in self.parked if flow.target == node}

    def join(self, node: str) -> None:
        for flow in self.came(node):
            self.parked.remove(flow)
        self.leave(node)

    def clear(self) -> None:
        """End everything in this scope."""
        self.places, self.parked, self.reacting = [], [], []
        self.game.forget(self)

    def fail(self) -> None:
        """Throw the error to the nearest scope around that catches it."""
        scope: Frame | None = self
        while scope is not None:
            around = scope.around
            if around is not None:
                for name, border in around.part.borders.items():
                    if not border.message:
                        around.fire(name)
                        return
            scope = scope.outer or (around.frame if around else None)
        raise AssertionError("nobody catches the error")

    # ---------------------------------------------------------------- resting
    def all(self) -> Iterator[Frame]:
        """Give this scope and all that run inside it."""
        yield self
        for frame in self.within():
            yield from frame.all()

    def within(self) -> list[Frame]:
        return [frame for place in self.places for frame in place.inside] + self.reacting

    @property
    def is_empty(self) -> bool:
        return not self.places and not self.parked

    def join_inclusive(self) -> bool:
        """Fire the first inclusive join that no other token can still reach by an empty flow."""
        for node in dict.fromkeys(flow.target for flow in self.parked):
            if kind_of(node) == "i" and not self.may_come(node):
                self.join(node)
                return True
        return False

    def may_come(self, node: str) -> bool:
        filled = self.came(node)
        empty = set(self.shape.into(node)) - filled
        others = [place.node for place in self.places]
        others += [flow.target for flow in self.parked if flow.target != node]
        reached = [self.reached(other, node) for other in others]
        return any(flows & empty and not flows & filled for flows in reached)

    def reached(self, node: str, goal: str) -> set[Flow]:
        """Return the flows into the goal that a token on a node can take."""
        seen: set[str] = set()
        waiting = [node]
        while waiting:
            step = waiting.pop()
            if step not in seen and step != goal:
                seen.add(step)
                waiting += [flow.target for flow in self.shape.out(step)]
                waiting += self.shape.borders(step)
        return {flow for flow in self.shape.into(goal) if flow.source in seen}

    # ---------------------------------------------------------------- what can be done
    def tasks(self) -> Iterator[Option]:
        for place in self.places:
            if kind_of(place.node) == "u":
                yield self.named(place.node), partial(self.done, place, place.node)
            for index in place.open if kind_of(place.node) == "s" else ():
                yield (*self.path, (place.node, index)), partial(place.close, index)

    def messages(self) -> Iterator[Option]:
        for place in self.places:
            if kind_of(place.node) == "m":
                yield self.named(place.node), partial(self.done, place, place.node)
            for flow in self.shape.out(place.node) if kind_of(place.node) == "g" else ():
                yield self.named(flow.target), partial(self.done, place, flow.target)
            for name, border in place.part.borders.items():
                if border.message:
                    yield self.named(name), partial(place.fire, name)
        for reaction in self.shape.reactions if not (self.interrupted or self.is_empty) else ():
            yield self.named(f"{reaction.name}_on"), partial(self.react, reaction)

    def named(self, node: str) -> Path:
        return (*self.path, (node, None))

    def done(self, place: Place, node: str) -> None:
        self.places.remove(place)
        self.leave(node)

    def react(self, reaction: Reaction) -> None:
        if reaction.interrupting:
            self.places, self.parked, self.interrupted = [], [], True
        path = self.named(reaction.name)
        inside = Frame(self.game, reaction.inside, self.variables, path, outer=self)
        self.reacting.append(inside)


class Game:
    """One instance of a shape."""

    def __init__(self, shape: Shape, variables: Variables) -> None:
        self.moving: deque[tuple[Frame, Flow]] = deque()
        self.is_over = False
        self.root = Frame(self, shape, dict(variables))
        self.run()

    def run(self) -> None:
        """Move tokens until everything waits."""
        while self.moving or self.end_one() or self.join_one():
            if self.moving:
                frame, flow = self.moving.popleft()
                if frame in self.root.all():
                    frame.arrive(flow)

    def forget(self, frame: Frame) -> None:
        self.moving = deque(move for move in self.moving if move[0] is not frame)

    def end_one(self) -> bool:
        """End a scope in which no token is left."""
        for frame in self.root.all():
            if frame.is_empty and not frame.reacting and not self.is_over:
                self.end(frame)
                return True
        return False

    def end(self, frame: Frame) -> None:
        if frame.outer is not None:
            frame.outer.reacting.remove(frame)
        elif frame.around is not None:
            frame.around.ended(frame)
        else:
            self.is_over = True

    def join_one(self) -> bool:
        return any(frame.join_inclusive() for frame in self.root.all())

    def tasks(self) -> list[Option]:
        return [option for frame in self.root.all() for option in frame.tasks()]

    def messages(self) -> list[Option]:
        return [option for frame in self.root.all() for option in frame.messages()]

    def complete(self, path: Path, answers: Variables) -> None:
        """Do a task; its answers go to the process it belongs to."""
        frame = next(f for f in self.root.all() if path in [found for found, _ in f.tasks()])
        frame.variables.update(answers)
        dict(frame.tasks())[path]()
        self.run()

    def receive(self, path: Path) -> None:
        dict(self.messages())[path]()
        self.run()

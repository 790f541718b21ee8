"""Process shapes as data, for a token game and for drawings of them.

A node is what its name begins with: ``start``, ``end``, ``stop`` (terminate), ``fail`` (error),
else by its first letter: x exclusive, p parallel and i inclusive gateway, g event gateway, u user
task, m receive task, s something with an inside, b event on the border. Conditions are names of
variables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

WORDS = ("start", "end", "stop", "fail")


def kind_of(node: str) -> str:
    """Say what a node is: one of WORDS, or the first letter of its name."""
    return next((word for word in WORDS if node.startswith(word)), node[0])


class Flow(NamedTuple):
    number: int
    source: str
    target: str
    condition: str
    is_default: bool


@dataclass(frozen=True, kw_only=True)
class Border:
    """An event on the border: a message, or the error when ``message`` is empty."""

    message: str = ""
    interrupting: bool = True


@dataclass(frozen=True, kw_only=True)
class Part:
    """What stands on an ``s`` node: an inside, or a user task when there is none."""

    inside: Shape | None = None
    borders: Mapping[str, Border] = field(default_factory=dict)
    many: str = ""  #: ``parallel`` or ``sequential``: one instance per item
    called: bool = False


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """An event sub-process; its start event is ``<name>_on``."""

    name: str
    message: str
    interrupting: bool
    inside: Shape


@dataclass(frozen=True)
class Shape:
    """Flow lines as ``a > b if condition`` or ``a > b default``."""

    lines: Sequence[str]
    parts: Mapping[str, Part] = field(default_factory=dict)
    reactions: Sequence[Reaction] = ()

    @cached_property
    def flows(self) -> list[Flow]:
        found: list[Flow] = []
        for line in self.lines:
            way, _, condition = line.partition(" if ")
            stops = way.removesuffix(" default").split(" > ")
            for source, target in pairwise(stops):
                is_last = target is stops[-1]
                name = condition if is_last else ""
                default = is_last and way.endswith(" default")
                found.append(Flow(len(found), source, target, name, default))
        return found

    @cached_property
    def nodes(self) -> list[str]:
        ends = (node for flow in self.flows for node in (flow.source, flow.target))
        return list(dict.fromkeys(ends))

    def out(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == node]

    def into(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.target == node]

    def borders(self, node: str) -> Mapping[str, Border]:
        return self.parts[node].borders if node in self.parts else {}

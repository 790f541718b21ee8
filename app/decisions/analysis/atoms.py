"""The smallest parts of a column: no cell of the column tells two values of one part apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.decisions.analysis.kinds import KINDS, SECOND, Kind, Position, kind_name
from app.decisions.analysis.stretches import Stretch, cut
from app.feel import Value

OTHER = ("other", "其他")  # words for whatever is not listed


@dataclass(frozen=True, kw_only=True)
class One:
    """A single text, truth value or null."""

    sample: Value


@dataclass(frozen=True, kw_only=True)
class Rest:
    """Whatever the cells do not name: any other text, or any value of a kind without order."""

    sample: Value


Atom = Stretch | One | Rest


def atoms_of(basic: str, values: Iterable[Value], *, null: bool) -> list[Atom]:
    """Cut the line of a column.

    A column without a type takes the kinds of which its cells speak. Times with a zone are
    looked at where a cell names one, those without where none does or a cell names one too.

    :param basic: its basic type, "Any" for none
    :param values: what its cells compare with
    :param null: a cell speaks of null; else null is no value to be covered
    """
    by_kind: dict[str, list[Value]] = {}
    for value in values:
        by_kind.setdefault(kind_name(value), []).append(value)
    names = [name for name in by_kind if basic == "Any" or name.removesuffix(" with zone") == basic]
    names = [name for name in names if name != "null"] or [basic]
    atoms = [atom for name in names for atom in _line(name, by_kind.get(name, []))]
    return [*atoms, One(sample=None)] if null else atoms


def _line(name: str, values: list[Value]) -> Iterator[Atom]:
    if name == "string":
        yield from _texts(values)
    elif name == "boolean":
        yield from (One(sample=True), One(sample=False))
    elif name in KINDS:
        kind = KINDS[name]
        yield from cut(kind, (p for value in values for p in _positions(kind, value)))
    else:
        yield Rest(sample=OTHER[0] if name == "Any" else None)


def _positions(kind: Kind, value: Value) -> Iterator[Position]:
    position = kind.position(value)
    yield position
    if kind.to_the_second:
        yield position // SECOND * SECOND
        yield position // SECOND * SECOND + SECOND


def _texts(values: list[Value]) -> Iterator[Atom]:
    listed = list(dict.fromkeys(values))
    yield from (One(sample=text) for text in listed)
    chinese = not all(text.isascii() for text in listed)
    word = unlisted = OTHER[chinese]
    number = 1
    while unlisted in listed:
        number += 1
        unlisted = f"{word} {number}"
    yield Rest(sample=unlisted)

"""Closures for loops, quantifiers and filters."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from app.feel.logic import at_most, both, either
from app.feel.names import PARTIAL
from app.feel.tree import Filter, For, Iteration, Literal, Name, Node, Quantified, walk
from app.feel.values import Frame, Range, Run, Scope, Value, is_whole, kind

Build = Callable[[Node], Run]
LONGEST_COUNT = 100_000  # steps; more is a slip of the pen, and would fill the memory
#: a name and what it runs through, in the order of the text
Source = tuple[str, Run]


def count_through(low: Value, high: Value) -> list[Value] | None:
    """Return the whole numbers or days from one end to the other, downwards if need be."""
    if low.__class__ is Decimal and high.__class__ is Decimal:
        if not (is_whole(low) and is_whole(high)) or abs(high - low) > LONGEST_COUNT:
            return None
        first, last = int(low), int(high)
        return [Decimal(number) for number in _steps(first, last)]
    if kind(low) == kind(high) == "date" and abs((high - low).days) <= LONGEST_COUNT:
        return [dt.date.fromordinal(day) for day in _steps(low.toordinal(), high.toordinal())]
    return None


def _steps(first: int, last: int) -> range:
    return range(first, last + 1) if first <= last else range(first, last - 1, -1)


def build_for(node: For, build: Build) -> Run:
    """Return a closure that lists the body's values."""
    sources = _sources(node.iterations, build)
    body = build(node.body)
    asks = any(isinstance(part, Name) and part.name == PARTIAL for part in walk(node.body))

    def run(scope: Scope) -> Value:
        found: list[Value] = []
        for inner in scopes(sources, scope):
            if inner is None:
                return None
            # a copy, or a list could come to hold itself
            found.append(body(Frame({PARTIAL: found[:]}, inner) if asks else inner))
        return found

    return run


def build_quantified(node: Quantified, build: Build) -> Run:
    """Return a closure that tells whether some or every round holds."""
    sources = _sources(node.iterations, build)
    body = build(node.body)
    join, start = (either, False) if node.word == "some" else (both, True)

    def run(scope: Scope) -> Value:
        result: bool | None = start
        for inner in scopes(sources, scope):
            if inner is None:
                return None
            result = join(result, body(inner))
        return result

    return run


def _sources(iterations: tuple[Iteration, ...], build: Build) -> tuple[Source, ...]:
    return tuple((iteration.name, _source(iteration, build)) for iteration in iterations)


def _source(iteration: Iteration, build: Build) -> Run:
    low = build(iteration.source)
    if iteration.end is None:
        return low
    high = build(iteration.end)
    return lambda scope: count_through(low(scope), high(scope))


def scopes(sources: tuple[Source, ...], scope: Scope) -> Iterator[Scope | None]:
    """Yield a scope for each round; None where a source is null and the loop with it."""
    if not sources:
        yield scope
        return
    (name, source), rest = sources[0], sources[1:]
    values = source(scope)
    if values.__class__ is Range:
        values = _members(values)
    if values is None:
        yield None
        return
    for value in values if values.__class__ is list else [values]:
        yield from scopes(rest, Frame({name: value}, scope))


def _members(values: Range) -> list[Value] | None:
    """Return what a range of whole numbers or days holds; null for one without order or end."""
    if at_most(values.low, values.high) is not True:
        return None
    counted = count_through(values.low, values.high)
    if counted is None:
        return None
    last = len(counted) - (not values.high_included)
    return counted[not values.low_included : last]


def build_filter(node: Filter, build: Build) -> Run:
    """Return a closure that selects items by position or by condition."""
    source, condition = build(node.source), build(node.condition)
    if isinstance(node.condition, Literal) and node.condition.value.__class__ is Decimal:
        position = node.condition.value
        return lambda scope: item_at(as_list(source(scope)), position)
    return lambda scope: select(source(scope), condition, scope)


def as_list(value: Value) -> list[Value]:
    """Return a value as a list: null as the empty one, another as its only item."""
    if value.__class__ is list:
        found: list[Value] = value
        return found
    return [] if value is None else [value]


def select(value: Value, condition: Run, scope: Scope) -> Value:
    """Return the items for which the condition holds, or the one at the position it yields."""
    items = as_list(value)
    found = []
    for item in items:
        own = {"item": item, **item} if item.__class__ is dict else {"item": item}
        result = condition(Frame(own, scope))
        if result.__class__ is Decimal:
            return item_at(items, condition(scope))
        if result is True:
            found.append(item)
    return found


def item_at(items: list[Value], position: Value) -> Value:
    """Return the item at a position from 1, or from -1 backwards; null where there is none."""
    if position.__class__ is not Decimal or not position or not is_whole(position):
        return None
    if abs(position) > len(items):
        return None
    index = int(position)
    return items[index - 1 if index > 0 else index]

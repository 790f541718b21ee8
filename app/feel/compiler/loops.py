"""Closures for loops, quantifiers and filters."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from app.feel.limits import charge, ensure_items
from app.feel.logic import at_most, both, either
from app.feel.names import PARTIAL
from app.feel.tree import Filter, For, Iteration, Literal, Name, Node, Quantified, size, walk
from app.feel.values import Frame, Range, Run, Scope, Value, is_whole, kind

Build = Callable[[Node], Run]
STEPS_OF_A_ROUND = 4  # beside those of the body
FAR = Decimal(10**9)  # no list is so long
ITEMS_IN_A_STEP = 4  # copied for ``partial``
#: a name and what it runs through, in the order of the text
Source = tuple[str, Run]


def count_through(low: Value, high: Value) -> list[Value] | None:
    """Return the whole numbers or days from one end to the other, downwards if need be.

    :raises FeelError: there are too many
    """
    if low.__class__ is Decimal and high.__class__ is Decimal:
        if not (is_whole(low) and is_whole(high)):
            return None
        ensure_items(int(min(abs(high - low) + 1, FAR)))
        return [Decimal(number) for number in _steps(int(low), int(high))]
    if kind(low) == kind(high) == "date":
        ensure_items(abs((high - low).days) + 1)
        return [dt.date.fromordinal(day) for day in _steps(low.toordinal(), high.toordinal())]
    return None


def _steps(first: int, last: int) -> range:
    return range(first, last + 1) if first <= last else range(first, last - 1, -1)


def build_for(node: For, build: Build) -> Run:
    """Return a closure that lists the body's values."""
    sources = _sources(node.iterations, build)
    body, steps = build(node.body), STEPS_OF_A_ROUND + size(node.body)
    asks = any(isinstance(part, Name) and part.name == PARTIAL for part in walk(node.body))

    def run(scope: Scope) -> Value:
        found: list[Value] = []
        for inner in scopes(sources, scope):
            if inner is None:
                return None
            charge(steps)
            if asks:
                charge(len(found) // ITEMS_IN_A_STEP)
                # a copy, or a list could come to hold itself
                inner = Frame({PARTIAL: found[:]}, inner)
            found.append(body(inner))
            ensure_items(len(found), 0)
        return found

    return run


def build_quantified(node: Quantified, build: Build) -> Run:
    """Return a closure that tells whether some or every round holds."""
    sources = _sources(node.iterations, build)
    body, steps = build(node.body), STEPS_OF_A_ROUND + size(node.body)
    join, start = (either, False) if node.word == "some" else (both, True)

    def run(scope: Scope) -> Value:
        result: bool | None = start
        for inner in scopes(sources, scope):
            if inner is None:
                return None
            charge(steps)
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
        charge()
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
    steps = STEPS_OF_A_ROUND + size(node.condition)
    return lambda scope: _select(source(scope), condition, scope, steps)


def as_list(value: Value) -> list[Value]:
    """Return a value as a list: null as the empty one, another as its only item."""
    if value.__class__ is list:
        found: list[Value] = value
        return found
    return [] if value is None else [value]


def _select(value: Value, condition: Run, scope: Scope, steps: int) -> Value:
    """Return the items for which the condition holds, or the one at the position it yields."""
    items = as_list(value)
    found = []
    for item in items:
        charge(steps + (len(item) if item.__class__ is dict else 0))
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

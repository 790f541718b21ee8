"""Built-in functions on lists."""

from decimal import Decimal
from functools import cmp_to_key

from app.feel.builtins.signature import builtin, overloaded
from app.feel.calls import invoke
from app.feel.limits import charge, ensure_items
from app.feel.logic import equal, less, mark_of
from app.feel.values import Function, Value

STEPS_OF_AN_ORDER = 8  # two comparisons, each through a call


def _index(items: list[Value], position: Decimal) -> int | None:
    """Return the index of a position from 1, or from -1 backwards; None outside the list."""
    place = int(position)
    if place == 0 or abs(place) > len(items):
        return None
    return place - 1 if place > 0 else len(items) + place


def _contains(items: list[Value], element: Value) -> bool:
    return any(equal(item, element) is True for item in items)


def _sublist(items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    first = _index(items, start)
    if first is None:
        return None
    if length is None:
        return items[first:]
    if length < 1 or first + int(length) > len(items):
        return None
    return items[first : first + int(length)]


def _insert_before(items: list[Value], position: Decimal, item: Value) -> Value:
    index = _index(items, position)
    ensure_items(len(items) + 1)
    return None if index is None else [*items[:index], item, *items[index:]]


def _remove(items: list[Value], position: Decimal) -> Value:
    index = _index(items, position)
    return None if index is None else items[:index] + items[index + 1 :]


def _replace_at(items: list[Value], position: Decimal, item: Value) -> Value:
    index = _index(items, position)
    return None if index is None else [*items[:index], item, *items[index + 1 :]]


def _replace_where(items: list[Value], match: Function, new: Value) -> Value:
    hits = [invoke(match, [item, new]) for item in items]
    if not all(hit.__class__ is bool for hit in hits):
        return None
    return [new if hit else item for item, hit in zip(items, hits, strict=True)]


def _index_of(items: list[Value], match: Value) -> Value:
    return [Decimal(i) for i, item in enumerate(items, 1) if equal(item, match) is True]


def distinct(items: list[Value]) -> list[Value]:
    """Return the items without repetitions, each where it first occurs."""
    found: list[Value] = []
    seen: set[tuple[Value, ...]] = set()
    unmarked: list[Value] = []
    for item in items:
        mark = mark_of(item)
        if mark is None:
            charge(len(unmarked))
            known = _contains(unmarked, item)
            if not known:
                unmarked.append(item)
        else:
            known = mark in seen
            seen.add(mark)
        if not known:
            found.append(item)
    return found


def _flatten(items: list[Value]) -> list[Value]:
    found: list[Value] = []
    waiting = [iter(items)]
    while waiting:
        for item in waiting[-1]:
            if item.__class__ is list:
                waiting.append(iter(item))
                break
            found.append(item)
            ensure_items(len(found), 1)
        else:
            charge()
            waiting.pop()
    return found


def _append(items: Value = None, *added: Value) -> Value:
    if items is None or not added:
        return None
    ensure_items(len(added) + (len(items) if items.__class__ is list else 1))
    return [*(items if items.__class__ is list else [items]), *added]


def _concatenate(*lists: Value) -> Value:
    if not lists or any(items is None for items in lists):
        return None
    found: list[Value] = []
    for items in lists:
        more = items if items.__class__ is list else [items]
        ensure_items(len(found) + len(more), len(more))
        found.extend(more)
    return found


def _union(*lists: Value) -> Value:
    found = _concatenate(*lists)
    return None if found is None else distinct(found)


def _sort(items: list[Value], precedes: Function | None = None) -> Value:
    def before(left: Value, right: Value) -> bool:
        answer = invoke(precedes, [left, right]) if precedes else less(left, right)
        return answer is True

    def order(left: Value, right: Value) -> int:
        charge(STEPS_OF_AN_ORDER)
        return -1 if before(left, right) else int(before(right, left))

    return sorted(items, key=cmp_to_key(order))


LISTS = {
    "list contains": builtin("list: list, element: any", _contains),
    "count": builtin("list: list", lambda items: Decimal(len(items))),
    "sublist": builtin("list: list, start position: number, length?: number?", _sublist),
    "append": Function(("list", "item"), _append, variadic=True),
    "concatenate": Function(("list",), _concatenate, variadic=True),
    "union": Function(("list",), _union, variadic=True),
    "insert before": builtin("list: list, position: number, newItem: any", _insert_before),
    "remove": builtin("list: list, position: number", _remove),
    "list replace": overloaded(
        builtin("list: list, position: number, newItem: any", _replace_at),
        builtin("list: list, match: function, newItem: any", _replace_where),
    ),
    "reverse": builtin("list: list", lambda items: items[::-1]),
    "index of": builtin("list: list, match: any", _index_of),
    "distinct values": builtin("list: list", distinct),
    "flatten": builtin("list: list", _flatten),
    "sort": builtin("list: list, precedes?: function?", _sort),
}

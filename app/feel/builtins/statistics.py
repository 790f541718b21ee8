"""Built-in functions that make one value of many."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import reduce

from app.feel.arithmetic import add, divide, multiply, power, subtract
from app.feel.builtins.signature import of_list_or_items
from app.feel.logic import both, either, greater, less
from app.feel.values import NUMBERS, ORDERED, Value, kind

SUMMABLE = frozenset({"number", "days and time duration", "years and months duration"})


def _numbers(items: list[Value]) -> list[Decimal]:
    if not all(item.__class__ is Decimal for item in items):
        raise ValueError("not all are numbers")
    return items


def _best(better: Callable[[Value, Value], bool | None]) -> Callable[[list[Value]], Value]:
    def best(items: list[Value]) -> Value:
        if not items or kind(items[0]) not in ORDERED:
            return None
        found = items[0]
        for item in items[1:]:
            is_better = better(item, found)
            if is_better is None:
                return None
            found = item if is_better else found
        return found

    return best


def _sum(items: list[Value]) -> Value:
    if not items or kind(items[0]) not in SUMMABLE:
        return None
    if any(kind(item) != kind(items[0]) for item in items):
        return None
    return reduce(add, items)


def _mean(items: list[Value]) -> Value:
    return divide(_sum(_numbers(items)), Decimal(len(items))) if items else None


def _product(items: list[Value]) -> Value:
    return reduce(multiply, _numbers(items)) if items else None


def _median(items: list[Value]) -> Value:
    if not items:
        return None
    ordered, middle = sorted(_numbers(items)), len(items) // 2
    if len(items) % 2:
        return ordered[middle]
    return divide(add(ordered[middle - 1], ordered[middle]), Decimal(2))


def _mode(items: list[Value]) -> Value:
    counted = Counter(_numbers(items))
    most = max(counted.values(), default=0)
    return sorted(number for number, times in counted.items() if times == most)


def _standard_deviation(items: list[Value]) -> Value:
    if len(_numbers(items)) < 2:
        return None
    mean = _mean(items)
    squares = [power(subtract(item, mean), Decimal(2)) for item in items]
    variance = divide(_sum(squares), Decimal(len(items) - 1))
    return None if variance is None else NUMBERS.sqrt(variance)


def _all(items: list[Value]) -> Value:
    result: Value = True
    for item in items:
        result = both(result, item)
    return result


def _any(items: list[Value]) -> Value:
    result: Value = False
    for item in items:
        result = either(result, item)
    return result


STATISTICS = {
    "min": of_list_or_items(_best(less)),
    "max": of_list_or_items(_best(greater)),
    "sum": of_list_or_items(_sum),
    "mean": of_list_or_items(_mean),
    "product": of_list_or_items(_product),
    "median": of_list_or_items(_median),
    "mode": of_list_or_items(_mode),
    "stddev": of_list_or_items(_standard_deviation),
    "all": of_list_or_items(_all),
    "any": of_list_or_items(_any),
}

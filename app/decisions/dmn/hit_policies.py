"""Hit policies: what a table is worth when these rules fired."""

from collections.abc import Mapping, Sequence

from app.feel import Expression, compile_expression

UNIQUE, ANY, FIRST, PRIORITY = "UNIQUE", "ANY", "FIRST", "PRIORITY"
RULE_ORDER, OUTPUT_ORDER, COLLECT = "RULE ORDER", "OUTPUT ORDER", "COLLECT"
SINGLE = frozenset({UNIQUE, ANY, FIRST, PRIORITY})
POLICIES = SINGLE | {RULE_ORDER, OUTPUT_ORDER, COLLECT}
BY_RANK = frozenset({PRIORITY, OUTPUT_ORDER})
#: a null that keeps a rule from firing matters wherever that rule stands
NULL_MATTERS = frozenset({UNIQUE, ANY, PRIORITY})

AGGREGATES: Mapping[str, Expression] = {
    "SUM": compile_expression("sum(hits)"),
    "COUNT": compile_expression("count(hits)"),
    "MIN": compile_expression("min(hits)"),
    "MAX": compile_expression("max(hits)"),
}
_EQUAL = compile_expression("first = second")


def equal(first: object, second: object) -> bool:
    """Return whether FEEL holds two values to be equal."""
    return _EQUAL({"first": first, "second": second}) is True


def all_equal(rows: Sequence[Sequence[object]]) -> bool:
    """Return whether rules that fired say the same."""
    return all(equal(rows[0], row) for row in rows[1:])


def rank(row: Sequence[object], orders: Sequence[Sequence[object]]) -> list[int]:
    """Return how early each output stands among its output values; the unlisted come last."""
    return [
        next((n for n, listed in enumerate(order) if equal(listed, value)), len(order))
        for value, order in zip(row, orders, strict=True)
    ]


def ranked(
    hits: Sequence[int], rows: Sequence[list[object]], orders: Sequence[Sequence[object]]
) -> list[tuple[int, list[object]]]:
    """Return the rules that fired with their outputs, the weightiest first."""
    pairs = list(zip(hits, rows, strict=True))
    return sorted(pairs, key=lambda pair: rank(pair[1], orders))


def without_match(policy: str, aggregation: str) -> object:
    """Return the value of a table in which no rule fired; null where it has none."""
    if policy in SINGLE:
        return None
    return AGGREGATES[aggregation]({"hits": []}) if aggregation else []

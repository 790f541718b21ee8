"""Unary tests made by chance: literals, comparisons, intervals, lists of them, ``not`` of them."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.feel import Value, YearsMonths, compile_unary_tests
from tests.decisions.second_opinion.cells import Cell
from tests.decisions.second_opinion.inputs import NOON, around, different
from tests.decisions.second_opinion.questions import Question
from tests.decisions.second_opinion.values import literal

SEED = 20260601
TEXTS = 150  # of each kind
#: what texts are made of; the ends of an interval in this order
POINTS: dict[str, tuple[Value, ...]] = {
    "number": tuple(map(Decimal, ("-5", "0", "0.1", "0.3", "10000", "10000.01", "3000000"))),
    "string": ("", "I", "II", "motor", "motor_commercial", "保险"),
    "boolean": (False, True),
    "date": tuple(dt.date(2026, month, 28) for month in (1, 2, 6, 12)),
    "time": (dt.time(0), dt.time(9, 30), dt.time(23, 59, 59)),
    "date and time": tuple(NOON + dt.timedelta(hours=hours) for hours in (0, 1, 24)),
    "days and time duration": tuple(dt.timedelta(hours=hours) for hours in (-1, 0, 48, 72)),
    "years and months duration": tuple(map(YearsMonths, (-1, 0, 12, 14))),
}
UNORDERED = ("boolean",)


def questions() -> Iterator[Question]:
    """Yield texts of every kind, each with every value near its points, and null."""
    chance = random.Random(SEED)
    for kind, points in POINTS.items():
        inputs = different([*around(points), None])
        for _ in range(TEXTS):
            text = cell_text(chance, points, ordered=kind not in UNORDERED)
            compiled = compile_unary_tests(text)
            cell = Cell(decision="by chance", column=kind, text=text, kind="unary")
            for value in inputs:
                ours = compiled({}, value) is True
                yield Question(file="chance", cell=cell, context={}, input=value, ours=ours)


def cell_text(chance: random.Random, points: Sequence[Value], *, ordered: bool) -> str:
    """Return the text of a cell."""
    listed = [one_test(chance, points, ordered) for _ in range(chance.randint(1, 3))]
    text = ", ".join(listed)
    return f"not({text})" if chance.random() < 0.3 else text


def one_test(chance: random.Random, points: Sequence[Value], ordered: bool) -> str:
    """Return one test of a cell."""
    if not ordered or chance.random() < 0.3:
        return "null" if chance.random() < 0.1 else literal(chance.choice(points))
    if chance.random() < 0.5:
        return f"{chance.choice(('<', '<=', '>', '>='))} {literal(chance.choice(points))}"
    low, high = sorted(chance.sample(range(len(points)), 2))
    opening, closing = chance.choice("[(]"), chance.choice("])[")
    return f"{opening}{literal(points[low])}..{literal(points[high])}{closing}"

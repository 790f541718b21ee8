"""How urgent a task is: its diagram's word, the amount at stake and how its time limit stands."""

from decimal import Decimal

import pytest

from app.inbox.priority import Part, Standing, read_reasons, reckon, total

FRESH = Standing(used=0.2, warned=False, breached=False, by_law=False)
HALF = Standing(used=0.5, warned=False, breached=False, by_law=True)
WARNED = Standing(used=0.9, warned=True, breached=False, by_law=False)
LATE = Standing(used=1.1, warned=True, breached=True, by_law=False)
LATE_BY_LAW = Standing(used=1.1, warned=True, breached=True, by_law=True)


@pytest.mark.parametrize(
    ("base", "amount", "limits", "priority"),
    [
        (50, None, (), 50),
        (50, "9999.99", (FRESH,), 50),
        (50, "10000", (FRESH,), 55),
        (50, "100000", (HALF,), 65),
        (50, "1000000", (FRESH, HALF), 70),
        (50, "0", (WARNED, HALF), 70),
        (50, "1000000", (WARNED,), 85),
        (50, None, (LATE, WARNED), 90),
        (50, None, (LATE, LATE_BY_LAW), 95),
        (20, None, (LATE,), 90),
        (80, "1000000", (LATE,), 100),
        (120, "1000000", (LATE,), 120),
    ],
)
def test_a_task_is_as_urgent_as_its_diagram_amount_and_limit_make_it(
    base: int, amount: str | None, limits: tuple[Standing, ...], priority: int
) -> None:
    worth = None if amount is None else Decimal(amount)

    assert total(reckon(base, worth, limits)) == priority


def test_the_reasons_add_up_and_are_kept_as_they_are() -> None:
    reasons = reckon(20, Decimal("250000.00"), (LATE,))

    assert [(one.part, one.points) for one in reasons] == [
        (Part.BASE, 20),
        (Part.AMOUNT, 10),
        (Part.BREACHED, 60),
    ]
    assert read_reasons(20, [one.plain() for one in reasons]) == reasons


def test_of_a_task_from_before_reasons_were_kept_only_the_base_is_told() -> None:
    assert [one.part for one in read_reasons(50, [])] == [Part.BASE]

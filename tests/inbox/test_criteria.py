"""What a filter of tasks may say, and how it is refused."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.errors import InvalidInput
from app.inbox.lists.criteria import (
    DEEPEST,
    MOST_TESTS,
    Every,
    Operator,
    Some,
    Test,
    read_condition,
)
from app.inbox.lists.criteria_values import Moment, read_moment

URGENT = {"field": "priority", "op": "gte", "value": 70}
ZONE = ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=ZONE)


def nested(levels: int) -> dict[str, Any]:
    condition: dict[str, Any] = URGENT
    for _ in range(levels):
        condition = {"all": [condition]}
    return condition


def test_tests_are_put_together_with_all_and_any() -> None:
    plain = {"all": [URGENT, {"any": [{"field": "data.line", "value": "motor"}, URGENT]}]}

    urgent = Test("priority", Operator.GTE, 70)
    motor = Test("data.line", Operator.EQ, "motor")
    assert read_condition(plain) == Every((urgent, Some((motor, urgent))))


@pytest.mark.parametrize(
    ("plain", "pointer"),
    [
        ([], ""),
        ({}, "/field"),
        ({"field": "priority"}, "/value"),
        ({"field": "prority", "value": 1}, "/field"),
        ({"field": "data.", "value": 1}, "/field"),
        ({"field": "data." + "x" * 129, "value": 1}, "/field"),
        ({"field": ["priority"], "value": 1}, "/field"),
        ({"field": "priority", "op": "like", "value": 1}, "/op"),
        ({"field": "overdue", "op": "gte", "value": True}, "/op"),
        ({"field": "task_definition", "op": "contains", "value": "x"}, "/op"),
        ({"field": "priority", "value": "70"}, "/value"),
        ({"field": "priority", "value": True}, "/value"),
        ({"field": "priority", "value": 10**40}, "/value"),
        ({"field": "priority", "op": "in", "value": []}, "/value"),
        ({"field": "priority", "op": "in", "value": [1] * 51}, "/value"),
        ({"field": "case_id", "value": "9" * 19}, "/value"),
        ({"field": "assignee", "value": "u_sur1"}, "/value"),
        ({"field": "overdue", "value": "yes"}, "/value"),
        ({"field": "due_at", "op": "exists", "value": 1}, "/value"),
        ({"field": "due_at", "op": "lt", "value": "2026-03-02T09:30:00"}, "/value"),
        ({"field": "due_at", "op": "lt", "value": "2026-03-02"}, "/value"),
        ({"field": "due_at", "op": "lt", "value": "now+P"}, "/value"),
        ({"field": "due_at", "op": "lt", "value": "now+PT"}, "/value"),
        ({"field": "data.x", "op": "gt", "value": True}, "/value"),
        ({"field": "data.x", "value": None}, "/value"),
        ({"field": "data.x", "value": {"a": 1}}, "/value"),
        ({"field": "subject", "value": " "}, "/value"),
        ({"field": "subject", "value": "x" * 257}, "/value"),
        ({"field": "priority", "value": 1, "not": True}, "/not"),
        ({"all": [URGENT], "any": [URGENT]}, ""),
        ({"all": []}, "/all"),
        ({"all": URGENT}, "/all"),
        ({"all": [URGENT, {"any": [{"field": "x", "value": 1}]}]}, "/all/1/any/0/field"),
    ],
)
def test_what_is_not_understood_is_refused_where_it_stands(plain: object, pointer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_condition(plain)

    assert [error.pointer for error in refused.value.errors] == [pointer]


def test_a_filter_is_as_deep_as_allowed_and_no_deeper() -> None:
    read_condition(nested(DEEPEST))

    with pytest.raises(InvalidInput, match="deep"):
        read_condition(nested(DEEPEST + 1))


def test_a_filter_has_as_many_tests_as_allowed_and_no_more() -> None:
    half = {"any": [URGENT] * (MOST_TESTS // 2)}
    read_condition({"all": [half, half]})

    with pytest.raises(InvalidInput, match="at most"):
        read_condition({"all": [half, half, URGENT]})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", "2026-03-02T09:30:00+08:00"),
        ("now+PT4H", "2026-03-02T13:30:00+08:00"),
        ("now-P1DT30M", "2026-03-01T09:00:00+08:00"),
        ("today", "2026-03-02T00:00:00+08:00"),
        ("today+P1D", "2026-03-03T00:00:00+08:00"),
        ("today P1W", "2026-03-09T00:00:00+08:00"),
        ("2026-03-02T01:30:00Z", "2026-03-02T09:30:00+08:00"),
        ("2026-03-02T09:30:00 08:00", "2026-03-02T09:30:00+08:00"),
    ],
)
def test_an_instant_may_be_told_from_now(text: str, meant: str) -> None:
    assert read_moment(text).at(NOW, ZONE) == dt.datetime.fromisoformat(meant)


def test_what_was_told_from_now_moves_with_it() -> None:
    moment = Moment("now", dt.timedelta(hours=1))

    assert moment.at(NOW + dt.timedelta(days=1), ZONE) - moment.at(NOW, ZONE) == dt.timedelta(1)

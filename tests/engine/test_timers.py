"""Timers: the calendar, cycles, and timers that follow a variable."""

import datetime as dt
from typing import Any

import pytest

from app.engine import timers
from app.engine.errors import EngineError
from app.feel import Function

from .diagrams import (
    boundary,
    catch,
    diagram,
    end,
    flows,
    script_task,
    start,
    user_task,
)
from .extras import on_timer
from .world import World

NOW = dt.datetime(2026, 1, 31, 8, tzinfo=dt.UTC)


def reminded(text: str, form: str = "timeCycle") -> bytes:
    """A task with a reminder that counts in ``n``."""
    return diagram(
        start(),
        user_task("u"),
        boundary("remind", "u", on_timer(text, form), interrupting=False),
        script_task("k", "=n + 1", "n"),
        end(),
        end("e2"),
        flows("start > u > end", "remind > k > e2"),
    )


def limited(text: str, form: str) -> bytes:
    """A task that a timer ends."""
    return diagram(
        start(),
        user_task("u"),
        boundary("late", "u", on_timer(text, form)),
        end(),
        end("e2"),
        flows("start > u > end", "late > e2"),
    )


def due(world: World) -> Any:
    """The due instant of the only timer."""
    ((_, _, _, detail),) = world.open("timer")
    return detail["due"]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("timeDuration", "P1M", "2026-02-28T08:00:00+00:00"),
        ("timeDuration", "P1Y1M", "2027-02-28T08:00:00+00:00"),
        ("timeDuration", "P2W", "2026-02-14T08:00:00+00:00"),
        ("timeDuration", "PT1.5S", "2026-01-31T08:00:01.500000+00:00"),
        ("timeDate", "2026-03-01T00:00:00+08:00", "2026-02-28T16:00:00+00:00"),
        ("timeDate", "2026-03-01T00:00:00+08:00[Asia/Shanghai]", "2026-02-28T16:00:00+00:00"),
        ("timeDate", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00+00:00"),
        ("timeCycle", "R3/PT1H", "2026-01-31T09:00:00+00:00"),
        ("timeCycle", "R/2026-02-01T00:00:00Z/P1D", "2026-02-01T00:00:00+00:00"),
    ],
)
def test_a_timer_is_due_by_the_calendar(form: str, text: str, expected: str) -> None:
    assert timers.arm(form, text, NOW)["due"] == expected


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("timeDuration", "1h"),
        ("timeDuration", "P"),
        ("timeDuration", "PT"),
        ("timeDuration", "P99999999D"),
        ("timeDuration", "P99999Y"),
        ("timeDate", "tomorrow"),
        ("timeDate", "2026-03-01T00:00:00"),
        ("timeCycle", "0 0 9 * * ?"),
        ("timeCycle", "PT1H"),
        ("timeCycle", "R/PT0S"),
        ("timeCycle", "R3/1/2/PT1H"),
    ],
)
def test_what_is_no_time_is_refused(form: str, text: str) -> None:
    with pytest.raises(EngineError):
        timers.arm(form, text, NOW)


def test_a_timer_is_due_at_its_instant_not_before() -> None:
    timer = timers.arm("timeDuration", "PT1H", NOW)

    assert not timers.is_due(timer, NOW + dt.timedelta(minutes=59))
    assert timers.is_due(timer, NOW + dt.timedelta(hours=1))


def test_a_cycle_of_months_ends_on_the_last_day() -> None:
    timer = timers.arm("timeCycle", "R/2026-01-31T08:00:00Z/P1M", NOW)

    following = timers.following(timer, NOW)

    assert following is not None
    assert following["due"] == "2026-02-28T08:00:00+00:00"


def test_a_cycle_of_a_second_slept_for_a_year_is_found_at_once() -> None:
    timer = timers.arm("timeCycle", "R/PT1S", NOW)

    following = timers.following(timer, NOW + dt.timedelta(days=365))

    assert following is not None
    assert following["due"] == "2027-01-31T08:00:01+00:00"


def test_a_cycle_fires_once_for_all_it_missed(mode: str) -> None:
    world = World([reminded("R5/PT1H")], mode)
    world.start({"n": 0})

    world.wait(minutes=61)
    assert world.variables()["n"] == 1
    world.wait(hours=2, minutes=30)
    assert world.variables()["n"] == 2
    assert world.open("timer")[0][3]["left"] == 2
    world.wait(days=9)
    assert world.variables()["n"] == 3
    assert world.open("timer") == []

    world.complete("u")
    assert world.done()


def test_a_cycle_by_working_days_is_computed_anew_at_each_firing(mode: str) -> None:
    def in_five(moment: dt.datetime) -> dt.datetime:
        return moment + dt.timedelta(days=5 + moment.day % 2)

    functions = {"due": Function(("from",), in_five)}
    world = World([reminded("=due(now())")], mode, functions=functions)
    world.start({"n": 0})

    assert due(world) == "2026-03-07T00:00:00+00:00"
    world.wait(days=7)

    assert world.variables()["n"] == 1
    assert due(world) == "2026-03-13T00:00:00+00:00"


def test_a_timer_follows_its_variable(mode: str) -> None:
    world = World([limited("=due_at", "timeDate")], mode)
    world.start({"due_at": "2026-03-02T00:00:00Z"})

    world.set(due_at="2026-03-09T00:00:00Z")
    world.wait(days=7)
    assert not world.done()
    assert due(world) == "2026-03-09T00:00:00+00:00"

    world.wait(days=1)
    assert world.done()


def test_a_timer_sleeps_while_its_variable_is_null(mode: str) -> None:
    world = World([limited("=due_at", "timeDate")], mode)
    world.start({"due_at": None})
    assert due(world) is None

    world.wait(days=300)
    assert not world.done()
    world.set(due_at="2026-12-31T00:00:00Z")
    assert due(world) == "2026-12-31T00:00:00+00:00"
    world.set(due_at=None)

    assert due(world) is None
    assert world.incidents() == []


def test_a_changed_duration_still_counts_from_the_start(mode: str) -> None:
    world = World([limited("=duration(limit)", "timeDuration")], mode)
    world.start({"limit": "P3D"})

    world.wait(days=2)
    world.set(limit="P5D")

    assert due(world) == "2026-03-06T00:00:00+00:00"


def test_a_timer_is_not_armed_anew_for_a_variable_it_does_not_read(mode: str) -> None:
    world = World([limited("=now() + duration(limit)", "timeDate")], mode)
    world.start({"limit": "P3D"})

    world.wait(days=2)
    world.set(other=1)

    assert due(world) == "2026-03-04T00:00:00+00:00"


def test_a_variable_that_is_no_time_stops_the_timer_not_the_task(mode: str) -> None:
    world = World([limited("=due_at", "timeDate")], mode)
    world.start({"due_at": "2026-03-02T00:00:00Z"})

    world.set(due_at="soon")
    assert world.incident()[:2] == ("late", "EXTRACT_VALUE_ERROR")
    world.set(due_at="2026-03-03T00:00:00Z")
    world.resolve()

    assert due(world) == "2026-03-03T00:00:00+00:00"
    world.complete("u")
    assert world.done()


def test_a_timer_without_a_known_variable_stops_the_event(mode: str) -> None:
    world = World([limited("=due_at", "timeDate")], mode)
    world.start()
    assert world.incident()[:2] == ("late", "EXTRACT_VALUE_ERROR")

    world.set(due_at="2026-03-03T00:00:00Z")
    world.resolve()

    assert due(world) == "2026-03-03T00:00:00+00:00"


def test_an_intermediate_timer_waits_in_the_configured_zone(mode: str) -> None:
    zoned = '=date and time(string(today()) + "T12:00:00+08:00")'
    content = (start(), catch("c", on_timer(zoned, "timeDate")), end())
    world = World([diagram(*content, flows("start > c > end"))], mode)
    world.start()

    assert due(world) == "2026-03-01T04:00:00+00:00"


def test_timers_fire_oldest_first(mode: str) -> None:
    body = diagram(
        start(),
        user_task("u"),
        boundary("second", "u", on_timer("PT2H"), interrupting=False),
        boundary("first", "u", on_timer("PT1H"), interrupting=False),
        script_task("k1", '=order + "1"', "order"),
        script_task("k2", '=order + "2"', "order"),
        end(),
        end("e1"),
        end("e2"),
        flows("start > u > end", "first > k1 > e1", "second > k2 > e2"),
    )
    world = World([body], mode)
    world.start({"order": ""})

    world.wait(days=1)

    assert world.variables()["order"] == "12"

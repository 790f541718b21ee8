"""Clocks as they live: opened, warned, breached, stopped, recomputed."""

import datetime as dt

import pytest

from app.errors import InvalidInput
from app.sla import firing, operations, queries
from app.sla.models import CalendarDay, ClockState, ClockType, DayKind
from app.work import Work
from tests.sla.ticking import CASE, FACTS, TASK, at, clocks, internal, later


def test_a_task_gets_the_clock_of_its_stage_and_its_due_date(work: Work) -> None:
    due = operations.open_task_clocks(
        work, case_id=CASE, task_id=TASK, stage="registration", facts=FACTS
    )

    assert due == at("2026-03-04T00:00")
    assert internal(work, "registration").basis["source"] == "example value"


def test_a_task_under_a_stage_of_the_case_shows_the_case_clock_and_opens_none(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)

    due = operations.open_task_clocks(
        work, case_id=CASE, task_id=TASK, stage="decision", facts=FACTS
    )

    assert due == at("2026-03-06T00:00")
    assert len(clocks(work)) == 2


def test_a_case_clock_may_begin_in_the_past_but_not_in_the_future(work: Work) -> None:
    operations.open_clock(
        work, case_id=CASE, stage="decision", facts=FACTS, at=at("2026-03-01T08:00")
    )

    assert internal(work, "decision").due_at == at("2026-03-05T00:00")
    with pytest.raises(InvalidInput):
        operations.open_clock(
            work, case_id=CASE, stage="reject_notice", facts=FACTS, at=at("2026-03-03T08:00")
        )


def test_opening_an_open_case_clock_again_changes_nothing(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)
    operations.open_clock(
        later(work, "2026-03-03T10:00"), case_id=CASE, stage="decision", facts=FACTS
    )

    assert internal(work, "decision").due_at == at("2026-03-06T00:00")


def test_the_companys_limit_never_ends_after_the_laws(work: Work) -> None:
    before_holiday = later(work, "2026-04-30T16:00")

    operations.open_clock(before_holiday, case_id=CASE, stage="reject_notice", facts=FACTS)

    assert internal(work, "reject_notice").due_at == at("2026-05-04T00:00")
    assert internal(work, "reject_notice").warn_at == at("2026-05-03T00:00")


def test_a_clock_warns_once_and_breaches_exactly_when_it_is_due(work: Work) -> None:
    operations.open_task_clocks(work, case_id=CASE, task_id=TASK, stage="registration", facts=FACTS)

    assert queries.next_due(work.session) == at("2026-03-03T20:00")
    assert firing.fire_due(later(work, "2026-03-03T19:59")) == []
    (warned,) = firing.fire_due(later(work, "2026-03-03T20:00"))
    assert isinstance(warned, firing.Warned)
    assert firing.fire_due(later(work, "2026-03-03T23:59")) == []
    (breached,) = firing.fire_due(later(work, "2026-03-04T00:00"))
    assert isinstance(breached, firing.Breached)
    assert breached.task_id == TASK
    assert queries.next_due(work.session) is None


def test_a_clock_stopped_in_time_is_met(work: Work) -> None:
    operations.open_task_clocks(work, case_id=CASE, task_id=TASK, stage="registration", facts=FACTS)

    operations.stop_task_clocks(later(work, "2026-03-03T23:59"), TASK)

    assert internal(work, "registration").state is ClockState.MET
    assert internal(work, "registration").stopped_at == at("2026-03-03T23:59")


def test_a_clock_stopped_at_its_due_instant_is_late_even_before_the_worker_saw_it(
    work: Work,
) -> None:
    operations.open_task_clocks(work, case_id=CASE, task_id=TASK, stage="registration", facts=FACTS)

    operations.stop_task_clocks(later(work, "2026-03-04T00:00"), TASK)

    late = internal(work, "registration")
    assert (late.state, late.breached_at) == (ClockState.BREACHED_CLOSED, late.due_at)


def test_what_was_done_in_time_is_met_though_the_news_came_after_the_breach(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)
    firing.fire_due(later(work, "2026-03-06T00:00"))

    done = {"case_id": CASE, "stage": "decision", "at": at("2026-03-05T23:59")}
    operations.stop_clock(later(work, "2026-03-06T08:00"), **done)

    stopped = internal(work, "decision")
    assert (stopped.state, stopped.breached_at) == (ClockState.MET, None)


def test_a_cancelled_clock_fires_nothing(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)

    operations.cancel_case_clocks(work, CASE)

    assert firing.fire_due(later(work, "2026-06-01T00:00")) == []
    assert internal(work, "decision").state is ClockState.CANCELLED


def test_the_time_left_to_keep_a_shortened_limit_is_not_given_twice(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts={**FACTS, "track": "complex"})
    firing.recompute(later(work, "2026-03-10T09:00"), CASE, FACTS)

    firing.recompute(later(work, "2026-03-10T11:00"), CASE, FACTS)

    assert internal(work, "decision").due_at == at("2026-03-10T13:00")


def test_a_changed_track_moves_the_companys_limit_and_not_the_laws(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)

    firing.recompute(work, CASE, {**FACTS, "track": "complex"})

    found = clocks(work)
    assert found["decision", ClockType.INTERNAL].due_at == at("2026-03-23T00:00")
    assert found["decision", ClockType.STATUTORY].due_at == at("2026-04-02T00:00")


def test_a_limit_shortened_late_still_leaves_four_hours(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts={**FACTS, "track": "complex"})

    firing.recompute(later(work, "2026-03-10T09:00"), CASE, FACTS)

    assert internal(work, "decision").due_at == at("2026-03-10T13:00")


def test_a_day_taken_out_of_the_calendar_moves_running_working_day_limits(work: Work) -> None:
    operations.open_task_clocks(work, case_id=CASE, task_id=TASK, stage="registration", facts=FACTS)
    work.session.add(CalendarDay(day=dt.date(2026, 3, 3), kind=DayKind.HOLIDAY))
    work.session.flush()

    firing.recompute_for_calendar(work)

    assert internal(work, "registration").due_at == at("2026-03-05T00:00")


def test_due_in_a_diagram_counts_like_the_clocks(work: Work) -> None:
    assert operations.due(work, at("2026-02-13T15:00"), "2 wd") == at("2026-02-25T00:00")

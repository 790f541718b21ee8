"""Clocks that stand still while the customer's answer is awaited, and run on."""

import datetime as dt

from app.sla import firing, operations, pausing
from app.sla.models import CalendarDay, ClockState, ClockType, DayKind
from app.work import Work
from tests.sla.ticking import CASE, FACTS, TASK, at, clocks, internal, later


def test_a_clock_that_stands_still_is_not_late(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)
    pausing.pause_clocks(work, CASE, reason="papers are missing")

    operations.stop_clock(later(work, "2026-03-20T08:00"), case_id=CASE, stage="decision")

    assert internal(work, "decision").state is ClockState.MET


def test_a_supplement_notice_pauses_only_the_clocks_that_may_pause(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)
    operations.open_clock(work, case_id=CASE, stage="reject_notice", facts=FACTS)

    pausing.pause_clocks(later(work, "2026-03-03T16:00"), CASE, reason="supplement notice")

    assert internal(work, "decision").state is ClockState.PAUSED
    assert internal(work, "reject_notice").state is ClockState.RUNNING


def test_a_resumed_clock_is_due_later_by_the_days_it_stood(work: Work) -> None:
    complex_claim = {**FACTS, "track": "complex"}
    operations.open_clock(work, case_id=CASE, stage="decision", facts=complex_claim)
    pausing.pause_clocks(later(work, "2026-03-04T16:00"), CASE, reason="supplement notice")

    pausing.resume_clocks(later(work, "2026-03-16T11:00"), CASE)

    found = clocks(work)
    assert found["decision", ClockType.INTERNAL].due_at == at("2026-04-04T00:00")
    assert found["decision", ClockType.STATUTORY].due_at == at("2026-04-14T00:00")


def test_resuming_what_is_not_paused_changes_nothing(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)

    assert pausing.resume_clocks(later(work, "2026-03-03T10:00"), CASE) == []
    assert internal(work, "decision").due_at == at("2026-03-06T00:00")


def test_a_pause_that_is_told_late_takes_back_the_breach_that_it_overtook(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)
    told = later(work, "2026-03-06T09:00")
    firing.fire_due(told)

    pausing.pause_clocks(told, CASE, reason="supplement notice", at=at("2026-03-05T16:00"))
    pausing.resume_clocks(later(work, "2026-03-09T09:00"), CASE)

    decision = internal(work, "decision")
    assert (decision.state, decision.breached_at) == (ClockState.RUNNING, None)
    assert decision.due_at == at("2026-03-10T00:00")


def test_what_was_due_before_the_pause_stays_breached(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)
    told = later(work, "2026-03-06T09:00")
    firing.fire_due(told)

    pausing.pause_clocks(told, CASE, reason="supplement notice", at=at("2026-03-06T00:00"))

    assert internal(work, "decision").state is ClockState.BREACHED


def test_a_pause_from_before_the_end_says_whose_breach_it_takes_back(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)
    told = later(work, "2026-03-06T09:00")
    firing.fire_due(told)
    breached = internal(work, "decision")

    taken_back = pausing.pause_clocks(
        told, CASE, reason="supplement notice", at=at("2026-03-05T16:00")
    )

    assert taken_back == [breached.id]
    assert internal(work, "decision").state is ClockState.PAUSED


def test_a_clock_that_began_during_the_pause_stands_still_from_its_beginning(work: Work) -> None:
    operations.open_task_clocks(
        later(work, "2026-03-04T10:00"), case_id=CASE, task_id=TASK, stage="visit", facts=FACTS
    )

    told = later(work, "2026-03-04T12:00")
    pausing.pause_clocks(told, CASE, reason="supplement notice", at=at("2026-03-02T16:00"))
    pausing.resume_clocks(later(work, "2026-03-04T13:00"), CASE)

    assert internal(work, "visit").due_at == at("2026-03-04T17:00")


def test_a_changed_track_reaches_a_clock_that_stands_still(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)
    pausing.pause_clocks(later(work, "2026-03-04T16:00"), CASE, reason="supplement notice")

    firing.recompute(later(work, "2026-03-10T10:00"), CASE, {**FACTS, "track": "complex"})
    assert internal(work, "decision").next_event_at is None
    pausing.resume_clocks(later(work, "2026-03-16T11:00"), CASE)

    assert internal(work, "decision").due_at == at("2026-04-04T00:00")
    assert internal(work, "decision").warn_at == at("2026-03-30T00:00")


def test_a_limit_shortened_while_it_stands_still_leaves_four_hours_when_it_runs_on(
    work: Work,
) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts={**FACTS, "track": "complex"})
    pausing.pause_clocks(later(work, "2026-03-10T16:00"), CASE, reason="supplement notice")

    firing.recompute(later(work, "2026-03-12T10:00"), CASE, FACTS)
    pausing.resume_clocks(later(work, "2026-03-16T11:00"), CASE)

    assert internal(work, "decision").due_at == at("2026-03-16T15:00")


def test_a_day_taken_out_of_the_calendar_moves_a_limit_that_stands_still(work: Work) -> None:
    operations.open_task_clocks(work, case_id=CASE, task_id=TASK, stage="assessment", facts=FACTS)
    pausing.pause_clocks(work, CASE, reason="supplement notice")
    work.session.add(CalendarDay(day=dt.date(2026, 3, 4), kind=DayKind.HOLIDAY))
    work.session.flush()

    firing.recompute_for_calendar(work)
    pausing.resume_clocks(later(work, "2026-03-03T09:00"), CASE)

    assert internal(work, "assessment").due_at == at("2026-03-10T00:00")

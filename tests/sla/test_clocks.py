"""Clocks as they live: opened, warned, breached, stopped, paused, recomputed."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from app.decision_results import DecisionResult, MatchedRule
from app.errors import InvalidInput
from app.sla import firing, operations, pausing, queries
from app.sla.models import CalendarDay, ClockState, ClockType, DayKind, SlaClock
from app.work import SYSTEM, Processes, Work

ZONE = ZoneInfo("Asia/Shanghai")
CASE = 4711
TASK = 815
FACTS = {"lob": "motor_commercial", "amount": 3800, "track": "fast", "cat_level": "none"}
LIMITS = {
    "registration": ("1 wd", None, "PT4H", False),
    "assessment": ("3 wd", None, "P1D", True),
    "decision": ("3 d", "30 d", "P1D", True),
    "reject_notice": ("1 wd", "3 d", "P1D", False),
    "survey_contact": ("10 min", None, "PT3M", False),
    "visit": ("4 h", None, "PT1H", True),
}
BY_TRACK = {("decision", "complex"): ("20 d", "30 d", "P5D", True)}


def decide(
    session: Session,
    decision_id: str,
    inputs: Mapping[str, object],
    *,
    at: dt.datetime,
    version: int | None = None,
) -> DecisionResult:
    stage, track = str(inputs["stage"]), str(inputs["track"])
    row = BY_TRACK.get((stage, track)) or LIMITS[stage]
    names = ("internal", "statutory", "warn_before", "pausable")
    rule = MatchedRule(decision=decision_id, rule="r1", index=1, annotation="example value")
    return DecisionResult(
        decision=decision_id,
        value=dict(zip(names, row, strict=True)),
        matched=(rule,),
        inputs=inputs,
        digest="",
        version=version or 1,
    )


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture
def work(session: Session) -> Work:
    processes = Processes(decide=decide, zone=ZONE)
    return Work(session=session, processes=processes, now=at("2026-03-02T10:30"), actor=SYSTEM)


def later(work: Work, text: str) -> Work:
    return dataclasses.replace(work, now=at(text))


def clocks(work: Work) -> dict[tuple[str, ClockType], SlaClock]:
    work.session.expire_all()
    return {(c.stage, c.clock_type): c for c in queries.list_clocks(work.session, CASE)}


def internal(work: Work, stage: str) -> SlaClock:
    return clocks(work)[stage, ClockType.INTERNAL]


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


def test_a_clock_that_stands_still_is_not_late(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)
    pausing.pause_clocks(work, CASE, reason="papers are missing")

    operations.stop_clock(later(work, "2026-03-20T08:00"), case_id=CASE, stage="decision")

    assert internal(work, "decision").state is ClockState.MET


def test_a_cancelled_clock_fires_nothing(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts=FACTS)

    operations.cancel_case_clocks(work, CASE)

    assert firing.fire_due(later(work, "2026-06-01T00:00")) == []
    assert internal(work, "decision").state is ClockState.CANCELLED


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


def test_the_time_left_to_keep_a_shortened_limit_is_not_given_twice(work: Work) -> None:
    operations.open_clock(work, case_id=CASE, stage="decision", facts={**FACTS, "track": "complex"})
    firing.recompute(later(work, "2026-03-10T09:00"), CASE, FACTS)

    firing.recompute(later(work, "2026-03-10T11:00"), CASE, FACTS)

    assert internal(work, "decision").due_at == at("2026-03-10T13:00")


def test_a_day_taken_out_of_the_calendar_moves_a_limit_that_stands_still(work: Work) -> None:
    operations.open_task_clocks(work, case_id=CASE, task_id=TASK, stage="assessment", facts=FACTS)
    pausing.pause_clocks(work, CASE, reason="supplement notice")
    work.session.add(CalendarDay(day=dt.date(2026, 3, 4), kind=DayKind.HOLIDAY))
    work.session.flush()

    firing.recompute_for_calendar(work)
    pausing.resume_clocks(later(work, "2026-03-03T09:00"), CASE)

    assert internal(work, "assessment").due_at == at("2026-03-10T00:00")


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

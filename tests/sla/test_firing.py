"""Any limit begun in 2026 warns and breaches at its instants: not a moment sooner, once each."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.sla import firing, operations, queries
from app.sla.firing import Breached, Warned
from app.sla.limits import Limit, Unit
from app.sla.models import ClockState, SlaClock
from app.sla.operations import Terms
from app.work import Work
from tests.sla.test_calendar import announced_rest_days
from tests.sla.ticking import CASE, FACTS, ZONE, at

ONE_DAY = dt.timedelta(days=1)
INSTANT = dt.timedelta(microseconds=1)
REST_DAYS = announced_rest_days()
FIRST = dt.datetime(2026, 1, 1, tzinfo=ZONE)
#: up to 300 days into the year, so that every limit below ends within it
STARTS = st.integers(0, 300 * 24 * 60).map(lambda minutes: FIRST + dt.timedelta(minutes=minutes))
LIMITS = st.one_of(
    st.builds(Limit, st.integers(1, 3000), st.just(Unit.MINUTE)),
    st.builds(Limit, st.integers(1, 240), st.just(Unit.HOUR)),
    st.builds(Limit, st.integers(1, 60), st.just(Unit.DAY)),
    st.builds(Limit, st.integers(1, 30), st.just(Unit.WORKING_DAY)),
)
#: what the table of limits may say before the end
WARNINGS = st.sampled_from(["PT3M", "PT10M", "PT1H", "PT4H", "PT12H", "P1D", "P2D", "P10D"])
LENGTHS = {
    "PT3M": dt.timedelta(minutes=3),
    "PT10M": dt.timedelta(minutes=10),
    "PT1H": dt.timedelta(hours=1),
    "PT4H": dt.timedelta(hours=4),
    "PT12H": dt.timedelta(hours=12),
    "P1D": dt.timedelta(days=1),
    "P2D": dt.timedelta(days=2),
    "P10D": dt.timedelta(days=10),
}
any_limit = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def slow_due(start: dt.datetime, limit: Limit) -> dt.datetime:
    """Count minute by minute, hour by hour, day by day, as one would on a wall calendar."""
    if limit.unit in (Unit.MINUTE, Unit.HOUR):
        step = dt.timedelta(minutes=1 if limit.unit is Unit.MINUTE else 60)
        return sum((step for _ in range(limit.count)), dt.timedelta()) + start
    day, left = start.date(), limit.count
    while left:
        day += ONE_DAY
        counts = limit.unit is Unit.DAY or day not in REST_DAYS
        left -= 1 if counts else 0
    return dt.datetime.combine(day + ONE_DAY, dt.time(), ZONE)


def opened(work: Work, start: dt.datetime, limit: Limit, warn_before: str) -> SlaClock:
    """Open a clock and forget those of the examples before."""
    work.session.query(SlaClock).delete()
    terms = Terms(
        stage="registration",
        internal=limit,
        statutory=None,
        warn_before=warn_before,
        pausable=False,
        basis={"facts": FACTS, "source": ""},
    )
    begun = moved(work, start)
    operations._open(begun, terms, case_id=CASE, task_id=None, started_at=start)
    work.session.expire_all()
    (clock,) = queries.list_clocks(work.session, CASE)
    return clock


def moved(work: Work, now: dt.datetime) -> Work:
    return Work(session=work.session, processes=work.processes, now=now, actor=work.actor)


@any_limit
@given(STARTS, LIMITS, WARNINGS)
def test_it_warns_and_breaches_at_its_instants_and_not_a_moment_sooner(
    work: Work, start: dt.datetime, limit: Limit, warn_before: str
) -> None:
    due = slow_due(start, limit)
    warn = max(start, due - LENGTHS[warn_before])
    clock = opened(work, start, limit, warn_before)
    assert (clock.due_at, clock.warn_at) == (due, warn)

    too_soon = firing.fire_due(moved(work, warn - INSTANT))
    warned = firing.fire_due(moved(work, warn))
    still = firing.fire_due(moved(work, due - INSTANT))
    breached = firing.fire_due(moved(work, due))
    once_more = firing.fire_due(moved(work, due + ONE_DAY))

    assert [too_soon, still, once_more] == [[], [], []]
    assert [type(event) for event in (*warned, *breached)] == [Warned, Breached]
    assert (clock.state, clock.warned_at, clock.breached_at) == (ClockState.BREACHED, warn, due)


@any_limit
@given(STARTS, LIMITS, st.integers(0, 10_000))
def test_a_worker_that_comes_late_breaches_at_the_instant_that_was_due(
    work: Work, start: dt.datetime, limit: Limit, minutes_late: int
) -> None:
    clock = opened(work, start, limit, "PT4H")
    due = clock.due_at

    events = firing.fire_due(moved(work, due + dt.timedelta(minutes=minutes_late)))

    assert [type(event) for event in events] == [Breached]
    assert (clock.breached_at, clock.due_at) == (due, due)


@any_limit
@given(STARTS, LIMITS)
def test_what_is_done_a_moment_before_is_met_and_at_the_instant_it_is_late(
    work: Work, start: dt.datetime, limit: Limit
) -> None:
    due = slow_due(start, limit)
    stage = {"case_id": CASE, "stage": "registration"}

    opened(work, start, limit, "PT4H")
    in_time = operations.stop_clock(moved(work, due - INSTANT), **stage)
    met = queries.list_clocks(work.session, CASE)[0]
    work.session.refresh(met)
    state_in_time = met.state
    late_clock = opened(work, start, limit, "PT4H")
    late = operations.stop_clock(moved(work, due), **stage)
    work.session.refresh(late_clock)

    assert (in_time, state_in_time) == ([], ClockState.MET)
    assert (late, late_clock.state) == ([late_clock.id], ClockState.BREACHED_CLOSED)


@pytest.mark.parametrize("limit", [Limit(1, Unit.WORKING_DAY), Limit(20, Unit.WORKING_DAY)])
def test_working_days_that_reach_into_a_year_without_calendar_are_an_error(
    work: Work, limit: Limit
) -> None:
    with pytest.raises(InvalidInput, match="2027"):
        opened(work, at("2026-12-31T10:00"), limit, "PT4H")


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        (Limit(90, Unit.MINUTE), "2027-01-01T00:30"),
        (Limit(2, Unit.HOUR), "2027-01-01T01:00"),
        (Limit(3, Unit.DAY), "2027-01-04T00:00"),
    ],
)
def test_hours_and_calendar_days_need_no_calendar_of_the_next_year(
    work: Work, limit: Limit, due: str
) -> None:
    assert opened(work, at("2026-12-31T23:00"), limit, "PT4H").due_at == at(due)


def test_a_clock_that_was_overdue_is_named_when_it_is_cancelled(work: Work) -> None:
    clock = opened(work, at("2026-03-02T10:30"), Limit(1, Unit.DAY), "PT4H")

    kept = operations.cancel_task_clocks(moved(work, at("2026-03-09T00:00")), 815)
    named = operations.cancel_case_clocks(moved(work, at("2026-03-09T00:00")), CASE)

    assert (kept, named) == ([], [clock.id])

"""Clocks that are paused, resumed and recomputed, against counting minute by minute, day by day."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.decision_results import DecisionResult, MatchedRule
from app.sla import firing, operations, pausing, queries
from app.sla.models import ClockState, ClockType, SlaClock
from app.work import SYSTEM, Processes, Work
from tests.sla import slow

FIRST = dt.datetime(2026, 1, 1, tzinfo=slow.ZONE)
MINUTES = st.integers(1, 20 * 24 * 60)
SHORT = st.one_of(
    st.builds("{} min".format, st.integers(1, 600)), st.builds("{} h".format, st.integers(1, 72))
)
LIMITS = st.one_of(
    SHORT,
    st.builds("{} d".format, st.integers(1, 60)),
    st.builds("{} wd".format, st.integers(1, 40)),
)
WARNINGS = {"PT3M": 3, "PT4H": 240, "P1D": 1440, "P5D": 7200}  # in minutes
CASES = itertools.count(1)
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@dataclass(frozen=True)
class Rule:
    """A row of the table of limits."""

    internal: str
    statutory: str | None
    warn_before: str


RULES = st.builds(Rule, LIMITS, st.one_of(st.none(), LIMITS), st.sampled_from(sorted(WARNINGS)))
STARTS = st.integers(0, 150 * 24 * 60).map(lambda minutes: FIRST + minutes * slow.MINUTE)


@dataclass
class Table:
    """What the table of limits says at the moment."""

    rule: Rule

    def decide(
        self,
        session: Session,
        decision_id: str,
        inputs: Mapping[str, object],
        *,
        at: dt.datetime,
        version: int | None = None,
    ) -> DecisionResult:
        value = {**dataclasses.asdict(self.rule), "pausable": True}
        rule = MatchedRule(decision=decision_id, rule="r1", index=1, annotation="")
        return DecisionResult(
            decision=decision_id,
            value=value,
            matched=(rule,),
            inputs=inputs,
            digest="",
            version=version or 1,
        )


@dataclass
class Stage:
    """The clocks of one stage of one case, as time goes on."""

    session: Session
    table: Table
    case: int
    start: dt.datetime

    def work(self, now: dt.datetime) -> Work:
        processes = Processes(decide=self.table.decide, zone=slow.ZONE)
        return Work(session=self.session, processes=processes, now=now, actor=SYSTEM)

    def open(self) -> None:
        operations.open_clock(self.work(self.start), case_id=self.case, stage="decision", facts={})

    def pauses(self, since: dt.datetime, until: dt.datetime) -> None:
        pausing.pause_clocks(self.work(since), self.case, reason="notice")
        pausing.resume_clocks(self.work(until), self.case)

    def follows(self, rule: Rule, now: dt.datetime) -> None:
        self.table.rule = rule
        firing.recompute(self.work(now), self.case, {})

    def clock(self, kind: ClockType = ClockType.INTERNAL) -> SlaClock:
        self.session.expire_all()
        rows = queries.list_clocks(self.session, self.case)
        return next(clock for clock in rows if clock.clock_type is kind)


@pytest.fixture
def opened(session: Session) -> "Opener":
    return Opener(session)


@dataclass
class Opener:
    """Opens the clocks of a new case."""

    session: Session

    def __call__(self, rule: Rule, start: dt.datetime) -> Stage:
        stage = Stage(self.session, Table(rule), next(CASES), start)
        stage.open()
        return stage


def expected(rule: Rule, start: dt.datetime, pauses: slow.Pauses = ()) -> dt.datetime:
    """Return when the company's limit is due: never after the law's."""
    internal = slow.due(start, rule.internal, pauses)
    if rule.statutory is None:
        return internal
    return min(internal, slow.due(start, rule.statutory, pauses))


def warned(rule: Rule, start: dt.datetime, due: dt.datetime) -> dt.datetime:
    return max(start, due - WARNINGS[rule.warn_before] * slow.MINUTE)


@quick
@given(rule=RULES, start=STARTS)
def test_an_opened_clock_is_due_and_warns_as_counted(
    opened: Opener, rule: Rule, start: dt.datetime
) -> None:
    clock = opened(rule, start).clock()

    assert clock.due_at == expected(rule, start)
    assert clock.warn_at == warned(rule, start, clock.due_at)


@quick
@given(rule=RULES, start=STARTS, steps=st.lists(st.tuples(MINUTES, MINUTES), max_size=3))
def test_a_paused_clock_is_due_as_counted_without_the_pauses(
    opened: Opener, rule: Rule, start: dt.datetime, steps: list[tuple[int, int]]
) -> None:
    stage = opened(rule, start)
    pauses = within(rule, start, steps)

    paused = [stage.pauses(since, until) for since, until in pauses]

    clock = stage.clock()
    assert len(queries.list_pauses(stage.session, [clock.id])[clock.id]) == len(paused)
    assert (clock.state, clock.due_at) == (ClockState.RUNNING, expected(rule, start, pauses))
    assert clock.next_event_at == warned(rule, start, clock.due_at)


def within(
    rule: Rule, start: dt.datetime, steps: list[tuple[int, int]]
) -> list[tuple[dt.datetime, dt.datetime]]:
    """Return pauses that each begin before the clock is due, as those before have moved it."""
    pauses: list[tuple[dt.datetime, dt.datetime]] = []
    now = start
    for running, standing in steps:
        since = now + running * slow.MINUTE
        if since >= expected(rule, start, pauses):
            break
        now = since + standing * slow.MINUTE
        pauses.append((since, now))
    return pauses


@quick
@given(rule=RULES, start=STARTS, standing=MINUTES)
def test_the_laws_limit_moves_by_the_same_pause(
    opened: Opener, rule: Rule, start: dt.datetime, standing: int
) -> None:
    lawful = dataclasses.replace(rule, statutory="30 d")
    stage = opened(lawful, start)
    until = start + standing * slow.MINUTE

    stage.pauses(start, until)

    statutory = stage.clock(ClockType.STATUTORY)
    assert statutory.due_at == slow.due(start, "30 d", [(start, until)])
    assert stage.clock().due_at <= statutory.due_at


def left_to_keep(rule: Rule, start: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Return the earliest instant to which a limit may be shortened."""
    whole = slow.due(start, rule.internal) - start
    return now + min(dt.timedelta(hours=4), whole / 4)


@quick
@given(old=RULES, new=LIMITS, start=STARTS, running=MINUTES)
def test_a_recomputed_clock_is_due_as_counted_from_its_start_and_can_be_kept(
    opened: Opener, old: Rule, new: str, start: dt.datetime, running: int
) -> None:
    stage = opened(dataclasses.replace(old, internal="59 d", statutory="60 d"), start)
    rule = dataclasses.replace(old, internal=new, statutory="60 d")
    now = start + running * slow.MINUTE

    stage.follows(rule, now)

    due = max(slow.due(start, new), left_to_keep(rule, start, now))
    clock = stage.clock()
    assert clock.due_at == min(due, slow.due(start, "60 d"))
    assert clock.warn_at == warned(rule, start, clock.due_at)


@quick
@given(rule=RULES, more=LIMITS, start=STARTS, running=MINUTES, tagged=MINUTES)
def test_a_limit_that_a_contingency_gave_and_took_back_is_as_before_or_can_be_kept(
    opened: Opener, rule: Rule, more: str, start: dt.datetime, running: int, tagged: int
) -> None:
    rule = dataclasses.replace(rule, internal="59 d", statutory="60 d")
    normal = dataclasses.replace(rule, internal=more)
    stage = opened(rule, start)
    since = start + running * slow.MINUTE
    until = since + tagged * slow.MINUTE
    law = stage.clock(ClockType.STATUTORY).due_at

    stage.follows(normal, since)
    stage.follows(rule, since)
    stage.follows(normal, until)

    due = max(slow.due(start, more), left_to_keep(normal, start, until))
    assert stage.clock().due_at == min(due, law)
    assert stage.clock(ClockType.STATUTORY).due_at == law == slow.due(start, "60 d")


@quick
@given(new=LIMITS, start=STARTS, running=MINUTES, standing=MINUTES, told=st.integers(0, 100))
def test_a_clock_recomputed_while_it_stands_still_is_due_as_counted(
    opened: Opener, new: str, start: dt.datetime, running: int, standing: int, told: int
) -> None:
    rule = Rule("59 d", "60 d", "P1D")
    stage = opened(rule, start)
    since = start + running * slow.MINUTE
    until = since + standing * slow.MINUTE
    pausing.pause_clocks(stage.work(since), stage.case, reason="notice")

    stage.follows(Rule(new, "60 d", "P1D"), since + (until - since) * told // 100)
    pausing.resume_clocks(stage.work(until), stage.case)

    floor = left_to_keep(Rule(new, "60 d", "P1D"), start, since)
    shortened = floor > slow.due(start, new)
    counted = slow.due(start, new, [(since, until)])
    due = max(counted, floor + (until - since)) if shortened else counted
    assert stage.clock().due_at == min(due, slow.due(start, "60 d", [(since, until)]))

"""Begins quality cycles: on request, from a proposal, and one after each quarter."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from app.cases.operations import start_case
from app.errors import FieldError, InvalidInput, NotFound
from app.insurance.answers import Answers
from app.insurance.customers.contact_models import (
    CustomerEvent,
    EventKind,
    Feedback,
    FeedbackCategory,
)
from app.insurance.quality import queries, rules
from app.insurance.quality.check_models import QualityCheck
from app.insurance.quality.models import QualityCycle
from app.insurance.quality.rules import Period
from app.insurance.records import touch
from app.work import Variables, Work

PROCESS = "quality_cycle"


def evaluate(work: Work, *, period_from: dt.date, period_to: dt.date) -> QualityCycle:
    """Begin to evaluate a period, the last day excluded.

    :raises InvalidInput: the period is empty, or not over yet
    """
    days = {"period_from": period_from.isoformat(), "period_to": period_to.isoformat()}
    given = Answers(days, "")
    read_period(given, work.today)
    given.finish()
    return _begin(work, days)


def read_period(given: Answers, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Read the days that are to be evaluated; they are over."""
    since, until = given.day("period_from"), given.day("period_to")
    if since is None or until is None:
        given.need("period_from" if since is None else "period_to")
    elif until <= since:
        given.refuse("period_to", "period_to must lie after period_from")
    elif until > today:
        given.refuse("period_to", "the period is not over yet", "in_future")
    return since, until


def check_quarter(
    work: Work, given: Answers, quarter: str, days: tuple[dt.date | None, dt.date | None]
) -> None:
    """Refuse a quarter that is not the one of these days, or whose cycle has begun."""
    since, until = days
    if since is None or until is None:
        return  # refused already
    period = Period(since=since, until=until)
    if rules.quarter_before(until) != period or rules.name_of(period) != quarter:
        given.refuse("quarter", f"{since} to {until} is not the quarter {quarter}")
    elif queries.has_quarter(work.session, quarter):
        given.refuse("quarter", f"the cycle of {quarter} has begun", "not_possible")


def propose(
    work: Work,
    *,
    problem: str,
    source: str | None = None,
    cause: str | None = None,
    measure: str | None = None,
    feedback: Sequence[int] = (),
) -> QualityCycle:
    """Propose an improvement: its action is planned at once.

    :param feedback: opinions that led to it; they name the cycle from now on
    :raises InvalidInput: there is no such opinion
    """
    opinions = [_opinion(work, f"/feedback/{at}", key) for at, key in enumerate(feedback)]
    said = {"problem": problem, "source": source, "cause": cause, "measure": measure}
    cycle = _begin(work, said)
    for opinion in opinions:
        opinion.action = cycle.cycle_no
        touch(work, opinion)
    return cycle


def _opinion(work: Work, pointer: str, key: int) -> Feedback:
    found = work.session.get(Feedback, key)
    if found is None:
        detail = f"there is no opinion {key}"
        wrong = FieldError(pointer=pointer, code="not_found", detail=detail)
        raise InvalidInput(detail, errors=[wrong])
    return found


def _begin(work: Work, variables: Variables) -> QualityCycle:
    started = start_case(work, process_id=PROCESS, variables=variables)
    cycle = queries.find_cycle_of(work.session, started.case.id)
    if cycle is None:
        raise NotFound(f"case {started.case.id} has not entered its cycle")
    return cycle


def begin_quarter(work: Work) -> None:
    """Evaluate the quarter that is over, once, if anything was done for a customer in it."""
    quarter = rules.quarter_before(work.today)
    name = rules.name_of(quarter)
    if queries.has_quarter(work.session, name) or not _was_busy(work, quarter):
        return
    days = {"period_from": quarter.since.isoformat(), "period_to": quarter.until.isoformat()}
    _begin(work, {**days, "quarter": name})


def _was_busy(work: Work, period: Period) -> bool:
    """Say whether customers had dealings with the company, or its service was checked."""
    zone = work.processes.zone
    since = dt.datetime.combine(period.since, dt.time(), tzinfo=zone)
    until = dt.datetime.combine(period.until, dt.time(), tzinfo=zone)
    within = (
        (CustomerEvent.kind.in_(EventKind), CustomerEvent.at),
        (Feedback.category.in_(FeedbackCategory), Feedback.at),
        (sa.true(), QualityCheck.at),
    )
    return any(
        work.session.scalar(sa.select(sa.exists().where(which, at >= since, at < until)))
        for which, at in within
    )

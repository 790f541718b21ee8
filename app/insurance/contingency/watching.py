"""The monitor: many reports of one peril in one region within a day propose a contingency."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from sqlalchemy.orm import Session

from app.insurance.contingency import queries, rules
from app.insurance.contingency.models import Activation
from app.insurance.contingency.operations import report_contingency
from app.work import Work

ENOUGH = 200  # reports of one peril in one region
WINDOW = dt.timedelta(hours=24)


class Reports(Protocol):
    """What was reported of one peril at one place, as the claims department counts it."""

    @property
    def peril(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def reports(self) -> int: ...
    @property
    def deaths(self) -> int: ...
    @property
    def property_claimed(self) -> Decimal: ...
    @property
    def casualty_claimed(self) -> Decimal: ...


#: since when, and how many of one peril at least, wherever they are
Count = Callable[[Session, dt.datetime, int], Sequence[Reports]]


@dataclass(kw_only=True)
class Sum:
    """What was reported of one peril in one region."""

    reports: int = 0
    deaths: int = 0
    property_claimed: Decimal = Decimal(0)
    casualty_claimed: Decimal = Decimal(0)


Sums = dict[tuple[str, str], Sum]  # by peril and region


def watch(work: Work, count: Count) -> list[Activation]:
    """Propose a contingency for each peril and region with enough reports in a day.

    One that is proposed or active already is not proposed again; after one that has ended, was
    rejected or not grave enough, only the reports since then count.
    """
    since = work.now - WINDOW
    found = _sums(count(work.session, since, ENOUGH))
    if not found:
        return []
    running = queries.list_running(work.session)
    over = queries.list_over_since(work.session, since)
    proposed = []
    for (peril, region), total in sorted(found.items()):
        if _is_known(running, peril, region):
            continue
        last = _last_over(over, peril, region)
        if last is not None:
            again = _sums(count(work.session, last, ENOUGH)).get((peril, region))
            if again is None:
                continue
            total = again
        proposed.append(_propose(work, peril, region, total))
    return proposed


def _sums(counted: Iterable[Reports]) -> Sums:
    """Add up the places of each region; keep what is enough."""
    sums: Sums = {}
    for row in counted:
        region = rules.region_of(row.place)
        if region is None:
            continue
        total = sums.setdefault((row.peril, region), Sum())
        total.reports += row.reports
        total.deaths += row.deaths
        total.property_claimed += row.property_claimed
        total.casualty_claimed += row.casualty_claimed
    return {key: total for key, total in sums.items() if total.reports >= ENOUGH}


def _is_known(activations: Iterable[Activation], peril: str, region: str) -> bool:
    return any(_is_about(one, peril, region) for one in activations)


def _is_about(one: Activation, peril: str, region: str) -> bool:
    return rules.covers(one.perils, one.regions, peril=peril, region=region)


def _last_over(over: Iterable[Activation], peril: str, region: str) -> dt.datetime | None:
    """Return when the last contingency of a peril and region ended or came to nothing."""
    ends = (
        one.ended_at or one.decided_at or one.created_at
        for one in over
        if _is_about(one, peril, region)
    )
    return max(ends, default=None)


def _propose(work: Work, peril: str, region: str, total: Sum) -> Activation:
    return report_contingency(
        work,
        by_monitor=True,
        event_type=rules.event_of(peril),
        region=region,
        perils=[peril],
        started_at=work.now - WINDOW,
        est_property_payout=total.property_claimed,
        est_casualty_payout=total.casualty_claimed,
        deaths=total.deaths,
        reports_24h=total.reports,
        national_response=False,
        drill=False,
    )

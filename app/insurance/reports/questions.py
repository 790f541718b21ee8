"""Answers what is asked of a metric: its period, its filters, how it is told apart."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.errors import FieldError, InvalidInput, NotFound
from app.identity.models import User
from app.insurance.reports.catalogue import METRICS
from app.insurance.reports.reading import Reader, next_month
from app.insurance.reports.shapes import DIMENSIONS, EVENT, Filters, Metric, window_of
from app.work import Work

LONGEST = dt.timedelta(days=366 * 10)


def get_metric(code: str) -> Metric:
    """Return a metric by its code.

    :raises NotFound: there is none
    """
    metric = METRICS.get(code.upper())
    if metric is None:
        raise NotFound(f"no metric {code}")
    return metric


def reader_of(work: Work, asked: Mapping[str, Any], *, rolled: bool = True) -> Reader:
    """Return what reads the sums that are asked for, by default of the month that runs.

    :param asked: ``from_on``, ``to_on``, ``as_of``, ``event`` and the dimensions, each if given
    :raises InvalidInput: the period is empty or longer than ten years
    """
    first = asked.get("from_on") or work.today.replace(day=1)
    end = asked.get("to_on") or next_month(first)
    if not first < end <= first + LONGEST:
        raise refusal("to", f"the period from {first} to {end} is empty or too long")
    told = {name: asked[name] for name in DIMENSIONS if asked.get(name)}
    if "person" in told:
        told["person"] = _person(work, told["person"])
    return Reader(
        session=work.session,
        window=window_of(first, end, work.processes.zone, asked.get("as_of")),
        filters=Filters(dimensions=told, event=asked.get("event")),
        rolled=rolled,
    )


def not_told(metric: Metric, asked: Mapping[str, Any]) -> list[str]:
    """List what is asked for that the facts of a metric do not tell."""
    narrowing = (name for name in (*DIMENSIONS, EVENT) if asked.get(name))
    return [name for name in narrowing if name not in metric.filters]


def ensure_told(metric: Metric, asked: Mapping[str, Any]) -> None:
    """Refuse to narrow a metric to what its facts do not tell.

    :raises InvalidInput: naming each such parameter
    """
    told = ", ".join(metric.filters) or "nothing"
    wrong = [
        FieldError(
            pointer=f"/{name}",
            code="invalid_field",
            detail=f"{metric.code} is not counted by {name}, only by {told}",
        )
        for name in not_told(metric, asked)
    ]
    if wrong:
        raise InvalidInput(wrong[0].detail, errors=wrong)


def refusal(name: str, detail: str) -> InvalidInput:
    """Return the refusal of one parameter."""
    error = FieldError(pointer=f"/{name}", code="invalid_field", detail=detail)
    return InvalidInput(detail, errors=[error])


def _person(work: Work, name: str) -> str:
    """Return the id of a user by name or id; of an unknown one what nobody is called."""
    found = work.session.execute(sa.select(User.id).where(User.username == name)).scalar()
    return str(found or name)

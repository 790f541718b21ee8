"""Timers: duration, date and cycle, against a given instant; months go by the calendar.

An armed timer is a dict in the token: kind, due (ISO, None while it sleeps) and, for a cycle, every
and left (-1: without end). ``since`` says from when an evaluated duration counts, ``anew`` that the
expression gives the next instant at each firing.
"""

import calendar
import datetime as dt
import re
from typing import Any, NamedTuple

from app import feel

from .errors import EngineError, IncidentKind

Moment = dt.datetime
_DURATION = re.compile(
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_REPEAT = re.compile(r"R(\d*)")
_REGION = re.compile(r"\[.*\]$")


class Step(NamedTuple):
    """A duration: months by the calendar, the rest as time."""

    months: int
    rest: dt.timedelta


def _refused(text: object, what: str) -> EngineError:
    return EngineError(IncidentKind.EXTRACT_VALUE, f"no {what}: {text!r}")


def duration(text: str) -> Step:
    """Read an ISO duration, e.g. ``P1M2DT3H``."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise _refused(text, "duration")
    years, months, weeks, days, hours, minutes = (int(x or 0) for x in match.groups()[:6])
    seconds = float(match.group(7) or 0)
    try:
        rest = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError as error:
        raise _refused(text, "duration") from error
    return Step(years * 12 + months, rest)


def add(moment: Moment, step: Step) -> Moment:
    """Add a duration; the last day of a month stays within the month."""
    try:
        if step.months:
            year, month = divmod(moment.year * 12 + moment.month - 1 + step.months, 12)
            last = calendar.monthrange(year, month + 1)[1]
            moment = moment.replace(year=year, month=month + 1, day=min(moment.day, last))
        return moment + step.rest
    except (OverflowError, ValueError) as error:
        raise _refused(step, "time within the calendar") from error


def instant(text: str) -> Moment:
    """Read an ISO instant; it must name its zone."""
    try:
        moment = dt.datetime.fromisoformat(_REGION.sub("", text))
    except ValueError as error:
        raise _refused(text, "instant") from error
    if moment.tzinfo is None:
        raise _refused(text, "time zone")
    return moment.astimezone(dt.UTC)


def iso(moment: Moment) -> str:
    """Write an instant in UTC."""
    return moment.astimezone(dt.UTC).isoformat()


def arm(form: str, text: str, now: Moment) -> dict[str, Any]:
    """Arm a timer as a diagram writes it."""
    if form == "timeDate":
        return {"kind": "timer", "due": iso(instant(text))}
    if form == "timeDuration":
        return {"kind": "timer", "due": iso(add(now, duration(text)))}
    repeat, *start, every = text.split("/") if "/" in text else ("", text)
    match = _REPEAT.fullmatch(repeat)
    if match is None or len(start) > 1:
        raise _refused(text, "cycle")
    step = duration(every)
    if add(now, step) <= now:
        raise _refused(text, "cycle")
    first = instant(start[0]) if start else add(now, step)
    return {"kind": "timer", "due": iso(first), "left": int(match.group(1) or -1), "every": every}


def arm_value(form: str, value: object, now: Moment) -> dict[str, Any]:
    """Arm a timer with what its expression gave: text, or a FEEL duration or instant."""
    if form == "timeCycle" and isinstance(value, dt.datetime):
        return {"kind": "timer", "due": iso(instant(value.isoformat())), "anew": 1}
    if not isinstance(value, str | dt.timedelta | dt.datetime | feel.YearsMonths):
        raise _refused(value, "time")
    text = value.isoformat() if isinstance(value, dt.datetime) else str(feel.lower(value))
    timer = arm(form, text, now)
    return {**timer, "since": iso(now)} if form == "timeDuration" else timer


def sleeping(now: Moment) -> dict[str, Any]:
    """Return a timer without a time: what it reads is null."""
    return {"kind": "timer", "due": None, "since": iso(now)}


def armed_at(timer: dict[str, Any]) -> Moment | None:
    """Return the instant from which an evaluated duration counts."""
    return dt.datetime.fromisoformat(timer["since"]) if "since" in timer else None


def is_due(timer: dict[str, Any], now: Moment) -> bool:
    """Whether a timer fires at this instant."""
    return timer["due"] is not None and now >= dt.datetime.fromisoformat(timer["due"])


def following(timer: dict[str, Any], now: Moment) -> dict[str, Any] | None:
    """Return a cycle after it fired, None when it is spent; missed firings are not made up for."""
    if "every" not in timer:
        return None
    due, left = dt.datetime.fromisoformat(timer["due"]), timer["left"]
    step = duration(timer["every"])
    passed = _passed(due, step, now)
    if left > 0:
        left = max(0, left - passed)
    if left == 0:
        return None
    due = due + passed * step.rest if not step.months else _beyond(due, step, now)
    return {**timer, "due": iso(due), "left": left}


def _passed(due: Moment, step: Step, now: Moment) -> int:
    """Count the firings up to now, the one at ``due`` included."""
    if not step.months:
        return max(0, (now - due) // step.rest + 1)
    count = 0
    while due <= now:
        due, count = add(due, step), count + 1
    return count


def _beyond(due: Moment, step: Step, now: Moment) -> Moment:
    while due <= now:
        due = add(due, step)
    return due

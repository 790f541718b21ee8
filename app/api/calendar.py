"""The business calendar: public holidays and make-up days that override the built-in ones."""

import datetime as dt
from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.schemas.clocks import (
    CalendarChangedAnswer,
    CalendarDaysAnswer,
    CalendarQuery,
    SetCalendarDays,
)
from app.cases import clocks
from app.identity.permissions import ensure_may
from app.sla import calendar_days, queries
from app.transaction import reading

blueprint = Blueprint("calendar", __name__, description="The business calendar")


@blueprint.route("/calendar-days")
@blueprint.arguments(CalendarQuery, location="query")
@blueprint.response(200, CalendarDaysAnswer)
def list_calendar_days(query: dict[str, int]) -> Any:
    """List the days of a year that differ from the public calendar"""
    return {"items": queries.list_calendar_days(reading().session, query["year"])}


@blueprint.route("/calendar-days", methods=["POST"])
@blueprint.arguments(SetCalendarDays)
@blueprint.response(200, CalendarChangedAnswer)
def set_calendar_days(body: dict[str, Any]) -> Response:
    """Enter holidays and make-up days; open clocks in working days are recomputed"""
    ensure_may(current_actor(), "calendar.write")
    with command() as work:
        days = [calendar_days.Day(**day) for day in body["days"]]
        rows = calendar_days.set_days(work, days)
        calendar_days.complete_years(work, body["complete_years"])
        moved = clocks.follow_calendar(work)
        return answer(work, {"items": rows, "recomputed": moved})


@blueprint.route("/calendar-days/<day:day>", methods=["DELETE"])
@blueprint.response(204)
def delete_calendar_day(day: dt.date) -> Response:
    """Take an entered day out again; the public calendar decides it"""
    ensure_may(current_actor(), "calendar.write")
    with command() as work:
        calendar_days.remove_day(work, day)
        clocks.follow_calendar(work)
        return answer(work, None)

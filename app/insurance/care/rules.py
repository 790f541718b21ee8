"""When, how and whether a customer is contacted unasked. Pure."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from app.insurance.care.models import CareTrigger
from app.insurance.customers.models import Segment

#: what needs the customer's consent to marketing
MARKETING = frozenset({CareTrigger.PROSPECT_IDLE, CareTrigger.OFFER_CAMPAIGN})
MOST_A_MONTH = 2  # marketing contacts of one customer in a calendar month
MORNING, EVENING = dt.time(9), dt.time(21)  # nobody is contacted outside
IDLE_DAYS = 14
STALE_YEARS = 1
OLDEST = 120  # years; nobody and no contract is older
RESPONSES: Mapping[str, int] = {"positive": 5, "neutral": 3, "negative": 1}  # with their rating
NEGATIVE = "negative"
MEASURES = ("training", "incentive", "process", "channel", "facility", "product", "crm", "plan")
SUITABLE, UNSUITABLE = "suitable", "unsuitable"
FIELDS = ("name", "phones", "email", "address", "id_no", "industry")
RESULTS = ("confirmed", "corrected", "unknown")
CAPPED, NO_CONSENT, OPTED_OUT = "capped", "no_consent", "opted_out"
CASE_ENDED = "case_ended"  # by an operator
NOT_CARED_FOR = "not_cared_for"  # dead, locked, or another file of somebody else's


def allowed_at(instant: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the earliest instant from this one on at which a customer may be contacted."""
    local = instant.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return instant
    day = local.date() if local.time() < MORNING else local.date() + dt.timedelta(days=1)
    return morning_of(day, zone)


def morning_of(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return when contacts of a day begin."""
    return dt.datetime.combine(day, MORNING, tzinfo=zone).astimezone(dt.UTC)


def month_begin(instant: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the first instant of the local calendar month."""
    first = instant.astimezone(zone).date().replace(day=1)
    return dt.datetime.combine(first, dt.time(), tzinfo=zone).astimezone(dt.UTC)


def is_capped(contacted: int, waiting: int) -> bool:
    """Say whether a customer may not be chosen for another marketing contact this month.

    :param contacted: marketing contacts of the month
    :param waiting: those chosen that have not taken place: they may still do so this month
    """
    return contacted + waiting >= MOST_A_MONTH


def same_day_before(day: dt.date) -> list[dt.date]:
    """Return the days whose anniversary a day is; 29 February is remembered on the 28th."""
    years = range(day.year - 1, day.year - OLDEST - 1, -1)
    found = [day.replace(year=year) for year in years if not _is_leap_day(day)]
    if (day.month, day.day) == (2, 28) and not _has_leap_day(day.year):
        found += [dt.date(year, 2, 29) for year in years if _has_leap_day(year)]
    if _is_leap_day(day):
        found = [dt.date(year, 2, 29) for year in years if _has_leap_day(year)]
    return found


def _is_leap_day(day: dt.date) -> bool:
    return (day.month, day.day) == (2, 29)


def _has_leap_day(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def years_before(day: dt.date, years: int) -> dt.date:
    """Return the same day some years earlier."""
    return day.replace(year=day.year - years, day=28 if _is_leap_day(day) else day.day)


def channel_for(action: str, segment: Segment, *, phones: str | None, email: str | None) -> str:
    """Return how a message goes: as the table says, but read out to the elderly.

    A customer without a telephone number is written to by mail, one without mail by SMS.
    """
    if action == "sms" and not phones and email:
        return "mail"
    if action == "mail" and not email and phones:
        return "sms"
    return "phone" if action == "sms" and segment is Segment.ELDERLY else action

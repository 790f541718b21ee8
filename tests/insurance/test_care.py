"""The rules of care: quiet hours, the cap of marketing, anniversaries, channels."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.insurance.care import queries, rules, selecting
from app.insurance.care.models import CareItem, CareStatus, CareTrigger
from app.insurance.customers.changes import merge
from app.insurance.customers.contact_models import Consent, Purpose
from app.insurance.customers.contact_operations import note_consent
from app.insurance.customers.models import Customer, Segment
from app.insurance.customers.operations import create_customer
from app.insurance.records import enter
from app.work import Work
from tests.insurance.conftest import NINE_THIRTY, ZONE

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("2026-03-02T08:59", "2026-03-02T09:00"),
        ("2026-03-02T09:00", "2026-03-02T09:00"),
        ("2026-03-02T20:59", "2026-03-02T20:59"),
        ("2026-03-02T21:00", "2026-03-03T09:00"),
        ("2026-02-28T23:30", "2026-03-01T09:00"),
    ],
)
def test_nobody_is_contacted_between_nine_and_nine(asked: str, allowed: str) -> None:
    instant = dt.datetime.fromisoformat(f"{asked}:00+08:00")

    assert rules.allowed_at(instant, ZONE) == dt.datetime.fromisoformat(f"{allowed}:00+08:00")


@given(st.datetimes(timezones=st.just(dt.UTC)).filter(lambda at: 1900 < at.year < 2200))
def test_the_next_allowed_instant_is_allowed_and_soon(instant: dt.datetime) -> None:
    allowed = rules.allowed_at(instant, ZONE)

    assert rules.MORNING <= allowed.astimezone(ZONE).time() < rules.EVENING
    assert dt.timedelta(0) <= allowed - instant <= dt.timedelta(hours=12)
    assert rules.allowed_at(allowed, ZONE) == allowed


@pytest.mark.parametrize(
    ("day", "born", "is_birthday"),
    [
        ("2026-03-05", "1980-03-05", True),
        ("2026-03-05", "2026-03-05", False),
        ("2026-02-28", "2000-02-29", True),
        ("2028-02-28", "2000-02-29", False),
        ("2028-02-29", "2000-02-29", True),
        ("2026-03-01", "2000-02-29", False),
    ],
)
def test_a_leap_day_is_remembered_on_the_last_of_february(
    day: str, born: str, is_birthday: bool
) -> None:
    found = rules.same_day_before(dt.date.fromisoformat(day))

    assert (dt.date.fromisoformat(born) in found) is is_birthday


@pytest.mark.parametrize(
    ("action", "segment", "phones", "email", "channel"),
    [
        ("sms", Segment.GENERAL, "138", "a@b", "sms"),
        ("sms", Segment.ELDERLY, "138", "a@b", "phone"),
        ("sms", Segment.ELDERLY, None, "a@b", "mail"),
        ("mail", Segment.VIP, "138", None, "sms"),
        ("mail", Segment.VIP, None, None, "mail"),
    ],
)
def test_a_message_goes_the_way_the_customer_can_read(
    action: str, segment: Segment, phones: str | None, email: str | None, channel: str
) -> None:
    assert rules.channel_for(action, segment, phones=phones, email=email) == channel


@pytest.fixture
def wanting(work: Work, reachable: Customer) -> Customer:
    """A customer who allows marketing."""
    consent = Consent(
        customer_id=reachable.id,
        purpose=Purpose.MARKETING,
        granted=True,
        at=work.now,
        channel="phone",
        text_version="1",
    )
    note_consent(work, consent)
    return reachable


def offered(work: Work, customer: Customer, number: int) -> CareItem:
    item = CareItem(
        customer_id=customer.id,
        trigger=CareTrigger.OFFER_CAMPAIGN,
        occasion_on=dt.date(2000, 1, 1) + number * DAY,
        due_at=work.now,
        marketing=True,
        status=CareStatus.PLANNED,
    )
    return enter(work, item)


def contacted_by_month(items: list[CareItem]) -> list[int]:
    """Count the contacts of each local month in which there were any."""
    months = [
        item.contacted_at.astimezone(ZONE).strftime("%Y-%m") for item in items if item.contacted_at
    ]
    return [months.count(month) for month in set(months)]


STEPS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3)), max_size=25)


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(STEPS)
def test_whatever_happens_nobody_has_more_than_two_marketing_contacts_a_month(
    work: Work, wanting: Customer, steps: list[tuple[int, int]]
) -> None:
    """Days pass; an item is chosen where allowed, and some that were chosen take place."""
    with work.session.begin_nested() as undone:
        now, items = work, list[CareItem]()
        for number, (days, contacts) in enumerate(steps):
            now = replace(now, now=now.now + days * DAY)
            _choose(now, offered(now, wanting, number), items)
            _contact(now, items, contacts)
        counts = contacted_by_month(items)
        undone.rollback()

    assert max(counts, default=0) <= rules.MOST_A_MONTH


def _choose(work: Work, item: CareItem, items: list[CareItem]) -> None:
    if selecting.choose(work, item).selection == selecting.CONTACT:
        item.status = CareStatus.SELECTED
        items.append(item)
        work.session.flush()


def _contact(work: Work, items: list[CareItem], most: int) -> None:
    waiting = [item for item in items if item.status is CareStatus.SELECTED]
    for item in waiting[:most]:
        item.status, item.contacted_at = CareStatus.DONE, work.now
    work.session.flush()


def test_a_third_marketing_contact_of_a_month_is_capped(work: Work, wanting: Customer) -> None:
    items = list[CareItem]()
    for number in range(2):
        _choose(work, offered(work, wanting, number), items)
    _contact(work, items, 1)

    choice = selecting.choose(work, offered(work, wanting, 2))

    assert (len(items), choice.selection, choice.reason) == (2, selecting.SKIP, rules.CAPPED)


def test_contacts_under_a_file_that_became_this_one_count_too(
    work: Work, wanting: Customer
) -> None:
    items = list[CareItem]()
    for number in range(2):
        _choose(work, offered(work, wanting, number), items)
    joined = create_customer(work, Customer(type=wanting.type, name="张伟", phones="13700000000"))

    merge(work, wanting, joined)
    choice = selecting.choose(work, offered(work, joined, 2))

    assert (len(items), choice.selection, choice.reason) == (2, selecting.SKIP, rules.CAPPED)


def test_what_is_due_later_waits(work: Work, wanting: Customer) -> None:
    item = offered(work, wanting, 1)
    item.due_at = NINE_THIRTY + DAY

    choice = selecting.choose(work, item)

    assert (choice.selection, choice.at) == (selecting.WAIT, item.due_at)
    assert queries.count_marketing(work.session, wanting.id, since=NINE_THIRTY) == (0, 0)

"""Where a policy stands at a loss time, and what is shown of sensitive fields."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.insurance.customers import rules
from app.insurance.customers.models import PolicyStatus, StatutoryClass
from app.insurance.customers.rules import Term

ZONE = ZoneInfo("Asia/Shanghai")
HOME = Term(
    starts_on=dt.date(2025, 3, 1),
    ends_on=dt.date(2026, 3, 1),
    statutory_class=StatutoryClass.PROPERTY,
)
LIFE = Term(
    starts_on=dt.date(2020, 1, 15),
    ends_on=dt.date(2040, 1, 15),
    statutory_class=StatutoryClass.PERSONAL,
    premium=Decimal(12000),
    premium_due_on=(dt.date(2025, 1, 15), dt.date(2026, 1, 15), dt.date(2027, 1, 15)),
    paid_to=dt.date(2026, 1, 15),
)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("instant", "status"),
    [
        ("2025-02-28T23:59:59", PolicyStatus.NOT_YET_EFFECTIVE),
        ("2025-03-01T00:00:00", PolicyStatus.IN_FORCE),
        ("2026-02-28T23:59:59", PolicyStatus.IN_FORCE),
        ("2026-03-01T00:00:00", PolicyStatus.EXPIRED),
        ("2026-03-01T00:30:00", PolicyStatus.EXPIRED),
    ],
)
def test_cover_runs_from_the_first_day_to_the_last_midnight(
    instant: str, status: PolicyStatus
) -> None:
    assert rules.status_at(HOME, at(instant), ZONE) is status


def test_the_day_of_a_loss_is_the_local_one() -> None:
    late_in_utc = dt.datetime(2026, 2, 28, 15, 59, 59, tzinfo=dt.UTC)

    assert rules.status_at(HOME, late_in_utc, ZONE) is PolicyStatus.IN_FORCE
    assert (
        rules.status_at(HOME, late_in_utc + dt.timedelta(seconds=1), ZONE) is PolicyStatus.EXPIRED
    )


@pytest.mark.parametrize(
    ("day", "status", "arrears"),
    [
        ("2026-01-15", PolicyStatus.IN_FORCE, 0),
        ("2026-01-16", PolicyStatus.GRACE, 12000),
        ("2026-03-10", PolicyStatus.GRACE, 12000),
        ("2026-03-16", PolicyStatus.GRACE, 12000),
        ("2026-03-17", PolicyStatus.LAPSED, 12000),
    ],
)
def test_a_late_premium_is_covered_for_sixty_days(
    day: str, status: PolicyStatus, arrears: int
) -> None:
    assert rules.status_at(LIFE, at(f"{day}T12:00:00"), ZONE) is status
    assert rules.arrears_at(LIFE, at(f"{day}T12:00:00"), ZONE) == arrears


def test_a_terminated_policy_covers_until_the_day_before() -> None:
    ended = Term(
        starts_on=dt.date(2025, 3, 1),
        ends_on=dt.date(2026, 3, 1),
        statutory_class=StatutoryClass.PROPERTY,
        terminated_on=dt.date(2025, 9, 1),
    )

    assert rules.status_at(ended, at("2025-08-31T23:59:00"), ZONE) is PolicyStatus.IN_FORCE
    assert rules.status_at(ended, at("2025-09-01T00:00:00"), ZONE) is PolicyStatus.TERMINATED


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (rules.mask_id_no, "310101198001011234", "310101****1234"),
        (rules.mask_phone, "13800001234", "138****1234"),
        (rules.mask_account, "6222020200112233445", "****3445"),
        (rules.mask_account, "1234", "****"),
        (rules.mask_phone, "1234567", "****4567"),
    ],
)
def test_sensitive_fields_show_only_their_ends(
    mask: Callable[[str], str], value: str, shown: str
) -> None:
    assert mask(value) == shown

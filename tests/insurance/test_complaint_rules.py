"""Rules of complaints: causes, what is left unresolved, until when a review may be asked for."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insurance.complaints import rules
from app.insurance.complaints.bulletin import rate
from app.insurance.complaints.letters import REMEDY_NAMES, SUBJECT_NAMES
from app.insurance.disputes.rules import first_steps, negotiated

SHANGHAI = ZoneInfo("Asia/Shanghai")
REPLIED = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("subject", "cause"),
    [
        ("claim_delay", "claim"),
        ("claim_rejection", "claim"),
        ("mis_selling", "sales"),
        ("surrender", "surrender"),
        ("facility", "other"),
    ],
)
def test_the_bulletin_counts_a_subject_under_its_cause(subject: str, cause: str) -> None:
    assert rules.cause_of(subject) == cause


def test_every_subject_has_a_cause_and_every_code_a_word_for_letters() -> None:
    assert {rules.cause_of(subject) for subject in rules.SUBJECTS} == set(rules.CAUSES)
    assert set(SUBJECT_NAMES) == set(rules.SUBJECTS)
    assert set(REMEDY_NAMES) == set(rules.REMEDIES)


@given(after=st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(days=90)))
def test_a_review_may_be_asked_for_on_thirty_days_after_that_of_the_reply(
    after: dt.timedelta,
) -> None:
    days = (REPLIED + after).astimezone(SHANGHAI).date() - REPLIED.astimezone(SHANGHAI).date()

    assert rules.may_ask_review(REPLIED, REPLIED + after, SHANGHAI) == (days.days <= 30)


def test_without_a_reply_there_is_nothing_to_review() -> None:
    assert not rules.may_ask_review(None, REPLIED, SHANGHAI)


@pytest.mark.parametrize(
    ("satisfied", "upheld", "unresolved"),
    [
        (True, None, False),
        (None, None, False),
        (False, None, True),
        (False, True, True),
        (False, False, False),
    ],
)
def test_a_complaint_is_unresolved_where_nothing_changed_for_an_unsatisfied_complainant(
    satisfied: bool | None, upheld: bool | None, unresolved: bool
) -> None:
    assert rules.is_unresolved(satisfied, upheld) is unresolved


def test_a_rate_over_nothing_is_no_rate() -> None:
    assert rate(3, Decimal(0), Decimal(10_000)) is None
    assert rate(3, Decimal(20_000), Decimal(10_000)) == Decimal("1.5000")


def test_a_ladder_that_begins_outside_has_its_negotiation_behind_it() -> None:
    ladder = negotiated(first_steps("a", "b", "d"), "c", "d")

    assert ladder[-1] == {"step": 3, "started_at": "c", "ended_at": "d", "result": "failed"}

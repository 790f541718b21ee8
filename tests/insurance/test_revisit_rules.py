"""When customers are tried again, by when they are to be reached, and what they are asked."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.config import ROOT
from app.insurance.customers.rules import NEED_TOPICS
from app.insurance.revisits import rules
from app.insurance.revisits.scripts import BY_CODE, SCRIPTS, follow_up, questions_of
from app.sla.calendar import Calendar
from app.sla.limits import due_at, parse_limit

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = dt.timedelta(minutes=1)
NEW_YEAR = dt.datetime(2026, 1, 1, tzinfo=SHANGHAI)
INSTANTS = st.integers(0, 300 * 24 * 60).map(lambda minutes: NEW_YEAR + minutes * MINUTE)
CALENDAR = Calendar(zone=SHANGHAI)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@given(INSTANTS, st.sampled_from([rules.APART, rules.ANSWER_TIME]))
def test_the_next_try_keeps_the_rule_and_the_hours_in_which_customers_are_called(
    last: dt.datetime, apart: dt.timedelta
) -> None:
    following = rules.next_try(last, SHANGHAI, apart)

    assert rules.may_try(last, following, SHANGHAI)
    assert following - last >= apart
    assert rules.FIRST_HOUR <= following.astimezone(SHANGHAI).hour < rules.LAST_HOUR
    assert following - last <= apart + dt.timedelta(days=1)


@given(INSTANTS, st.integers(0, 5 * 24 * 60))
def test_a_try_counts_from_four_hours_on_in_another_part_of_a_day(
    last: dt.datetime, minutes: int
) -> None:
    later = (last.astimezone(dt.UTC) + minutes * MINUTE).astimezone(SHANGHAI)
    apart = minutes >= 240
    elsewhere = rules.part_of(last, SHANGHAI) is not rules.part_of(later, SHANGHAI)

    assert rules.may_try(last, later, SHANGHAI) == (apart and elsewhere)


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ("2026-03-03T08:00", "2026-03-03T12:00"),
        ("2026-03-03T11:30", "2026-03-03T15:30"),
        ("2026-03-03T13:00", "2026-03-03T18:00"),
        ("2026-03-03T17:30", "2026-03-04T09:00"),
        ("2026-03-03T20:00", "2026-03-04T09:00"),
    ],
)
def test_the_next_try_is_the_first_that_is_allowed(last: str, following: str) -> None:
    assert rules.next_try(at(last), SHANGHAI) == at(following)


@given(INSTANTS, st.integers(1, 30), st.sampled_from(["d", "wd"]))
def test_a_revisit_is_due_at_the_end_of_its_last_day_and_never_before_the_calendar_days(
    since: dt.datetime, count: int, unit: str
) -> None:
    due = due_at(since, parse_limit(f"{count} {unit}"), CALENDAR).astimezone(SHANGHAI)
    days = (due.date() - since.date()).days - 1

    assert due.time() == dt.time()
    assert days == count if unit == "d" else days >= count


@pytest.mark.parametrize(
    ("starts", "ends", "longer"),
    [
        ("2026-01-01", "2027-01-01", False),
        ("2026-01-01", "2027-01-02", True),
        ("2026-03-01", "2046-03-01", True),
        ("2026-03-01", "2026-09-01", False),
    ],
)
def test_a_term_of_a_year_is_not_longer_than_one(starts: str, ends: str, longer: bool) -> None:
    begin, end = dt.date.fromisoformat(starts), dt.date.fromisoformat(ends)

    assert rules.is_longer_than_a_year(begin, end) is longer


@pytest.mark.parametrize(
    ("plan", "refuses", "allows", "against"),
    [
        ("new_policy", True, False, None),
        ("claim_satisfaction", True, True, "opt_out"),
        ("claim_satisfaction", False, False, None),
        ("renewal_reminder", False, False, "no_consent"),
        ("renewal_reminder", False, True, None),
        ("renewal_reminder", True, True, "opt_out"),
    ],
)
def test_only_the_law_overrules_what_a_customer_allows(
    plan: str, refuses: bool, allows: bool, against: str | None
) -> None:
    found = rules.without_consent(plan, refuses_service=refuses, allows_marketing=allows)

    assert found == against


def test_the_seven_confirmations_are_about_the_seven_issues_of_the_law() -> None:
    assert [one.issue for one in SCRIPTS["NB7"]] == list(rules.ISSUES[:7])


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_revisit_that_the_law_demands_never_sells(script: str) -> None:
    asked = questions_of(script, mandatory=True, marketing=True, instalments=True)

    assert [one.code for one in asked if one.sells] == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_question_is_there_in_two_languages_and_about_a_known_issue(script: str) -> None:
    asked = SCRIPTS[script]

    assert len(asked) == int(script[-1])
    assert all(one.zh and one.en and one.zh != one.en for one in asked)
    assert {one.issue for one in asked} - {None, *rules.ISSUES} == set()


def test_what_is_unclear_or_denied_is_an_issue_once() -> None:
    codes = {code: one.issue for code, one in BY_CODE.items()}
    said = [
        {"q": "CL5-3", "a": "no"},
        {"q": "CL5-4", "a": "unclear"},
        {"q": "CL5-2", "a": "yes"},
        {"q": "CT3-1", "a": "no"},
    ]

    assert rules.issues_in(codes, said) == ["dissatisfied"]


def test_after_an_issue_only_what_was_not_confirmed_is_asked_again() -> None:
    again = follow_up("NB7", {"cooling_off_not_known"})

    assert [one.code for one in again] == ["NB7-6", "FU-1"]


def test_the_form_offers_every_topic_that_customer_service_knows() -> None:
    form = json.loads((ROOT / "bpmn/revisit/forms/conduct_revisit.form").read_text("utf-8"))
    (field,) = (one for one in form["components"] if one.get("key") == "need_topic")

    assert [one["value"] for one in field["values"]] == list(NEED_TOPICS)

"""The rules of the quality cycle and of questionnaires by themselves."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insurance.quality import rules, survey_rules

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
SCORES = st.integers(1, 5)
WEIGHTS = st.integers(1, 100)


@pytest.mark.parametrize(
    ("day", "name", "since", "until"),
    [
        (dt.date(2026, 4, 1), "2026Q1", dt.date(2026, 1, 1), dt.date(2026, 4, 1)),
        (dt.date(2026, 1, 1), "2025Q4", dt.date(2025, 10, 1), dt.date(2026, 1, 1)),
        (dt.date(2026, 12, 31), "2026Q3", dt.date(2026, 7, 1), dt.date(2026, 10, 1)),
    ],
)
def test_the_quarter_before_a_day(day: dt.date, name: str, since: dt.date, until: dt.date) -> None:
    quarter = rules.quarter_before(day)

    assert (rules.name_of(quarter), quarter.since, quarter.until) == (name, since, until)


@given(DAYS)
def test_a_quarter_is_over_and_the_next_one_is_not(day: dt.date) -> None:
    quarter = rules.quarter_before(day)

    assert quarter.until <= day < quarter.until + dt.timedelta(days=93)
    assert 90 <= (quarter.until - quarter.since).days <= 92


@pytest.mark.parametrize(
    ("baseline", "target", "value", "met"),
    [
        (22, 10, 10, True),
        (22, 10, 11, False),
        (3, 4, 4, True),
        (3, 4, 3, False),
        (-2, 0, -1, False),
    ],
)
def test_better_is_the_way_from_baseline_to_target(
    baseline: int, target: int, value: int, met: bool
) -> None:
    numbers = {"baseline": baseline, "target": target, "value": value}

    assert rules.is_met(**{name: Decimal(one) for name, one in numbers.items()}) is met


@pytest.mark.parametrize(
    ("proposed", "measure"),
    [
        (("product", None), "product"),
        ((None, "clause"), "product"),
        ((None, "info"), "channel"),
        (("hope", "training"), "training"),
        ((None, None), None),
    ],
)
def test_what_others_propose_is_read_as_a_measure(
    proposed: tuple[str | None, ...], measure: str | None
) -> None:
    assert rules.measure_of(*proposed) == measure


@given(st.lists(st.tuples(WEIGHTS, SCORES), min_size=1, max_size=8))
def test_a_score_lies_between_the_lowest_and_the_highest_answer(
    given_answers: list[tuple[int, int]],
) -> None:
    questions = [
        {"id": str(at), "kind": "scale", "weight": weight}
        for at, (weight, _) in enumerate(given_answers)
    ]
    answers = {str(at): score for at, (_, score) in enumerate(given_answers)}

    score = survey_rules.score_of(questions, answers)

    assert score is not None
    assert min(answers.values()) <= score <= max(answers.values())


@pytest.mark.parametrize(("score", "rating"), [("2.5", 3), ("2.4999", 2), ("4.5", 5), ("1", 1)])
def test_a_rating_is_rounded_half_up(score: str, rating: int) -> None:
    assert survey_rules.rating_of(Decimal(score)) == rating


def test_a_questionnaire_without_scales_has_no_score() -> None:
    questions = [{"id": "words", "kind": "text", "weight": None}]

    assert survey_rules.score_of(questions, {"words": "好"}) is None
    assert survey_rules.rating_of(None) is None

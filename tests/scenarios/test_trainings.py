"""A training of customers from its plan to its effect, and what is refused on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.insurance.customers.contact_models import CustomerEvent, EventKind, Feedback
from tests.scenarios.company import Company
from tests.scenarios.halts import Halts
from tests.scenarios.training_customers import (
    NINETY_DAYS_AFTER,
    SESSION,
    approves,
    asks_for,
    customer_id,
    enrolments,
    enrols,
    farmers,
    has,
    invitations,
    is_assessed,
    is_held,
    is_reviewed,
    offered,
    plans,
    refuses_messages,
    rows_of,
    sessions,
    statuses,
    told,
    training,
    withdraws,
)


def invited(company: Company) -> str:
    """Invite six farmers to a training on 20 April."""
    company.now_is("2026-04-01T10:00")
    farmers(company, 6)
    return offered(company)


def attended(company: Company) -> str:
    """Let five of six farmers enrol, of whom four come."""
    number = invited(company)
    for customer in range(5):
        enrols(company, number, f"C-farmer-{customer}")
    company.now_is(SESSION)
    is_held(company, number, absent=("C-farmer-4",))
    return number


@pytest.fixture
def open_training(halts: Halts, tmp_path: Path) -> Iterator[tuple[Company, str]]:
    """A training that six farmers are invited to."""
    with halts.brought(invited, tmp_path / "invited") as brought:
        yield brought


@pytest.fixture
def held_training(halts: Halts, tmp_path: Path) -> Iterator[tuple[Company, str]]:
    """A training that four farmers attended."""
    with halts.brought(attended, tmp_path / "attended") as brought:
        yield brought


@pytest.mark.slow
def test_a_training_goes_from_the_invitation_to_its_effect(company: Company) -> None:
    number = attended(company)
    assert len(told(company, number)) == 6 + 5  # invited, enrolled
    is_assessed(company, number, 90, 75, 60, 59)
    assert statuses(company, number) == ["assessed"]
    assert training(company, number)["status"] == "held"
    company.now_is("2026-05-20T09:00")
    has(company, "C-farmer-0", EventKind.COMPLAINT_CLOSED)
    company.now_is(NINETY_DAYS_AFTER)

    is_reviewed(company, number, "yes", actions="补充线上课程")

    found = training(company, number)
    assert (found["status"], found["effective"]) == ("closed", False)
    assert (found["complaints_before"], found["complaints_after"]) == (0, 1)
    kind = EventKind.TRAINING_ATTENDED
    events = rows_of(company, sa.select(CustomerEvent).where(CustomerEvent.kind == kind))
    assert len(events) == 4


def test_only_who_allows_service_messages_is_invited(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    farmers(company_on_sqlite, 3)
    refuses_messages(company_on_sqlite, "C-farmer-1")

    number = offered(company_on_sqlite)

    assert sorted(invitations(company_on_sqlite, number).values()) == ["no_consent", "sent", "sent"]
    assert len(told(company_on_sqlite, number)) == 2


def test_a_training_may_be_made_for_one_customer(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    farmers(company_on_sqlite, 2)
    for_one = {"method": "personalised", "place": None, "link": "https://room.example/1"}
    number = str(
        asks_for(company_on_sqlite, customers=["C-farmer-1"], method="personalised")["training_no"]
    )
    plans(company_on_sqlite, number, capacity=1, **for_one)
    approves(company_on_sqlite, number)
    enrols(company_on_sqlite, number, "C-farmer-1")

    company_on_sqlite.now_is(SESSION)

    assert len(invitations(company_on_sqlite, number)) == 1
    assert company_on_sqlite.waiting(number) == {"record_session": ["trainer"]}


def test_a_full_training_takes_nobody_else_until_a_place_is_given_back(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    farmers(company_on_sqlite, 3)
    number = offered(company_on_sqlite, capacity=2)
    place = enrols(company_on_sqlite, number, "C-farmer-0")
    enrols(company_on_sqlite, number, "C-farmer-1")
    full = enrols(company_on_sqlite, number, "C-farmer-2", expect=409)

    withdraws(company_on_sqlite, number, place["id"])

    assert full["code"] == "training_full"
    enrols(company_on_sqlite, number, "C-farmer-2")
    withdraws(company_on_sqlite, number, place["id"], expect=409)


def test_a_customer_enrols_once(open_training: tuple[Company, str]) -> None:
    company, number = open_training
    enrols(company, number, "C-farmer-0")

    enrols(company, number, "C-farmer-0", expect=409)

    assert list(enrolments(company, number).values()) == ["enrolled"]


def test_who_has_withdrawn_may_enrol_again(open_training: tuple[Company, str]) -> None:
    company, number = open_training
    withdraws(company, number, enrols(company, number, "C-farmer-0")["id"])

    enrols(company, number, "C-farmer-0")

    assert list(enrolments(company, number).values()) == ["enrolled"]


def test_nobody_enrols_before_the_plan_is_approved_or_after_the_session_began(
    held_training: tuple[Company, str],
) -> None:
    company, number = held_training
    planned = str(asks_for(company)["training_no"])

    enrols(company, planned, "C-farmer-0", expect=409)
    enrols(company, number, "C-farmer-5", expect=409)


def test_a_customer_nobody_knows_is_refused(open_training: tuple[Company, str]) -> None:
    company, number = open_training

    refusal = enrols(company, number, "C-NOBODY", expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/customer"]


def test_the_scores_are_due_five_working_days_after_the_session(
    held_training: tuple[Company, str],
) -> None:
    company, number = held_training

    (clock,) = company.get("u_aud", f"/trainings/{number}/clocks")["items"]

    assert (clock["stage"], clock["due_date"]) == ("training_evaluation", "2026-04-27")


@pytest.mark.parametrize(
    ("scores", "other", "pointer"),
    [
        ((90, 75, 60, 101), {}, "/data/scores/3/score"),
        ((90, 75, 60, 59), {"survey_avg": 5.5}, "/data/survey_avg"),
        ((90, 75, 60, 59), {"survey_avg": None}, "/data/survey_avg"),
        ((90, 75, 60, 59), {"scores": []}, "/data/scores"),
    ],
)
def test_a_wrong_assessment_is_refused(
    held_training: tuple[Company, str],
    scores: tuple[int, ...],
    other: dict[str, Any],
    pointer: str,
) -> None:
    company, number = held_training

    refusal = is_assessed(company, number, *scores, expect=422, **other)

    assert pointer in [error["pointer"] for error in refusal["errors"]]


def test_what_each_customer_thinks_is_kept_as_an_opinion(
    held_training: tuple[Company, str],
) -> None:
    company, number = held_training
    first = str(customer_id(company, "C-farmer-0"))
    scores = [
        {"customer": str(customer_id(company, f"C-farmer-{n}")), "score": 80} for n in range(4)
    ]
    scores[0]["satisfaction"], scores[1]["satisfaction"] = 5, 2

    is_assessed(company, number, 1, 1, 1, 1, scores=scores, survey_avg=None)

    opinions = rows_of(company, sa.select(Feedback).order_by(Feedback.id))
    assert [(str(one.customer_id) == first, one.rating) for one in opinions] == [
        (True, 5),
        (False, 2),
    ]
    assert sessions(company, number)[0]["survey_avg"] == "3.5"


def test_an_anonymous_survey_is_one_opinion(held_training: tuple[Company, str]) -> None:
    company, number = held_training

    is_assessed(company, number, 80, 80, 80, 80, survey_avg=4.5)

    (opinion,) = rows_of(company, sa.select(Feedback))
    assert (opinion.customer_id, opinion.rating) == (None, 5)


@pytest.mark.slow
def test_a_training_without_effect_proposes_an_improvement(
    held_training: tuple[Company, str],
) -> None:
    company, number = held_training
    is_assessed(company, number, 50, 50, 50, 50)
    company.now_is(NINETY_DAYS_AFTER)
    refusal = is_reviewed(company, number, "no", expect=422)

    is_reviewed(company, number, "no", actions="重新设计课程")

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/actions"]
    assert training(company, number)["effective"] is False


def test_nobody_hands_a_message_of_a_training_in_from_outside(
    open_training: tuple[Company, str],
) -> None:
    company, number = open_training
    message = {"name": "training_cancelled", "correlation_key": training(company, number)["id"]}

    refusal = company.post("u_int", "/messages", message, expect=409)

    assert refusal["code"] == "own_door"


@pytest.mark.parametrize("path", ["", "/enrolments", "/cancel"])
def test_who_has_nothing_to_do_with_trainings_is_refused(
    open_training: tuple[Company, str], path: str
) -> None:
    company, number = open_training
    bodies: dict[str, dict[str, Any]] = {
        "": {"segment": "vip"},
        "/enrolments": {"customer": "C-farmer-0"},
        "/cancel": {"reason": "取消"},
    }

    company.post(
        "u_cash", f"/trainings/{number}{path}" if path else "/trainings", bodies[path], expect=403
    )

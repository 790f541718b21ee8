"""The plan of a training: who may approve it, and what is refused in it."""

from typing import Any

import pytest

from tests.scenarios import staff
from tests.scenarios.company import Company
from tests.scenarios.training_customers import approves, asks_for, plans, sessions, training


def test_a_plan_that_is_returned_is_planned_again(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    number = str(asks_for(company_on_sqlite)["training_no"])
    plans(company_on_sqlite, number)

    company_on_sqlite.completes(
        "u_trnm", "approve_training", number, decision="return", return_reason="预算过高"
    )

    assert company_on_sqlite.waiting(number) == {"plan_training": ["trainer"]}
    assert training(company_on_sqlite, number)["return_reason"] == "预算过高"
    plans(company_on_sqlite, number, budget="800.00", dates=[{"at": "2026-04-21T09:00:00+08:00"}])
    approves(company_on_sqlite, number)
    assert [session["at"] for session in sessions(company_on_sqlite, number)] == [
        "2026-04-21T09:00:00+08:00"
    ]


def test_whoever_planned_a_training_does_not_approve_it(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    staff.joins(company_on_sqlite, "u_trn", "training_manager")
    number = str(asks_for(company_on_sqlite)["training_no"])
    plans(company_on_sqlite, number)

    refusal = approves(company_on_sqlite, number, by="u_trn", expect=403)

    assert refusal["code"] == "four_eyes_violation"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"place": None}, "/data/place"),
        ({"method": "online"}, "/data/link"),
        ({"method": "personalised", "place": None}, "/data/place"),
        ({"capacity": 0}, "/data/capacity"),
        ({"courses": []}, "/data/courses"),
        ({"dates": []}, "/data/dates"),
        ({"dates": [{"at": "2026-03-01T09:00:00+08:00"}]}, "/data/dates/0/at"),
        ({"dates": [{"at": "2026-04-20T09:00:00+08:00"}] * 2}, "/data/dates/1/at"),
    ],
)
def test_a_wrong_plan_is_refused(
    company_on_sqlite: Company, wrong: dict[str, Any], pointer: str
) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    number = str(asks_for(company_on_sqlite)["training_no"])

    refusal = plans(company_on_sqlite, number, expect=422, **wrong)

    assert pointer in [error["pointer"] for error in refusal["errors"]]


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"customers": ["C-NOBODY"]}, "/customers"),
        ({"courses": ["cooking"]}, "/courses"),
        ({"segment": "pensioner"}, "/segment"),
    ],
)
def test_a_training_for_nobody_or_in_nothing_is_refused(
    company_on_sqlite: Company, asked: dict[str, Any], pointer: str
) -> None:
    refusal = asks_for(company_on_sqlite, expect=422, **asked)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]


def test_a_plan_whose_date_has_passed_cannot_be_approved(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    number = str(asks_for(company_on_sqlite)["training_no"])
    plans(company_on_sqlite, number)
    company_on_sqlite.now_is("2026-04-21T10:00")

    refusal = approves(company_on_sqlite, number, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/data/decision"]

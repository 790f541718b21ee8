"""Sessions that few enrol in or that are called off, and trainings of several sessions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import Halts
from tests.scenarios.training_customers import (
    SESSION,
    TWO_DAYS_BEFORE,
    customer_id,
    enrolments,
    enrols,
    farmers,
    is_assessed,
    is_held,
    offered,
    sessions,
    statuses,
    told,
    training,
)


def small(company: Company) -> str:
    """Let two farmers enrol, until two days before; return the number of the training."""
    company.now_is("2026-04-01T10:00")
    farmers(company, 6)
    number = offered(company)
    enrols(company, number, "C-farmer-0")
    enrols(company, number, "C-farmer-1")
    offered(company, dates=[{"at": "2026-04-25T09:00:00+08:00"}])
    company.now_is(TWO_DAYS_BEFORE)
    return number


@pytest.fixture
def small_session(halts: Halts, tmp_path: Path) -> Iterator[tuple[Company, str]]:
    """A session in two days that two farmers are enrolled in."""
    with halts.brought(small, tmp_path / "small") as brought:
        yield brought


def decides(
    company: Company, number: str, decision: str, *, expect: int = 200, **other: str
) -> object:
    """Decide what becomes of a small session."""
    answers = {"decision": decision, **other}
    return company.completes("u_trnm", "decide_small_session", number, expect=expect, **answers)


def other_than(company: Company, number: str) -> str:
    """Return the number of the other training."""
    items = company.get("u_aud", "/trainings")["items"]
    (found,) = (item["training_no"] for item in items if item["training_no"] != number)
    return str(found)


def test_too_few_are_a_decision_of_the_manager(small_session: tuple[Company, str]) -> None:
    company, number = small_session

    task = company.task(number, "decide_small_session")

    assert task["groups"] == ["training_manager"]
    assert company.get("u_trnm", f"/tasks/{task['id']}/form")["data"]["enrolled"] == 2


def test_a_small_session_is_cancelled_and_everyone_is_told(
    small_session: tuple[Company, str],
) -> None:
    company, number = small_session
    before = len(told(company, number))

    decides(company, number, "cancel", reason="报名不足")

    assert set(enrolments(company, number).values()) == {"cancelled"}
    assert training(company, number)["status"] == "cancelled"
    assert [text for text in told(company, number)[before:] if "已取消" not in text] == []
    assert len(told(company, number)) == before + 2


def test_a_small_session_is_merged_into_another_training(
    small_session: tuple[Company, str],
) -> None:
    company, number = small_session
    other = other_than(company, number)
    enrols(company, other, "C-farmer-1")

    decides(company, number, "merge", merge_into=other)

    assert training(company, number)["status"] == "merged"
    assert set(enrolments(company, number).values()) == {"moved"}
    assert enrolments(company, other) == {
        str(customer_id(company, "C-farmer-0")): "enrolled",
        str(customer_id(company, "C-farmer-1")): "enrolled",
    }
    assert "已并入" in told(company, number)[-1]


def test_a_small_session_is_held_all_the_same(small_session: tuple[Company, str]) -> None:
    company, number = small_session

    decides(company, number, "hold")
    company.now_is(SESSION)

    assert company.waiting(number) == {"record_session": ["trainer"]}


def test_a_small_session_that_nobody_decides_on_is_held(
    small_session: tuple[Company, str],
) -> None:
    company, number = small_session

    company.now_is(SESSION)

    assert company.waiting(number) == {"record_session": ["trainer"]}


@pytest.mark.parametrize("target", ["TRN-20260101-000001", "17", "itself"])
def test_a_session_goes_only_into_one_that_is_to_come(
    small_session: tuple[Company, str], target: str
) -> None:
    company, number = small_session
    target = target.replace("itself", number)

    refusal = decides(company, number, "merge", merge_into=target, expect=422)

    assert isinstance(refusal, dict)
    assert [error["pointer"] for error in refusal["errors"]] == ["/data/merge_into"]


def test_a_session_does_not_go_into_one_without_a_place_for_each(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    farmers(company_on_sqlite, 3)
    number = offered(company_on_sqlite)
    enrols(company_on_sqlite, number, "C-farmer-0")
    enrols(company_on_sqlite, number, "C-farmer-1")
    other = offered(company_on_sqlite, capacity=1)
    company_on_sqlite.now_is(TWO_DAYS_BEFORE)

    refusal = decides(company_on_sqlite, number, "merge", merge_into=other, expect=422)

    assert isinstance(refusal, dict)
    assert [error["code"] for error in refusal["errors"]] == ["training_full"]


def test_a_training_that_is_cancelled_tells_everyone(small_session: tuple[Company, str]) -> None:
    company, number = small_session

    cancelled = company.post("u_trn", f"/trainings/{number}/cancel", {"reason": "讲师生病"})

    assert (cancelled["status"], cancelled["cancel_reason"]) == ("cancelled", "讲师生病")
    assert company.waiting(number) == {}
    assert "已取消" in told(company, number)[-1]
    company.post("u_trn", f"/trainings/{number}/cancel", {"reason": "再次"}, expect=409)


def test_a_training_whose_session_has_begun_is_not_cancelled(
    small_session: tuple[Company, str],
) -> None:
    company, number = small_session
    company.now_is(SESSION)

    company.post("u_trn", f"/trainings/{number}/cancel", {"reason": "太晚"}, expect=409)


def two_dates(company: Company) -> str:
    """Offer a training on two dates, with two farmers enrolled in the second."""
    company.now_is("2026-04-01T10:00")
    farmers(company, 3)
    dates = [{"at": "2026-04-22T09:00:00+08:00"}, {"at": "2026-04-20T09:00:00+08:00"}]
    number = offered(company, dates=dates)
    later = sessions(company, number)[1]["id"]
    enrols(company, number, "C-farmer-0", session=later)
    enrols(company, number, "C-farmer-1", session=later)
    return number


def test_a_session_that_is_cancelled_leaves_the_other_one(company_on_sqlite: Company) -> None:
    number = two_dates(company_on_sqlite)
    first = sessions(company_on_sqlite, number)[0]["id"]

    cancelled = company_on_sqlite.post(
        "u_trn", f"/trainings/{number}/sessions/{first}/cancel", {"reason": "场地不可用"}
    )

    assert cancelled["status"] == "cancelled"
    assert statuses(company_on_sqlite, number) == ["cancelled", "open"]
    assert training(company_on_sqlite, number)["status"] == "open"
    company_on_sqlite.post(
        "u_trn", f"/trainings/{number}/sessions/{first}/cancel", {"reason": "再次"}, expect=409
    )


def test_each_session_is_recorded_and_the_effect_follows_the_last(
    company_on_sqlite: Company,
) -> None:
    number = two_dates(company_on_sqlite)
    company_on_sqlite.now_is(SESSION)
    is_held(company_on_sqlite, number)
    company_on_sqlite.now_is("2026-04-22T09:00")
    is_held(company_on_sqlite, number)
    is_assessed(company_on_sqlite, number, 80, 70)

    assert statuses(company_on_sqlite, number) == ["held", "assessed"]
    assert company_on_sqlite.waiting(number) == {}
    assert training(company_on_sqlite, number)["held_at"] == "2026-04-22T09:00:00+08:00"

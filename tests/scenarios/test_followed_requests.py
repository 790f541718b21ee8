"""A solved request is followed: rated, made good, asked for again, opened again."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.serving_customers import (
    analyses,
    clock,
    handling,
    published,
    raised,
    receives,
    refused,
    request,
    says,
    solved,
    solves,
)


def test_a_customer_rates_by_themselves_and_is_not_called(company_on_sqlite: Company) -> None:
    number = solved(company_on_sqlite)

    says(company_on_sqlite, number, "rating", rating=4, comment="不错")

    found = request(company_on_sqlite, number)
    assert (found["status"], found["rating"]) == ("solved", 4)
    says(company_on_sqlite, number, "rating", rating=5, expect=409)


def test_a_customer_rates_while_somebody_is_about_to_call(company_on_sqlite: Company) -> None:
    number = solved(company_on_sqlite)
    company_on_sqlite.now_is("2026-03-06T00:00")
    assert company_on_sqlite.waiting(number) == {"track": ["service_agent"]}

    says(company_on_sqlite, number, "rating", rating=5)

    assert company_on_sqlite.waiting(number) == {}
    assert request(company_on_sqlite, number)["rating"] == 5


def test_a_bad_rating_is_made_good_and_improves_the_service(company: Company) -> None:
    number = solved(company)

    says(company, number, "rating", rating=2, comment="等了太久")
    assert request(company, number)["status"] == "recovering"
    assert company.waiting(number) == {"recover_service": ["quality_officer"]}
    refusal = company.completes(
        "u_qua",
        "recover_service",
        number,
        expect=422,
        recovery="致歉",
        cause="排班不足",
        action_needed=True,
    )
    assert refused(refusal) == ["/data/measure"]
    company.completes(
        "u_qua",
        "recover_service",
        number,
        recovery="致歉并回访",
        cause="排班不足",
        action_needed=True,
        measure="process",
    )

    assert request(company, number)["status"] == "solved"
    assert handling(company, number)["recovery"] == "致歉并回访"
    assert published(company, "improvement_proposed") == {
        "source": number,
        "problem": "等了太久",
        "cause": "排班不足",
        "measure": "process",
    }


def test_a_customer_who_wants_to_be_called_again_is_called_on_that_day(
    company_on_sqlite: Company,
) -> None:
    number = solved(company_on_sqlite)
    company_on_sqlite.now_is("2026-03-06T10:00")

    company_on_sqlite.completes("u_svc", "track", number, next_contact="2026-03-12")
    assert company_on_sqlite.waiting(number) == {}
    assert handling(company_on_sqlite, number)["next_contact_on"] == "2026-03-12"
    company_on_sqlite.now_is("2026-03-12T09:00")

    assert company_on_sqlite.waiting(number) == {"track": ["service_agent"]}
    company_on_sqlite.completes("u_svc", "track", number, comment="没有问题了")
    found = request(company_on_sqlite, number)
    assert (found["status"], found["rating"], found["comment"]) == ("solved", None, "没有问题了")


def test_nobody_is_called_again_in_the_past(company_on_sqlite: Company) -> None:
    number = solved(company_on_sqlite)
    company_on_sqlite.now_is("2026-03-06T10:00")

    refusal = company_on_sqlite.completes(
        "u_svc", "track", number, next_contact="2026-03-06", expect=422
    )

    assert refused(refusal) == ["/data/next_contact"]


def test_a_request_opened_again_goes_on_under_a_new_number(company: Company) -> None:
    number = solved(company)
    company.now_is("2026-03-04T10:00")

    again = says(company, number, "reopen", need="周六没有营业", expect=201)

    first = request(company, number)
    assert (first["status"], again["continues"]) == ("reopened", first["id"])
    assert (again["related_case"], again["need"]) == (number, "周六没有营业")
    assert handling(company, number)["solved_at_first_contact"] is False
    assert company.get("u_aud", f"/cases/{number}")["state"] == "completed"
    assert company.waiting(again["request_no"]) == {"reception": ["service_agent"]}
    says(company, number, "reopen", need="再一次", expect=409)
    receives(company, again["request_no"])
    analyses(company, again["request_no"])
    solves(company, again["request_no"])
    assert handling(company, again["request_no"])["solved_at_first_contact"] is False


@pytest.mark.slow
def test_a_request_is_opened_again_within_thirty_days_only(company_on_sqlite: Company) -> None:
    number = solved(company_on_sqlite)
    says(company_on_sqlite, number, "rating", rating=4)
    company_on_sqlite.now_is("2026-04-01T09:31")

    refusal = says(company_on_sqlite, number, "reopen", need="又有问题", expect=409)

    assert refusal["code"] == "reopened_too_late"


def test_a_request_that_is_over_is_opened_again_by_another_way(
    company_on_sqlite: Company,
) -> None:
    number = solved(company_on_sqlite)
    says(company_on_sqlite, number, "rating", rating=4)

    again = says(company_on_sqlite, number, "reopen", need="又有问题", channel="app", expect=201)

    assert (again["channel"], again["status"]) == ("app", "received")


def test_what_is_not_solved_is_neither_rated_nor_opened_again(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)

    says(company_on_sqlite, number, "rating", rating=3, expect=409)
    says(company_on_sqlite, number, "reopen", need="快一点", expect=409)
    says(company_on_sqlite, number, "reply", text="好的", expect=409)
    assert clock(company_on_sqlite, number)["state"] == "running"


@pytest.mark.parametrize(
    ("what", "body", "pointer"),
    [
        ("rating", {"rating": 6}, "/rating"),
        ("rating", {}, "/rating"),
        ("reply", {"text": ""}, "/text"),
        ("reopen", {"need": ""}, "/need"),
        ("withdraw", {}, "/reason"),
    ],
)
def test_what_makes_no_sense_is_not_told_to_a_request(
    company_on_sqlite: Company, what: str, body: dict[str, object], pointer: str
) -> None:
    number = raised(company_on_sqlite)

    refusal = says(company_on_sqlite, number, what, expect=422, **body)

    assert refused(refusal) == [pointer]

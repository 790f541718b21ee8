"""What is wrong with a request or a message is told field by field; nothing is kept of it."""

from typing import Any

import pytest

from tests.scenarios import staff
from tests.scenarios.company import Company
from tests.scenarios.serving_customers import (
    NEW,
    REQUEST,
    analyses,
    asks,
    customer_of,
    raised,
    receives,
    refused,
    says,
    solves,
    writes,
)


@pytest.mark.parametrize(
    ("other", "pointers"),
    [
        ({"topic": "weather"}, ["/topic"]),
        ({"channel": "pigeon"}, ["/channel"]),
        ({"urgency": "now"}, ["/urgency"]),
        ({"need": " "}, ["/need"]),
        ({"need": "字" * 4001}, ["/need"]),
        ({"policy_no": "P-NONE"}, ["/policy_no"]),
        ({"customer": "CUS-NONE"}, ["/customer"]),
        ({"customer": None}, ["/customer"]),
        ({"colour": "red"}, ["/colour"]),
        ({"contact": {"name": "钱小明"}}, ["/contact/phone"]),
        ({"contact": {"phone": "13900001111"}}, ["/contact/name"]),
        ({"contact": {**NEW, "phone": "eins"}}, ["/contact/phone"]),
        ({"contact": {**NEW, "email": "qian"}}, ["/contact/email"]),
        ({"contact": {**NEW, "age": 7}}, ["/contact/age"]),
        ({"contact": "钱小明"}, ["/contact"]),
        ({"contact": NEW, "customer": "1"}, ["/contact"]),
        ({"topic": None, "need": None}, ["/topic", "/need"]),
        ({"external_ref": ""}, ["/external_ref"]),
    ],
)
def test_a_wrong_request_is_refused(
    company_on_sqlite: Company, other: dict[str, Any], pointers: list[str]
) -> None:
    refusal = asks(company_on_sqlite, expect=422, **other)

    assert refused(refusal) == pointers
    assert company_on_sqlite.get("u_aud", "/service-requests")["items"] == []


@pytest.mark.parametrize(
    ("other", "pointers"),
    [
        ({"channel": "pigeon"}, ["/channel"]),
        ({"subject": ""}, ["/subject"]),
        ({"text": None}, ["/text"]),
        ({"topic": "weather"}, ["/topic"]),
        ({"case": "CLM-20260302-000009"}, ["/case"]),
        ({"customer": "CUS-NONE"}, ["/customer"]),
        ({"colour": "red"}, ["/colour"]),
    ],
)
def test_a_wrong_message_is_refused(
    company_on_sqlite: Company, other: dict[str, Any], pointers: list[str]
) -> None:
    refusal = writes(company_on_sqlite, expect=422, **other)

    assert refused(refusal) == pointers


@pytest.mark.parametrize("person", ["u_aud", "u_adj", "u_sal"])
def test_who_receives_nobody_raises_no_requests(company_on_sqlite: Company, person: str) -> None:
    customer = customer_of(company_on_sqlite)["customer_no"]

    company_on_sqlite.post(
        person, "/service-requests", {**REQUEST, "customer": customer}, expect=403
    )
    asks(company_on_sqlite)
    company_on_sqlite.post(person, "/service-requests/1/withdraw", {"reason": "x"}, expect=403)


def test_a_reporter_sees_its_own_requests_only(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = asks(company, external_ref="APP-7")["request_no"]

    hidden = company.call("u_int", "GET", f"/service-requests/{number}")
    handled = company.call("u_int", "GET", f"/service-requests/{number}/handling")
    body = {**REQUEST, "customer": customer_of(company)["customer_no"], "external_ref": "APP-7"}
    taken = company.post("u_int", "/service-requests", body, expect=409)

    assert (hidden.status_code, handled.status_code) == (404, 403)
    assert taken["code"] == "duplicate_reference"
    assert company.get("u_int", "/service-requests")["items"] == []


@pytest.mark.parametrize(
    ("other", "pointers"),
    [
        ({"questions": [{"question": "weather", "answer": "晴"}]}, ["/data/questions/0/question"]),
        ({"questions": [{"question": "wished_result"}]}, ["/data/questions"]),
        ({"proposed_solution": ""}, ["/data/proposed_solution"]),
        ({"complexity": "fast"}, ["/data/complexity"]),
        ({"similar_case": "REF-404"}, ["/data/similar_case"]),
    ],
)
def test_a_wrong_analysis_is_refused(
    company_on_sqlite: Company, other: dict[str, Any], pointers: list[str]
) -> None:
    number = raised(company_on_sqlite)
    receives(company_on_sqlite, number)

    refusal = analyses(company_on_sqlite, number, expect=422, **other)

    assert refused(refusal) == pointers


@pytest.mark.parametrize(
    ("answers", "pointers"),
    [
        ({"wait_customer": True}, ["/data/asked_now"]),
        ({"wait_customer": False}, ["/data/solution"]),
    ],
)
def test_a_wrong_solution_is_refused(
    company_on_sqlite: Company, answers: dict[str, Any], pointers: list[str]
) -> None:
    number = raised(company_on_sqlite)
    receives(company_on_sqlite, number)
    analyses(company_on_sqlite, number)

    refusal = solves(company_on_sqlite, number, expect=422, **answers)

    assert refused(refusal) == pointers


def test_another_group_does_not_solve_what_was_routed(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite, topic="invoice")
    receives(company_on_sqlite, number)
    analyses(company_on_sqlite, number)

    solves(company_on_sqlite, number, by="u_svc", expect=404)
    solves(company_on_sqlite, number, by="u_cash")


def test_what_a_held_case_is_told_is_refused(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)
    staff.joins(company_on_sqlite, "u_svc", "admin")
    held = company_on_sqlite.call("u_svc", "GET", f"/cases/{number}")
    company_on_sqlite.call(
        "u_svc",
        "POST",
        f"/cases/{number}/suspend",
        json={"reason": "核查"},
        headers={"If-Match": held.headers["ETag"]},
    )

    says(company_on_sqlite, number, "withdraw", reason="不需要了", expect=409)


@pytest.mark.parametrize(
    ("other", "pointers"),
    [
        ({"topic": "weather"}, ["/data/topic"]),
        ({"topic": ["other"], "channel": 7}, ["/data/channel", "/data/topic"]),
        ({"customer": "CUS-NONE", "need": None}, ["/data/need", "/data/customer"]),
        ({"contact": {"name": "钱小明"}}, ["/data/contact/phone"]),
        ({"request_id": "eins"}, ["/data/request_id"]),
        ({"request_id": 4711}, ["/data/request_id"]),
    ],
)
def test_a_message_that_tells_no_request_is_refused_to_its_sender(
    company_on_sqlite: Company, other: dict[str, Any], pointers: list[str]
) -> None:
    who = {} if "contact" in other else {"customer": customer_of(company_on_sqlite)["customer_no"]}
    message = {"name": "request_raised", "data": {**REQUEST, **who, **other}}

    refusal = company_on_sqlite.post("u_int", "/messages", message, expect=422)

    assert refused(refusal) == pointers
    assert company_on_sqlite.get("u_aud", "/incidents")["items"] == []
    assert company_on_sqlite.get("u_aud", "/cases")["items"] == []

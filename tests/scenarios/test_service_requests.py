"""A customer asks for something: received, understood, solved, followed."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.serving_customers import (
    NEW,
    REQUEST,
    analyses,
    asks,
    clock,
    customer_of,
    form,
    handling,
    raised,
    receives,
    request,
    says,
    solved,
    solves,
    waits,
)
from tests.scenarios.test_company_rules import REFERENCE


def test_a_request_is_solved_within_a_day_and_rated(company: Company) -> None:
    number = raised(company, policy_no="P-MOT")

    receives(company, number, observations="语气着急")
    analyses(company, number)
    solves(company, number)

    found = request(company, number)
    assert (found["request_no"], found["status"]) == ("SRQ-20260302-000001", "tracking")
    assert (clock(company, number)["limit"], clock(company, number)["state"]) == ("1 wd", "met")
    assert handling(company, number)["solved_at_first_contact"] is True
    assert company.waiting(number) == {}
    company.now_is("2026-03-06T00:00")
    company.completes("u_svc", "track", number, rating=5, comment="很满意")
    found = request(company, number)
    assert (found["status"], found["rating"], found["comment"]) == ("solved", 5, "很满意")


def test_whoever_receives_a_customer_knows_them_beforehand(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    asks(company, topic="invoice", need="请开具发票")
    number = asks(company)["request_no"]

    known = form(company, number, "reception")

    name = customer_of(company)["name"]
    assert known["customer_name"].startswith(f"{name} · ")
    assert "P-MOT" in known["customer_policies"]
    assert known["customer_requests"].endswith("invoice · received")
    assert known["customer_contacts"].endswith("请开具发票")
    assert known["need"] == REQUEST["need"]
    receives(company, number)
    assert form(company, number, "needs_analysis")["need"] == REQUEST["need"]


def test_the_form_asks_what_is_asked_of_the_topic(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite, topic="surrender", need="想退保")

    receives(company_on_sqlite, number)

    asked = form(company_on_sqlite, number, "needs_analysis")["questions"]
    assert [row["question"] for row in asked] == [
        "which_policy",
        "reason",
        "knows_loss",
        "wished_result",
    ]


@pytest.mark.parametrize(
    ("topic", "urgency", "group"),
    [
        ("claim_status", "normal", "claims_supervisor"),
        ("invoice", "low", "cashier"),
        ("product_inquiry", "normal", "sales_agent"),
        ("personal_data_request", "normal", "compliance_officer"),
        ("other", "high", "claims_supervisor"),
        ("other", "normal", "service_agent"),
    ],
)
def test_a_request_goes_to_the_group_for_its_topic(
    company_on_sqlite: Company, topic: str, urgency: str, group: str
) -> None:
    number = raised(company_on_sqlite, topic=topic, urgency=urgency)

    receives(company_on_sqlite, number)
    analyses(company_on_sqlite, number)

    assert company_on_sqlite.waiting(number) == {"solve": [group]}
    assert handling(company_on_sqlite, number)["routed_to"] == group


def test_a_complex_request_has_five_working_days_since_it_came(
    company_on_sqlite: Company,
) -> None:
    number = raised(company_on_sqlite)
    receives(company_on_sqlite, number)
    assert company_on_sqlite.task(number, "needs_analysis")["due_at"][:10] == "2026-03-04"

    analyses(company_on_sqlite, number, complexity="complex")

    assert company_on_sqlite.task(number, "solve")["due_at"] == "2026-03-10T00:00:00+08:00"
    assert clock(company_on_sqlite, number)["limit"] == "5 wd"


def test_what_the_customer_does_not_confirm_is_solved_anew(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)
    receives(company_on_sqlite, number)
    analyses(company_on_sqlite, number)

    solves(company_on_sqlite, number, customer_confirmed=False)
    assert company_on_sqlite.waiting(number) == {"solve": ["service_agent"]}
    assert clock(company_on_sqlite, number)["state"] == "running"
    solves(company_on_sqlite, number, solution="周六也营业")

    kept = handling(company_on_sqlite, number)
    assert (kept["rounds"], kept["solved_at_first_contact"]) == (2, False)
    assert request(company_on_sqlite, number)["solution"] == "周六也营业"


def test_while_the_customer_is_asked_the_limit_stands_still(company: Company) -> None:
    number = raised(company)
    receives(company, number)
    analyses(company, number)

    waits(company, number)
    assert request(company, number)["status"] == "waiting"
    assert clock(company, number)["state"] == "paused"
    company.now_is("2026-03-05T09:30")
    says(company, number, "reply", text="保单号是P-MOT", channel="sms")

    assert form(company, number, "solve")["reply"] == "保单号是P-MOT"
    assert form(company, number, "solve")["asked"] == "请提供保单号"
    assert company.task(number, "solve")["due_at"] == "2026-03-07T00:00:00+08:00"
    assert clock(company, number)["state"] == "running"
    says(company, number, "reply", text="再次答复", expect=409)
    solves(company, number)
    assert handling(company, number)["solved_at_first_contact"] is False


def test_a_customer_who_stays_silent_is_taken_up_again_after_ten_working_days(
    company_on_sqlite: Company,
) -> None:
    number = raised(company_on_sqlite)
    receives(company_on_sqlite, number)
    analyses(company_on_sqlite, number)
    waits(company_on_sqlite, number)

    company_on_sqlite.now_is("2026-03-17T00:00")

    assert company_on_sqlite.waiting(number) == {"solve": ["service_agent"]}
    assert form(company_on_sqlite, number, "solve").get("reply") is None
    assert clock(company_on_sqlite, number)["state"] == "running"


def test_a_new_person_becomes_a_customer_whose_source_is_the_channel(
    company_on_sqlite: Company,
) -> None:
    first = asks(company_on_sqlite, contact=NEW, channel="app")
    again = asks(company_on_sqlite, contact={"name": NEW["name"], "email": NEW["email"]})

    person = company_on_sqlite.get("u_aud", f"/customers/{first['customer']}")
    assert (person["name"], person["phones"]) == ("钱小明", ["139****1111"])
    assert again["customer"] == first["customer"]


def test_the_same_request_handed_in_again_is_the_first_one(company: Company) -> None:
    customer = customer_of(company)["customer_no"]
    body = {**REQUEST, "customer": customer, "external_ref": "APP-1"}

    first = company.post("u_int", "/service-requests", body, expect=201)
    again = company.post("u_int", "/service-requests", body, expect=200)

    assert again["id"] == first["id"]
    assert company.get("u_int", "/service-requests")["items"] == [first]
    listed = company.get("u_svc", "/service-requests", **{"filter[topic]": "other"})
    assert len(listed["items"]) == 1


def test_a_request_may_be_raised_as_a_case(company_on_sqlite: Company) -> None:
    data = {**REQUEST, "customer": customer_of(company_on_sqlite)["customer_no"]}
    body = {"process": "service_request", "business_key": "APP-2", "data": data}

    case = company_on_sqlite.post("u_svc", "/cases", body, expect=201)
    again = company_on_sqlite.post("u_svc", "/cases", body, expect=200)

    assert again["id"] == case["id"]
    assert request(company_on_sqlite, case["business_key"])["external_ref"] == "APP-2"
    wrong = {**body, "business_key": None, "data": {**data, "external_ref": "x" * 101}}
    refusal = company_on_sqlite.post("u_svc", "/cases", wrong, expect=422)
    assert [error["pointer"] for error in refusal["errors"]] == ["/data/external_ref"]


def test_a_request_that_another_process_raises_runs_like_any_other(
    company_on_sqlite: Company,
) -> None:
    data = {
        **REQUEST,
        "customer": customer_of(company_on_sqlite)["customer_no"],
        "external_ref": "CARE-1",
    }
    told = company_on_sqlite.post("u_int", "/messages", {"name": "request_raised", "data": data})
    again = company_on_sqlite.post("u_int", "/messages", {"name": "request_raised", "data": data})

    number = company_on_sqlite.get("u_aud", f"/cases/{told['case_id']}")["business_key"]
    assert company_on_sqlite.waiting(number) == {"reception": ["service_agent"]}
    assert request(company_on_sqlite, number)["need"] == REQUEST["need"]
    assert company_on_sqlite.get("u_aud", f"/cases/{again['case_id']}")["state"] == "completed"
    assert len(company_on_sqlite.get("u_aud", "/service-requests")["items"]) == 1


def test_a_request_is_taken_back_before_it_is_solved(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)

    taken_back = says(company_on_sqlite, number, "withdraw", reason="已自行解决")

    assert taken_back["status"] == "withdrawn"
    assert clock(company_on_sqlite, number)["state"] == "cancelled"
    assert company_on_sqlite.waiting(number) == {}
    says(company_on_sqlite, number, "withdraw", reason="再次", expect=409)


def test_a_solved_request_is_not_taken_back(company_on_sqlite: Company) -> None:
    number = solved(company_on_sqlite)

    says(company_on_sqlite, number, "withdraw", reason="不需要了", expect=409)


def test_a_request_that_nobody_solves_in_time_is_overdue(company_on_sqlite: Company) -> None:
    number = raised(company_on_sqlite)

    company_on_sqlite.now_is("2026-03-04T00:00")

    assert clock(company_on_sqlite, number)["state"] == "breached"
    late = company_on_sqlite.get("u_aud", "/overdue")["items"]
    assert [one["clock"]["stage"] for one in late] == ["service_request"]


def test_a_solution_may_learn_from_a_similar_case(company_on_sqlite: Company) -> None:
    similar = company_on_sqlite.post("u_cmp", "/case-references", REFERENCE, expect=201)
    number = raised(company_on_sqlite, topic="claim_status")
    receives(company_on_sqlite, number)

    analyses(company_on_sqlite, number, similar_case=similar["reference_no"])

    assert handling(company_on_sqlite, number)["similar_case"] == similar["reference_no"]


def test_a_sender_hears_nothing_of_another_ones_request(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = raised(company, external_ref="APP-9")
    data = {**REQUEST, "customer": customer_of(company)["customer_no"], "external_ref": "APP-9"}

    told = company.post("u_int", "/messages", {"name": "request_raised", "data": data})

    kept = company.call("u_int", "GET", f"/cases/{told['case_id']}/variables")
    assert number not in kept.text

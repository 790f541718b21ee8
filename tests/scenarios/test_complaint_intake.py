"""How complaints come in: what is known is not asked for, repeats and groups weigh more."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.complaining import (
    COMPLAINT,
    complains,
    complaint,
    is_passed_on,
    is_raised,
    number_of,
)
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


@pytest.fixture
def company(company_on_sqlite: Company) -> Company:
    """The company on Monday 2 March."""
    company_on_sqlite.now_is("2026-03-02T09:30")
    return company_on_sqlite


def test_of_a_customer_neither_name_nor_contact_is_asked(company: Company) -> None:
    found = complains(company, customer="C-ZHANG", complainant=None, contact=None)

    assert (found["complainant"], found["contact"]) == ("张伟", "138****1234")


def test_a_customer_is_found_by_name(company: Company) -> None:
    found = complains(company, complainant="张伟", is_customer=True, contact=None)

    assert found["customer"] is not None


def test_of_a_claim_complainant_and_contract_are_read_from_its_file(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.register)

    found = complains(
        walk.company,
        related_case=walk.claim_no,
        complainant=None,
        contact=None,
        subject="claim_delay",
    )

    assert (found["related_case"], found["lob"]) == (walk.claim_no, "motor_commercial")
    assert found["claim"] == walk.company.claim(walk.claim_no)["id"]
    assert found["complainant"] == walk.company.claim(walk.claim_no)["reporter_name"]


def test_the_same_reference_again_is_the_first_complaint(company: Company) -> None:
    first = complains(company, by="u_int", external_ref="W-1")

    again = complains(company, by="u_int", external_ref="W-1", expect=200)
    taken = complains(company, by="u_svc", external_ref="W-1", expect=200)

    assert again["id"] == taken["id"] == first["id"]
    complains(company, by="u_svc", external_ref="W-2")
    refusal = complains(company, by="u_int", external_ref="W-2", expect=409)
    assert refusal["code"] == "duplicate_reference"


def test_a_complaint_begins_as_a_case_too(company: Company) -> None:
    start = {"process": "complaint", "business_key": "W-9", "data": dict(COMPLAINT)}

    case = company.post("u_int", "/cases", start, expect=201)
    again = company.post("u_int", "/cases", start)

    assert again["id"] == case["id"]
    assert complaint(company, case["business_key"])["external_ref"] == "W-9"
    start["data"] = {**COMPLAINT, "mood": "bad"}
    wrong = company.post("u_int", "/cases", {**start, "business_key": "W-10"}, expect=422)
    assert wrong["code"] == "unknown_field"


def test_a_group_speaks_through_five_at_most(company: Company) -> None:
    six = [f"代表{number}" for number in range(6)]

    refusal = complains(company, group_size=30, representatives=six, expect=422)
    found = complains(company, group_size=30, representatives=six[:5])
    alone = complains(company, group_size=5)

    assert [error["pointer"] for error in refusal["errors"]] == ["/representatives"]
    assert (found["severity"], found["owner_group"]) == ("critical", "complaint_manager")
    assert (found["track"], alone["representatives"]) == ("complex", ["周正"])


def test_the_third_complaint_of_a_matter_goes_to_the_manager_and_counts_once(
    company: Company,
) -> None:
    first, second, third = (complains(company) for _ in range(3))

    assert [one["repeat_count"] for one in (first, second, third)] == [0, 1, 2]
    assert (third["severity"], third["owner_group"]) == ("major", "complaint_manager")
    assert second["repeat_of"] == third["repeat_of"] == first["id"]


def test_what_the_regulator_passes_on_is_major(company: Company) -> None:
    found = complains(
        company,
        channel="regulator_transfer",
        regulator_ref="JG-2026-1",
        transferred_at="2026-02-27T15:00:00+08:00",
    )

    assert (found["severity"], found["regulator_ref"]) == ("major", "JG-2026-1")
    assert found["transferred_at"] == "2026-02-27T15:00:00+08:00"


def test_messages_begin_complaints_and_the_same_one_twice_begins_one(company: Company) -> None:
    for _ in range(2):
        is_passed_on(company, "JG-2026-2")
        is_raised(company, external_ref="M-1")

    items = company.get("u_aud", "/complaints")["items"]
    assert [one["channel"] for one in items] == ["phone", "regulator_transfer"]
    assert company.waiting(items[0]["complaint_no"]) == {"acknowledge": ["complaint_officer"]}
    variables = company.get("u_aud", f"/cases/{items[0]['case_id']}/variables")["items"]
    kept = {row["name"] for row in variables if row["value"] in COMPLAINT.values()}
    assert kept == {"channel", "complaint_subject", "subject"}


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"complainant": None}, "/complainant"),
        ({"contact": None}, "/contact"),
        ({"customer": "C-NOBODY"}, "/customer"),
        ({"related_case": "CLM-0"}, "/related_case"),
        ({"channel": "pigeon"}, "/channel"),
        ({"subject": "weather"}, "/subject"),
        ({"documents": ["999"]}, "/documents/0"),
        ({"received_at": "2026-03-03T09:00:00+08:00"}, "/received_at"),
        ({"regulator_ref": "JG-1"}, "/regulator_ref"),
        ({"channel": "regulator_transfer"}, "/regulator_ref"),
        ({"group_size": 0}, "/group_size"),
        ({"amount": "-1"}, "/amount"),
    ],
)
def test_a_wrong_complaint_is_refused_field_by_field(
    company: Company, wrong: dict[str, Any], pointer: str
) -> None:
    refusal = complains(company, expect=422, **wrong)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]


def test_complaints_are_listed_by_what_they_are_about(company: Company) -> None:
    number_of(company)
    number_of(company, subject="facility", channel="letter", by="u_int")

    by_subject = company.get("u_aud", "/complaints", **{"filter[subject]": "facility"})["items"]
    own = company.get("u_int", "/complaints", **{"filter[status]": "received"})["items"]

    assert [one["channel"] for one in by_subject] == ["letter"]
    assert [one["subject"] for one in own] == ["facility"]

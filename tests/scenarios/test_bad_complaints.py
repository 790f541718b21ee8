"""A complaint that cannot be entered is refused with its field at every door; none is held up."""

from typing import Any

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.complaining import COMPLAINT, accepts, complains, complaint, number_of
from tests.scenarios.halts import ClaimAt
from tests.scenarios.paying import incidents
from tests.scenarios.s1 import Walk

TRANSFER = {**COMPLAINT, "channel": "regulator_transfer", "regulator_ref": "JG-1"}


@pytest.fixture
def company(company_on_sqlite: Company) -> Company:
    """The company on Monday 2 March."""
    company_on_sqlite.now_is("2026-03-02T09:30")
    return company_on_sqlite


def passes_on(company: Company, *, expect: int = 200, **other: Any) -> Any:
    """Pass a complaint on by message; ``None`` leaves a field out."""
    data = {name: value for name, value in {**TRANSFER, **other}.items() if value is not None}
    return company.post(
        "u_int", "/messages", {"name": "regulator_transfer", "data": data}, expect=expect
    )


def begins(company: Company, *, expect: int, **other: Any) -> Any:
    """Begin a complaint as a case."""
    body: Json = {"process": "complaint", "data": {**COMPLAINT, **other}}
    return company.post("u_int", "/cases", body, expect=expect)


def pointers(refusal: Json) -> list[str]:
    """Return the fields that were refused."""
    return [str(error["pointer"]) for error in refusal["errors"]]


WRONG: list[tuple[Json, str]] = [
    ({"complainant": None}, "/data/complainant"),
    ({"contact": None}, "/data/contact"),
    ({"contact": ["1"]}, "/data/contact"),
    ({"facts": None}, "/data/facts"),
    ({"request": 7}, "/data/request"),
    ({"request": "x" * 4001}, "/data/request"),
    ({"subject": "weather"}, "/data/subject"),
    ({"channel": "phone"}, "/data/channel"),
    ({"regulator_ref": None}, "/data/regulator_ref"),
    ({"regulator_ref": {"a": 1}}, "/data/regulator_ref"),
    ({"regulator_ref": "x" * 65}, "/data/regulator_ref"),
    ({"external_ref": 12}, "/data/external_ref"),
    ({"related_case": "CLM-0"}, "/data/related_case"),
    ({"documents": "12"}, "/data/documents"),
    ({"documents": ["999"]}, "/data/documents/0"),
    ({"received_at": "2026-03-03T09:00:00+08:00"}, "/data/received_at"),
    ({"received_at": "0001-01-01T00:00:00+14:00"}, "/data/received_at"),
    ({"transferred_at": "2026-03-02T10:00:00+08:00"}, "/data/transferred_at"),
    ({"amount": "a lot"}, "/data/amount"),
    ({"group_size": 2.5}, "/data/group_size"),
    ({"media": "yes"}, "/data/media"),
    ({"mood": "bad"}, "/data/mood"),
    ({"complaint_id": 1}, "/data/complaint_id"),
]


@pytest.mark.parametrize(("wrong", "pointer"), WRONG, ids=lambda value: str(value)[:40])
def test_a_transfer_that_cannot_be_entered_is_refused_with_its_field(
    company: Company, wrong: Json, pointer: str
) -> None:
    refusal = passes_on(company, expect=422, **wrong)

    assert pointers(refusal) == [pointer]
    assert company.get("u_aud", "/cases")["items"] == []


def test_a_message_does_not_take_another_complaint_over(company: Company) -> None:
    first = complains(company)

    passes_on(company, expect=422, complaint_id=first["id"])

    assert complaint(company, first["complaint_no"])["case_id"] == first["case_id"]


def test_a_transfer_sent_twice_is_one_complaint_though_the_second_is_thinner(
    company: Company,
) -> None:
    passes_on(company)
    passes_on(company, facts=None)

    (found,) = company.get("u_aud", "/complaints")["items"]
    assert (found["regulator_ref"], incidents(company)) == ("JG-1", [])


def test_a_transfer_about_a_claim_does_not_tell_who_reported_it(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.register)
    company = walk.company
    company.post("u_cmp", "/complaints", {**COMPLAINT, "related_case": walk.claim_no}, expect=201)
    foreign = company.get("u_aud", "/complaints")["items"][0]["complaint_no"]

    refusal = passes_on(company, expect=422, related_case=foreign, complainant=None, contact=None)
    told = passes_on(company, related_case=foreign)

    assert pointers(refusal) == ["/data/complainant", "/data/contact"]
    number = company.get("u_aud", f"/cases/{told['case_id']}")["business_key"]
    found = complaint(company, number)
    assert (found["complainant"], found["related_case"]) == ("周正", foreign)
    assert incidents(company) == []


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"external_ref": 12}, "/data/external_ref"),
        ({"external_ref": "x" * 65}, "/data/external_ref"),
        ({"regulator_ref": {"a": 1}}, "/data/regulator_ref"),
        ({"regulator_ref": ["JG-1"]}, "/data/regulator_ref"),
        ({"documents": {"a": 1}}, "/data/documents"),
        ({"documents": ["²"]}, "/data/documents/0"),
        ({"related_case": {"a": 1}}, "/data/related_case"),
        ({"customer": 7}, "/data/customer"),
        ({"received_at": "0001-01-01T00:00:00+14:00"}, "/data/received_at"),
        ({"channel": None}, "/data/channel"),
        ({"representatives": "周正"}, "/data/representatives"),
        ({"complaint_id": 1}, "/data/complaint_id"),
    ],
)
def test_a_case_that_cannot_be_a_complaint_is_refused_with_its_field(
    company: Company, wrong: Json, pointer: str
) -> None:
    refusal = begins(company, expect=422, **wrong)

    assert pointers(refusal) == [pointer]
    assert company.get("u_aud", "/cases")["items"] == []


def test_two_numbers_of_the_reporter_do_not_differ(company: Company) -> None:
    start = {
        "process": "complaint",
        "business_key": "W-1",
        "data": {**COMPLAINT, "external_ref": "W-2"},
    }

    assert pointers(company.post("u_int", "/cases", start, expect=422)) == ["/business_key"]


def test_half_a_person_does_not_complain(company: Company) -> None:
    refusal = complains(company, group_size=2.5, expect=422)

    assert pointers(refusal) == ["/group_size"]


@pytest.mark.parametrize("told_at", ["2026-03-01T09:00:00+08:00", "0001-01-01T00:00:00+14:00"])
def test_nobody_was_told_of_an_extension_before_the_complaint_came(
    company: Company, told_at: str
) -> None:
    number = number_of(company)
    accepts(company, number)
    asked = {"to_track": "complex", "reason": "须外地取证", "told_customer_at": told_at}

    refusal = company.completes("u_cmp", "request_extension", number, expect=422, **asked)

    assert pointers(refusal) == ["/data/told_customer_at"]

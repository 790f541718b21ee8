"""A message that would begin a case, and is wrong, is refused by its field and begins none."""

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.customer_files import takes_in
from tests.scenarios.revisiting import SOLD_ON, begins, new_policy, revisits

ASKED: dict[str, Json] = {
    "revisit_requested": {"customer": "C-ZHANG", "script": "CP4"},
    "training_needed": {"source": "QLT-1", "segment": "vip", "reason": "满意度下降"},
}


def tells(company: Company, name: str, *, expect: int = 200, **other: object) -> Json:
    """Send the message, which differs in some of its fields from one that is right."""
    data = {key: value for key, value in {**ASKED[name], **other}.items() if value is not None}
    return dict(company.post("u_int", "/messages", {"name": name, "data": data}, expect=expect))


@pytest.mark.parametrize(
    ("name", "wrong", "pointer"),
    [
        ("revisit_requested", {"customer": None}, "/data/customer"),
        ("revisit_requested", {"customer": "C-NOBODY"}, "/data/customer"),
        ("revisit_requested", {"customer": 17}, "/data/customer"),
        ("revisit_requested", {"script": None}, "/data/script"),
        ("revisit_requested", {"script": "XX1"}, "/data/script"),
        ("revisit_requested", {"script": "NB7"}, "/data/policy"),
        ("revisit_requested", {"policy": "P-FIRE"}, "/data/policy"),
        ("revisit_requested", {"channel": "pigeon"}, "/data/channel"),
        ("revisit_requested", {"due_on": "soon"}, "/data/due_on"),
        ("revisit_requested", {"due_on": "2026-03-01"}, "/data/due_on"),
        ("revisit_requested", {"reason": "x" * 65}, "/data/reason"),
        ("revisit_requested", {"item_id": 17}, "/data/item_id"),
        ("training_needed", {"segment": None}, "/data/segment"),
        ("training_needed", {"segment": "pensioner"}, "/data/segment"),
        ("training_needed", {"courses": ["cooking"]}, "/data/courses"),
        ("training_needed", {"courses": "claim_skill"}, "/data/courses"),
        ("training_needed", {"customers": ["C-NOBODY"]}, "/data/customers"),
        ("training_needed", {"method": "by_post"}, "/data/method"),
    ],
)
def test_a_message_that_is_wrong_is_refused_by_its_field_and_begins_nothing(
    company_on_sqlite: Company, name: str, wrong: Json, pointer: str
) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)

    refused = tells(company, name, expect=422, **wrong)

    assert [one["pointer"] for one in refused["errors"]] == [pointer]
    assert company.get("u_aud", "/cases")["items"] == []
    assert company.get("u_aud", "/incidents")["items"] == []


def test_the_revisit_that_goes_on_already_is_not_asked_for_by_message(
    company_on_sqlite: Company,
) -> None:
    number = new_policy(company_on_sqlite)

    asked = {"script": "NB7", "policy": "P-ANNA"}
    refused = tells(company_on_sqlite, "revisit_requested", expect=422, **asked)

    assert refused["errors"][0]["code"] == "conflict"
    assert number in refused["detail"]
    assert [one["revisit_no"] for one in revisits(company_on_sqlite)] == [number]


def test_a_message_sent_again_under_its_id_is_answered_as_the_first_one(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)
    new = {**ASKED["revisit_requested"], "due_on": "2026-03-03"}
    message = {"name": "revisit_requested", "message_id": "CRM-1", "data": new}
    first = company.post("u_int", "/messages", message)
    company.now_is("2026-03-04T10:00")  # that day could not be asked for any more

    again = company.post("u_int", "/messages", message)

    assert again["id"] == first["id"]
    assert len(revisits(company)) == 1


def test_a_revisit_by_hand_and_one_by_message_are_refused_alike(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.now_is(SOLD_ON)

    by_hand = begins(company_on_sqlite, policy="P-FIRE", expect=422)
    by_message = tells(company_on_sqlite, "revisit_requested", policy="P-FIRE", expect=422)

    assert by_hand["detail"] == by_message["detail"]


def test_what_a_message_asks_for_lies_under_the_file_that_another_was_merged_into(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)
    anna = takes_in(company)
    double = takes_in(company, id_no=None, id_type=None)["customer_no"]
    company.post("u_svc", f"/customers/{double}/merge", {"into": anna["customer_no"]})

    tells(company, "revisit_requested", customer=double)

    (begun,) = revisits(company)
    assert begun["customer"] == anna["id"]


@pytest.mark.parametrize(
    ("process", "asked", "pointer"),
    [
        ("revisit", {"script": "CP4"}, "/data/customer"),
        ("revisit", {"customer": "C-NOBODY", "script": "CP4"}, "/data/customer"),
        ("revisit", {"customer": "C-ZHANG", "script": "CP4", "item_id": 17}, "/data/item_id"),
        ("training", {"reason": "满意度下降"}, "/data/segment"),
        ("training", {"segment": "vip", "courses": ["cooking"]}, "/data/courses"),
    ],
)
def test_a_case_that_an_operator_starts_is_refused_by_its_field_too(
    company_on_sqlite: Company, process: str, asked: Json, pointer: str
) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)

    body = {"process": process, "data": asked}
    refused = company.post("u_adm", "/cases", body, expect=422)

    assert [one["pointer"] for one in refused["errors"]] == [pointer]
    assert company.get("u_aud", "/cases")["items"] == []


@pytest.mark.parametrize(
    ("process", "asked"),
    [
        ("revisit", {"customer": "C-ZHANG", "script": "CP4"}),
        ("training", {"segment": "vip", "reason": "满意度下降"}),
    ],
)
def test_an_operator_starts_a_case_as_others_do(
    company_on_sqlite: Company, process: str, asked: Json
) -> None:
    company_on_sqlite.now_is(SOLD_ON)

    body = {"process": process, "data": asked}
    begun = company_on_sqlite.post("u_adm", "/cases", body, expect=201)

    assert len(company_on_sqlite.waiting(begun["business_key"])) == 1

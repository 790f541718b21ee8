"""A questionnaire is built, published, answered and added up; what was published stays."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.insurance.customers.contact_models import Feedback
from app.transaction import reading
from tests.scenarios.company import Company, Json
from tests.scenarios.customer_files import takes_in
from tests.scenarios.improving import pointers, proposed

SPEED: Json = {"id": "speed", "text": "办理速度", "text_en": "Speed", "kind": "scale", "weight": 3}
MANNER: Json = {"id": "manner", "text": "服务态度", "text_en": "Attitude", "kind": "scale"}
WAY: Json = {
    "id": "way",
    "text": "办理渠道",
    "text_en": "Channel",
    "kind": "choice",
    "options": [
        {"value": "counter", "text": "柜台", "text_en": "Counter"},
        {"value": "app", "text": "手机", "text_en": "App"},
    ],
}
WORDS: Json = {
    "id": "words",
    "text": "意见",
    "text_en": "Remarks",
    "kind": "text",
    "required": False,
}
SURVEY: Json = {
    "code": "after-service",
    "category": "service",
    "title": "服务满意度",
    "title_en": "Satisfaction with service",
    "questions": [SPEED, MANNER, WAY, WORDS],
}
PATH = "/questionnaires/after-service"
CONTENT: Json = {"speed": 5, "manner": 4, "way": "app", "words": "很好"}


def published(company: Company) -> str:
    """Build the questionnaire and publish it; return the number of a case it may be about."""
    number = proposed(company)
    company.post("u_qua", "/questionnaires", SURVEY, expect=201)
    company.post("u_quam", f"{PATH}/publish")
    return number


def customers(company: Company) -> list[str]:
    """Return the numbers of the customers, the first known first."""
    items = company.get("u_aud", "/customers")["items"]
    return sorted(str(customer["customer_no"]) for customer in items)


def answers(
    company: Company, at: int = 0, *, by: str = "u_svc", expect: int = 201, **other: Any
) -> Any:
    """Keep what a customer says."""
    body = {"customer": customers(company)[at], "channel": "phone", "answers": CONTENT, **other}
    return company.post(by, f"{PATH}/responses", body, expect=expect)


def edits(company: Company, *, expect: int = 200, **changed: Any) -> Any:
    """Change the questionnaire."""
    answer = company.call("u_qua", "PATCH", PATH, json=changed)
    assert answer.status_code == expect, answer.text
    return answer.json


def test_a_questionnaire_is_built_published_answered_and_added_up(company: Company) -> None:
    number = published(company)

    first = answers(company, 0, case=number)
    answers(company, 1, answers={"speed": 2, "manner": 4, "way": "counter"})
    answers(company, 2, answers={"speed": 4, "manner": 5, "way": "app"}, comment="不错")

    assert first["score"] == "4.7500"  # (3 x 5 + 4) / 4
    found = company.get("u_aud", f"{PATH}/results")
    speed, manner, way, words = found["questions"]
    assert (speed["answered"], speed["mean"], speed["content"]) == (3, "3.6667", "0.6667")
    assert speed["distribution"] == {"1": 0, "2": 1, "3": 0, "4": 1, "5": 1}
    assert (manner["mean"], manner["content"]) == ("4.3333", "1.0000")
    assert way["distribution"] == {"counter": 1, "app": 2}
    assert (words["answered"], words["mean"]) == (1, None)
    # 4.75, (6 + 4) / 4 = 2.50 and (12 + 5) / 4 = 4.25
    assert (found["whole"]["mean"], found["whole"]["content"]) == ("3.8333", "0.6667")
    listed = company.get("u_aud", f"{PATH}/responses")["items"]
    assert [one["score"] for one in listed] == ["4.2500", "2.5000", "4.7500"]


def test_an_answer_is_an_opinion_of_the_customer_too(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = published(company)
    bad = {"speed": 1, "manner": 2, "way": "app"}  # (3 + 2) / 4 = 1.25

    response = answers(company, 0, case=number, answers=bad, comment="太慢")

    with company.client.application.app_context():
        opinion = reading().session.scalars(sa.select(Feedback)).one()
    assert str(opinion.customer_id) == response["customer"]
    assert (opinion.category.value, opinion.rating, opinion.text) == ("service", 1, "太慢")


def test_a_customer_answers_once_on_a_case_and_once_without(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = published(company)

    answers(company, 0, case=number)
    answers(company, 0)

    answers(company, 0, case=number, expect=409)
    answers(company, 0, expect=409)


def test_who_was_merged_into_another_file_answers_under_that_one_and_once(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    published(company)
    anna = takes_in(company)
    double = takes_in(company, id_no=None, id_type=None)["customer_no"]
    company.post("u_svc", f"/customers/{double}/merge", {"into": anna["customer_no"]})

    kept = answers(company, customer=double)

    assert kept["customer"] == anna["id"]
    answers(company, customer=anna["customer_no"], expect=409)


@pytest.mark.parametrize("code", ["After", "1st", "after service", "after-service\n", "", "x" * 41])
def test_a_code_that_no_address_could_hold_is_refused(
    company_on_sqlite: Company, code: str
) -> None:
    body = {**SURVEY, "code": code}

    refusal = company_on_sqlite.post("u_qua", "/questionnaires", body, expect=422)

    assert pointers(refusal) == ["/code"]


def test_what_was_published_is_edited_as_a_new_version(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    published(company)
    answers(company, 0)

    draft = edits(company, questions=[SPEED])

    assert (draft["edition"], draft["status"]) == (2, "draft")
    assert edits(company, title="理赔满意度")["edition"] == 2
    first = company.get("u_aud", PATH, edition=1)
    assert (first["status"], len(first["questions"]), first["title"]) == (
        "published",
        4,
        "服务满意度",
    )
    company.post("u_qua", f"{PATH}/publish")
    assert company.get("u_aud", PATH, edition=1)["status"] == "retired"
    answers(company, 0, answers={"speed": 3})
    assert company.get("u_aud", f"{PATH}/results")["whole"]["answered"] == 1
    assert company.get("u_aud", f"{PATH}/results", edition=1)["whole"]["answered"] == 1


def test_a_retired_questionnaire_is_asked_no_more(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    published(company)

    company.post("u_quam", f"{PATH}/retire")

    answers(company, 0, expect=409)
    company.post("u_quam", f"{PATH}/retire", expect=409)
    company.post("u_quam", f"{PATH}/publish", expect=409)
    listed = company.get("u_svc", "/questionnaires", **{"filter[status]": "published"})
    assert listed["items"] == []


def test_a_draft_is_not_answered(company_on_sqlite: Company) -> None:
    company_on_sqlite.post("u_qua", "/questionnaires", SURVEY, expect=201)

    answers(company_on_sqlite, 0, expect=409)
    company_on_sqlite.post("u_qua", "/questionnaires", SURVEY, expect=409)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"speed": 6}, "/answers/speed"),
        ({"speed": True}, "/answers/speed"),
        ({"speed": None}, "/answers/speed"),
        ({"way": "boat"}, "/answers/way"),
        ({"words": 3}, "/answers/words"),
        ({"price": 3}, "/answers/price"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    company_on_sqlite: Company, wrong: Json, pointer: str
) -> None:
    published(company_on_sqlite)

    refusal = answers(company_on_sqlite, 0, answers={**CONTENT, **wrong}, expect=422)

    assert pointers(refusal) == [pointer]


@pytest.mark.parametrize(
    ("questions", "pointer"),
    [
        ([SPEED, SPEED], "/questions/1/id"),
        ([{**SPEED, "id": "Speed!"}], "/questions/0/id"),
        ([{**WAY, "options": []}], "/questions/0/options"),
        ([{**WAY, "options": WAY["options"] * 2}], "/questions/0/options"),
        ([{**SPEED, "options": WAY["options"]}], "/questions/0/options"),
        ([{**WORDS, "weight": 2}], "/questions/0/weight"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    company_on_sqlite: Company, questions: list[Json], pointer: str
) -> None:
    body = {**SURVEY, "questions": questions}

    refusal = company_on_sqlite.post("u_qua", "/questionnaires", body, expect=422)

    assert pointers(refusal) == [pointer]


def test_who_may_build_and_who_may_ask(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = published(company)

    company.post("u_svc", "/questionnaires", SURVEY, expect=403)
    answers(company, 0, by="u_fnol", expect=403)
    answers(company, 0, by="u_int", expect=403)
    assert pointers(answers(company, 0, by="u_int", case=number, expect=422)) == ["/case"]
    assert pointers(answers(company, 0, customer="CUS-0", expect=422)) == ["/customer"]
    assert company.get("u_int", PATH)["code"] == "after-service"
    assert company.call("u_aud", "GET", "/questionnaires/none").status_code == 404

"""Standards are written, and service is checked against check-lists by somebody else."""

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.improving import (
    cycle,
    does,
    evaluates,
    judges,
    plans,
    pointers,
    proposed,
    user_id,
)

STANDARD: Json = {
    "code": "greeting",
    "area": "conduct",
    "title": "接待用语",
    "text": "起身、微笑、问候,三声之内接听电话",
}
COUNTER: Json = {
    "area": "etiquette",
    "counter": "浦东营业部3号",
    "items": [{"item": "dress", "score": 5}, {"item": "smile", "score": 3}],
}


def test_a_new_text_of_a_standard_is_a_new_version(company: Company) -> None:
    first = company.post("u_quam", "/quality-standards", STANDARD, expect=201)

    second = company.post(
        "u_quam", "/quality-standards", {**STANDARD, "text": "双手递接"}, expect=201
    )

    assert (first["edition"], second["edition"]) == (1, 2)
    kept = company.get("u_svc", f"/quality-standards/{first['id']}")
    assert kept["text"] == STANDARD["text"]
    listed = company.get("u_svc", "/quality-standards", **{"filter[code]": "greeting"})["items"]
    assert [one["edition"] for one in listed] == [2, 1]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [({"area": "process"}, "/area"), ({"effective_from": "2020-01-01"}, "/effective_from")],
)
def test_a_wrong_standard_is_refused(company_on_sqlite: Company, wrong: Json, pointer: str) -> None:
    company = company_on_sqlite
    company.post("u_quam", "/quality-standards", STANDARD, expect=201)

    refusal = company.post("u_quam", "/quality-standards", {**STANDARD, **wrong}, expect=422)

    assert pointers(refusal) == [pointer]


def test_attitude_that_was_checked_is_measured(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:00")
    talk = [{"item": "listening", "score": 4}, {"item": "pace", "score": 1}]
    company.post("u_qua", "/quality-checks", COUNTER, expect=201)
    person = user_id(company, "u_svc")
    call = {"area": "script", "counter": "95500热线", "person": person, "items": talk}
    company.post("u_qua", "/quality-checks", call, expect=201)
    company.now_is("2026-03-31T09:00")
    number = evaluates(company)["cycle_no"]

    judges(company, number)

    # smile 3 and listening 4 are about attitude, dress and pace are not
    assert cycle(company, number)["problems"][0]["problem"] == "M52 3.5: attitude score below 4.0"


def test_a_task_is_checked_as_the_work_of_who_did_it(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = proposed(company)
    plans(company, number)
    task = company.task(number, "do_action")["id"]
    does(company, number)
    body = {"area": "script", "task": task, "items": [{"item": "script", "score": 4}]}

    made = company.post("u_qua", "/quality-checks", body, expect=201)

    assert made["person"] == user_id(company, "u_svc")
    assert made["case_id"] == cycle(company, number)["case_id"]
    mine = company.get("u_quam", "/quality-checks", **{"filter[person]": made["person"]})
    assert [one["id"] for one in mine["items"]] == [made["id"]]
    assert company.get("u_quam", f"/quality-checks/{made['id']}")["items"] == body["items"]


def test_nobody_checks_their_own_work(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    body = {**COUNTER, "person": user_id(company, "u_qua")}

    refusal = company.post("u_qua", "/quality-checks", body, expect=403)

    assert refusal["code"] == "four_eyes_violation"


def test_people_and_counters_are_put_in_order_by_their_scores(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:00")
    hall = {"area": "facility", "counter": "徐汇营业部"}
    company.post("u_qua", "/quality-checks", COUNTER, expect=201)
    good = [{"item": "signs", "score": 5}, {"item": "waiting", "score": 4}]
    company.post("u_qua", "/quality-checks", {**hall, "items": good}, expect=201)
    again = [{"item": "signs", "score": 4}]
    company.post("u_qua", "/quality-checks", {**hall, "items": again}, expect=201)

    board = company.get(
        "u_quam",
        "/quality-checks/standings",
        **{"from": "2026-03-01T00:00:00+08:00", "to": "2026-04-01T00:00:00+08:00"},
    )["items"]

    assert [(one["counter"], one["checks"], one["mean"]) for one in board] == [
        ("徐汇营业部", 2, "4.33"),
        ("浦东营业部3号", 1, "4.00"),
    ]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"items": [{"item": "pace", "score": 3}]}, "/items/0/item"),
        ({"items": [{"item": "dress", "score": 3}] * 2}, "/items/1/item"),
        ({"items": [{"item": "dress", "score": 6}]}, "/items/0/score"),
        ({"items": []}, "/items"),
        ({"counter": None}, "/task"),
        ({"case": "CLM-1"}, "/task"),
        ({"counter": None, "case": "CLM-1"}, "/case"),
        ({"counter": None, "task": "17"}, "/task"),
        ({"person": "17"}, "/person"),
    ],
)
def test_a_wrong_check_is_refused(company_on_sqlite: Company, wrong: Json, pointer: str) -> None:
    refusal = company_on_sqlite.post("u_qua", "/quality-checks", {**COUNTER, **wrong}, expect=422)

    assert pointers(refusal) == [pointer]


def test_the_check_lists_are_there_in_both_languages(company_on_sqlite: Company) -> None:
    lists = company_on_sqlite.get("u_svc", "/quality-checklists")["items"]

    assert {one["area"] for one in lists} == {"script", "etiquette", "facility"}
    assert all(item["name"] and item["name_en"] for one in lists for item in one["items"])
    company_on_sqlite.post("u_svc", "/quality-checks", COUNTER, expect=403)
    company_on_sqlite.post("u_svc", "/quality-standards", STANDARD, expect=403)

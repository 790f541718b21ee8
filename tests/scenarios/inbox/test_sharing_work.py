"""People take work, hand it back, begin it and finish it; nobody's work is lost or done twice."""

from typing import Any

import pytest

from tests.scenarios.company import API, Company
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import joins

CONTACTED = {"data": {"contacted_at": "2026-03-02T09:40:00+08:00"}}


def seen(company: Company, user: str, path: str) -> str:
    """Return the version somebody sees."""
    return str(company.call(user, "GET", path).headers["ETag"])


def refused(company: Company, user: str, path: str, body: Any = None) -> tuple[int, str]:
    answer = company.call(user, "POST", path, json=body or {})
    return answer.status_code, answer.json["code"]


# ---------------------------------------------------------------- taking and giving back
def test_who_takes_a_task_has_it_and_the_next_one_is_told_who(company: Company, task: str) -> None:
    taken = company.post("u_sur1", f"{task}/claim")

    late = company.post("u_sur2", f"{task}/claim", expect=409)

    assert taken["assignee"]["username"] == "u_sur1"
    assert late["code"] == "already_claimed"
    assert "u_sur1" in late["detail"]


def test_a_task_given_back_waits_for_everybody_again(company: Company, task: str) -> None:
    company.post("u_sur1", f"{task}/claim")

    company.post("u_sur1", f"{task}/release")

    assert company.get("u_sur2", task)["assignee"] is None
    assert company.post("u_sur2", f"{task}/claim")["assignee"]["username"] == "u_sur2"


def test_nobody_gives_back_what_another_has(company: Company, task: str) -> None:
    company.post("u_sur1", f"{task}/claim")

    assert refused(company, "u_sur2", f"{task}/release") == (409, "already_claimed")


def test_a_supervisor_gives_a_task_to_a_surveyor_and_says_why(company: Company, task: str) -> None:
    joins(company, "u_od1", "claims_supervisor")

    given = company.post("u_od1", f"{task}/assign", {"user": "u_sur2", "reason": "熟悉该路段"})

    assert given["assignee"]["username"] == "u_sur2"
    assert given["id"] in [t["id"] for t in company.get("u_sur2", "/tasks")["items"]]
    last = company.get("u_sur2", f"{task}/history")["items"][-1]
    assert (last["act"], last["actor"]["username"]) == ("assigned", "u_od1")
    assert last["detail"]["reason"] == "熟悉该路段"


@pytest.mark.parametrize("whom", [{"user": "u_reg"}, {"user": "u_nobody"}, {"group": "nobody"}, {}])
def test_a_task_goes_to_nobody_who_could_not_do_it(
    company: Company, task: str, whom: dict[str, str]
) -> None:
    joins(company, "u_od1", "claims_supervisor")

    answer = company.call("u_od1", "POST", f"{task}/assign", json={**whom, "reason": "试试"})

    assert answer.status_code in (404, 422)
    assert company.get("u_sur1", task)["assignee"] is None


def test_a_surveyor_assigns_nothing(company: Company, task: str) -> None:
    body = {"user": "u_sur2", "reason": "忙"}

    assert refused(company, "u_sur1", f"{task}/assign", body) == (403, "not_allowed")


def test_a_task_is_not_there_for_other_groups(company: Company, task: str) -> None:
    assert company.call("u_reg", "GET", task).status_code == 404
    assert company.call("u_reg", "POST", f"{task}/claim").status_code == 404


# ---------------------------------------------------------------- what one has seen
@pytest.mark.parametrize(("act", "body"), [("claim", {}), ("release", {}), ("complete", CONTACTED)])
def test_acting_on_what_has_changed_shows_what_is_there_now(
    company: Company, task: str, act: str, body: dict[str, Any]
) -> None:
    version = seen(company, "u_sur1", task)
    company.post("u_sur1", f"{task}/claim")

    answer = company.call(
        "u_sur1", "POST", f"{task}/{act}", json=body, headers={"If-Match": version}
    )

    assert (answer.status_code, answer.json["code"]) == (412, "stale")
    assert answer.json["current"]["assignee"]["username"] == "u_sur1"
    assert answer.headers["ETag"] == seen(company, "u_sur1", task) != version


def test_acting_on_what_one_has_seen_is_accepted(company: Company, task: str) -> None:
    version = seen(company, "u_sur1", task)

    answer = company.call(
        "u_sur1", "POST", f"{task}/complete", json=CONTACTED, headers={"If-Match": version}
    )

    assert answer.status_code == 200


# ---------------------------------------------------------------- doing it once
def test_a_request_repeated_with_its_key_answers_the_same_and_does_nothing(
    walk: Walk, company: Company, task: str
) -> None:
    headers = {"Idempotency-Key": "van-7"}
    first = company.call("u_sur1", "POST", f"{task}/complete", json=CONTACTED, headers=headers)

    again = company.call("u_sur1", "POST", f"{task}/complete", json=CONTACTED, headers=headers)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"
    assert company.waiting(walk.claim_no) == {"survey": ["surveyor"]}


def test_a_key_is_not_used_for_two_different_answers(company: Company, task: str) -> None:
    headers = {"Idempotency-Key": "van-7"}
    company.call("u_sur1", "POST", f"{task}/complete", json=CONTACTED, headers=headers)
    other = {"data": {**CONTACTED["data"], "note": "无人接听"}}

    answer = company.call("u_sur1", "POST", f"{task}/complete", json=other, headers=headers)

    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_mismatch")


def test_a_task_is_completed_once(company: Company, task: str) -> None:
    company.post("u_sur1", f"{task}/complete", CONTACTED)

    assert refused(company, "u_sur1", f"{task}/complete", CONTACTED) == (409, "already_completed")
    assert refused(company, "u_sur2", f"{task}/claim") == (409, "already_completed")


def test_what_completing_opened_for_oneself_comes_with_the_answer(
    company: Company, task: str
) -> None:
    done = company.post("u_sur1", f"{task}/complete", CONTACTED)

    assert [next_task["task_definition"] for next_task in done["next_tasks"]] == ["survey"]
    assert (done["task"]["status"], done["case"]["state"]) == ("completed", "active")


def test_a_refused_answer_leaves_the_task_open_and_names_the_field(
    walk: Walk, company: Company, task: str
) -> None:
    tomorrow = {"data": {"contacted_at": "2026-03-03T09:00:00+08:00", "colour": "red"}}

    answer = company.post("u_sur1", f"{task}/complete", tomorrow, expect=422)

    assert [error["pointer"] for error in answer["errors"]] == ["/data/colour"]
    only_late = {"data": {"contacted_at": "2026-03-03T09:00:00+08:00"}}
    late = company.post("u_sur1", f"{task}/complete", only_late, expect=422)
    assert [error["pointer"] for error in late["errors"]] == ["/data/contacted_at"]
    assert company.waiting(walk.claim_no) == {"contact_customer": ["surveyor"]}


# ---------------------------------------------------------------- beginning it
def test_answers_begun_are_kept_for_their_writer_only(company: Company, task: str) -> None:
    assert company.call("u_sur1", "GET", f"{task}/draft").status_code == 404

    saved = company.call("u_sur1", "PUT", f"{task}/draft", json={"data": {"note": "占线"}})

    assert (saved.status_code, saved.json["version"]) == (200, 1)
    assert company.get("u_sur1", f"{task}/form")["draft"]["data"] == {"note": "占线"}
    assert company.get("u_sur2", f"{task}/form")["draft"] is None


def test_a_draft_saved_in_another_window_is_not_overwritten(company: Company, task: str) -> None:
    version = company.call("u_sur1", "PUT", f"{task}/draft", json={"data": {}}).headers["ETag"]
    company.call("u_sur1", "PUT", f"{task}/draft", json={"data": {"note": "新"}})

    answer = company.call(
        "u_sur1",
        "PUT",
        f"{task}/draft",
        json={"data": {"note": "旧"}},
        headers={"If-Match": version},
    )

    assert (answer.status_code, answer.json["code"]) == (412, "stale")
    assert answer.json["current"]["data"] == {"note": "新"}


def test_a_draft_is_thrown_away_by_who_has_seen_it(company: Company, task: str) -> None:
    version = company.call("u_sur1", "PUT", f"{task}/draft", json={"data": {}}).headers["ETag"]
    blind = company.call("u_sur1", "DELETE", f"{task}/draft")
    assert (blind.status_code, blind.json["code"]) == (428, "precondition_missing")

    gone = company.call("u_sur1", "DELETE", f"{task}/draft", headers={"If-Match": version})

    assert (gone.status_code, gone.data) == (204, b"")
    assert company.call("u_sur1", "GET", f"{task}/draft").status_code == 404


# ---------------------------------------------------------------- reporting it once
def test_a_loss_reported_twice_under_one_reference_is_one_claim(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.clock_shows("2026-03-02T09:30")
    report = Walk(company_on_sqlite).report_with(external_ref="APP-1")
    first = company_on_sqlite.call("u_int", "POST", "/claims", json=report)

    again = company_on_sqlite.call("u_int", "POST", "/claims", json=report)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json["id"] == first.json["id"]
    assert first.headers["Location"] == f"{API}/claims/{first.json['id']}"
    assert company_on_sqlite.get("u_aud", "/claims")["page"]["total"] == 1

"""Colleagues talk to each other at tasks and cases; nobody reads of a task they may not see."""

from typing import Any

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires, joins
from tests.scenarios.talking import says, texts, told, unread


@pytest.fixture
def case(walk: Walk) -> str:
    """The path of the case."""
    return f"/cases/{walk.claim_no}"


def refused(company: Company, user: str, path: str, text: str) -> tuple[int, str]:
    answer = company.call(user, "POST", f"{path}/comments", json={"text": text})
    return answer.status_code, answer.json["code"]


def edits(company: Company, user: str, comment: Json, text: str, **headers: str) -> Any:
    path = f"/comments/{comment['id']}"
    return company.call(user, "PATCH", path, json={"text": text}, headers=headers)


def deletes(company: Company, user: str, comment: Json) -> Any:
    path, version = f"/comments/{comment['id']}", f'"{comment["version"]}"'
    return company.call(user, "DELETE", path, headers={"If-Match": version})


# ---------------------------------------------------------------- talking
def test_a_comment_says_whom_it_mentions(company: Company, task: str) -> None:
    comment = says(company, "u_sur1", task, "@u_sur2 @surveyor 请接手")

    assert comment["author"]["username"] == "u_sur1"
    assert [user["username"] for user in comment["mentions"]["users"]] == ["u_sur2"]
    assert [group["code"] for group in comment["mentions"]["groups"]] == ["surveyor"]
    assert (comment["not_told"], comment["version"], comment["edited_at"]) == ([], 1, None)
    assert company.get("u_sur2", f"/comments/{comment['id']}") == {
        **comment,
        "changeable_until": None,
    }


def test_who_is_mentioned_by_name_and_with_the_group_is_told_once(
    company: Company, task: str
) -> None:
    says(company, "u_sur1", task, "@surveyor @u_sur2 @u_sur1 请接手")

    (mention,) = company.get("u_sur2", "/mentions")["items"]
    assert (mention["group"], mention["task"]["task_definition"]) == (None, "contact_customer")
    assert told(company, "u_sur1") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@u_adj 请看", "mentioned_may_not_see"),
        ("@claims_adjudicator 请看", "mentioned_may_not_see"),
        ("@u_nobody 请看", "unknown_mention"),
        ("@u_sur2 @u_nobody 请看", "unknown_mention"),
        (" ".join(f"@u_{n}" for n in range(21)), "too_many_mentions"),
        ("  ", "invalid_field"),
        ("x" * 4001, "invalid_field"),
    ],
)
def test_a_comment_that_would_not_reach_whom_it_names_is_not_said(
    company: Company, task: str, text: str, code: str
) -> None:
    answer = company.post("u_sur1", f"{task}/comments", {"text": text}, expect=422)

    assert (answer["code"], {error["pointer"] for error in answer["errors"]}) == (code, {"/text"})
    assert texts(company, "u_sur1", task) == []
    assert told(company, "u_sur2") == []


def test_at_the_case_all_staff_are_reached_but_no_channel(company: Company, case: str) -> None:
    assert says(company, "u_sur1", case, "@u_adj 见查勘记录")["task_id"] is None
    assert told(company, "u_adj") == ["@u_adj 见查勘记录"]
    assert refused(company, "u_sur1", case, "@u_int 请补充") == (422, "mentioned_may_not_see")


def test_a_comment_sent_twice_with_its_key_is_said_once(company: Company, task: str) -> None:
    headers, body = {"Idempotency-Key": "c-1"}, {"text": "一次"}

    sent = [
        company.call("u_sur1", "POST", f"{task}/comments", json=body, headers=headers)
        for _ in range(2)
    ]

    assert sent[0].json == sent[1].json
    assert sent[0].headers["Location"] == f"/api/v1/comments/{sent[0].json['id']}"
    assert texts(company, "u_sur1", task) == ["一次"]


# ---------------------------------------------------------------- who may not
def test_what_is_said_to_a_task_is_not_there_for_those_who_do_not_see_it(
    company: Company, task: str, case: str
) -> None:
    comment = says(company, "u_sur1", task, "内部")
    path = f"/comments/{comment['id']}"

    for user, place in [("u_adj", f"{task}/comments"), ("u_adj", path), ("u_int", path)]:
        assert company.call(user, "GET", place).status_code == 404
    assert edits(company, "u_adj", comment, "x").status_code == 404
    assert company.get("u_adj", f"{case}/comments")["page"]["total"] == 0
    assert texts(company, "u_sup", case) == texts(company, "u_aud", task) == ["内部"]


def test_a_channel_reads_and_says_nothing_at_its_case(company: Company, case: str) -> None:
    hires(company, "u_broker", "integrator")

    assert company.call("u_int", "GET", f"{case}/comments").status_code == 403
    assert refused(company, "u_int", case, "何时赔付") == (403, "not_allowed")
    assert refused(company, "u_broker", case, "何时赔付") == (404, "not_found")


def test_an_auditor_reads_and_says_nothing(company: Company, task: str) -> None:
    assert refused(company, "u_aud", task, "x") == (403, "reads_only")


def test_who_was_moved_away_from_a_task_is_mentioned_there_no_more(
    company: Company, task: str
) -> None:
    says(company, "u_sur1", task, "@u_sur2 请看")

    company.post("u_sup", f"{task}/assign", {"group": "investigator", "reason": "疑点"})

    assert told(company, "u_sur2") == []
    assert company.get("u_sur2", "/mentions")["items"] == []


def test_who_is_kept_from_a_task_is_neither_heard_nor_told(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.adjudicate)
    company = walk.company
    joins(company, "u_adj", "approver_l1")
    task = f"/tasks/{company.task(walk.claim_no, 'approve_step')['id']}"

    comment = says(company, "u_l1a", task, "@approver_l1 请过目")

    assert [user["username"] for user in comment["not_told"]] == ["u_adj"]
    assert told(company, "u_adj") == []
    assert told(company, "u_l1b") == ["@approver_l1 请过目"]
    assert refused(company, "u_l1a", task, "@u_adj 请过目") == (422, "mentioned_may_not_see")
    assert refused(company, "u_adj", task, "批了吧") == (403, "four_eyes_violation")


# ---------------------------------------------------------------- putting it right
def test_an_author_puts_a_comment_right_and_what_it_said_is_kept(
    company: Company, task: str
) -> None:
    comment = says(company, "u_sur1", task, "@u_sur2 明天")

    changed = edits(company, "u_sur1", comment, "后天 @surveyor")

    assert (changed.status_code, changed.json["version"]) == (200, 2)
    assert (changed.headers["ETag"], changed.json["text"]) == ('"2"', "后天 @surveyor")
    versions = f"/comments/{comment['id']}/versions"
    for reader in ("u_sur1", "u_aud"):
        assert [one["text"] for one in company.get(reader, versions)["items"]] == ["@u_sur2 明天"]
    assert company.call("u_sur2", "GET", versions).status_code == 403
    assert told(company, "u_sur2") == ["后天 @surveyor"]


def test_who_is_mentioned_no_more_is_not_told_any_more(company: Company, task: str) -> None:
    comment = says(company, "u_sur1", task, "@u_sur2 明天")

    edits(company, "u_sur1", comment, "明天")

    assert told(company, "u_sur2") == []


def test_a_deleted_comment_leaves_that_it_was_there(company: Company, task: str) -> None:
    comment = says(company, "u_sur1", task, "@u_sur2 说错了")

    assert deletes(company, "u_sur1", comment).status_code == 204

    gone = company.get("u_sur2", f"/comments/{comment['id']}")
    assert (gone["text"], gone["mentions"]) == (None, {"users": [], "groups": []})
    assert gone["deleted_at"] is not None
    assert texts(company, "u_sur2", task) == [None]
    assert told(company, "u_sur2") == []
    kept = company.get("u_aud", f"/comments/{comment['id']}/versions")["items"]
    assert [one["text"] for one in kept] == ["@u_sur2 说错了"]
    assert edits(company, "u_sur1", comment, "x").json["code"] == "comment_deleted"


def test_nobody_changes_what_another_said(company: Company, task: str) -> None:
    comment = says(company, "u_sur1", task, "我的")

    assert edits(company, "u_sur2", comment, "x").json["code"] == "not_the_author"
    assert deletes(company, "u_sup", comment).json["code"] == "not_the_author"
    assert texts(company, "u_sur1", task) == ["我的"]


def test_after_a_day_a_comment_stays_as_it_is(company: Company, task: str) -> None:
    comment = says(company, "u_sur1", task, "今天")
    assert comment["changeable_until"] == "2026-03-03T09:40:00+08:00"

    company.now_is("2026-03-03T09:40")

    assert edits(company, "u_sur1", comment, "x").json["code"] == "too_late_to_change"
    assert deletes(company, "u_sur1", comment).json["code"] == "too_late_to_change"


def test_a_comment_changed_in_another_window_is_not_overwritten(
    company: Company, task: str
) -> None:
    comment = says(company, "u_sur1", task, "一")
    edits(company, "u_sur1", comment, "二")

    late = edits(company, "u_sur1", comment, "三", **{"If-Match": '"1"'})
    blind = company.call("u_sur1", "DELETE", f"/comments/{comment['id']}")

    assert (late.status_code, late.json["current"]["text"]) == (412, "二")
    assert (blind.status_code, blind.json["code"]) == (428, "precondition_missing")


# ---------------------------------------------------------------- lists
def test_comments_are_read_page_by_page(company: Company, task: str) -> None:
    for number in range(5):
        says(company, "u_sur1", task, f"@u_sur2 {number}")

    first = company.get("u_sur2", f"{task}/comments", limit=2)
    second = company.get("u_sur2", f"{task}/comments", limit=2, after=first["page"]["next"])
    mentions = company.get("u_sur2", "/mentions", limit=2)
    older = company.get("u_sur2", "/mentions", limit=2, after=mentions["page"]["next"])

    assert [one["text"][-1] for one in (*first["items"], *second["items"])] == list("4321")
    assert first["page"]["total"] == mentions["page"]["total"] == 5
    assert [one["comment"]["text"][-1] for one in older["items"]] == ["2", "1"]


def test_mentions_are_marked_as_read_and_unread(company: Company, task: str) -> None:
    for number in range(3):
        says(company, "u_sur1", task, f"@u_sur2 {number}")
    newest, middle, oldest = (m["id"] for m in company.get("u_sur2", "/mentions")["items"])

    one = company.post("u_sur2", "/mentions/read", {"ids": [newest]})
    upto = company.post("u_sur2", "/mentions/read", {"up_to": middle})
    back = company.post("u_sur2", "/mentions/read", {"ids": [oldest], "read": False})

    assert (one["unread"], upto["unread"], back["unread"]) == (2, 0, 1)
    assert told(company, "u_sur2") == ["@u_sur2 0"]


def test_an_auditor_notes_what_they_have_read(company: Company, task: str) -> None:
    says(company, "u_sur1", task, "@u_aud 供查")
    (mention,) = company.get("u_aud", "/mentions")["items"]

    assert company.post("u_aud", "/mentions/read", {"ids": [mention["id"]]})["unread"] == 0


def test_nobody_marks_what_mentions_another(company: Company, task: str) -> None:
    says(company, "u_sur1", task, "@u_sur2 请看")
    (mention,) = company.get("u_sur2", "/mentions")["items"]

    answer = company.post("u_sur1", "/mentions/read", {"ids": [mention["id"]]}, expect=422)
    nothing = company.post("u_sur1", "/mentions/read", {}, expect=422)

    assert answer["errors"][0]["pointer"] == "/ids/0"
    assert nothing["errors"][0]["pointer"] == "/ids"
    assert unread(company, "u_sur2") == 1

"""Talk, attachments and history are alike on each database, and nothing is done twice at once."""

import pytest

from tests.scenarios.at_once import together
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.scenarios.talking import says, texts, told


@pytest.fixture
def walk(company: Company) -> Walk:
    """A claim that waits for the surveyors."""
    walk = Walk(company)
    walk.all_until(walk.register)
    return walk


def task_of(walk: Walk) -> str:
    return f"/tasks/{walk.company.task(walk.claim_no, 'contact_customer')['id']}"


def test_colleagues_mention_each_other_and_read_where_they_are_mentioned(
    walk: Walk, company: Company
) -> None:
    task, case = task_of(walk), f"/cases/{walk.claim_no}"

    says(company, "u_sur1", task, "@u_sur2 客户下午才有空")
    says(company, "u_reg", case, "@surveyor 保单号已核对")
    says(company, "u_sur2", task, "noise")

    assert texts(company, "u_sur2", task) == ["noise", "@u_sur2 客户下午才有空"]
    assert texts(company, "u_sur1", case) == [
        "noise",
        "@surveyor 保单号已核对",
        "@u_sur2 客户下午才有空",
    ]
    assert texts(company, "u_adj", case) == ["@surveyor 保单号已核对"]
    assert told(company, "u_sur2") == ["@surveyor 保单号已核对", "@u_sur2 客户下午才有空"]
    assert told(company, "u_sur1") == ["@surveyor 保单号已核对"]
    assert told(company, "u_reg") == told(company, "u_aud") == []


def test_a_file_attached_twice_at_once_is_attached_once(walk: Walk, company: Company) -> None:
    task, (file,) = task_of(walk), company.uploads("u_sur1", ["map"])

    answers = together(company, [("u_sur1", f"{task}/attachments", {"file": file}, {})] * 3)

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert company.get("u_sur2", f"{task}/attachments")["page"]["total"] == 1


def test_a_history_says_what_was_and_what_is(walk: Walk, company: Company) -> None:
    task = task_of(walk)
    company.post("u_sur1", f"{task}/claim")
    company.post("u_sup", f"{task}/assign", {"user": "u_sur2", "reason": "近"})

    created, claimed, assigned = company.get("u_sur1", f"{task}/history")["items"]

    opened = {one["field"]: (one["old"], one["new"]) for one in created["changes"]}
    assert (opened["status"], opened["groups"]) == ((None, "open"), (None, ["surveyor"]))
    assert opened["due_at"][1] == company.get("u_sur1", task)["due_at"]
    (taken,) = claimed["changes"]
    assert (taken["field"], taken["old"], taken["new"]["username"]) == ("assignee", None, "u_sur1")
    (given,) = assigned["changes"]
    assert [given[side]["username"] for side in ("old", "new")] == ["u_sur1", "u_sur2"]
    assert (assigned["actor"]["username"], assigned["detail"]["reason"]) == ("u_sup", "近")

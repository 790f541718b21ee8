"""People are told in the page of what concerns them, and of nothing they may not see."""

from tests.scenarios.absences import ends, names
from tests.scenarios.company import Company
from tests.scenarios.noticing import counted, gives, kinds, notices, sets
from tests.scenarios.s1 import Walk
from tests.scenarios.talking import says, unread

CONTACTED = {"data": {"contacted_at": "2026-03-02T09:40:00+08:00"}}


# ---------------------------------------------------------------- tasks
def test_who_is_given_a_task_is_told_by_whom(walk: Walk, company: Company, task: str) -> None:
    gives(company, task, "u_sur1")

    (told,) = notices(company, "u_sur1")
    assert (told["kind"], told["task"]["id"]) == ("assigned", task.rpartition("/")[2])
    assert (told["who"]["username"], told["business_key"]) == ("u_sup", walk.claim_no)
    assert (told["read_at"], told["mailed_at"], told["statutory"]) == (None, None, False)
    assert kinds(company, "u_sup") == kinds(company, "u_sur2") == []


def test_who_takes_a_task_and_gives_it_back_knows(company: Company, task: str) -> None:
    company.post("u_sur1", f"{task}/claim")
    company.post("u_sur1", f"{task}/release")

    assert kinds(company, "u_sur1") == []


def test_a_task_that_changes_hands_is_told_to_both(company: Company, task: str) -> None:
    company.post("u_sur1", f"{task}/claim")

    gives(company, task, "u_sur2")

    assert (kinds(company, "u_sur1"), kinds(company, "u_sur2")) == (["taken_away"], ["assigned"])


def test_a_task_handed_over_comes_back_as_an_answer(company: Company, task: str) -> None:
    company.post("u_sur1", f"{task}/claim")
    company.post("u_sur1", f"{task}/delegate", {"user": "u_sur2"})

    company.post("u_sur2", f"{task}/resolve")

    assert (kinds(company, "u_sur2"), kinds(company, "u_sur1")) == (["assigned"], ["answered"])


def test_a_case_that_is_cancelled_takes_its_tasks_away(
    walk: Walk, company: Company, task: str
) -> None:
    company.post("u_sur1", f"{task}/claim")
    body = {"reason": "误报"}

    path = f"/cases/{walk.claim_no}/cancel"
    answer = company.call("u_adm", "POST", path, json=body, headers={"If-Match": "*"})

    assert (answer.status_code, kinds(company, "u_sur1")) == (200, ["taken_away"])


def test_a_limit_that_is_near_and_then_passes_is_told_to_who_has_the_task(
    company: Company, task: str
) -> None:
    company.post("u_sur1", f"{task}/claim")

    company.now_is("2026-03-02T10:00")

    assert kinds(company, "u_sur1") == ["overdue", "at_risk"]
    assert kinds(company, "u_sur2") == []
    assert notices(company, "u_sur1")[0]["who"] is None


def test_who_stands_in_is_told_of_the_limits_too(company: Company, task: str) -> None:
    company.post("u_sur1", f"{task}/claim")
    names(company, "u_sur1", "u_sur2")

    company.now_is("2026-03-02T10:00")

    assert kinds(company, "u_sur2") == ["overdue", "at_risk", "substitution_started"]


# ---------------------------------------------------------------- talk
def test_a_mention_is_one_notice_and_read_in_both_places(company: Company, task: str) -> None:
    company.post("u_sur2", f"{task}/claim")
    comment = says(company, "u_sur1", task, "@u_sur2 请看")
    (told,) = notices(company, "u_sur2")
    before = unread(company, "u_sur2")

    company.post("u_sur2", f"/notifications/{told['id']}/read")

    assert (told["kind"], told["comment_id"]) == ("mentioned", comment["id"])
    assert (before, unread(company, "u_sur2"), counted(company, "u_sur2")) == (1, 0, 0)


def test_a_mention_that_is_read_as_such_is_no_notice_any_more(company: Company, task: str) -> None:
    says(company, "u_sur1", task, "@u_sur2 请看")
    says(company, "u_sur1", task, "@u_sur2 再看")
    (newer, older) = company.get("u_sur2", "/mentions")["items"]

    company.post("u_sur2", "/mentions/read", {"ids": [older["id"]]})
    once = kinds(company, "u_sur2")
    company.post("u_sur2", "/mentions/read", {"ids": [older["id"]], "read": False})

    assert (once, kinds(company, "u_sur2")) == (["mentioned"], ["mentioned", "mentioned"])
    assert newer["id"] != older["id"]


def test_a_mention_that_is_taken_back_is_told_no_more(company: Company, task: str) -> None:
    comment = says(company, "u_sur1", task, "@u_sur2 请看")

    company.call("u_sur1", "PATCH", f"/comments/{comment['id']}", json={"text": "无事"})

    assert kinds(company, "u_sur2") == []


def test_an_answer_and_a_comment_are_told_apart(company: Company, task: str) -> None:
    company.post("u_sur1", f"{task}/claim")
    says(company, "u_sup", task, "@u_sur2 何时到场？")

    says(company, "u_sur2", task, "十点")

    assert kinds(company, "u_sup") == ["answered"]
    assert kinds(company, "u_sur1") == ["commented", "commented"]
    assert kinds(company, "u_sur2") == ["mentioned"]


# ---------------------------------------------------------------- standing in
def test_both_are_told_when_standing_in_begins_and_ends(company: Company, task: str) -> None:
    body = {"starts_at": "2026-03-03T09:00:00+08:00", "until": "2026-03-03T18:00"}
    names(company, "u_sup", "u_sur2", user="u_sur1", **body)
    before = kinds(company, "u_sur1")

    company.now_is("2026-03-03T18:00")

    both = ["substitution_ended", "substitution_started"]
    assert (before, kinds(company, "u_sur1"), kinds(company, "u_sur2")) == ([], both, both)


def test_what_is_called_off_before_it_began_is_not_told(company: Company, task: str) -> None:
    planned = names(company, "u_sur1", "u_sur2", starts_at="2026-03-03T09:00:00+08:00")

    ends(company, "u_sur1", planned)

    assert kinds(company, "u_sur2") == []


# ---------------------------------------------------------------- reading
def test_a_task_one_may_no_longer_see_is_told_no_more(company: Company, task: str) -> None:
    gives(company, task, "u_sur1")
    (told,) = notices(company, "u_sur1")

    company.post("u_sup", f"{task}/assign", {"group": "assessor", "reason": "改派"})

    read = company.call("u_sur1", "POST", f"/notifications/{told['id']}/read")
    assert (notices(company, "u_sur1"), counted(company, "u_sur1")) == ([], 0)
    assert read.status_code == 404


def test_nobody_reads_what_others_are_told(company: Company, task: str) -> None:
    gives(company, task, "u_sur1")
    (told,) = notices(company, "u_sur1")

    answer = company.call("u_sur2", "POST", f"/notifications/{told['id']}/read")

    assert (answer.status_code, counted(company, "u_sur1")) == (404, 1)


def test_who_opens_the_task_has_read_what_there_was_of_it(company: Company, task: str) -> None:
    gives(company, task, "u_sur1")

    company.get("u_sur1", task)

    assert kinds(company, "u_sur1") == []
    assert [one["kind"] for one in notices(company, "u_sur1")] == ["assigned"]


def test_all_is_read_up_to_what_one_has_seen(company: Company, task: str) -> None:
    gives(company, task, "u_sur1")
    (seen,) = notices(company, "u_sur1")
    says(company, "u_sur2", task, "@u_sur1 请看")

    left = company.post("u_sur1", "/notifications/read-all", {"up_to": seen["id"]})

    assert left == {"unread": 1, "unread_capped": False, "kinds": {"mentioned": 1}}
    assert company.post("u_sur1", "/notifications/read-all")["unread"] == 0


def test_a_long_list_comes_in_pages(company: Company, task: str) -> None:
    said = [says(company, "u_sur1", task, f"@u_sur2 第{number}次")["id"] for number in range(5)]

    first = company.get("u_sur2", "/notifications", limit=2)
    second = company.get("u_sur2", "/notifications", limit=2, after=first["page"]["next"])

    shown = [one["comment_id"] for page in (first, second) for one in page["items"]]
    assert shown == [*reversed(said)][:4]
    assert (first["page"]["total"], first["page"]["prev"]) == (5, None)


def test_an_auditor_reads_what_they_are_told(company: Company, task: str) -> None:
    says(company, "u_sur1", task, "@u_aud 请核查")

    company.post("u_aud", "/notifications/read-all")

    assert kinds(company, "u_aud") == []


# ---------------------------------------------------------------- what one has set
def test_who_wants_neither_page_nor_mail_is_not_told(company: Company, task: str) -> None:
    sets(company, "u_sur1", notices={"assigned": {"page": False, "mail": "never"}})

    gives(company, task, "u_sur1")

    assert notices(company, "u_sur1") == []


def test_what_is_not_for_the_page_is_not_in_it(company: Company, task: str) -> None:
    sets(company, "u_sur1", notices={"assigned": {"page": False}})

    gives(company, task, "u_sur1")

    assert (notices(company, "u_sur1"), counted(company, "u_sur1")) == ([], 0)

"""Staff are told by mail when they want to be: not at night, not on days off, in one mail."""

from collections.abc import Iterator

import pytest

from tests.insurance.mail_server import Mailbox
from tests.scenarios.company import Company
from tests.scenarios.noticing import (
    ADDRESS,
    gives,
    mail_of,
    notices,
    sets,
    subjects,
    words,
)
from tests.scenarios.s1 import REPORT, Walk
from tests.scenarios.talking import says

SURVEYOR = "u_sur1@claimdesk.example"


@pytest.fixture
def box(company: Company) -> Iterator[Mailbox]:
    """The company's mail server."""
    with mail_of(company) as box:
        yield box


# ---------------------------------------------------------------- what it says
def test_a_mail_names_task_case_and_time_left_and_nothing_of_the_customer(
    walk: Walk, company: Company, box: Mailbox, task: str
) -> None:
    gives(company, task, "u_sur1")
    company.now_is("2026-03-02T09:41")

    text, html = words(box), words(box, form="html")
    assert subjects(box) == [f"任务已分派给您 · 联系客户 · {walk.claim_no} · 今天 · 剩 10 分钟"]
    assert f"{ADDRESS}{task}" in text
    assert f'href="{ADDRESS}{task}"' in html
    told = text + html + subjects(box)[0]
    secrets = ("张伟", REPORT["reporter_phone"], REPORT["object_id"], REPORT["loss_place"], "潘峰")
    assert [one for one in secrets if one in told] == []


def test_a_reader_of_english_gets_english(company: Company, box: Mailbox, task: str) -> None:
    sets(company, "u_sur1", language="en")

    gives(company, task, "u_sur1")
    company.now_is("2026-03-02T09:41")

    assert subjects(box)[0].startswith("A task was given to you · Contact customer")
    assert "You choose in your settings" in words(box)


def test_the_page_says_what_went_by_mail(company: Company, box: Mailbox, task: str) -> None:
    gives(company, task, "u_sur1")

    company.now_is("2026-03-02T09:41")

    (told,) = notices(company, "u_sur1")
    assert told["mailed_at"] == "2026-03-02T09:40:00+08:00"


# ---------------------------------------------------------------- when it goes
def test_mail_waits_over_the_night_and_is_one(company: Company, box: Mailbox, task: str) -> None:
    company.now_is("2026-03-02T20:30")
    gives(company, task, "u_sur1")
    says(company, "u_sur2", task, "@u_sur1 请看")
    company.now_is("2026-03-03T07:59")
    at_night = subjects(box)

    company.now_is("2026-03-03T08:00")

    told = words(box).splitlines()
    assert (at_night, len(subjects(box))) == ([], 1)
    assert subjects(box)[0].endswith(" · 2 条通知")
    assert told[:2] == ["任务已分派给您", "有人提到了您"]
    assert words(box).count(task) == 1


def test_mail_waits_over_a_weekend(company: Company, box: Mailbox, task: str) -> None:
    company.now_is("2026-03-06T20:00")
    gives(company, task, "u_sur1")
    company.now_is("2026-03-09T07:59")
    away = subjects(box)

    company.now_is("2026-03-09T08:00")

    assert (away, len(subjects(box))) == ([], 1)


def test_who_wants_no_quiet_hours_is_told_at_night(
    company: Company, box: Mailbox, task: str
) -> None:
    sets(company, "u_sur1", quiet_hours={"from": None, "until": None})
    company.now_is("2026-03-02T23:00")

    gives(company, task, "u_sur1")
    company.now_is("2026-03-02T23:01")

    assert len(subjects(box)) == 1


def test_an_hourly_digest_is_one_mail_at_the_full_hour(
    company: Company, box: Mailbox, task: str
) -> None:
    sets(company, "u_sur1", notices={"mentioned": {"mail": "hourly"}})
    says(company, "u_sur2", task, "@u_sur1 请看")
    says(company, "u_sur2", task, "@u_sur1 再看")
    company.now_is("2026-03-02T09:59")
    before = subjects(box)

    company.now_is("2026-03-02T10:00")

    assert (before, len(subjects(box))) == ([], 1)
    assert words(box).startswith("有人提到了您 ×2\n联系客户 · ")


def test_a_daily_digest_goes_at_its_hour(company: Company, box: Mailbox, task: str) -> None:
    sets(company, "u_sur1", daily_at="09:30", notices={"mentioned": {"mail": "daily"}})
    says(company, "u_sur2", task, "@u_sur1 请看")

    company.now_is("2026-03-03T09:29")
    before = subjects(box)
    company.now_is("2026-03-03T09:30")

    assert (before, len(subjects(box))) == ([], 1)


def test_a_changed_mind_counts_for_what_waits(company: Company, box: Mailbox, task: str) -> None:
    company.now_is("2026-03-02T21:00")
    gives(company, task, "u_sur1")

    sets(company, "u_sur1", quiet_hours={"from": "22:00", "until": "06:00"})
    company.now_is("2026-03-02T21:01")

    assert len(subjects(box)) == 1


# ---------------------------------------------------------------- what does not go
def test_what_was_read_meanwhile_is_not_sent(company: Company, box: Mailbox, task: str) -> None:
    company.now_is("2026-03-02T21:00")
    gives(company, task, "u_sur1")

    company.get("u_sur1", task)
    company.now_is("2026-03-03T09:00")

    assert subjects(box) == []


def test_a_task_one_may_no_longer_see_is_not_told_by_mail(
    company: Company, box: Mailbox, task: str
) -> None:
    company.now_is("2026-03-02T21:00")
    gives(company, task, "u_sur1")

    company.post("u_sup", f"{task}/assign", {"group": "assessor", "reason": "改派"})
    company.now_is("2026-03-03T09:00")

    assert subjects(box) == []


def test_without_an_address_there_is_no_mail(company: Company, box: Mailbox, task: str) -> None:
    sets(company, "u_sur1", email=None)

    gives(company, task, "u_sur1")
    company.now_is("2026-03-02T09:41")

    assert (subjects(box), len(notices(company, "u_sur1"))) == ([], 1)


# ---------------------------------------------------------------- a server that fails
def test_a_server_that_is_busy_gets_the_mail_later_and_once(
    company: Company, box: Mailbox, task: str
) -> None:
    box.answers[SURVEYOR] = "451 busy"
    gives(company, task, "u_sur1")
    company.now_is("2026-03-02T09:41")
    (waiting,) = notices(company, "u_sur1")
    box.answers.clear()

    company.now_is("2026-03-02T09:50")

    mailed = [one for one in notices(company, "u_sur1") if one["kind"] == "assigned"]
    assert (waiting["mailed_at"], mailed[0]["mailed_at"] is not None) == (None, True)
    assert sum("任务已分派给您" in subject for subject in subjects(box)) == 1


def test_an_address_that_is_refused_gets_no_second_try(
    company: Company, box: Mailbox, task: str
) -> None:
    box.answers[SURVEYOR] = "550 no such mailbox"
    gives(company, task, "u_sur1")
    company.now_is("2026-03-02T09:41")
    box.answers.clear()

    company.now_is("2026-03-02T09:45")

    assert [one for one in subjects(box) if "分派" in one] == []


# ---------------------------------------------------------------- what enters one's groups
def test_new_tasks_of_a_group_are_counted_in_a_digest(
    walk: Walk, company: Company, box: Mailbox
) -> None:
    sets(company, "u_reg", notices={"entered": {"mail": "hourly"}})
    company.reports("u_int", **walk.report_with(object_id="沪B00001"))
    company.reports("u_int", **walk.report_with(object_id="沪B00002"))

    company.now_is("2026-03-02T11:00")

    assert subjects(box, "u_reg") == ["您的小组新增待领任务 2 项"]
    assert f"{ADDRESS}/tasks?view=unassigned" in words(box, "u_reg")

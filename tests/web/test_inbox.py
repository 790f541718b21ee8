"""The lists of tasks."""

from functools import partial

import pytest

from app.inbox.lists.listing import Window
from tests.scenarios.company import PASSWORD, Company
from tests.scenarios.s1 import REPORT, Walk
from tests.web.browsing import Page
from tests.web.conftest import BOTH, Reads


def test_who_has_no_task_is_told_where_to_take_one(reads: Reads) -> None:
    page = reads("u_reg").page

    assert "You have no task." in page.text
    assert page.document.xpath("//div[@class='empty']//a/@href") == ["/tasks?view=unassigned"]


def test_a_task_of_ones_group_is_listed_with_its_case_and_its_time_limit(
    reads: Reads, walk: Walk
) -> None:
    walk.report()

    page = reads("u_reg").follows("To be taken 1")

    (task,) = page.tasks()
    assert task["name"] == "Register claim"
    assert task["number"] == walk.claim_no
    assert task["subject"].startswith("P-MOT · 沪A12345")
    assert (task["who"], task["left"]) == ("", "1 working day left 2026-03-03 24:00")


def test_the_time_limit_says_overdue_and_today_in_words_and_colour(
    reads: Reads, walk: Walk, company: Company
) -> None:
    walk.all_until(walk.register)
    reader = reads("u_sur1")

    today = reader.open("/tasks?view=team")
    assert today.words("//span[@class='left today']") == ["today, 10 minutes left 2026-03-02 09:50"]

    company.now_is("2026-03-02T10:55")
    over = reader.open("/tasks?view=team")
    assert over.words("//span[@class='left overdue']") == [
        "1 hour 5 minutes overdue 2026-03-02 09:50"
    ]


@BOTH
def test_nobody_sees_the_tasks_of_other_groups(reads: Reads, walk: Walk, company: Company) -> None:
    walk.report()
    task = company.task(walk.claim_no, "register_claim")
    reader = reads("u_cash")

    assert reader.open("/tasks?view=team").tasks() == []
    assert reader.open("/tasks?view=all").status == 403
    page = reader.open(f"/tasks/{task['id']}")
    assert page.status == 404
    assert "Register claim" not in page.text


@BOTH
def test_a_long_list_is_read_page_by_page(
    reads: Reads, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.inbox.listing.Window", partial(Window, limit=2))
    company.clock_shows("2026-03-02T09:30")
    cars = [{**REPORT, "object_id": f"沪A1000{number}"} for number in range(3)]
    numbers = [company.reports("u_int", **car)["claim_no"] for car in cars]
    reader = reads("u_reg")

    first = reader.follows("Tasks of my groups 3")
    assert [task["number"] for task in first.tasks()] == numbers[:2]
    second = reader.follows("Next page")
    assert [task["number"] for task in second.tasks()] == numbers[2:]
    assert second.words("//nav[@class='pages']/a") == ["Previous page"]
    back = reader.follows("Previous page")
    assert [task["number"] for task in back.tasks()] == numbers[:2]


def test_a_link_to_a_page_that_is_broken_shows_the_first_one(reads: Reads, walk: Walk) -> None:
    walk.report()

    page = reads("u_reg").open("/tasks?view=team&after=broken")

    assert (page.status, len(page.tasks())) == (200, 1)


def test_the_inbox_speaks_the_language_one_chooses(reads: Reads, walk: Walk) -> None:
    walk.report()
    reader = reads("u_reg")
    reader.open("/tasks?view=team")

    chinese = reader.press("中文")

    assert chinese.path == "/tasks"
    assert chinese.document.get("lang") == "zh-CN"
    (task,) = chinese.tasks()
    assert (task["name"], task["left"]) == ("立案", "剩 1 个工作日 2026-03-03 24:00")
    assert reader.press("English").tasks()[0]["name"] == "Register claim"


def test_the_users_setting_decides_before_the_browser(company: Company) -> None:
    client = company.client.application.test_client()
    english = {"Accept-Language": "en"}
    page = Page(client.get("/sign-in", headers=english))
    assert page.document.get("lang") == "en"
    sent = {"username": "u_reg", "password": PASSWORD, "csrf_token": page.value_of("csrf_token")}

    inbox = Page(client.post("/sign-in", data=sent, headers=english, follow_redirects=True))

    assert inbox.document.get("lang") == "zh-CN"

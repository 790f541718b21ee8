"""What is done with tasks from their list: one by one, many at once, the next one."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s1 import REPORT, Walk
from tests.web.browsing import Page, Reader
from tests.web.conftest import BOTH, Reads

SCRIPT = {"HX-Request": "true", "HX-Request-Type": "partial"}
MINE = "/tasks?view=mine"


@pytest.fixture
def tasks(company: Company) -> list[dict[str, Any]]:
    """Three tasks to register a claim."""
    company.clock_shows("2026-03-02T09:30")
    cars = ({**REPORT, "object_id": f"沪A1000{number}"} for number in range(3))
    numbers = [company.reports("u_int", **car)["claim_no"] for car in cars]
    return [company.task(number, "register_claim") for number in numbers]


def acts(
    reader: Reader,
    act: str,
    *tasks: dict[str, Any],
    view: str = "team",
    script: bool = False,
    **more: str,
) -> Page:
    """Select tasks in the list of the reader's groups, and do an act with them."""
    (token, *_) = reader.open(f"/tasks?view={view}").document.xpath("//input[@name='csrf_token']")
    sent = {"csrf_token": token.value, "act": act, "ids": [task["id"] for task in tasks], **more}
    headers = {**SCRIPT, "HX-Current-URL": f"http://localhost/tasks?view={view}"} if script else {}
    answer = reader.client.post(
        f"/tasks/bulk?view={view}", data=sent, headers=headers, follow_redirects=True
    )
    return Page(answer)


def numbers(page: Page) -> list[str]:
    return [task["number"] for task in page.tasks()]


def chosen(page: Page) -> list[str]:
    return [str(one) for one in page.document.xpath("//input[@name='ids'][@checked]/@value")]


@BOTH
def test_many_tasks_are_taken_at_once(reads: Reads, tasks: list[dict[str, Any]]) -> None:
    reader = reads("u_reg")

    page = acts(reader, "claim", *tasks)

    assert "3 tasks taken." in page.text
    assert numbers(reader.open(MINE)) == [task["business_key"] for task in tasks]


@BOTH
def test_of_many_tasks_those_that_are_refused_are_named(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.register)
    contact = company.task(walk.claim_no, "contact_customer")
    company.post("u_sur2", f"/tasks/{contact['id']}/claim")

    page = acts(reads("u_sur1"), "claim", contact, {"id": 424242})

    assert page.words("//div[contains(@class, 'outcomes')]//li") == [
        f"Contact customer {walk.claim_no} : Somebody else has taken this task.",
        "424242 : There is nothing here, or it is not for you to see.",
    ]


def test_a_script_gets_the_list_and_an_undo(
    reads: Reads, company: Company, tasks: list[dict[str, Any]]
) -> None:
    reader = reads("u_reg")

    answer = acts(reader, f"claim:{tasks[0]['id']}", script=True)

    assert "1 task taken." in answer.text
    assert [task["who"] for task in answer.tasks()] == ["you", "", ""]
    reader.page = answer
    assert "1 task given back." in reader.press("Undo").text
    assert reader.open(MINE).tasks() == []


def test_what_is_put_off_is_brought_back_by_undoing_it(
    reads: Reads, tasks: list[dict[str, Any]]
) -> None:
    reader = reads("u_reg")
    acts(reader, "claim", tasks[0])

    reader.page = acts(reader, "put_off", tasks[0], until="2026-03-04T09:00", script=True)

    assert tasks[0]["business_key"] not in numbers(reader.page)
    assert "1 task brought back." in reader.press("Undo").text
    assert numbers(reader.open(MINE)) == [tasks[0]["business_key"]]


@BOTH
def test_a_lead_hands_out_and_says_what_comes_first(
    reads: Reads, company: Company, tasks: list[dict[str, Any]]
) -> None:
    lead = reads("u_sup")
    (user,) = company.get("u_adm", "/users", q="u_reg")["items"]

    given = acts(lead, "assign", tasks[2], user=str(user["id"]), reason="knows the car")
    acts(lead, "prioritise", tasks[2], priority="95")

    assert "1 task assigned." in given.text
    page = reads("u_reg").open("/tasks?view=team")
    assert numbers(page)[0] == tasks[2]["business_key"]
    assert "High" in page.words("//span[contains(@class, 'urgent')]")
    assert page.tasks()[0]["who"] == "you"


@BOTH
def test_a_task_is_put_off_and_marked_unread(
    reads: Reads, company: Company, tasks: list[dict[str, Any]]
) -> None:
    reader = reads("u_reg")
    acts(reader, "claim", tasks[0])
    reader.open(f"/tasks/{tasks[0]['id']}")

    unread = acts(reader, "unread", tasks[0])
    put_off = acts(reader, "put_off", tasks[0], until="2026-03-04T09:00")

    assert "1 task marked as unread." in unread.text
    assert "unread" in "".join(unread.words(f"//*[@id='task-{tasks[0]['id']}']"))
    assert "1 task put off." in put_off.text
    assert tasks[0]["business_key"] not in numbers(put_off)
    later = reader.open(f"{MINE}&follow_up=later")
    assert "put off until 2026-03-04 09:00" in later.text
    assert numbers(later) == [tasks[0]["business_key"]]


@pytest.mark.parametrize(
    ("act", "more", "said"),
    [
        ("", {"reason": "x"}, "Say what is to be done with them: press its button."),
        ("dance", {}, "Say what is to be done with them: press its button."),
        ("put_off", {"until": "soon"}, "Say until when."),
        ("put_off", {"until": "0001-01-01T00:00"}, "Say until when."),
        ("put_off", {}, "Say until when."),
        ("assign", {"user": "x", "reason": "y"}, "Say to whom, and why."),
        ("assign", {"user": "1", "reason": " "}, "Say to whom, and why."),
        ("prioritise", {"priority": "101"}, "A priority is a number from 0 to 100."),
        ("prioritise", {"priority": "-1"}, "A priority is a number from 0 to 100."),
        ("claim:x", {}, "Select tasks first."),
        ("claim:99999999999999999999", {}, "Select tasks first."),
    ],
)
def test_an_act_that_is_not_understood_is_said_and_changes_nothing(
    reads: Reads, tasks: list[dict[str, Any]], act: str, more: dict[str, str], said: str
) -> None:
    page = acts(reads("u_reg"), act, tasks[0], **more)

    assert page.status == 422
    assert said in page.words("//*[@role='alert']")
    assert page.tasks()[0]["who"] == ""


@pytest.mark.parametrize("act", ["put_off", "assign"])
def test_what_is_not_for_the_reader_to_do_is_told_of_each_task(
    reads: Reads, tasks: list[dict[str, Any]], act: str
) -> None:
    page = acts(reads("u_reg"), act, tasks[0], until="2026-03-09T09:00", user="1", reason="y")

    assert "Register claim" in "".join(page.words("//div[contains(@class, 'outcomes')]//li"))
    assert chosen(page) == [tasks[0]["id"]]
    assert page.tasks()[0]["who"] == ""


def test_what_was_selected_and_filled_in_stays_when_something_is_missing(
    reads: Reads, company: Company, tasks: list[dict[str, Any]]
) -> None:
    user = company.get("u_adm", "/users/u_reg")["id"]

    page = acts(reads("u_sup"), "assign", *tasks[:2], view="all", user=user)

    assert sorted(chosen(page)) == sorted(task["id"] for task in tasks[:2])
    assert page.document.xpath("//form[@id='bulk']//details[@open]//option[@selected]/@value") == [
        user
    ]


@BOTH
def test_the_next_task_is_taken_and_opened(reads: Reads, tasks: list[dict[str, Any]]) -> None:
    reader = reads("u_reg")
    reader.open("/tasks?view=unassigned&q=沪A10001")

    page = reader.press("Take next")

    assert page.path == f"/tasks/{tasks[1]['id']}"
    assert "The task is yours." in page.text
    reader.open("/tasks?view=unassigned&q=沪A10001")
    assert "No task is left to take." in reader.press("Take next").text


def test_an_auditor_is_offered_no_act(reads: Reads, tasks: list[dict[str, Any]]) -> None:
    page = reads("u_aud").open("/tasks?view=all")

    assert len(page.tasks()) == 3
    assert page.words("//button[@id='take-next' or starts-with(@value, 'claim')]") == []

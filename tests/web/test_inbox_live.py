"""What a script asks of the inbox: another list, and what others did meanwhile."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Page, Reader
from tests.web.conftest import BOTH, Reads

SCRIPT = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def task(company: Company, walk: Walk) -> dict[str, Any]:
    """A surveyor's task, of which there are two."""
    walk.all_until(walk.register)
    return company.task(walk.claim_no, "contact_customer")


def live(reader: Reader, task_id: int | str, **more: str) -> Any:
    """Ask as the script of the page of a task does."""
    path = f"/tasks/{task_id}" if task_id else "/tasks"
    headers = {**SCRIPT, "HX-Current-URL": f"http://localhost{path}?view=team", **more}
    return reader.client.get("/tasks/live?view=team&version=1", headers=headers)


@BOTH
def test_a_page_that_is_as_it_was_gets_nothing(
    reads: Reads, company: Company, task: dict[str, Any]
) -> None:
    reader = reads("u_sur1")
    first = live(reader, "")
    tag = first.headers["ETag"]

    assert live(reader, "", **{"If-None-Match": tag}).status_code == 304
    company.post("u_sur2", f"/tasks/{task['id']}/claim")

    later = live(reader, "", **{"If-None-Match": tag})
    assert later.status_code == 200
    assert [row["who"] for row in Page(later).tasks()] == ["Lin Hai"]


@BOTH
def test_what_somebody_else_did_with_the_open_task_is_told(
    reads: Reads, company: Company, task: dict[str, Any]
) -> None:
    reader = reads("u_sur1")
    company.now_is("2026-03-02T10:32")
    company.post("u_sur2", f"/tasks/{task['id']}/claim")

    page = Page(live(reader, task["id"]))

    assert "Lin Hai: Taken (2026-03-02 10:32) · Show it" in page.text


def test_a_task_that_is_moved_away_is_told_without_a_word_of_it(
    reads: Reads, company: Company, task: dict[str, Any]
) -> None:
    body = {"group": "assessor", "reason": "no survey"}
    company.post("u_sup", f"/tasks/{task['id']}/assign", body)

    page = Page(live(reads("u_sur1"), task["id"]))

    assert "This task is not open to you any more." in page.text
    assert "Contact customer" not in page.text


@pytest.mark.parametrize("there", ["http://[", f"http://localhost/tasks/{'9' * 19}", "/tasks/١"])
@pytest.mark.parametrize("path", ["/tasks/live", "/tasks/list"])
def test_an_address_that_no_page_has_shows_the_lists_alone(
    reads: Reads, path: str, there: str
) -> None:
    answer = reads("u_sur1").client.get(path, headers={**SCRIPT, "HX-Current-URL": there})

    assert answer.status_code == 200


def test_another_list_leaves_the_open_task_in_the_address(
    reads: Reads, task: dict[str, Any]
) -> None:
    reader = reads("u_sur1")
    headers = {**SCRIPT, "HX-Current-URL": f"http://localhost/tasks/{task['id']}?view=mine"}

    answer = reader.client.get("/tasks/list?view=team&q=&due=", headers=headers)
    searched = reader.client.get(
        "/tasks/list?view=team&q=%E6%B2%AA", headers={**headers, "HX-Source": "form#find"}
    )

    assert answer.headers["HX-Push-Url"] == f"/tasks/{task['id']}?view=team"
    assert len(Page(answer).tasks()) == 1
    assert searched.headers["HX-Replace-Url"] == f"/tasks/{task['id']}?view=team&q=%E6%B2%AA"


def test_who_is_signed_out_is_sent_to_sign_in(company: Company) -> None:
    stranger = company.client.application.test_client()

    assert stranger.get("/tasks/live").headers["Location"].startswith("/sign-in")

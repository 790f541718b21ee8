"""The history of a task says of every act what was and what is."""

import sqlalchemy as sa

from app.inbox.models import TaskEvent
from app.transaction import transaction
from app.work import SYSTEM
from tests.scenarios.company import Company, Json


def changes(company: Company, task: str) -> list[tuple[str, dict[str, list[object]]]]:
    """Return each act with the fields it changed, old and new."""
    return [
        (one["act"], {c["field"]: [c["old"], c["new"]] for c in one["changes"]})
        for one in company.get("u_aud", f"{task}/history")["items"]
    ]


def person(company: Company, username: str) -> Json:
    user = company.get("u_adm", f"/users/{username}")
    return {"id": user["id"], "username": username, "name": user["name"]}


def test_moving_a_task_to_another_group_shows_both_groups(company: Company, task: str) -> None:
    company.post("u_sur1", f"{task}/claim")

    company.post("u_sup", f"{task}/assign", {"group": "investigator", "reason": "疑点"})

    assert changes(company, task)[-1] == (
        "assigned",
        {
            "groups": [["surveyor"], ["investigator"]],
            "assignee": [person(company, "u_sur1"), None],
        },
    )


def test_a_warned_task_shows_the_priority_it_had(company: Company, task: str) -> None:
    before = company.get("u_sur1", task)["priority"]
    due_at = company.get("u_sur1", task)["due_at"]

    company.now_is(due_at[:16])

    rises = [change for act, change in changes(company, task) if act == "rescheduled"]
    assert rises[0]["priority"][0] == before < company.get("u_sur1", task)["priority"]
    assert all("due_at" not in change for change in rises)


def test_a_completed_task_shows_that_it_was_open(company: Company, task: str) -> None:
    contacted = {"data": {"contacted_at": "2026-03-02T09:30:00+08:00"}}
    company.post("u_sur1", f"{task}/complete", contacted)

    act, changed = changes(company, task)[-1]

    assert (act, changed["status"]) == ("completed", ["open", "completed"])
    assert changed["assignee"] == [None, person(company, "u_sur1")]


def test_a_draft_leaves_nothing_in_the_history(company: Company, task: str) -> None:
    before = changes(company, task)

    company.call("u_sur1", "PUT", f"{task}/draft", json={"data": {"note": "占线"}})

    assert changes(company, task) == before


def test_a_history_is_read_page_by_page_with_the_same_changes(company: Company, task: str) -> None:
    for act in ("claim", "release", "claim"):
        company.post("u_sur1", f"{task}/{act}")
    path, whole = f"{task}/history", company.get("u_sur1", f"{task}/history")["items"]

    first = company.get("u_sur1", path, limit=2)
    second = company.get("u_sur1", path, limit=2, after=first["page"]["next"])
    back = company.get("u_sur1", path, limit=2, after=second["page"]["prev"])

    assert [*first["items"], *second["items"]] == whole
    assert (back["items"], first["page"]["total"]) == (first["items"], 4)
    assert whole[2]["changes"][0]["new"] is None


def test_of_what_happened_before_it_was_kept_no_change_is_made_up(
    company: Company, task: str
) -> None:
    company.post("u_sur1", f"{task}/claim")
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        work.session.execute(sa.update(TaskEvent).values(state=None))

    company.post("u_sur1", f"{task}/release")
    company.post("u_sur1", f"{task}/claim")

    assert [sorted(changed) for _, changed in changes(company, task)] == [[], [], [], ["assignee"]]


def test_a_history_is_not_there_for_who_does_not_see_the_task(company: Company, task: str) -> None:
    assert company.call("u_adj", "GET", f"{task}/history").status_code == 404

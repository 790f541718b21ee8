"""Tasks of who is away are done by who stands in; every record bears both names."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.audit.models import AuditRow
from app.extensions import db
from tests.scenarios.absences import both_names, counted, ends, holds, listed, names
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk

CONTACTED = {"data": {"contacted_at": "2026-03-02T09:40:00+08:00"}}


@pytest.fixture
def task(walk: Walk) -> str:
    """The path of the task that u_sur1 has."""
    return holds(walk, "u_sur1", "contact_customer")


def history(company: Company, task: str) -> list[tuple[Any, ...]]:
    """List what happened to a task, by whom and in whose place."""
    items = company.get("u_aud", f"{task}/history")["items"]
    return [(item["act"], *both_names(item)) for item in items]


def noted(walk: Walk, action: str) -> list[tuple[str, Any]]:
    """List who did something by the audit log, and in whose place."""
    case_id = int(walk.company.claim(walk.claim_no)["case_id"])
    with walk.company.client.application.app_context():
        rows = db.session.execute(
            sa.select(AuditRow.actor_name, AuditRow.detail).where(
                AuditRow.case_id == case_id, AuditRow.action == action
            )
        ).all()
    return [(name, detail.get("on_behalf_of")) for name, detail in rows]


# ---------------------------------------------------------------- seeing
def test_the_tasks_of_who_is_away_are_mine_and_counted(company: Company, task: str) -> None:
    assert listed(company, "u_ass") == []
    names(company, "u_sup", "u_ass", user="u_sur1")

    assert listed(company, "u_ass") == [task]
    assert counted(company, "u_ass") == 1
    assert company.get("u_ass", task)["assignee"]["username"] == "u_sur1"
    assert listed(company, "u_ass", "team") == listed(company, "u_ass", "unassigned") == []


def test_nobody_else_sees_or_counts_them(company: Company, task: str) -> None:
    names(company, "u_sup", "u_ass", user="u_sur1")

    assert (listed(company, "u_reg"), counted(company, "u_reg")) == ([], 0)
    assert company.call("u_reg", "GET", task).status_code == 404


def test_free_tasks_of_their_groups_are_not_lent(walk: Walk, company: Company) -> None:
    waiting = f"/tasks/{company.task(walk.claim_no, 'contact_customer')['id']}"
    names(company, "u_sup", "u_ass", user="u_sur1")

    assert listed(company, "u_ass") == listed(company, "u_ass", "unassigned") == []
    assert company.call("u_ass", "GET", waiting).status_code == 404


@pytest.mark.parametrize(
    ("processes", "seen"), [([], 1), (["claim", "payment"], 1), (["payment"], 0)]
)
def test_only_tasks_of_the_named_processes_are_lent(
    company: Company, task: str, processes: list[str], seen: int
) -> None:
    names(company, "u_sup", "u_ass", user="u_sur1", processes=processes)

    assert (len(listed(company, "u_ass")), counted(company, "u_ass")) == (seen, seen)
    status = {1: 200, 0: 404}[seen]
    assert company.call("u_ass", "POST", f"{task}/claim").status_code == status


def test_it_holds_from_its_first_instant_until_before_its_last(company: Company, task: str) -> None:
    names(
        company,
        "u_sup",
        "u_ass",
        user="u_sur1",
        starts_at="2026-03-02T10:00:00+08:00",
        until="2026-03-02T11:00",
    )
    seen = []

    for moment in ("09:59", "10:00", "10:59", "11:00"):
        company.now_is(f"2026-03-02T{moment}")
        seen.append((moment, len(listed(company, "u_ass"))))

    assert seen == [("09:59", 0), ("10:00", 1), ("10:59", 1), ("11:00", 0)]


# ---------------------------------------------------------------- acting
def test_whoever_stands_in_takes_a_task_over_and_gives_it_back(company: Company, task: str) -> None:
    names(company, "u_sup", "u_ass", user="u_sur1")

    taken = company.post("u_ass", f"{task}/claim")
    back = company.post("u_ass", f"{task}/release")

    assert both_names(taken) == ("u_ass", "u_sur1")
    assert both_names(back) == ("u_sur1", None)
    assert history(company, task)[-2:] == [
        ("claimed", "u_ass", "u_sur1"),
        ("released", "u_ass", "u_sur1"),
    ]


def test_the_group_gets_what_is_released_in_the_place_of_its_holder(
    company: Company, task: str
) -> None:
    names(company, "u_sup", "u_ass", user="u_sur1")

    assert both_names(company.post("u_ass", f"{task}/release")) == (None, None)
    assert listed(company, "u_sur2", "unassigned") == [task]


def test_what_is_done_in_anothers_place_bears_both_names(
    walk: Walk, company: Company, task: str
) -> None:
    names(company, "u_sup", "u_ass", user="u_sur1")

    done = company.post("u_ass", f"{task}/complete", CONTACTED)["task"]

    assert (done["status"], *both_names(done)) == ("completed", "u_ass", "u_sur1")
    assert history(company, task)[-1] == ("completed", "u_ass", "u_sur1")
    assert noted(walk, "task.completed")[-1] == ("u_ass", "u_sur1")
    steps = company.get("u_aud", f"/cases/{walk.claim_no}/history")["items"]
    (step,) = [step for step in steps if step["element"] == "contact_customer"]
    assert (step["actor"], step["on_behalf_of"]) == ("u_ass", "u_sur1")
    assert company.get("u_sur1", task)["status"] == "completed"


def test_a_task_taken_first_bears_both_names_too(walk: Walk, company: Company, task: str) -> None:
    names(company, "u_sup", "u_ass", user="u_sur1")
    company.post("u_ass", f"{task}/claim")

    company.post("u_ass", f"{task}/complete", CONTACTED)

    assert noted(walk, "task.claimed")[-1] == ("u_ass", "u_sur1")
    assert noted(walk, "task.completed")[-1] == ("u_ass", "u_sur1")


def test_ones_own_work_bears_ones_own_name_only(walk: Walk, company: Company) -> None:
    names(company, "u_sur1", "u_sur2")

    walk.completes("u_sur2", "contact_customer", contacted_at="2026-03-02T09:40:00+08:00")

    assert noted(walk, "task.completed")[-1] == ("u_sur2", None)


def test_a_draft_is_ones_own(company: Company, task: str) -> None:
    names(company, "u_sup", "u_ass", user="u_sur1")

    begun = company.call("u_ass", "PUT", f"{task}/draft", json={"data": {"note": "未接"}})

    assert begun.status_code == 200
    assert company.get("u_ass", f"{task}/form")["draft"]["data"] == {"note": "未接"}
    assert company.call("u_sur1", "GET", f"{task}/draft").status_code == 404


def test_a_survey_is_reported_by_who_stands_in_for_the_surveyor(walk: Walk) -> None:
    walk.contact()
    walk.survey()
    task = holds(walk, "u_sur1", "survey_report")
    names(walk.company, "u_sur1", "u_sur2")
    report = {"report": "事实清楚", "liability_opinion": "covered"}

    walk.company.post("u_sur2", f"{task}/complete", {"data": report})

    assert history(walk.company, task)[-1] == ("completed", "u_sur2", "u_sur1")


# ---------------------------------------------------------------- afterwards
def test_who_is_back_early_has_again_what_was_not_done(company: Company, task: str) -> None:
    made = names(company, "u_sup", "u_ass", user="u_sur1")
    company.post("u_ass", f"{task}/claim")

    ends(company, "u_sur1", made)

    assert listed(company, "u_sur1") == [task]
    assert company.call("u_ass", "GET", task).status_code == 404
    last = company.get("u_aud", f"{task}/history")["items"][-1]
    assert (last["act"], last["detail"]["reason"]) == ("released", "substitution")


def test_what_was_not_done_goes_back_when_the_time_is_over(company: Company, task: str) -> None:
    names(company, "u_sup", "u_ass", user="u_sur1", until="2026-03-02T11:00")
    company.post("u_ass", f"{task}/claim")

    company.now_is("2026-03-02T11:00")

    assert (listed(company, "u_sur1"), listed(company, "u_ass")) == ([task], [])


def test_what_is_no_longer_lent_goes_back(company: Company, task: str) -> None:
    made = names(company, "u_sup", "u_ass", user="u_sur1")
    company.post("u_ass", f"{task}/claim")

    change = {"processes": ["payment"]}
    company.call("u_sup", "PATCH", f"/substitutions/{made['id']}", json=change)

    assert both_names(company.get("u_sur1", task)) == ("u_sur1", None)

"""What people find in their inbox, in which order, page by page, and how much of it there is."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from app.errors import InvalidInput, NotAllowed
from app.inbox.lists import reading as lists
from app.inbox.models import InboxTask
from app.inbox.operations import claim_task, raise_priority, set_due, withdraw_tasks
from app.inbox.queries import (
    Count,
    Sort,
    TaskFilter,
    View,
    Window,
    count_tasks,
    count_views,
    list_case_tasks,
    list_tasks,
)
from app.keyset import Cursor, Slice, from_plain, to_plain
from tests.inbox.conftest import CASE, CASE_NUMBER, Office

DAY = dt.timedelta(days=1)


def names(office: Office, username: str, view: View, **narrowed: object) -> list[str]:
    wanted = replace(TaskFilter(), **narrowed)  # type: ignore[arg-type]  # a test names what it needs
    work = office.work_of(username)
    page = list_tasks(work, view, wanted, Window())
    assert count_tasks(work, view, wanted) == Count(len(page.rows), False)
    return [task.name for task in page.rows]


@pytest.fixture
def desk(office: Office) -> Office:
    """Three tasks of the surveyors, one of them taken, and two of other groups."""
    now = office.work.now
    office.opens("survey", "surveyor", name="later", due_at=now + 2 * DAY)
    office.opens("survey", "surveyor", name="sooner", due_at=now + DAY, case_id=7)
    taken = office.opens("survey_report", "surveyor", name="taken")
    claim_task(office.work_of("u_sur1"), taken.id)
    office.opens("adjudicate", "claims_adjudicator", name="noise")
    office.opens("acknowledge", "complaint_officer", name="complaint", business_key="CMP-1")
    return office


@pytest.mark.parametrize(
    ("username", "view", "found"),
    [
        ("u_sur1", View.MINE, ["taken"]),
        ("u_sur1", View.UNASSIGNED, ["sooner", "later"]),
        ("u_sur1", View.TEAM, ["sooner", "later", "taken"]),
        ("u_sur2", View.MINE, []),
        ("u_sur2", View.TEAM, ["sooner", "later", "taken"]),
        ("u_adj", View.UNASSIGNED, ["noise"]),
        ("u_arc", View.TEAM, []),
        ("u_int", View.TEAM, []),
        ("u_cmpm", View.ALL, ["complaint"]),
        ("u_aud", View.ALL, ["sooner", "later", "taken", "noise", "complaint"]),
    ],
)
def test_each_view_shows_what_it_says(
    desk: Office, username: str, view: View, found: list[str]
) -> None:
    assert names(desk, username, view) == found


def test_all_tasks_are_for_those_who_oversee_others(desk: Office) -> None:
    with pytest.raises(NotAllowed):
        names(desk, "u_sur1", View.ALL)


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"business_key": CASE_NUMBER}, ["sooner", "later", "taken"]),
        ({"business_key": "CLM-1"}, []),
        ({"case_id": 7}, ["sooner"]),
        ({"task_definition": "survey_report"}, ["taken"]),
        ({"process": "claim"}, ["sooner", "later", "taken"]),
        ({"process": "payment"}, []),
        ({"group": "surveyor"}, ["sooner", "later", "taken"]),
        ({"group": "claims_adjudicator"}, []),
        ({"q": "OON"}, ["sooner"]),
        ({"q": "clm-2026"}, ["sooner", "later", "taken"]),
        ({"q": "%"}, []),
    ],
)
def test_a_filter_narrows_a_list_and_its_count(
    desk: Office, narrowed: dict[str, object], found: list[str]
) -> None:
    assert names(desk, "u_sur2", View.TEAM, **narrowed) == found


def test_tasks_are_filtered_by_who_has_them(desk: Office) -> None:
    assert names(desk, "u_sur2", View.TEAM, assignee_id=desk.user_id("u_sur1")) == ["taken"]


@pytest.mark.parametrize("view", [View.TEAM, View.ALL])
def test_tasks_are_filtered_by_when_they_are_due(desk: Office, view: View) -> None:
    split = desk.work.now + dt.timedelta(hours=30)
    desk.joins("u_sur2", "auditor")

    assert names(desk, "u_sur2", view, due_before=split) == ["sooner"]
    assert names(desk, "u_sur2", view, due_after=split) == ["later"]


def test_my_tasks_are_filtered_by_group_too(desk: Office) -> None:
    assert names(desk, "u_sur1", View.MINE, group="surveyor") == ["taken"]
    assert names(desk, "u_sur1", View.MINE, group="archivist") == []


def test_an_auditor_filters_all_tasks_by_any_group(desk: Office) -> None:
    assert names(desk, "u_aud", View.ALL, group="claims_adjudicator") == ["noise"]


def test_a_task_of_two_of_my_groups_is_shown_once(office: Office) -> None:
    office.opens("assess_loss", "assessor", "approver_l1", name="both")

    assert names(office, "u_dual", View.TEAM) == ["both"]


def test_a_task_offered_to_a_person_is_found_by_that_person(office: Office) -> None:
    office.opens("survey", name="joint", users=[office.user_id("u_sur2")])

    assert names(office, "u_sur2", View.UNASSIGNED) == ["joint"]
    assert names(office, "u_sur1", View.UNASSIGNED) == []


def test_urgent_tasks_come_first_then_those_due_sooner(desk: Office) -> None:
    later = list_case_tasks(desk.work.session, CASE)[0]
    raise_priority(desk.work, later.id, amount=Decimal(10_000))

    assert names(desk, "u_sur1", View.TEAM) == ["later", "sooner", "taken"]


def test_a_new_due_date_moves_a_task_in_the_list(desk: Office) -> None:
    later = list_case_tasks(desk.work.session, CASE)[0]
    set_due(desk.work, later.id, desk.work.now + dt.timedelta(hours=1))

    assert names(desk, "u_sur1", View.TEAM) == ["later", "sooner", "taken"]


def test_withdrawn_tasks_are_in_no_list(desk: Office) -> None:
    withdraw_tasks(desk.work, CASE)

    assert names(desk, "u_sur1", View.TEAM) == ["sooner"]


KEYS: dict[str, Callable[[InboxTask], object]] = {
    "-priority,due_at": lambda task: (-task.priority, task.due_order, task.id),
    "priority": lambda task: (task.priority, -task.id),
    "due_at": lambda task: (task.due_order, task.id),
    "-due_at": lambda task: (-task.due_order.timestamp(), -task.id),
    "created_at": lambda task: task.id,
    "-priority,-due_at": lambda task: (-task.priority, -task.due_order.timestamp(), -task.id),
}


@pytest.fixture
def pile(office: Office) -> Office:
    """Twelve tasks of mine, of three priorities, some due on the same day, some never."""
    office.joins("u_sur1", "auditor")
    me = office.user_id("u_sur1")
    for number in range(12):
        days = number % 4
        due_at = office.work.now + days * DAY if days else None
        office.opens("survey", "surveyor", priority=50 + number % 3, due_at=due_at, assignee_id=me)
    return office


def page(office: Office, view: View, window: Window) -> Slice[InboxTask]:
    return list_tasks(office.work_of("u_sur1"), view, TaskFilter(), window)


def sent_back(cursor: Cursor | None) -> Cursor:
    """Return a cursor as it comes back from a caller."""
    assert cursor is not None
    return from_plain(to_plain(cursor))


@pytest.mark.parametrize("view", [View.TEAM, View.ALL, View.MINE])
@pytest.mark.parametrize("sort", list(KEYS))
def test_pages_follow_one_another_and_lead_back(pile: Office, view: View, sort: str) -> None:
    order = Sort.parse(sort)

    whole = page(pile, view, Window(sort=order))
    first = page(pile, view, Window(sort=order, limit=5))
    second = page(pile, view, Window(sort=order, limit=5, after=sent_back(first.next)))
    third = page(pile, view, Window(sort=order, limit=5, after=sent_back(second.next)))
    back = page(pile, view, Window(sort=order, limit=5, after=sent_back(third.prev)))

    assert whole.rows == sorted(whole.rows, key=KEYS[sort])  # type: ignore[arg-type]  # comparable
    assert [*first.rows, *second.rows, *third.rows] == whole.rows
    assert (first.prev, third.next, len(third.rows)) == (None, None, 2)
    assert back.rows == second.rows


def test_a_cursor_of_another_order_is_refused(pile: Office) -> None:
    first = page(pile, View.TEAM, Window(limit=5))
    window = Window(sort=Sort.parse("created_at"), after=first.next)

    with pytest.raises(InvalidInput):
        page(pile, View.TEAM, window)


def test_a_list_is_not_sorted_by_what_it_does_not_know() -> None:
    with pytest.raises(InvalidInput, match="subject"):
        Sort.parse("subject")


def test_the_counts_of_all_views_come_at_once(desk: Office) -> None:
    counts = count_views(desk.work_of("u_sur1"))

    assert counts == {
        View.MINE: Count(1, False),
        View.UNASSIGNED: Count(2, False),
        View.TEAM: Count(3, False),
    }


def test_counting_stops_at_a_cap(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "TOTAL_CAP", 2)

    assert count_tasks(desk.work_of("u_sur1"), View.TEAM, TaskFilter()) == Count(2, True)


@pytest.mark.parametrize(("view", "counted_at"), [(View.TEAM, 12), (View.ALL, 2)])
def test_a_count_that_looks_into_each_task_looks_at_so_many_and_says_so(
    desk: Office, monkeypatch: pytest.MonkeyPatch, view: View, counted_at: int
) -> None:
    desk.joins("u_sur1", "auditor")
    wanted = TaskFilter(process="claim")
    whole = count_tasks(desk.work_of("u_sur1"), view, wanted)

    monkeypatch.setattr(lists, "COUNTED_AT", counted_at)
    beginning = count_tasks(desk.work_of("u_sur1"), view, wanted)

    assert (whole.capped, beginning) == (False, Count(2, True))


def plans(connection: sa.Connection, statements: Iterable[tuple[str, Any]]) -> list[str]:
    """Say how SQLite reads each statement."""
    rows = [
        connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        for text, values in statements
    ]
    return [row[3] for result in rows for row in result]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("view", list(View))
def test_every_view_is_read_by_index(pile: Office, view: View) -> None:
    pile.joins("u_sur1", "archivist")
    connection = pile.work.session.connection()
    statements: list[tuple[str, Any]] = []
    sa.event.listen(
        connection,
        "before_cursor_execute",
        lambda _, __, text, values, *___: statements.append((text, values)),
    )
    page(pile, view, Window())
    count_tasks(pile.work_of("u_sur1"), view, TaskFilter())

    steps = plans(connection, list(statements))

    whole_tables = [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]
    assert [step for step in whole_tables if "task" in step] == []

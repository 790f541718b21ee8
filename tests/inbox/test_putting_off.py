"""A task that is put off leaves the usual lists and their counts, and comes back by itself."""

import datetime as dt
from dataclasses import replace

import pytest

from app.inbox.operations import (
    TaskChanges,
    assign_task,
    change_task,
    claim_task,
    delegate_task,
    raise_priority,
    release_task,
)
from app.inbox.queries import (
    FollowUp,
    TaskFilter,
    View,
    Window,
    count_tasks,
    count_views,
    get_task,
    list_tasks,
)
from app.work import Work
from tests.inbox.conftest import Office

HOUR = dt.timedelta(hours=1)
DUE, LATER, ANY = FollowUp.DUE, FollowUp.LATER, FollowUp.ANY


@pytest.fixture
def desk(office: Office) -> Office:
    """A taken task and a free one that are put off for an hour, and one of each that is not."""
    tasks = {
        name: office.opens("survey", "surveyor", name=name)
        for name in ("mine", "free", "mine, put off", "free, put off")
    }
    office.opens("archive_claim", "archivist", name="noise")
    until = TaskChanges(follow_up_at=office.work.now + HOUR)
    for name in ("mine", "mine, put off"):
        claim_task(office.work_of("u_sur1"), tasks[name].id)
    change_task(office.work_of("u_sur1"), tasks["mine, put off"].id, until)
    change_task(office.work_of("u_sup"), tasks["free, put off"].id, until)
    return office


def found(work: Work, view: View, follow_up: FollowUp | None) -> set[str]:
    narrowed = TaskFilter(follow_up=follow_up)
    tasks = list_tasks(work, view, narrowed, Window()).rows
    assert count_tasks(work, view, narrowed).total == len(tasks)
    return {task.name for task in tasks}


@pytest.mark.parametrize(
    ("username", "view", "follow_up", "names"),
    [
        ("u_sur1", View.MINE, None, {"mine"}),
        ("u_sur1", View.MINE, LATER, {"mine, put off"}),
        ("u_sur1", View.MINE, ANY, {"mine", "mine, put off"}),
        ("u_sur1", View.UNASSIGNED, None, {"free"}),
        ("u_sur2", View.UNASSIGNED, LATER, {"free, put off"}),
        ("u_sur2", View.TEAM, None, {"mine", "free"}),
        ("u_sur2", View.TEAM, LATER, {"mine, put off", "free, put off"}),
        ("u_sup", View.ALL, DUE, {"mine", "free", "noise"}),
        ("u_sup", View.ALL, None, {"mine", "free", "mine, put off", "free, put off", "noise"}),
    ],
)
def test_what_is_put_off_is_shown_to_who_asks_for_it(
    desk: Office, username: str, view: View, follow_up: FollowUp | None, names: set[str]
) -> None:
    assert found(desk.work_of(username), view, follow_up) == names


def test_the_counts_of_views_leave_it_out_too(desk: Office) -> None:
    counts = count_views(desk.work_of("u_sur1"))

    assert {view: counts[view].total for view in counts} == {
        View.MINE: 1,
        View.UNASSIGNED: 1,
        View.TEAM: 2,
    }


@pytest.mark.parametrize(("wait", "there"), [(HOUR - HOUR / 60, 2), (HOUR, 4)])
def test_it_comes_back_at_its_instant(desk: Office, wait: dt.timedelta, there: int) -> None:
    later = replace(desk.work_of("u_sur1"), now=desk.work.now + wait)

    assert len(found(later, View.TEAM, None)) == there


def test_what_is_overdue_is_put_off_no_more(desk: Office) -> None:
    task = list_tasks(desk.work_of("u_sur1"), View.MINE, TaskFilter(follow_up=LATER), Window())

    raise_priority(desk.work, task.rows[0].id, limit=desk.work.now)

    assert get_task(desk.work.session, task.rows[0].id).follow_up_at is None
    assert found(desk.work_of("u_sur1"), View.MINE, None) == {"mine", "mine, put off"}


def test_who_takes_it_up_again_finds_it_at_once(desk: Office) -> None:
    work = desk.work_of("u_sur1")
    (task,) = list_tasks(work, View.MINE, TaskFilter(follow_up=LATER), Window()).rows

    change_task(work, task.id, TaskChanges(follow_up_at=None))

    assert found(work, View.MINE, None) == {"mine", "mine, put off"}


def test_what_is_put_off_until_before_its_limit_stays_so(desk: Office) -> None:
    (task,) = list_tasks(
        desk.work_of("u_sur1"), View.MINE, TaskFilter(follow_up=LATER), Window()
    ).rows

    raise_priority(desk.work, task.id, limit=desk.work.now + 2 * HOUR)

    assert found(desk.work_of("u_sur1"), View.MINE, None) == {"mine"}


# ---------------------------------------------------------------- in other hands
def of(office: Office, username: str, name: str, view: View) -> tuple[Work, int]:
    """Return somebody's work, and the id of what is put off under a name."""
    work = office.work_of(username)
    rows = list_tasks(work, view, TaskFilter(follow_up=LATER), Window()).rows
    return work, next(task.id for task in rows if task.name == name)


def test_who_takes_what_is_put_off_finds_it(desk: Office) -> None:
    claim_task(*of(desk, "u_sur2", "free, put off", View.UNASSIGNED))

    assert found(desk.work_of("u_sur2"), View.MINE, None) == {"free, put off"}


def test_what_is_given_back_is_not_hidden_from_its_groups(desk: Office) -> None:
    release_task(*of(desk, "u_sur1", "mine, put off", View.MINE))

    assert found(desk.work_of("u_sur2"), View.UNASSIGNED, None) == {"free", "mine, put off"}


def test_who_is_handed_or_given_it_finds_it(desk: Office) -> None:
    to = desk.user_id("u_sur2")
    delegate_task(*of(desk, "u_sur1", "mine, put off", View.MINE), user_id=to)
    assign_task(*of(desk, "u_sup", "free, put off", View.ALL), user_id=to, reason="支援")

    assert found(desk.work_of("u_sur2"), View.MINE, None) == {"mine, put off", "free, put off"}


def test_what_a_lead_offers_to_others_is_not_hidden_from_them(desk: Office) -> None:
    assign_task(*of(desk, "u_sup", "mine, put off", View.ALL), group="assessor", reason="转定损")

    assert found(desk.work_of("u_dual"), View.UNASSIGNED, None) >= {"mine, put off"}

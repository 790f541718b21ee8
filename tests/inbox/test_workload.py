"""What waits for a group, who has it, and giving it out; counted alike by both databases."""

import datetime as dt

import pytest

from app.errors import Conflict, NotAllowed
from app.identity.models import User
from app.inbox import workload
from app.inbox.operations import (
    claim_task,
    delegate_task,
    distribute,
    for_each,
    release_task,
    resolve_task,
)
from app.inbox.queries import Count, TaskFilter, Window
from app.inbox.workload import GroupLoad, get_workload
from tests.inbox.conftest import Office

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def desk(office: Office) -> Office:
    """Tasks of the surveyors: one late and taken, two due today, one later, one put off."""
    now = office.work.now
    late = office.opens("survey", "surveyor", name="late", due_at=now - HOUR)
    claim_task(office.work_of("u_sur1"), late.id)
    office.opens("survey", "surveyor", name="now", due_at=now)
    office.opens("survey", "surveyor", name="today", due_at=now + HOUR)
    office.opens("survey", "surveyor", name="later", due_at=now + 3 * DAY)
    office.opens("survey", "surveyor", name="put off", due_at=now, follow_up_at=now + HOUR)
    office.opens("archive_claim", "archivist", name="noise", due_at=now - DAY)
    return office


def load(office: Office, username: str = "u_sup") -> GroupLoad:
    return get_workload(office.work_of(username), "surveyor")


def test_a_queue_is_counted_part_by_part(desk: Office) -> None:
    found = load(desk)

    counts = (found.open, found.free, found.overdue, found.due_today, found.at_risk, found.put_off)
    assert [count.total for count in counts] == [4, 3, 1, 2, 2, 1]
    assert found.oldest_at == desk.work.now
    assert [(one.user.username, one.open, one.overdue) for one in found.members] == [
        ("u_sur1", 1, 1),
        ("u_sur2", 0, 0),
    ]


def test_counting_a_queue_stops_at_a_cap(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workload, "TOTAL_CAP", 2)

    assert (load(desk).open, load(desk).overdue) == (Count(2, True), Count(1, False))


def test_an_empty_queue_has_no_oldest_task(office: Office) -> None:
    assert (load(office).oldest_at, load(office).open) == (None, Count(0, False))


def test_free_tasks_go_round(desk: Office) -> None:
    outcomes = distribute(desk.work_of("u_sup"), "surveyor", TaskFilter(), Window())

    given = [one.task.assignee_id for one in outcomes if one.task is not None]
    fewer, more = desk.user_id("u_sur2"), desk.user_id("u_sur1")
    assert given == [fewer, more, fewer]


def test_who_no_longer_works_here_is_given_nothing(desk: Office) -> None:
    left = desk.work.session.get_one(User, desk.user_id("u_sur2"))
    left.active = False
    desk.work.session.flush()

    outcomes = distribute(desk.work_of("u_sup"), "surveyor", TaskFilter(), Window(limit=1))

    assert [one.task and one.task.assignee_id for one in outcomes] == [desk.user_id("u_sur1")]


def test_only_a_lead_gives_out(desk: Office) -> None:
    with pytest.raises(NotAllowed):
        distribute(desk.work_of("u_sur1"), "surveyor", TaskFilter(), Window())


def test_what_is_refused_of_one_is_undone_by_itself(desk: Office) -> None:
    tasks = [desk.opens("survey", "surveyor").id for _ in range(3)]
    claim_task(desk.work_of("u_sur2"), tasks[1])

    outcomes = for_each(desk.work_of("u_sur1"), [*reversed(tasks), tasks[0]], claim_task)

    assert [one.task_id for one in outcomes] == list(reversed(tasks))
    assert [one.refusal and one.refusal.code for one in outcomes] == [None, "already_claimed", None]
    assert desk.opens("survey", "surveyor").id not in tasks


def test_a_task_goes_over_and_comes_back(desk: Office) -> None:
    task = desk.opens("survey", "surveyor")
    claim_task(desk.work_of("u_sur1"), task.id)

    delegate_task(desk.work_of("u_sur1"), task.id, user_id=desk.user_id("u_sur2"))
    with pytest.raises(Conflict):
        release_task(desk.work_of("u_sur1"), task.id)
    resolve_task(desk.work_of("u_sur2"), task.id)

    assert (task.assignee_id, task.owner_id) == (desk.user_id("u_sur1"), None)

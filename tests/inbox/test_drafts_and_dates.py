"""Drafts of answers, due dates and priorities, and who sees a task."""

import datetime as dt
from decimal import Decimal

import pytest

from app.errors import ClaimdeskError, InvalidInput, NotAllowed, Stale
from app.inbox import rules
from app.inbox.history import list_history
from app.inbox.models import InboxTask, TaskAct
from app.inbox.operations import (
    delete_draft,
    find_draft,
    raise_priority,
    save_draft,
    set_due,
)
from tests.inbox.conftest import Office


@pytest.fixture
def task(office: Office) -> InboxTask:
    office.opens("archive_claim", "archivist")
    return office.opens("survey", "surveyor")


def acts(office: Office, task: InboxTask) -> list[tuple[TaskAct, str | None]]:
    history = list_history(office.work.session, task.id).rows
    return [(entry.event.act, entry.actor.username if entry.actor else None) for entry in history]


def test_a_draft_has_a_version_of_its_own(office: Office, task: InboxTask) -> None:
    work = office.work_of("u_sur1")

    assert save_draft(work, task.id, {"note": "a"}, expected_version=0).version == 1
    assert save_draft(work, task.id, {"note": "b"}, expected_version=1).version == 2
    with pytest.raises(Stale) as refused:
        save_draft(work, task.id, {"note": "c"}, expected_version=1)

    assert refused.value.current == 2
    assert task.version == 1


def test_a_draft_is_seen_by_its_writer_only(office: Office, task: InboxTask) -> None:
    save_draft(office.work_of("u_sur1"), task.id, {"note": "mine"})

    kept = find_draft(office.work_of("u_sur1"), task.id)
    assert kept is not None
    assert kept.answers == {"note": "mine"}
    assert find_draft(office.work_of("u_sur2"), task.id) is None
    assert find_draft(office.work, task.id) is None


def test_a_draft_is_gone_when_thrown_away_or_sent(office: Office, task: InboxTask) -> None:
    work = office.work_of("u_sur1")
    save_draft(work, task.id, {"note": "a"})
    delete_draft(work, task.id)
    assert find_draft(work, task.id) is None

    save_draft(work, task.id, {"note": "b"})
    office.completes("u_sur1", task)

    assert find_draft(work, task.id) is None


@pytest.mark.parametrize(
    ("username", "answers", "refusal"),
    [
        ("u_arc", {}, NotAllowed),
        ("u_sur1", {"note": "x" * 70_000}, InvalidInput),
    ],
)
def test_a_draft_that_cannot_be_kept_is_refused(
    office: Office,
    task: InboxTask,
    username: str,
    answers: dict[str, str],
    refusal: type[ClaimdeskError],
) -> None:
    with pytest.raises(refusal):
        save_draft(office.work_of(username), task.id, answers)


def test_a_changed_due_date_or_priority_is_remembered(office: Office, task: InboxTask) -> None:
    due_at = office.work.now + dt.timedelta(days=1)

    set_due(office.work, task.id, due_at)
    raise_priority(office.work, task.id, amount=Decimal(2_000_000))
    raise_priority(office.work, task.id, amount=Decimal(2_000_000))

    assert (task.due_at, task.priority, task.version) == (due_at, 65, 2)
    event = list_history(office.work.session, task.id).rows[-1].event
    assert event.detail["priority"] == [50, 65]


def test_an_ended_task_keeps_its_due_date(office: Office, task: InboxTask) -> None:
    office.completes("u_sur1", task)

    assert set_due(office.work, task.id, office.work.now).due_at is None


@pytest.mark.parametrize(
    ("username", "reads_all", "sees"),
    [("u_sur2", False, True), ("u_arc", False, False), ("u_arc", True, True)],
)
def test_a_task_is_seen_by_its_groups_and_those_who_read_all(
    office: Office, task: InboxTask, username: str, reads_all: bool, sees: bool
) -> None:
    assert rules.may_see(task, office.people[username], reads_all=reads_all) is sees


def test_a_task_given_to_someone_outside_its_groups_is_theirs(office: Office) -> None:
    task = office.opens("survey_report", assignee_id=office.user_id("u_arc"))

    assert rules.may_see(task, office.people["u_arc"], reads_all=False)
    assert office.completes("u_arc", task).completed_by == office.user_id("u_arc")

"""What somebody has read is theirs alone, until somebody else touches it."""

from decimal import Decimal

import pytest

from app.inbox import read_marks
from app.inbox.models import InboxTask
from app.inbox.operations import claim_task, raise_priority
from app.inbox.read_marks import list_read, mark_read, mark_unread
from tests.inbox.conftest import Office


@pytest.fixture
def task(office: Office) -> InboxTask:
    office.opens("survey", "surveyor", name="noise")
    return office.opens("survey", "surveyor")


def is_read(office: Office, username: str, task: InboxTask) -> bool:
    return task.id in list_read(office.work.session, office.people[username], [task.id])


def test_a_task_is_read_by_who_opened_it_and_by_nobody_else(
    office: Office, task: InboxTask
) -> None:
    mark_read(office.work_of("u_sur1"), task.id)

    assert (is_read(office, "u_sur1", task), is_read(office, "u_sur2", task)) == (True, False)


def test_what_somebody_else_does_makes_it_unread_again(office: Office, task: InboxTask) -> None:
    mark_read(office.work_of("u_sur1"), task.id)
    mark_read(office.work_of("u_sur2"), task.id)

    claim_task(office.work_of("u_sur1"), task.id)

    assert (is_read(office, "u_sur1", task), is_read(office, "u_sur2", task)) == (True, False)


def test_what_the_process_does_makes_it_unread_again(office: Office, task: InboxTask) -> None:
    mark_read(office.work_of("u_sur1"), task.id)

    raise_priority(office.work, task.id, amount=Decimal(2_000_000))

    assert not is_read(office, "u_sur1", task)


def test_opening_it_again_makes_it_read(office: Office, task: InboxTask) -> None:
    mark_read(office.work_of("u_sur1"), task.id)
    raise_priority(office.work, task.id, amount=Decimal(2_000_000))

    mark_read(office.work_of("u_sur1"), task.id)

    assert is_read(office, "u_sur1", task)


def test_a_task_may_stand_out_as_unread_again(office: Office, task: InboxTask) -> None:
    mark_read(office.work_of("u_sur1"), task.id)
    mark_read(office.work_of("u_sur2"), task.id)

    mark_unread(office.work_of("u_sur1"), task.id)

    assert (is_read(office, "u_sur1", task), is_read(office, "u_sur2", task)) == (False, True)


def test_opening_it_is_news_once_and_never_of_who_only_reads(
    office: Office, task: InboxTask
) -> None:
    assert read_marks.is_news(office.work_of("u_sur1"), task.id)
    mark_read(office.work_of("u_sur1"), task.id)

    assert not read_marks.is_news(office.work_of("u_sur1"), task.id)
    assert not read_marks.is_news(office.work_of("u_aud"), task.id)

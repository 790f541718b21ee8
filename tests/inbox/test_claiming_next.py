"""People who ask for their next task get the first free one; of several at once each another."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import database
from app.inbox import segregation
from app.inbox.models import InboxTask
from app.inbox.operations import claim_next
from app.inbox.queries import TaskFilter, Window
from app.work import Work
from tests.inbox.conftest import Office

ROUNDS, TOGETHER = 6, 4


def takes(work: Work, **narrowed: object) -> InboxTask | None:
    return claim_next(work, TaskFilter(**narrowed), Window())  # type: ignore[arg-type]  # a test names what it needs


def test_the_most_urgent_free_task_of_ones_groups_is_taken(office: Office) -> None:
    office.opens("survey", "surveyor", name="usual")
    urgent = office.opens("survey", "surveyor", priority=80)
    office.opens("archive_claim", "archivist", name="noise", priority=90)

    taken = takes(office.work_of("u_sur1"))

    assert taken is urgent
    assert taken.assignee_id == office.user_id("u_sur1")


def test_where_nothing_is_left_nothing_is_taken(office: Office) -> None:
    office.opens("survey", "surveyor", assignee_id=office.user_id("u_sur2"))

    assert takes(office.work_of("u_sur1")) is None


def test_only_what_the_filter_finds_is_taken(office: Office) -> None:
    office.opens("survey", "surveyor", priority=80)
    contact = office.opens("contact_customer", "surveyor")

    assert takes(office.work_of("u_sur1"), task_definition="contact_customer") is contact
    assert takes(office.work_of("u_sur1"), task_definition="contact_customer") is None


def test_what_segregation_forbids_is_passed_over(office: Office) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor"))
    office.opens("approve_step", "approver_l1")
    other = office.opens("approve_step", "approver_l1", case_id=7)

    assert takes(office.work_of("u_dual")) is other
    assert takes(office.work_of("u_dual")) is None


def test_what_is_forbidden_since_it_was_listed_is_passed_over(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor"))
    monkeypatch.setattr(segregation, "exclude_from_new", lambda work, tasks: None)
    office.opens("approve_step", "approver_l1")

    assert takes(office.work_of("u_dual")) is None


def test_a_long_list_is_walked_to_its_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor"))
    monkeypatch.setattr(segregation, "exclude_from_new", lambda work, tasks: None)
    forbidden = [office.opens("approve_step", "approver_l1") for _ in range(25)]
    last = office.opens("approve_step", "approver_l1", case_id=7)

    assert takes(office.work_of("u_dual")) is last
    assert {task.assignee_id for task in forbidden} == {None}


def test_of_several_at_once_each_gets_another_and_none_fails(
    office: Office, database_url: str
) -> None:
    expected = {office.opens("survey", "surveyor").id for _ in range(ROUNDS * TOGETHER)}
    office.work.session.commit()
    engine = sa.create_engine(database_url)
    database.prepare(engine)
    start = Barrier(TOGETHER)

    def take_some(number: int) -> list[int]:
        taken = []
        for _ in range(ROUNDS):
            with Session(engine) as session:
                work = replace(office.work_of(("u_sur1", "u_sur2")[number % 2]), session=session)
                start.wait()
                session.connection(execution_options={"writes": True})
                task = takes(work)
                assert task is not None
                session.commit()
                taken.append(task.id)
        return taken

    with ThreadPoolExecutor(TOGETHER) as pool:
        results = list(pool.map(take_some, range(TOGETHER)))

    engine.dispose()
    taken = [task_id for result in results for task_id in result]
    assert (len(taken), set(taken)) == (len(expected), expected)

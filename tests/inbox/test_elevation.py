"""The last approvers leave at the same moment: what waited for them still goes up."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import database
from app.database import next_key
from app.identity.queries import get_user
from app.inbox.operations import open_tasks, set_user_active
from app.inbox.queries import get_task
from app.work import Work
from tests.inbox.conftest import Office

TRIES = 5


@pytest.fixture
def office_of_two(office: Office) -> Office:
    """The first tier is u_l1a and u_l1b."""
    set_user_active(office.work, get_user(office.work.session, "u_dual"), False)
    return office


@pytest.fixture
def at_once(office_of_two: Office, database_url: str) -> "Iterator[AtOnce]":
    """Acts at the same moment."""
    acts = AtOnce(office_of_two, database_url)
    yield acts
    acts.close()


def leaves(work: Work, username: str) -> None:
    set_user_active(work, get_user(work.session, username), False)


class AtOnce:
    """Two acts, each with a connection of its own, starting on one signal."""

    def __init__(self, office: Office, url: str) -> None:
        self._office, self._start = office, Barrier(2)
        self._engine = sa.create_engine(url)
        database.prepare(self._engine)

    def run(self, *acts) -> None:  # type: ignore[no-untyped-def]
        with ThreadPoolExecutor(2) as pool:
            for runner in [pool.submit(self._run, act) for act in acts]:
                runner.result()
        self._office.work.session.expire_all()

    def _run(self, act) -> None:  # type: ignore[no-untyped-def]
        with Session(self._engine) as session:
            self._start.wait()
            session.connection(execution_options={"writes": True})
            act(replace(self._office.work, session=session))
            session.commit()

    def close(self) -> None:
        self._engine.dispose()


def return_all(office: Office) -> None:
    for username in ("u_l1a", "u_l1b"):
        set_user_active(office.work, get_user(office.work.session, username), True)


def both_leave(office: Office, at_once: AtOnce) -> list[str]:
    """Let the last two leave while a task waits for them; return who is offered it then."""
    return_all(office)
    task = office.opens("approve_step", "approver_l1")
    office.work.session.commit()
    at_once.run(lambda work: leaves(work, "u_l1a"), lambda work: leaves(work, "u_l1b"))
    return get_task(office.work.session, task.id).groups


def one_leaves(office: Office, at_once: AtOnce) -> list[str]:
    """Let the last one leave while a task opens; return who is offered it then."""
    return_all(office)
    leaves(office.work, "u_l1b")
    task_id = next_key(office.work.session)
    new = replace(office.new("approve_step", "approver_l1"), id=task_id)
    office.work.session.commit()
    at_once.run(lambda work: open_tasks(work, [new]), lambda work: leaves(work, "u_l1a"))
    return get_task(office.work.session, task_id).groups


@pytest.mark.parametrize("happens", [both_leave, one_leaves])
def test_what_nobody_is_left_for_goes_up_however_close_it_comes(
    office_of_two: Office, at_once: AtOnce, happens: Callable[[Office, AtOnce], list[str]]
) -> None:
    groups = [happens(office_of_two, at_once) for _ in range(TRIES)]

    assert groups == [["approver_l2"]] * TRIES

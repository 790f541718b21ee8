"""A small office: people, a table of segregation, and tasks that a process has reached."""

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import clock
from app.decision_results import DecisionResult
from app.identity.demo import create_people
from app.identity.models import Membership, User
from app.identity.queries import actor_of
from app.inbox.models import InboxTask
from app.inbox.operations import NewTask, mark_completed, open_tasks, prepare_completion
from app.work import SYSTEM, Actor, Processes, Work
from tests.conftest import engine_of
from tests.databases import new_postgres

CASE = 100
CASE_NUMBER = "CLM-20260101-000001"

#: first task, second task: whether one person may do both; everything else is allowed
SEGREGATION = {
    ("survey", "assess_loss"): "motor<=2000",
    ("assess_loss", "adjudicate"): "never",
    ("assess_loss", "approve_step"): "never",
    ("adjudicate", "approve_step"): "never",
    ("approve_step", "approve_step"): "never",
    ("make_payment_order", "review_payment"): "never",
    ("any_claim_task", "complaint_owner"): "never",
}


class Table:
    """The table of segregation, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def decide(
        self,
        session: Session,
        decision_id: str,
        inputs: Mapping[str, object],
        *,
        at: dt.datetime,
        version: int | None = None,
    ) -> DecisionResult:
        self.asked += 1
        pair = (str(inputs["first_task"]), str(inputs["second_task"]))
        return DecisionResult(
            decision=decision_id,
            value=SEGREGATION.get(pair, "allowed"),
            matched=(),
            inputs=inputs,
            digest="d20",
            version=1,
        )


@dataclass(frozen=True, kw_only=True)
class Office:
    """Opens tasks and lets people act, each in a Work of their own."""

    work: Work
    people: dict[str, Actor]
    table: Table
    tokens: Iterator[int]

    def work_of(self, username: str) -> Work:
        return replace(self.work, actor=self.people[username])

    def user_id(self, username: str) -> int:
        user_id = self.people[username].user_id
        assert user_id is not None
        return user_id

    def new(self, element: str, *groups: str, **fields: object) -> NewTask:
        plain = NewTask(
            case_id=CASE,
            token_id=next(self.tokens),
            element=element,
            process_id="claim",
            root_process_id="claim",
            business_key=CASE_NUMBER,
            name=element,
            groups=groups,
        )
        return replace(plain, **fields)  # type: ignore[arg-type]  # a test names what it needs

    def opens(self, element: str, *groups: str, **fields: object) -> InboxTask:
        return open_tasks(self.work, [self.new(element, *groups, **fields)])[0]

    def joins(self, username: str, group: str) -> None:
        user = self.work.session.get(User, self.user_id(username))
        assert user is not None
        user.memberships.append(Membership(user_id=user.id, group_code=group))
        self.work.session.flush()
        self.people[username] = actor_of(user)

    def completes(self, username: str, task: InboxTask) -> InboxTask:
        work = self.work_of(username)
        prepared = prepare_completion(work, task.id)
        mark_completed(work, prepared)
        return prepared


def work_in(session: Session, table: Table) -> Work:
    processes = Processes(decide=table.decide, zone=ZoneInfo("Asia/Shanghai"))
    return Work(session=session, processes=processes, now=clock.now(session), actor=SYSTEM)


@pytest.fixture(scope="session")
def sqlite_shared(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sa.Engine]:
    """An engine on a file with the demo people, in which tests write and nothing else stays."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("office"))
    with engine_of(f"sqlite:///{path}") as engine:
        _hire(engine)
        yield engine


@pytest.fixture(scope="session")
def postgres_shared(
    postgres_server: sa.URL, postgres_template: sa.URL, worker_id: str
) -> Iterator[sa.Engine]:
    """An engine on a database with the demo people, in which tests write and nothing else stays."""
    like = str(postgres_template.database)
    with engine_of(new_postgres(postgres_server, f"office_{worker_id}", template=like)) as engine:
        _hire(engine)
        yield engine


def _hire(engine: sa.Engine) -> None:
    with engine.connect().execution_options(writes=True) as connection:
        with Session(connection) as session:
            create_people(work_in(session, Table()), "")
            session.commit()
        connection.commit()


@pytest.fixture
def office(session: Session) -> Office:
    """The office with its people, also in a database of the test's own."""
    table = Table()
    work = work_in(session, table)
    found = session.scalars(sa.select(User)).all() or create_people(work, "")
    people = {user.username: actor_of(user) for user in found}
    session.flush()
    return Office(work=work, people=people, table=table, tokens=count(1))

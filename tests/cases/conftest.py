"""A small office for tests of cases: it deploys, starts, completes, and lets time pass."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import clock
from app.cases import due, operations
from app.cases.models import ElementInstance, Incident
from app.decision_results import DecisionResult, MatchedRule
from app.identity.demo import create_people
from app.identity.models import User
from app.identity.queries import actor_of
from app.inbox.models import InboxTask, TaskStatus
from app.work import SYSTEM, Actor, Processes, Work
from tests.working import ZONE

Answer = Callable[[Mapping[str, object]], Any]


class Office:
    """Drives cases on one session, each act in a Work of its own."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now = clock.now(session)
        self.handlers: dict[str, Any] = {}
        self.listeners: dict[str, Any] = {}
        self.answers: dict[str, Answer] = {"segregation": lambda inputs: "allowed"}
        self.actor: Actor = SYSTEM

    def decide(
        self,
        session: Session,
        decision_id: str,
        inputs: Mapping[str, object],
        *,
        at: dt.datetime,
        version: int | None = None,
    ) -> DecisionResult:
        return DecisionResult(
            decision=decision_id,
            value=self.answers[decision_id](inputs),
            matched=(MatchedRule(decision=decision_id, rule="r1", index=1, annotation=""),),
            inputs={},
            digest="d",
            version=version or 1,
        )

    @property
    def work(self) -> Work:
        processes = Processes(
            handlers=self.handlers, listeners=self.listeners, decide=self.decide, zone=ZONE
        )
        return Work(session=self.session, processes=processes, now=self.now, actor=self.actor)

    def deploy(self, *diagrams: bytes, **files: bytes) -> operations.Deployed:
        named = {f"d{number}.bpmn": content for number, content in enumerate(diagrams)}
        more = {name.replace("__", "."): content for name, content in files.items()}
        return operations.deploy(self.work, {**named, **more})

    def start(self, process_id: str = "p", key: str | None = None, **variables: Any) -> int:
        started = operations.start_case(
            self.work, process_id=process_id, variables=variables, business_key=key
        )
        return started.case.id

    def tasks(self, case_id: int | None = None) -> dict[str, InboxTask]:
        """The open tasks, by element."""
        query = sa.select(InboxTask).where(InboxTask.status == TaskStatus.OPEN)
        if case_id is not None:
            query = query.where(InboxTask.case_id == case_id)
        return {task.element: task for task in self.session.scalars(query)}

    def complete(self, element: str, **answers: Any) -> operations.Completion:
        task = self.tasks()[element]
        return operations.complete_task(self.work, task.id, answers=answers)

    def publish(self, name: str, key: str = "", **more: Any) -> operations.Published:
        return operations.publish_message(self.work, name=name, correlation_key=key, **more)

    def pass_time(self, **span: float) -> int:
        """Let time pass and fire what became due then; return how many firings."""
        self.now += dt.timedelta(**span)
        return sum(self._fire_all(kind) for kind in due.KINDS)

    def pass_the_hour(self) -> None:
        """Let an hour pass without firing anything."""
        self.now += dt.timedelta(hours=1)

    def _fire_all(self, kind: str) -> int:
        fired = 0
        while claimed := due.claim(self.work, kind):
            fired += due.fire(self.work, claimed)
        return fired

    def status(self, case_id: int) -> str:
        self.session.flush()
        return operations_status(self.session, case_id)

    def incidents(self) -> list[Incident]:
        query = sa.select(Incident).where(Incident.resolved_at.is_(None)).order_by(Incident.id)
        return list(self.session.scalars(query.execution_options(populate_existing=True)))

    def walked(self, case_id: int) -> list[tuple[str, str]]:
        """Element and state of everything that was entered, in order."""
        query = sa.select(ElementInstance).where(ElementInstance.case_id == case_id)
        query = query.order_by(ElementInstance.token_id)
        rows = self.session.scalars(query.execution_options(populate_existing=True))
        return [(row.element, row.state) for row in rows]

    def count(self, model: Any) -> int:
        return self.session.execute(sa.select(sa.func.count()).select_from(model)).scalar_one()


def operations_status(session: Session, case_id: int) -> str:
    from_table = sa.text('SELECT status FROM "case" WHERE id = :id')
    return str(session.execute(from_table, {"id": case_id}).scalar_one()).lower()


@pytest.fixture
def office(session: Session) -> Office:
    return Office(session)


@pytest.fixture
def people(office: Office) -> dict[str, Actor]:
    """The demo's people, by user name."""
    create_people(office.work, "x")
    return {user.username: actor_of(user) for user in office.session.scalars(sa.select(User))}

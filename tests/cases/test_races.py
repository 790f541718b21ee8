"""Two do the same at once: exactly one wins, and nothing is lost or done twice."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import database
from app.cases import clocks, due, operations
from app.cases.buffer import THROWN_TTL
from app.cases.models import Case, CaseStatus, ElementInstance, Timer
from app.errors import ClaimdeskError
from app.inbox.models import InboxTask
from tests.engine import diagrams as d
from tests.engine import extras as x

from .conftest import Office

TRIES = 200


class Branch:
    """One database, and as many sessions on it as there are threads."""

    def __init__(self, url: str) -> None:
        self.engine = sa.create_engine(url)
        database.prepare(self.engine)

    def act(self, act: Callable[[Office], Any]) -> Any:
        """Run one transaction of its own; a refusal is the result."""
        with Session(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options={"writes": True})
            office = Office(session)
            try:
                result = act(office)
                session.commit()
            except ClaimdeskError as refused:
                session.rollback()
                return refused
            return result

    def together(self, *acts: Callable[[Office], Any]) -> list[Any]:
        """Run acts at the same moment, each on its own thread."""
        gate = threading.Barrier(len(acts))

        def run(act: Callable[[Office], Any]) -> Any:
            gate.wait()
            return self.act(act)

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(run, acts))


@pytest.fixture
def branch(database_url: str) -> Iterator[Branch]:
    branch = Branch(database_url)
    yield branch
    branch.engine.dispose()


CHECKED = d.diagram(
    d.start(),
    d.user_task("check"),
    d.user_task("pay"),
    d.end(),
    d.flows("start > check > pay > end"),
)


def completing(task_id: int, who: str) -> Callable[[Office], Any]:
    def act(office: Office) -> Any:
        return operations.complete_task(office.work, task_id, answers={"by": who})

    return act


def kinds(results: list[Any]) -> list[str]:
    return sorted("refused" if isinstance(r, ClaimdeskError) else "done" for r in results)


@pytest.mark.slow
def test_of_two_simultaneous_completions_exactly_one_wins(branch: Branch) -> None:
    branch.act(lambda office: office.deploy(CHECKED))
    cases = [branch.act(lambda office: office.start()) for _ in range(TRIES)]
    tasks = branch.act(
        lambda office: dict(
            office.session.execute(sa.select(InboxTask.case_id, InboxTask.id)).all()
        )
    )
    results = [
        branch.together(completing(tasks[case], "ann"), completing(tasks[case], "bob"))
        for case in cases
    ]
    assert [kinds(result) for result in results] == [["done", "refused"]] * TRIES
    codes = {r.code for result in results for r in result if isinstance(r, ClaimdeskError)}
    assert codes <= {"already_completed", "conflict", "stale"}
    steps = sa.select(ElementInstance.element, sa.func.count()).group_by(ElementInstance.element)
    counted = branch.act(lambda office: dict(office.session.execute(steps).all()))
    assert counted == {"start": TRIES, "check": TRIES, "pay": TRIES}


def test_a_business_key_taken_twice_at_once_makes_one_case(branch: Branch) -> None:
    branch.act(lambda office: office.deploy(CHECKED))

    def start(office: Office) -> int:
        return office.start(key="CLM-1")

    results = [branch.together(start, start, start) for _ in range(5)]
    assert len({case for result in results for case in result}) == 1


def test_a_message_sent_while_the_case_begins_to_wait_is_not_lost(branch: Branch) -> None:
    waiting = d.diagram(
        d.start(),
        d.user_task("check"),
        d.catch("wait", x.on_message("answer")),
        d.end(),
        d.flows("start > check > wait > end"),
        declares=[x.message("answer", key="=n")],
    )
    branch.act(lambda office: office.deploy(waiting))

    def round_of(number: int) -> None:
        case = branch.act(lambda office: office.start(n=number))
        task = branch.act(lambda office: office.tasks(case)["check"].id)
        branch.together(
            completing(task, "ann"),
            lambda office: office.publish("answer", str(number), ttl=THROWN_TTL),
        )

    for number in range(30):
        round_of(number)
    statuses = branch.act(lambda office: list(office.session.scalars(sa.select(Case.status))))
    assert statuses == [CaseStatus.COMPLETED] * 30


def test_two_workers_fire_every_timer_once(branch: Branch) -> None:
    timed = d.diagram(
        d.start(),
        d.catch("wait", x.on_timer("PT1H")),
        d.user_task("check"),
        d.end(),
        d.flows("start > wait > check > end"),
    )
    branch.act(lambda office: office.deploy(timed))
    for _ in range(40):
        branch.act(lambda office: office.start())

    def worker() -> int:
        fired = 0
        while (count := branch.act(fire_one)) is not None:
            fired += count
        return fired

    def fire_one(office: Office) -> int | None:
        office.pass_the_hour()
        claimed = due.claim(office.work, "timer")
        return None if claimed is None else due.fire(office.work, claimed)

    with ThreadPoolExecutor(2) as pool:
        fired = [pool.submit(worker), pool.submit(worker)]
    assert sum(result.result() for result in fired) == 40
    left = branch.act(lambda office: office.count(Timer))
    assert left == 0
    assert branch.act(lambda office: office.count(InboxTask)) == 40


LIMITED = d.diagram(
    d.start(),
    d.user_task("check", x.properties(sla="payment_step")),
    d.end(),
    d.flows("start > check > end"),
)


def an_hour_later(office: Office) -> Office:
    limit = {"internal": "1 h", "statutory": None, "warn_before": "PT10M", "pausable": False}
    office.answers["sla_limit"] = lambda inputs: limit
    office.now += dt.timedelta(hours=1)
    return office


def breaching(office: Office) -> Any:
    work = an_hour_later(office).work
    case = clocks.claim_case(work)
    return clocks.fire_clocks(work, case.id) if case else []


@pytest.mark.slow
def test_a_breach_and_a_completion_at_once_do_not_wait_for_each_other(branch: Branch) -> None:
    branch.act(lambda office: office.deploy(LIMITED))

    def started(office: Office) -> int:
        office.now -= dt.timedelta(hours=1)
        an_hour_later(office).start()
        return office.tasks()["check"].id

    def completed(task_id: int) -> Callable[[Office], Any]:
        return lambda office: completing(task_id, "a")(an_hour_later(office))

    for _ in range(TRIES // 4):
        task_id = branch.act(started)
        done, _fired = branch.together(completed(task_id), breaching)
        assert isinstance(done, operations.Completion)

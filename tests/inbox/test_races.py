"""Two people reach for one task at the same moment: one has it, the other is told who."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import database
from app.errors import Conflict
from app.inbox.operations import claim_task, mark_completed, prepare_completion
from app.work import Work
from tests.inbox.conftest import Office

TRIES = 15


def complete(work: Work, task_id: int) -> None:
    mark_completed(work, prepare_completion(work, task_id))


class Race:
    """Two people, each with a connection of their own, starting on one signal."""

    def __init__(self, office: Office, database_url: str) -> None:
        self._office = office
        self._engine = sa.create_engine(database_url)
        database.prepare(self._engine)
        self._start = Barrier(2)

    def run(self, act, task_id: int) -> list[str]:  # type: ignore[no-untyped-def]
        with ThreadPoolExecutor(2) as pool:
            runners = [pool.submit(self._act, act, name, task_id) for name in ("u_sur1", "u_sur2")]
            return sorted(runner.result() for runner in runners)

    def close(self) -> None:
        self._engine.dispose()

    def _act(self, act, username: str, task_id: int) -> str:  # type: ignore[no-untyped-def]
        with Session(self._engine) as session:
            work = replace(self._office.work_of(username), session=session)
            self._start.wait()
            session.connection(execution_options={"writes": True})
            try:
                act(work, task_id)
                session.commit()
            except Conflict as lost:
                session.rollback()
                return lost.code
            return "won"


@pytest.mark.parametrize(
    ("act", "loses"), [(claim_task, "already_claimed"), (complete, "already_completed")]
)
def test_of_two_at_once_exactly_one_wins(  # type: ignore[no-untyped-def]
    office: Office, database_url: str, act, loses: str
) -> None:
    tasks = [office.opens("survey", "surveyor").id for _ in range(TRIES)]
    office.work.session.commit()
    race = Race(office, database_url)

    outcomes = [race.run(act, task_id) for task_id in tasks]

    race.close()
    assert outcomes == [[loses, "won"]] * TRIES

"""Work on a Monday morning, under the small table of limits."""

import pytest
from sqlalchemy.orm import Session

from app.work import SYSTEM, Processes, Work
from tests.sla.ticking import ZONE, at, decide


@pytest.fixture
def work(session: Session) -> Work:
    processes = Processes(decide=decide, zone=ZONE)
    return Work(session=session, processes=processes, now=at("2026-03-02T10:30"), actor=SYSTEM)

"""A company of demo people."""

import pytest
from sqlalchemy.orm import Session

from app.identity import demo
from app.identity.passwords import hash_password
from app.work import Work
from tests.working import work_of


@pytest.fixture
def work(session: Session) -> Work:
    """The work of a transaction in which every demo person exists."""
    work = work_of(session)
    demo.create_people(work, hash_password(demo.PASSWORD, "weak"))
    return work

"""A key is looked for among many, on each database."""

import pytest
import sqlalchemy as sa

from app.inbox.lists.among import among
from app.inbox.models import InboxTask
from tests.inbox.conftest import Office


@pytest.mark.parametrize("chosen", [[], [0], [0, 2], [0, 1, 2]])
def test_the_tasks_that_are_named_are_found(office: Office, chosen: list[int]) -> None:
    ids = [office.opens("noise", "assessor").id for _ in range(3)]
    wanted = [ids[number] for number in chosen]

    session = office.work.session
    named = among(session, InboxTask.id, [*wanted, 1])
    found = session.scalars(sa.select(InboxTask.id).where(named).order_by(InboxTask.id))

    assert found.all() == wanted

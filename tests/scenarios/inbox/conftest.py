"""A claim that waits for the surveyors; a file that needs more of it says so."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.surveyors import task_of


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim that waits for the surveyors, at 09:40 on Monday, 2026-03-02."""
    return claim_at(Walk.register)


@pytest.fixture
def company(walk: Walk) -> Company:
    """The company at work on it."""
    return walk.company


@pytest.fixture
def task(walk: Walk) -> str:
    """The path of the surveyors' task, which nobody has unless the file says so."""
    return task_of(walk)


@pytest.fixture
def tasks(company: Company) -> list[str]:
    """The ids of all tasks that the surveyors may take."""
    return [task["id"] for task in company.get("u_sur1", "/tasks", view="unassigned")["items"]]

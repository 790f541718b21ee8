"""The company at work, and its people at their pages."""

from collections.abc import Callable

import pytest

from tests.databases import DATABASES
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Reader

BOTH = pytest.mark.parametrize("database_kind", DATABASES)
Reads = Callable[..., Reader]


@pytest.fixture
def database_kind() -> str:
    """Keep the rows in SQLite; tests in which rows matter ask for BOTH."""
    return "sqlite"


@pytest.fixture
def reads(company: Company) -> Reads:
    """Let somebody of the company sit down at a browser of their own."""

    def sit_down(username: str = "", *, language: str = "en") -> Reader:
        return Reader(company.client.application.test_client(), username, language=language)

    return sit_down


@pytest.fixture
def walk(company: Company) -> Walk:
    return Walk(company)


def opens(reader: Reader, company: Company, walk: Walk, definition: str) -> Reader:
    """Let a reader open the one open task of that definition."""
    reader.open(f"/tasks/{company.task(walk.claim_no, definition)['id']}")
    return reader


@pytest.fixture
def registrar(reads: Reads, company: Company, walk: Walk) -> Reader:
    """A registrar before the task to register a claim."""
    walk.report()
    return opens(reads("u_reg"), company, walk, "register_claim")


@pytest.fixture
def surveyor(reads: Reads, company: Company, walk: Walk) -> Reader:
    """A surveyor before the task to survey."""
    walk.all_until(walk.contact)
    return opens(reads("u_sur1"), company, walk, "survey")

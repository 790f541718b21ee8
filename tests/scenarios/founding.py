"""The demo company on a fresh database: migrated, deployed, seeded once, and copied.

Fixtures of every folder whose tests go through a door of the whole product.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app, secrets, setup
from app.config import Settings
from app.extensions import db
from app.identity.demo import PEOPLE
from tests.conftest import KEYS
from tests.databases import fresh_database, new_postgres
from tests.scenarios.company import Company
from tests.scenarios.premises import Premises

AT_WORK = "at_work"  # the database of the company that works on PostgreSQL
DEMO = {username for username, *_ in PEOPLE}
#: tokens of the demo's people by kind of database: every copy of it knows the same ones
SIGNED_IN: defaultdict[str, dict[str, str]] = defaultdict(dict)


def _settings(url: str, data: Path) -> Settings:
    secrets.write_keys(data, KEYS)
    return Settings(database_url=url, data=data, test_mode=True, bank="manual")


def _prepare(url: str, data: Path) -> None:
    settings = _settings(url, data)
    app = create_app(settings)
    setup.prepare(app, settings)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that holds the company before its first claim."""
    folder = tmp_path_factory.mktemp("company")
    _prepare(_sqlite(folder), folder)
    return folder / "claimdesk.db"


@pytest.fixture(scope="session")
def postgres_company(
    postgres_server: sa.URL, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> sa.URL:
    """A database that holds the company before its first claim."""
    url = new_postgres(postgres_server, f"company_{worker_id}")
    _prepare(url.render_as_string(hide_password=False), tmp_path_factory.mktemp("company"))
    return url


@pytest.fixture(scope="session")
def premises(tmp_path_factory: pytest.TempPathFactory) -> Premises:
    """Where companies work one after another."""
    return Premises(
        tmp_path_factory.mktemp("premises"), lambda url, data: create_app(_settings(url, data))
    )


@pytest.fixture
def company(
    database_kind: str, request: pytest.FixtureRequest, premises: Premises, tmp_path: Path
) -> Iterator[Company]:
    """The company at work, spoken to over REST."""
    fresh = fresh_database(request, database_kind, tmp_path, template="company", name=AT_WORK)
    with fresh as url, premises.let(tmp_path, None if "sqlite" in url else url) as app:
        yield from at_work(app, SIGNED_IN[database_kind], has_begun=False)


@pytest.fixture
def company_on_sqlite(
    sqlite_company: Path, premises: Premises, tmp_path: Path
) -> Iterator[Company]:
    """The company at work where it does not matter which database keeps its rows."""
    shutil.copy(sqlite_company, tmp_path)
    with premises.let(tmp_path) as app:
        yield from at_work(app, SIGNED_IN["sqlite"], has_begun=False)


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'claimdesk.db'}"


def at_work(app: Flask, signed_in: dict[str, str], *, has_begun: bool) -> Iterator[Company]:
    company = Company(app.test_client(), dict(signed_in), has_begun=has_begun)
    yield company
    signed_in.update({name: company.tokens[name] for name in DEMO & set(company.tokens)})

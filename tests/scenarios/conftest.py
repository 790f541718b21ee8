"""The demo company on a fresh database: migrated, deployed, seeded once, and copied."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import create_app, secrets, setup
from app.config import Settings
from app.extensions import db
from tests.conftest import KEYS
from tests.databases import DATABASES, fresh_database, new_postgres
from tests.scenarios.company import Company


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
    _prepare(f"sqlite:///{folder / 'claimdesk.db'}", folder)
    return folder / "claimdesk.db"


@pytest.fixture(scope="session")
def postgres_company(
    postgres_server: sa.URL, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> sa.URL:
    """A database that holds the company before its first claim."""
    url = new_postgres(postgres_server, f"company_{worker_id}")
    _prepare(url.render_as_string(hide_password=False), tmp_path_factory.mktemp("company"))
    return url


@pytest.fixture(params=DATABASES)
def company(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Company]:
    """The company at work, spoken to over REST."""
    with fresh_database(request, tmp_path, template="company") as url:
        app = create_app(_settings(url, tmp_path / "data"))
        yield Company(app.test_client())
        with app.app_context():
            db.engine.dispose()

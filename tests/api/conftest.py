"""An app over a fresh database with the demo people, and a client that signs in by name."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app, secrets
from app.config import Settings
from app.extensions import db
from app.identity import demo
from app.identity.passwords import hash_password
from app.transaction import PROCESSES, transaction
from tests.conftest import KEYS
from tests.databases import fresh_database, new_postgres
from tests.scenarios.premises import Premises
from tests.working import PROCESSES as NO_PROCESSES

API = "/api/v1"


def make_app(url: str, data: Path) -> Flask:
    """Put an app together; its keys are those of the ``session`` fixture."""
    secrets.write_keys(data, KEYS)
    app = create_app(Settings(database_url=url, data=data, test_mode=True, bank="manual"))
    app.testing = True
    app.extensions.setdefault(PROCESSES, NO_PROCESSES)
    return app


def _hire(url: str, data: Path) -> None:
    app = make_app(url, data)
    with app.app_context():
        with transaction() as work:
            demo.create_people(work, hash_password(demo.PASSWORD, "weak"))
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_staffed(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table and the demo people."""
    folder = tmp_path_factory.mktemp("staffed")
    path = Path(shutil.copy(sqlite_template, folder))
    _hire(f"sqlite:///{path}", folder / "data")
    return path


@pytest.fixture(scope="session")
def postgres_staffed(
    postgres_server: sa.URL,
    postgres_template: sa.URL,
    worker_id: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> sa.URL:
    """A database with every table and the demo people."""
    like = str(postgres_template.database)
    url = new_postgres(postgres_server, f"staffed_{worker_id}", template=like)
    _hire(url.render_as_string(hide_password=False), tmp_path_factory.mktemp("staffed"))
    return url


@pytest.fixture(scope="session")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Premises:
    """Where tests work one after another: what one changes of the app it changes back."""
    return Premises(tmp_path_factory.mktemp("desks"), make_app)


@pytest.fixture
def app(
    database_kind: str, request: pytest.FixtureRequest, desks: Premises, tmp_path: Path
) -> Iterator[Flask]:
    """An app in test mode, over a fresh database with the demo people."""
    fresh = fresh_database(request, database_kind, tmp_path, template="staffed", name="desk")
    with fresh as url, desks.let(tmp_path, None if "sqlite" in url else url) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that nobody has signed in to."""
    return app.test_client()


class Caller:
    """Somebody who calls the API."""

    def __init__(self, client: FlaskClient, username: str) -> None:
        self.client = client
        signed_in = client.post(
            f"{API}/auth/token", json={"username": username, "password": demo.PASSWORD}
        )
        assert signed_in.json is not None
        self.token = signed_in.json["access_token"]

    def call(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **sent: Any
    ) -> TestResponse:
        signed = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        return self.client.open(API + path, method=method, headers=signed, **sent)

    def get(self, path: str, **sent: Any) -> TestResponse:
        return self.call("GET", path, **sent)

    def post(self, path: str, **sent: Any) -> TestResponse:
        return self.call("POST", path, **sent)


@pytest.fixture
def clerk(client: FlaskClient) -> Caller:
    """A document reviewer."""
    return Caller(client, "u_doc")


@pytest.fixture
def admin(client: FlaskClient) -> Caller:
    """An administrator."""
    return Caller(client, "u_adm")

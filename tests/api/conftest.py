"""An app over a fresh database with the demo people, and a client that signs in by name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
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
from tests.working import PROCESSES as NO_PROCESSES

API = "/api/v1"


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An app in test mode; its keys are those of the ``session`` fixture."""
    data = tmp_path / "data"
    secrets.write_keys(data, KEYS)
    app = create_app(Settings(database_url=database_url, data=data, test_mode=True, bank="manual"))
    app.testing = True
    app.extensions.setdefault(PROCESSES, NO_PROCESSES)
    with app.app_context():
        with transaction() as work:
            demo.create_people(work, hash_password(demo.PASSWORD, "weak"))
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


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

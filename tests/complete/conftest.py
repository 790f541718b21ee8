"""The whole app over an empty database, as its completeness is looked at."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app, secrets
from app.config import Settings
from app.extensions import db
from tests.conftest import KEYS


@pytest.fixture(scope="module")
def app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Every door of the product; nothing is deployed and nobody may sign in."""
    data = tmp_path_factory.mktemp("whole")
    secrets.write_keys(data, KEYS)
    shutil.copy(sqlite_template, data / "claimdesk.db")
    url = f"sqlite:///{data / 'claimdesk.db'}"
    app = create_app(Settings(database_url=url, data=data, test_mode=True, bank="manual"))
    yield app
    with app.app_context():
        db.engine.dispose()

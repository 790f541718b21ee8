"""A company whose uploads are scanned for viruses before anybody reads them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app import create_app, secrets
from app.config import Settings
from app.extensions import db
from tests.conftest import KEYS
from tests.files.daemons import daemon
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk


@contextmanager
def guarded_walk(template: Path, folder: Path) -> Iterator[Walk]:
    """Open the company of a database file in a folder of its own, with a scanner beside it."""
    shutil.copy(template, folder / "claimdesk.db")
    secrets.write_keys(folder, KEYS)
    url = f"sqlite:///{folder / 'claimdesk.db'}"
    with daemon() as address:
        app = create_app(
            Settings(database_url=url, data=folder, test_mode=True, bank="manual", clamd=address)
        )
        yield Walk(Company(app.test_client()))
        with app.app_context():
            db.engine.dispose()

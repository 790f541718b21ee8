"""The demo company on a fresh database: migrated, deployed, seeded once, and copied."""

import itertools
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app import create_app, secrets, setup
from app.cases import traces
from app.config import Settings
from app.extensions import db
from app.identity.demo import PEOPLE
from tests.conftest import KEYS
from tests.databases import fresh_database, new_postgres
from tests.scenarios.company import Company
from tests.scenarios.drawings import Flow
from tests.scenarios.halts import ClaimAt, Halts, Step
from tests.scenarios.s1 import SMALL, Loss, Walk

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


@pytest.fixture
def company(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Company]:
    """The company at work, spoken to over REST."""
    fresh = fresh_database(request, database_kind, tmp_path, template="company")
    with fresh as url, _at_work(url, tmp_path, has_begun=False) as company:
        yield company


@pytest.fixture
def company_on_sqlite(sqlite_company: Path, tmp_path: Path) -> Iterator[Company]:
    """The company at work where it does not matter which database keeps its rows."""
    shutil.copy(sqlite_company, tmp_path / "claimdesk.db")
    with _at_work(_sqlite(tmp_path), tmp_path, has_begun=False) as company:
        yield company


@pytest.fixture(scope="session")
def halts(sqlite_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Halts:
    """Databases of companies whose first claim has come to some step; each is walked to once."""
    return Halts(sqlite_company, tmp_path_factory.mktemp("halts"), _at_work)


@pytest.fixture
def claim_at(halts: Halts, tmp_path: Path) -> Iterator[ClaimAt]:
    """A company whose first claim has just taken a step, where the database does not matter.

    Asked again it is another company.
    """
    folders = (tmp_path / f"halt{number}" for number in itertools.count())
    with ExitStack() as open_until_the_end:

        def claim_at(step: Step, loss: Loss = SMALL) -> Walk:
            return open_until_the_end.enter_context(halts.at(step, loss, next(folders)))

        yield claim_at


@pytest.fixture
def unpaid(claim_at: ClaimAt) -> Walk:
    """A claim agreed on Tuesday 2026-03-03; by law it is to be paid by 2026-03-13."""
    walk = claim_at(Walk.agree)
    walk.payee()
    walk.order()
    return walk


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> set[Flow]:
    """The flows that tokens take while a test runs."""
    seen: set[Flow] = set()
    draw_history = traces.draw_history

    def watch(work: Any, case_id: int, instance: Any) -> None:
        seen.update((key.partition(":")[0], flow) for key, flow in instance.flows)
        draw_history(work, case_id, instance)

    monkeypatch.setattr(traces, "draw_history", watch)
    return seen


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'claimdesk.db'}"


@contextmanager
def _at_work(url: str, folder: Path, *, has_begun: bool = True) -> Iterator[Company]:
    app = create_app(_settings(url, folder / "data"))
    signed_in = SIGNED_IN[url.partition(":")[0]]
    company = Company(app.test_client(), dict(signed_in), has_begun=has_begun)
    yield company
    signed_in.update({name: company.tokens[name] for name in DEMO & set(company.tokens)})
    with app.app_context():
        db.engine.dispose()

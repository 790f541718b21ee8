"""Puts many other open cases beside the measured ones, by multiplying the rows of a real one."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from app import tables
from app.database import Base
from tests.bench.office import DATABASE

assert tables  # every table is known
FAST = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY")


def multiply(folder: Path, case_id: int, times: int) -> None:
    """Write ``times`` copies of an open case: every row of it, under keys of its own.

    :param times: at least 1
    """
    with sqlite3.connect(folder / DATABASE, isolation_level=None) as connection:
        for pragma in FAST:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        keys = _keys_of(connection, case_id)
        base = connection.execute("SELECT next_key FROM key_space").fetchone()[0]
        for table in Base.metadata.sorted_tables:
            for statement in _copies(table, case_id, keys, base):
                connection.execute(statement, {"case": case_id, "times": times})
        span = len(keys) * times
        connection.execute("UPDATE key_space SET next_key = ?", (base + span,))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _of_case(table: sa.Table) -> str:
    """Say which rows of a table belong to the case; empty where none do."""
    if table.name == "case":
        return "id = :case"
    if "case_id" in table.c and table.name != "task_related_case":
        return "case_id = :case"
    if "task_id" in table.c:
        return "task_id IN (SELECT id FROM inbox_task WHERE case_id = :case)"
    return ""


def _keys_of(connection: sqlite3.Connection, case_id: int) -> range:
    """Return the span in which all keys of the case's rows lie."""
    found = [
        key for table in Base.metadata.sorted_tables for key in _ends(connection, table, case_id)
    ]
    return range(min(found), max(found) + 1)


def _ends(connection: sqlite3.Connection, table: sa.Table, case_id: int) -> Iterator[int]:
    where = _of_case(table)
    if where and "id" in table.c:
        query = f'SELECT min(id), max(id) FROM "{table.name}" WHERE {where}'
        ends = connection.execute(query, {"case": case_id}).fetchone()
        yield from (key for key in ends if key is not None)


def _copies(table: sa.Table, case_id: int, keys: range, base: int) -> Iterator[str]:
    where = _of_case(table)
    if not where:
        return
    names = ", ".join(f'"{column.name}"' for column in table.c)
    values = ", ".join(_copied(column, keys, base) for column in table.c)
    yield (
        "WITH RECURSIVE copy(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM copy WHERE n < :times - 1)"
        f' INSERT INTO "{table.name}" ({names})'
        f' SELECT {values} FROM copy CROSS JOIN (SELECT * FROM "{table.name}" WHERE {where})'
    )


def _copied(column: sa.Column[object], keys: range, base: int) -> str:
    name = f'"{column.name}"'
    if column.name == "business_key":
        return f"{name} || '-' || n"
    if not isinstance(column.type, sa.BigInteger | sa.Integer) or column.name == "token_id":
        return name
    moved = f"{name} - {keys.start} + {base} + n * {len(keys)}"
    return f"CASE WHEN {name} BETWEEN {keys.start} AND {keys[-1]} THEN {moved} ELSE {name} END"

"""The floor of a command: its very writes, by the bare ``sqlite3`` module in one transaction."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from tests.bench.office import DATABASE, Office

Write = tuple[str, Any, bool]  # SQL, parameters, whether these are several rows


class Floor:
    """Replays on one copy of an installation what a command writes on another."""

    def __init__(self, recorded: Office, folder: Path) -> None:
        self.recorded = recorded
        self.writes: list[Write] = []
        event.listen(recorded.engine, "after_cursor_execute", self._note)
        self.bare = sqlite3.connect(folder / DATABASE, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self.bare.execute(f"PRAGMA {pragma}")

    def _note(
        self, _: Any, cursor: Any, statement: str, parameters: Any, __: Any, many: bool
    ) -> None:
        changed = cursor.rowcount != 0 or "RETURNING" in statement  # counted when it is read
        if statement.startswith(("INSERT", "UPDATE", "DELETE")) and changed:
            self.writes.append((statement, parameters, many))

    def replay(self, case_id: int) -> float:
        """Write what completing the case's task writes; return the seconds it took."""
        self.writes.clear()
        self.recorded.complete(case_id)
        began = time.perf_counter()
        with self._transaction() as cursor:
            for statement, parameters, many in self.writes:
                (cursor.executemany if many else cursor.execute)(statement, parameters)
                cursor.fetchall()
        return time.perf_counter() - began

    def close(self) -> None:
        """Close the copy."""
        self.bare.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Cursor]:
        cursor = self.bare.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        yield cursor
        cursor.execute("COMMIT")

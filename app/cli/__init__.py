"""The commands: ``flask …`` for operators and analysts, ``python -m app.cli …`` for dev.py."""

import datetime as dt
import sys
from pathlib import Path

import click
import flask_migrate
from flask import Flask, current_app
from flask.cli import FlaskGroup, with_appcontext

from app import create_app, secrets, serve, setup
from app.cases import operations, queries
from app.cases.checks import DeploymentRefused
from app.cases.models import Case
from app.cli import decisions
from app.cli.files import FILES, read_files, show_findings
from app.cli.refusals import Commands, said
from app.config import SETTINGS, Settings
from app.errors import ClaimdeskError
from app.identity import operations as users
from app.identity import passwords
from app.identity.queries import get_user
from app.jobs import worker
from app.transaction import reading, transaction
from app.work import SYSTEM


def _application() -> Flask:
    return create_app(Settings.from_env())


def _settings() -> Settings:
    settings: Settings = current_app.extensions[SETTINGS]
    return settings


cli = FlaskGroup(
    name="claimdesk",
    create_app=_application,
    add_default_commands=False,
    add_version_option=False,
    help="Claimdesk.",
)


cli.add_command(decisions.commands)


def add_commands(app: Flask) -> None:
    """Offer these commands as ``flask …`` too."""
    for command in (deploy, check, run_worker, case, decisions.commands):
        app.cli.add_command(command)


# ---------------------------------------------------------------- definitions
@cli.command()
@FILES
@click.option("--effective-from", type=decisions.Moment(), help="Of tables; by default now.")
@with_appcontext
def deploy(paths: tuple[Path, ...], *, effective_from: dt.datetime | None) -> None:
    """Put diagrams, tables and forms into force together; a folder stands for its files."""
    try:
        with transaction(SYSTEM) as work:
            deployed = operations.deploy(work, read_files(paths), effective_from=effective_from)
    except DeploymentRefused as refused:
        show_findings(refused.findings)
        sys.exit("nothing was deployed")
    show_findings(deployed.warnings)
    for version in deployed.versions:
        mark = "new" if version.changed else "unchanged"
        click.echo(f"{version.kind:8} {version.name} {version.version} ({mark})")


@cli.command()
@FILES
@with_appcontext
def check(paths: tuple[Path, ...]) -> None:
    """Say what is wrong with diagrams, tables and forms; store nothing."""
    findings = operations.check(reading(SYSTEM), read_files(paths))
    show_findings(findings)
    errors = sum(finding.level == "error" for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} warnings")
    sys.exit(1 if errors else 0)


# ---------------------------------------------------------------- the worker
@cli.command("worker")
@with_appcontext
def run_worker() -> None:
    """Fire what falls due until told to end."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    worker.run(app)


# ---------------------------------------------------------------- cases
@cli.group(cls=Commands)
def case() -> None:
    """Look at a case, hold it, end it, try it again; by its id or its business key."""


CASE = click.argument("key")
REASON = click.option("--reason", default="", help="Kept in the audit log.")


@case.command()
@CASE
@with_appcontext
def show(key: str) -> None:
    """Show where a case stands."""
    session = reading(SYSTEM).session
    found = _find(key)
    click.echo(f"{found.id} {found.business_key or '-'} {found.process_key} {found.status.value}")
    for row in queries.history(session, found.id):
        ended = row.ended_at.isoformat() if row.ended_at else ""
        click.echo(f"  {row.started_at.isoformat()} {row.element} {row.state} {ended}")
    for incident in queries.list_incidents(session, case_id=found.id, limit=200).rows:
        click.echo(f"  incident {incident.id}: {incident.element}: {incident.message}")


@case.command()
@CASE
@REASON
@with_appcontext
def suspend(key: str, reason: str) -> None:
    """Hold a case."""
    with transaction(SYSTEM) as work:
        operations.suspend_case(work, _find(key).id, reason=reason)


@case.command()
@CASE
@with_appcontext
def resume(key: str) -> None:
    """Let a suspended case go on."""
    with transaction(SYSTEM) as work:
        operations.resume_case(work, _find(key).id)


@case.command()
@CASE
@REASON
@with_appcontext
def cancel(key: str, reason: str) -> None:
    """End a case before its end."""
    with transaction(SYSTEM) as work:
        operations.cancel_case(work, _find(key).id, reason=reason)


@case.command()
@CASE
@with_appcontext
def retry(key: str) -> None:
    """Try every incident of a case again."""
    with transaction(SYSTEM) as work:
        operations.retry_incidents(work, _find(key).id)


def _find(key: str) -> Case:
    return queries.get_case(reading(SYSTEM).session, key)


# ---------------------------------------------------------------- the installation
@cli.command()
@with_appcontext
def run() -> None:
    """Set up what is missing, then serve with a worker beside."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    setup.prepare(app, _settings())
    serve.serve(app, _settings())


@cli.command("make-keys", with_appcontext=False)
def make_keys() -> None:
    """Make the keys of a new installation; keys that are there stay."""
    settings = Settings.from_env()
    secrets.write_keys(settings.data, secrets.new_keys(demo=False))
    click.echo(f"the keys lie in {settings.data / secrets.FILE}; keep a copy where it is safe")


@cli.command()
@with_appcontext
def install() -> None:
    """Bring the tables up to date and put what is shipped into force."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    setup.prepare(app, _settings())


@cli.command("create-user")
@click.argument("username")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option("--name-en", default="", help="By default as --name.")
@click.option("--group", "groups", multiple=True, required=True, help="Code; may be repeated.")
@click.option("--unit", default=None, help="The branch or office they work at.")
@click.password_option()
@with_appcontext
def create_user(
    username: str,
    *,
    name: str,
    name_en: str,
    groups: tuple[str, ...],
    unit: str | None,
    password: str,
) -> None:
    """Create a user who signs in by name and password."""
    passwords.ensure_choosable(password, username)
    kept = passwords.hash_password(password)
    new = users.NewUser(
        username=username,
        name=name,
        name_en=name_en or name,
        groups=groups,
        password_hash=kept,
        org_unit=unit,
    )
    with transaction(SYSTEM) as work:
        users.create_user(work, new)
    click.echo(f"{username} may sign in")


@cli.command("set-password")
@click.argument("username")
@click.password_option()
@with_appcontext
def set_password(username: str, *, password: str) -> None:
    """Give a user another password, e.g. one who forgot theirs; every session of theirs ends."""
    passwords.ensure_choosable(password, username)
    kept = passwords.hash_password(password)
    with transaction(SYSTEM) as work:
        user = get_user(work.session, username)
        users.change_password(work, users.NewPassword(user_id=user.id, password_hash=kept))
    click.echo(f"{username} has another password")


@cli.command()
@with_appcontext
def seed() -> None:
    """Create the demo company."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    setup.prepare(app, _settings())


@cli.command()
@with_appcontext
def migrate() -> None:
    """Bring the tables up to date."""
    setup.migrate(_settings())


@cli.command("check-migrations")
@with_appcontext
def check_migrations() -> None:
    """Say whether the migrations make the tables that the code knows."""
    setup.migrate(_settings())
    flask_migrate.check(directory=str(setup.MIGRATIONS))


@cli.command("write-migration")
@click.argument("name")
@with_appcontext
def write_migration(name: str) -> None:
    """Write the migration from the tables there are to those the code knows."""
    click.echo(setup.write_migration(name))


def main() -> None:
    """Run a command; what was refused is said in one line."""
    try:
        cli(prog_name="python -m app.cli")
    except ClaimdeskError as error:
        sys.exit(said(error))

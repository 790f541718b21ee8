"""Runs migrations on the app's own engine, in one transaction."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from app import tables

target: sa.MetaData = tables.METADATA
engine = current_app.extensions["migrate"].db.engine


def render_item(kind: str, item: Any, autogen: Any) -> str | bool:
    """Write the column type below one of the house's, so that migrations import nothing of it."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


if context.is_offline_mode():
    raise SystemExit("migrations need the database itself; they are not written as SQL text")


def foreign_keys(connection: sa.Connection, state: str) -> None:
    """Turn SQLite's look at foreign keys on or off, outside a transaction.

    A table that is altered is made anew, and its rows are gone for a moment.
    """
    if connection.dialect.name == "sqlite":
        bare = connection.connection.dbapi_connection
        assert bare is not None
        bare.execute(f"PRAGMA foreign_keys={state}")


def ensure_no_orphans(connection: sa.Connection) -> None:
    """Refuse a migration that would leave rows without the rows they refer to."""
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise SystemExit(f"rows refer to rows that are gone: {orphans[:10]}")


with engine.connect() as connection:
    connection = connection.execution_options(writes=True)
    foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=target,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=False,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
        ensure_no_orphans(connection)
    connection.commit()
    foreign_keys(connection, "ON")

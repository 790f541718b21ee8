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

with engine.connect() as connection:
    connection = connection.execution_options(writes=True)
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
    connection.commit()

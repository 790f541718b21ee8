"""Runs migrations on the app's own engine, in one transaction."""

from alembic import context
from flask import current_app
from sqlalchemy import MetaData

from app import tables

target: MetaData = tables.METADATA
engine = current_app.extensions["migrate"].db.engine

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
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()

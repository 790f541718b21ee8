"""Find open tasks by what they hold, and read lists of them in each order by an index."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LENGTH = 12
BATCH = 500  # tasks, some 20,000 rows
OPEN = {"sqlite_where": sa.text("status = 'open'"), "postgresql_where": sa.text("status = 'open'")}


def upgrade() -> None:
    op.create_table(
        "task_word",
        sa.Column(
            "word",
            sa.String(LENGTH).with_variant(sa.String(LENGTH, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("task_id", KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("word", "task_id", name=op.f("pk_task_word")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("inbox_task") as batch_op:
        batch_op.create_index("ix_inbox_task_open_due", ["due_order", "id"], unique=False, **OPEN)
        batch_op.create_index("ix_inbox_task_open_new", ["id"], unique=False, **OPEN)
        batch_op.create_index("ix_inbox_task_open_name", ["name", "label_en"], unique=False, **OPEN)
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    task = sa.table(
        "inbox_task",
        sa.column("id"),
        sa.column("business_key"),
        sa.column("subject"),
        sa.column("status"),
    )
    word = sa.table("task_word", sa.column("word"), sa.column("task_id"))
    texts = sa.select(task.c.id, task.c.business_key, task.c.subject)
    page = texts.where(task.c.status == "open").order_by(task.c.id).limit(BATCH)
    last = 0
    while found := connection.execute(page.where(task.c.id > last)).all():
        rows = [row for one in found for row in _rows(*one)]
        if rows:
            connection.execute(sa.insert(word), rows)
        last = found[-1][0]


def _rows(task_id: int, business_key: str | None, subject: str) -> Iterator[dict[str, Any]]:
    texts = {business_key or "", subject}
    folded = [text.casefold() for text in texts]
    ends = {text[start : start + LENGTH] for text in folded for start in range(len(text))}
    return ({"word": end, "task_id": task_id} for end in sorted(ends))


def downgrade() -> None:
    with op.batch_alter_table("inbox_task") as batch_op:
        batch_op.drop_index("ix_inbox_task_open_name", **OPEN)
        batch_op.drop_index("ix_inbox_task_open_new", **OPEN)
        batch_op.drop_index("ix_inbox_task_open_due", **OPEN)
    op.drop_table("task_word")

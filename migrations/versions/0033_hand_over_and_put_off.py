"""Hand tasks over, put them off, and reckon their priority; forget what was read of them."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
DELEGATED = sa.text("owner_id IS NOT NULL")
PUT_OFF = sa.text("follow_up_at IS NOT NULL")
OPEN_AND_PUT_OFF = sa.text("status = 'open' AND follow_up_at IS NOT NULL")
#: index, its columns until now, and from now on
CANDIDATES = (
    ("usual", ["rank", "due_order", "task_id"], ["rank", "due_order", "task_id", "follow_up_at"]),
    ("due", ["due_order", "task_id"], ["due_order", "task_id", "follow_up_at"]),
    ("age", None, ["task_id", "follow_up_at"]),
)


def upgrade() -> None:
    with op.batch_alter_table("inbox_task") as batch_op:
        batch_op.add_column(sa.Column("owner_id", KEY, nullable=True))
        batch_op.add_column(sa.Column("base_priority", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("priority_by_hand", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("priority_reasons", sa.Text(), nullable=True))
        batch_op.drop_column("read_at")
    # Until now a breach set every priority to 90, whatever the diagram said; its usual one is 50.
    op.execute(
        "UPDATE inbox_task SET priority_by_hand = false, priority_reasons = '[]',"
        " base_priority = CASE WHEN priority = 90 THEN 50 ELSE priority END"
    )
    with op.batch_alter_table("inbox_task") as batch_op:
        for name, kind in (
            ("base_priority", sa.Integer()),
            ("priority_by_hand", sa.Boolean()),
            ("priority_reasons", sa.Text()),
        ):
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        batch_op.create_foreign_key(
            op.f("fk_inbox_task_owner_id_user_account"), "user_account", ["owner_id"], ["id"]
        )
        batch_op.create_index(
            "ix_inbox_task_owner_id",
            ["owner_id"],
            unique=False,
            sqlite_where=DELEGATED,
            postgresql_where=DELEGATED,
        )
        batch_op.create_index(
            "ix_inbox_task_put_off",
            ["follow_up_at", "id"],
            unique=False,
            sqlite_where=OPEN_AND_PUT_OFF,
            postgresql_where=OPEN_AND_PUT_OFF,
        )
    _let_candidates_be_put_off()


def _let_candidates_be_put_off() -> None:
    op.add_column("task_candidate", sa.Column("follow_up_at", INSTANT, nullable=True))
    op.execute(
        "UPDATE task_candidate SET follow_up_at = (SELECT follow_up_at FROM inbox_task"
        " WHERE inbox_task.id = task_candidate.task_id)"
    )
    for name, before, now in CANDIDATES:
        if before is not None:
            op.drop_index(f"ix_task_candidate_{name}", table_name="task_candidate")
        op.create_index(f"ix_task_candidate_{name}", "task_candidate", ["audience", "free", *now])
    op.create_index(
        "ix_task_candidate_put_off",
        "task_candidate",
        ["audience", "free", "follow_up_at", "task_id", "rank", "due_order"],
        unique=False,
        sqlite_where=PUT_OFF,
        postgresql_where=PUT_OFF,
    )


def downgrade() -> None:
    op.drop_index("ix_task_candidate_put_off", table_name="task_candidate")
    for name, before, _ in CANDIDATES:
        op.drop_index(f"ix_task_candidate_{name}", table_name="task_candidate")
        if before is not None:
            columns = ["audience", "free", *before]
            op.create_index(f"ix_task_candidate_{name}", "task_candidate", columns)
    op.drop_column("task_candidate", "follow_up_at")
    with op.batch_alter_table("inbox_task") as batch_op:
        batch_op.drop_index("ix_inbox_task_put_off")
        batch_op.drop_index("ix_inbox_task_owner_id")
        batch_op.drop_constraint(op.f("fk_inbox_task_owner_id_user_account"), type_="foreignkey")
        for name in ("priority_reasons", "priority_by_hand", "base_priority", "owner_id"):
            batch_op.drop_column(name)
        batch_op.add_column(sa.Column("read_at", INSTANT, nullable=True))

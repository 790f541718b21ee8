"""Keep saved filters, and what each person has read of a task."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_saved_filter()
    _create_saved_filter_share()
    _create_task_read_mark()


def _create_saved_filter() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("view", sa.String(length=16), nullable=False),
        sa.Column("q", sa.String(length=100), nullable=True),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("sort", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_saved_filter_owner_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
    )
    with op.batch_alter_table("saved_filter") as batch_op:
        batch_op.create_index(
            "ix_saved_filter_owner_id", ["owner_id", "position", "id"], unique=False
        )


def _create_saved_filter_share() -> None:
    op.create_table(
        "saved_filter_share",
        sa.Column("filter_id", KEY, nullable=False),
        sa.Column("group_code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["filter_id"],
            ["saved_filter.id"],
            name=op.f("fk_saved_filter_share_filter_id_saved_filter"),
        ),
        sa.ForeignKeyConstraint(
            ["group_code"],
            ["user_group.code"],
            name=op.f("fk_saved_filter_share_group_code_user_group"),
        ),
        sa.PrimaryKeyConstraint("filter_id", "group_code", name=op.f("pk_saved_filter_share")),
    )
    with op.batch_alter_table("saved_filter_share") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_saved_filter_share_group_code"), ["group_code"], unique=False
        )


def _create_task_read_mark() -> None:
    op.create_table(
        "task_read_mark",
        sa.Column("task_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["inbox_task.id"], name=op.f("fk_task_read_mark_task_id_inbox_task")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_task_read_mark_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("task_id", "user_id", name=op.f("pk_task_read_mark")),
    )
    with op.batch_alter_table("task_read_mark") as batch_op:
        batch_op.create_index(batch_op.f("ix_task_read_mark_user_id"), ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("task_read_mark")
    op.drop_table("saved_filter_share")
    op.drop_table("saved_filter")

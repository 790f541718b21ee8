"""Keep comments, whom they mention, what is attached to tasks, and how each act left a task."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
UNREAD = sa.text("read_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "case_comment",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("business_key", sa.String(length=128), nullable=True),
        sa.Column("task_id", KEY, nullable=True),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("users", sa.Text(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("not_told", sa.Text(), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("edited_at", INSTANT, nullable=True),
        sa.Column("deleted_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["inbox_task.id"], name=op.f("fk_case_comment_task_id_inbox_task")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_case_comment_author_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_comment")),
    )
    op.create_index("ix_case_comment_author_id", "case_comment", ["author_id"])
    op.create_index("ix_case_comment_case_id_id", "case_comment", ["case_id", "id"])
    op.create_index("ix_case_comment_task_id_id", "case_comment", ["task_id", "id"])
    _keep_versions_and_mentions()
    _keep_attachments()
    with op.batch_alter_table("task_event") as batch_op:
        batch_op.add_column(sa.Column("state", sa.Text(), nullable=True))


def _keep_versions_and_mentions() -> None:
    op.create_table(
        "comment_version",
        sa.Column("comment_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["case_comment.id"],
            name=op.f("fk_comment_version_comment_id_case_comment"),
        ),
        sa.PrimaryKeyConstraint("comment_id", "version", name=op.f("pk_comment_version")),
    )
    op.create_table(
        "comment_mention",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("comment_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("group_code", sa.String(length=40), nullable=True),
        sa.Column("read_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["case_comment.id"],
            name=op.f("fk_comment_mention_comment_id_case_comment"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_comment_mention_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_mention")),
    )
    op.create_index(
        "uq_comment_mention_comment_id_user_id",
        "comment_mention",
        ["comment_id", "user_id"],
        unique=True,
    )
    op.create_index("ix_comment_mention_user_id_id", "comment_mention", ["user_id", "id"])
    op.create_index(
        "ix_comment_mention_unread",
        "comment_mention",
        ["user_id", "id"],
        sqlite_where=UNREAD,
        postgresql_where=UNREAD,
    )


def _keep_attachments() -> None:
    op.create_table(
        "task_attachment",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("task_id", KEY, nullable=False),
        sa.Column("file_id", KEY, nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["inbox_task.id"], name=op.f("fk_task_attachment_task_id_inbox_task")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_task_attachment_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["added_by"],
            ["user_account.id"],
            name=op.f("fk_task_attachment_added_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_attachment")),
        sa.UniqueConstraint("file_id", name=op.f("uq_task_attachment_file_id")),
    )
    op.create_index("ix_task_attachment_added_by", "task_attachment", ["added_by"])
    op.create_index("ix_task_attachment_task_id_id", "task_attachment", ["task_id", "id"])


def downgrade() -> None:
    with op.batch_alter_table("task_event") as batch_op:
        batch_op.drop_column("state")
    for table in ("task_attachment", "comment_mention", "comment_version", "case_comment"):
        op.drop_table(table)

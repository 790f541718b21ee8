"""Keep what people are told of, how they want to be told, and where mail reaches them."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
PARTIAL = {
    "ix_notification_unread": (["recipient_id", "id"], "read_at IS NULL AND on_page"),
    "ix_notification_mail_due_at": (["mail_due_at", "recipient_id"], "mail_due_at IS NOT NULL"),
    "ix_notification_read_at": (["read_at"], "read_at IS NOT NULL"),
}


def upgrade() -> None:
    op.add_column("user_account", sa.Column("email", sa.String(length=254), nullable=True))
    _create_settings()
    _create_notification()
    _create_digest()


def _create_settings() -> None:
    op.create_table(
        "user_settings",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("density", sa.String(length=16), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        sa.Column("notices", sa.Text(), nullable=False),
        sa.Column("daily_at", sa.Time(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("quiet_days_off", sa.Boolean(), nullable=False),
        sa.Column("statutory_anyway", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL)",
            name=op.f("ck_user_settings_quiet_hours"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_settings_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_user_settings")),
    )


def _create_notification() -> None:
    op.create_table(
        "notification",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("recipient_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("task_id", KEY, nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("business_key", sa.String(length=128), nullable=True),
        sa.Column("mention_id", KEY, nullable=True),
        sa.Column("substitution_id", KEY, nullable=True),
        sa.Column("who_id", KEY, nullable=True),
        sa.Column("statutory", sa.Boolean(), nullable=False),
        sa.Column("on_page", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT, nullable=True),
        sa.Column("mail_due_at", INSTANT, nullable=True),
        sa.Column("mailed_at", INSTANT, nullable=True),
        *(_refers(name, table) for name, table in REFERS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("mention_id", name=op.f("uq_notification_mention_id")),
    )
    for name in ("task_id", "substitution_id"):
        op.create_index(op.f(f"ix_notification_{name}"), "notification", [name])
    op.create_index("ix_notification_recipient_id_id", "notification", ["recipient_id", "id"])
    for name, (columns, which) in PARTIAL.items():
        where = sa.text(which)
        op.create_index(
            name, "notification", columns, sqlite_where=where, postgresql_where=where
        )


REFERS = {
    "recipient_id": "user_account",
    "task_id": "inbox_task",
    "mention_id": "comment_mention",
    "substitution_id": "substitution",
}


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_notification_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)


def _create_digest() -> None:
    op.create_table(
        "entered_digest",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("since_at", INSTANT, nullable=False),
        sa.Column("since_key", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_entered_digest_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_entered_digest")),
    )
    op.create_index(op.f("ix_entered_digest_due_at"), "entered_digest", ["due_at"])


def downgrade() -> None:
    op.drop_table("entered_digest")
    op.drop_table("notification")
    op.drop_table("user_settings")
    op.drop_column("user_account", "email")

"""Keep who sees to each breached time limit, how, and whom it was told."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "overdue_case",
        sa.Column("overdue_no", sa.String(length=32), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("clock_id", KEY, nullable=False),
        sa.Column("handler_id", KEY, nullable=True),
        sa.Column("level", sa.String(length=8), nullable=True),
        sa.Column("cause", sa.String(length=16), nullable=True),
        sa.Column("measure", sa.String(length=32), nullable=True),
        sa.Column("new_target", INSTANT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("overdue_seconds", sa.BigInteger(), nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["sla_clock.id"], name=op.f("fk_overdue_case_clock_id_sla_clock")
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"],
            ["user_account.id"],
            name=op.f("fk_overdue_case_handler_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overdue_case")),
        sa.UniqueConstraint("clock_id", name=op.f("uq_overdue_case_clock_id")),
        sa.UniqueConstraint("overdue_no", name=op.f("uq_overdue_case_overdue_no")),
    )
    with op.batch_alter_table("overdue_case") as batch_op:
        for column in ("case_id", "handler_id", "closed_at"):
            batch_op.create_index(f"ix_overdue_case_{column}", [column], unique=False)
    op.create_table(
        "overdue_escalation",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("overdue_id", KEY, nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("notified", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["overdue_id"],
            ["overdue_case.id"],
            name=op.f("fk_overdue_escalation_overdue_id_overdue_case"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overdue_escalation")),
    )
    with op.batch_alter_table("overdue_escalation") as batch_op:
        batch_op.create_index("ix_overdue_escalation_overdue_id", ["overdue_id"], unique=False)


def downgrade() -> None:
    op.drop_table("overdue_escalation")
    op.drop_table("overdue_case")

"""Say from when on a decision is in force, keep its examples, and find what it decided."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "decision_cases",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("decision_version_id", KEY, nullable=False),
        sa.Column("file_name", sa.String(length=500), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_version_id"],
            ["decision_version.id"],
            name=op.f("fk_decision_cases_decision_version_id_decision_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_cases")),
        sa.UniqueConstraint(
            "decision_version_id", name=op.f("uq_decision_cases_decision_version_id")
        ),
    )
    with op.batch_alter_table("case_decision") as batch_op:
        batch_op.create_index(
            "ix_case_decision_replay", ["decision", "decided_at", "id"], unique=False
        )
    with op.batch_alter_table("decision_version") as batch_op:
        batch_op.add_column(sa.Column("effective_from", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("restores", sa.Integer(), nullable=True))
    # What was deployed so far was in force at once.
    op.execute(sa.text("UPDATE decision_version SET effective_from = deployed_at"))
    with op.batch_alter_table("decision_version") as batch_op:
        batch_op.alter_column(
            "effective_from", existing_type=sa.DateTime(timezone=True), nullable=False
        )


def downgrade() -> None:
    with op.batch_alter_table("decision_version") as batch_op:
        batch_op.drop_column("restores")
        batch_op.drop_column("effective_from")
    with op.batch_alter_table("case_decision") as batch_op:
        batch_op.drop_index("ix_case_decision_replay")
    op.drop_table("decision_cases")

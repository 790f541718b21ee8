"""Keep how claims come along, advances and what comes back of them, and open reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "claim_advance",
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("determinable", sa.Boolean(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        *_record("claim_advance"),
        sa.UniqueConstraint("claim_id", "seq", name=op.f("uq_claim_advance_claim_id_seq")),
    )
    op.create_table(
        "claim_recovery",
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("recovered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", KEY, nullable=True),
        *_record("claim_recovery"),
    )
    op.create_index(op.f("ix_claim_recovery_claim_id"), "claim_recovery", ["claim_id"])
    op.create_table(
        "claim_progress",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of_claim("claim_progress"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_progress")),
    )
    op.create_index(op.f("ix_claim_progress_claim_id"), "claim_progress", ["claim_id"])
    _change_claim()


def _record(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        _of_claim(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _of_claim(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["claim_id"], ["claim.id"], name=op.f(f"fk_{table}_claim_id_claim")
    )


def _change_claim() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.add_column(sa.Column("review_open", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("returns", sa.Integer(), nullable=True))
    # Approval sent nothing back until now, and papers belong to the review that runs.
    op.execute(sa.text("UPDATE claim SET review_open = false, returns = 0"))
    with op.batch_alter_table("claim") as batch_op:
        batch_op.alter_column("review_open", existing_type=sa.Boolean(), nullable=False)
        batch_op.alter_column("returns", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_column("returns")
        batch_op.drop_column("review_open")
    op.drop_index(op.f("ix_claim_progress_claim_id"), table_name="claim_progress")
    op.drop_table("claim_progress")
    op.drop_index(op.f("ix_claim_recovery_claim_id"), table_name="claim_recovery")
    op.drop_table("claim_recovery")
    op.drop_table("claim_advance")

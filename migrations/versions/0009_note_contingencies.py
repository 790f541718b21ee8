"""Keep the contingencies that claims are tagged with."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "claim_event",
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("perils", sa.Text(), nullable=False),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.Column("window_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("widest_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("widest_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_event")),
        sa.UniqueConstraint("event_id", name=op.f("uq_claim_event_event_id")),
    )
    op.create_index(op.f("ix_claim_event_ended_at"), "claim_event", ["ended_at"])
    op.create_index("ix_claim_loss_time_id", "claim", ["loss_time", "id"])


def downgrade() -> None:
    op.drop_index("ix_claim_loss_time_id", "claim")
    op.drop_index(op.f("ix_claim_event_ended_at"), "claim_event")
    op.drop_table("claim_event")

"""Keep disputes over claims."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "dispute",
        sa.Column("dispute_no", sa.String(length=32), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("raised_by", sa.String(length=32), nullable=False),
        sa.Column("claim_of_party", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=True),
        sa.Column("clause_ambiguous", sa.Boolean(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("max_settlement", sa.BigInteger(), nullable=True),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("offered", sa.BigInteger(), nullable=False),
        sa.Column("demanded", sa.BigInteger(), nullable=False),
        sa.Column("agreed", sa.BigInteger(), nullable=True),
        sa.Column("agreed_at", INSTANT, nullable=True),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("external_body", sa.String(length=32), nullable=True),
        sa.Column("external_no", sa.String(length=64), nullable=True),
        sa.Column("court", sa.String(length=100), nullable=True),
        sa.Column("case_no", sa.String(length=64), nullable=True),
        sa.Column("served_at", INSTANT, nullable=True),
        sa.Column("hearing_at", INSTANT, nullable=True),
        sa.Column("defence_filed_at", INSTANT, nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("lesson", sa.Text(), nullable=True),
        sa.Column("prevention", sa.String(length=16), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_dispute_claim_id_claim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint("dispute_no", name=op.f("uq_dispute_dispute_no")),
    )
    for column in ("case_id", "claim_id", "status"):
        op.create_index(op.f(f"ix_dispute_{column}"), "dispute", [column])


def downgrade() -> None:
    for column in ("case_id", "claim_id", "status"):
        op.drop_index(op.f(f"ix_dispute_{column}"), table_name="dispute")
    op.drop_table("dispute")

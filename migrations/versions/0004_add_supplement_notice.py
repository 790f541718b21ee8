"""Keep the requests for missing papers of a claim."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "supplement_notice",
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivery", sa.String(length=16), nullable=False),
        sa.Column("satisfied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("exception", sa.Boolean(), nullable=False),
        sa.Column("supervisor_id", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reminders", sa.Text(), nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_supplement_notice_claim_id_claim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplement_notice")),
        sa.UniqueConstraint("claim_id", "seq", name=op.f("uq_supplement_notice_claim_id_seq")),
    )


def downgrade() -> None:
    op.drop_table("supplement_notice")

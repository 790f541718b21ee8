"""Keep investigations of suspected fraud and notices of rejection."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "investigation",
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("investigator_id", KEY, nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.String(length=16), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_investigation_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investigation")),
        sa.UniqueConstraint("claim_id", "seq", name=op.f("uq_investigation_claim_id_seq")),
    )
    op.create_table(
        "rejection_notice",
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("delivery", sa.String(length=16), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", KEY, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_rejection_notice_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejection_notice")),
    )
    with op.batch_alter_table("rejection_notice") as batch_op:
        batch_op.create_index(batch_op.f("ix_rejection_notice_claim_id"), ["claim_id"])


def downgrade() -> None:
    with op.batch_alter_table("rejection_notice") as batch_op:
        batch_op.drop_index(batch_op.f("ix_rejection_notice_claim_id"))
    op.drop_table("rejection_notice")
    op.drop_table("investigation")

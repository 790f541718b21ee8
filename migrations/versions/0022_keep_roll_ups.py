"""Keep roll-ups of metrics, the reserve at registration, and which approval ends a round."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rolled_series",
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("ran_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_rolled_series")),
    )
    op.create_table(
        "rolled_sum",
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("cut", sa.String(length=16), nullable=False),
        sa.Column("grain", sa.String(length=8), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("split", sa.String(length=64), nullable=False),
        sa.Column("band", sa.String(length=64), nullable=False),
        sa.Column("bucket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("s1", sa.BigInteger(), nullable=False),
        sa.Column("s2", sa.BigInteger(), nullable=False),
        sa.Column("s3", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "series",
            "cut",
            "grain",
            "starts_on",
            "known_on",
            "org",
            "line",
            "channel",
            "person",
            "split",
            "band",
            "bucket",
            name=op.f("pk_rolled_sum"),
        ),
    )
    # not in a batch: a batch may write the table anew, and its triggers would be gone
    op.add_column(
        "approval_record",
        sa.Column("concludes", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(
        "UPDATE approval_record SET concludes = true WHERE decision <> 'approve' OR NOT EXISTS ("
        "SELECT 1 FROM approval_record later WHERE later.subject_type = approval_record.subject_type"
        " AND later.subject_id = approval_record.subject_id AND later.round = approval_record.round"
        " AND later.step > approval_record.step)"
    )
    op.create_index(op.f("ix_approval_record_decided_at"), "approval_record", ["decided_at"])

    with op.batch_alter_table("claim") as batch_op:
        batch_op.add_column(sa.Column("reserve_at_registration", sa.BigInteger(), nullable=True))
        batch_op.create_index(batch_op.f("ix_claim_closed_at"), ["closed_at"], unique=False)

    with op.batch_alter_table("claim_progress") as batch_op:
        batch_op.create_index("ix_claim_progress_status_at", ["status", "at"], unique=False)

    with op.batch_alter_table("dispute") as batch_op:
        batch_op.create_index(batch_op.f("ix_dispute_closed_at"), ["closed_at"], unique=False)

    with op.batch_alter_table("payment") as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_executed_at"), ["executed_at"], unique=False)

    with op.batch_alter_table("sla_clock") as batch_op:
        batch_op.create_index(batch_op.f("ix_sla_clock_breached_at"), ["breached_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sla_clock_stopped_at"), ["stopped_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("sla_clock") as batch_op:
        batch_op.drop_index(batch_op.f("ix_sla_clock_stopped_at"))
        batch_op.drop_index(batch_op.f("ix_sla_clock_breached_at"))

    with op.batch_alter_table("payment") as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_executed_at"))

    with op.batch_alter_table("dispute") as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispute_closed_at"))

    with op.batch_alter_table("claim_progress") as batch_op:
        batch_op.drop_index("ix_claim_progress_status_at")

    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_closed_at"))
        batch_op.drop_column("reserve_at_registration")

    op.drop_index(op.f("ix_approval_record_decided_at"), "approval_record")
    op.drop_column("approval_record", "concludes")

    op.drop_table("rolled_sum")
    op.drop_table("rolled_series")

"""Keep messages to customers."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "channel_message",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("customer_id", KEY, nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("failure", sa.String(length=500), nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_channel_message_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_message")),
        sa.UniqueConstraint("key", name=op.f("uq_channel_message_key")),
    )
    with op.batch_alter_table("channel_message") as batch_op:
        batch_op.create_index(batch_op.f("ix_channel_message_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_channel_message_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(
            "ix_channel_message_status_id", ["status", "id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("channel_message") as batch_op:
        batch_op.drop_index("ix_channel_message_status_id")
        batch_op.drop_index(batch_op.f("ix_channel_message_customer_id"))
        batch_op.drop_index(batch_op.f("ix_channel_message_case_id"))

    op.drop_table("channel_message")

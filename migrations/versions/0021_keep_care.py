"""Keep care of customers."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "care_campaign",
        sa.Column("trigger", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("segment", sa.String(length=40), nullable=True),
        sa.Column("region", sa.String(length=64), nullable=True),
        sa.Column("peril", sa.String(length=40), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("after_id", KEY, nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_campaign")),
    )
    with op.batch_alter_table("care_campaign") as batch_op:
        batch_op.create_index(batch_op.f("ix_care_campaign_complete"), ["complete"], unique=False)

    op.create_table(
        "care_item",
        sa.Column("care_no", sa.String(length=32), nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("trigger", sa.String(length=40), nullable=False),
        sa.Column("occasion_on", sa.Date(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("marketing", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("policy_id", KEY, nullable=True),
        sa.Column("campaign_id", KEY, nullable=True),
        sa.Column("follows_id", KEY, nullable=True),
        sa.Column("content", sa.String(length=32), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("message_id", KEY, nullable=True),
        sa.Column("marketing_consent", sa.Boolean(), nullable=True),
        sa.Column("contacted_at", INSTANT, nullable=True),
        sa.Column("contacted_by", KEY, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("response", sa.String(length=16), nullable=True),
        sa.Column("needs", sa.Text(), nullable=True),
        sa.Column("product_id", KEY, nullable=True),
        sa.Column("suitability", sa.String(length=16), nullable=True),
        sa.Column("next_contact_on", sa.Date(), nullable=True),
        sa.Column("verified_fields", sa.Text(), nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["care_campaign.id"],
            name=op.f("fk_care_item_campaign_id_care_campaign"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_care_item_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["care_item.id"], name=op.f("fk_care_item_follows_id_care_item")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["channel_message.id"],
            name=op.f("fk_care_item_message_id_channel_message"),
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_care_item_policy_id_policy")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_care_item_product_id_product")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_item")),
        sa.UniqueConstraint("care_no", name=op.f("uq_care_item_care_no")),
        sa.UniqueConstraint(
            "trigger",
            "occasion_on",
            "customer_id",
            name=op.f("uq_care_item_trigger_occasion_on_customer_id"),
        ),
    )
    with op.batch_alter_table("care_item") as batch_op:
        batch_op.create_index(batch_op.f("ix_care_item_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_item_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_care_item_contacted_at", ["contacted_at"], unique=False)
        batch_op.create_index(
            "ix_care_item_customer_id_status", ["customer_id", "status"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_care_item_follows_id"), ["follows_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_item_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_item_policy_id"), ["policy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_item_product_id"), ["product_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_item_status"), ["status"], unique=False)

    op.create_table(
        "care_planned_event",
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["customer_event.id"],
            name=op.f("fk_care_planned_event_event_id_customer_event"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["care_item.id"], name=op.f("fk_care_planned_event_item_id_care_item")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_care_planned_event")),
    )
    with op.batch_alter_table("care_planned_event") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_care_planned_event_item_id"), ["item_id"], unique=False
        )

    with op.batch_alter_table("contact_note") as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_note_at"), ["at"], unique=False)

    with op.batch_alter_table("customer") as batch_op:
        batch_op.create_index(batch_op.f("ix_customer_birth_date"), ["birth_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_customer_verified_at"), ["verified_at"], unique=False)

    with op.batch_alter_table("policy") as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_starts_on"), ["starts_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("policy") as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_starts_on"))

    with op.batch_alter_table("customer") as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_verified_at"))
        batch_op.drop_index(batch_op.f("ix_customer_birth_date"))

    with op.batch_alter_table("contact_note") as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_note_at"))

    with op.batch_alter_table("care_planned_event") as batch_op:
        batch_op.drop_index(batch_op.f("ix_care_planned_event_item_id"))

    op.drop_table("care_planned_event")
    with op.batch_alter_table("care_item") as batch_op:
        batch_op.drop_index(batch_op.f("ix_care_item_status"))
        batch_op.drop_index(batch_op.f("ix_care_item_product_id"))
        batch_op.drop_index(batch_op.f("ix_care_item_policy_id"))
        batch_op.drop_index(batch_op.f("ix_care_item_message_id"))
        batch_op.drop_index(batch_op.f("ix_care_item_follows_id"))
        batch_op.drop_index("ix_care_item_customer_id_status")
        batch_op.drop_index("ix_care_item_contacted_at")
        batch_op.drop_index(batch_op.f("ix_care_item_case_id"))
        batch_op.drop_index(batch_op.f("ix_care_item_campaign_id"))

    op.drop_table("care_item")
    with op.batch_alter_table("care_campaign") as batch_op:
        batch_op.drop_index(batch_op.f("ix_care_campaign_complete"))

    op.drop_table("care_campaign")

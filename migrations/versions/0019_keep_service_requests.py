"""Keep service requests and the messages of customers."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "service_request",
        sa.Column("request_no", sa.String(length=32), nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("external_ref", sa.String(length=100), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("urgency", sa.String(length=16), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("policy_no", sa.String(length=32), nullable=True),
        sa.Column("lob", sa.String(length=32), nullable=True),
        sa.Column("related_case", sa.String(length=64), nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("previous_id", KEY, nullable=True),
        sa.Column("identified", sa.Boolean(), nullable=True),
        sa.Column("greeting_script", sa.Boolean(), nullable=True),
        sa.Column("observations", sa.Text(), nullable=True),
        sa.Column("transferred_as", sa.String(length=16), nullable=True),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("background", sa.Text(), nullable=True),
        sa.Column("similar_case", sa.String(length=64), nullable=True),
        sa.Column("proposed_solution", sa.Text(), nullable=True),
        sa.Column("complexity", sa.String(length=16), nullable=True),
        sa.Column("routed_to", sa.String(length=64), nullable=True),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("times_asked", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("solution", sa.Text(), nullable=True),
        sa.Column("solved_at", INSTANT, nullable=True),
        sa.Column("solved_by", KEY, nullable=True),
        sa.Column("solved_at_first_contact", sa.Boolean(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("rated_at", INSTANT, nullable=True),
        sa.Column("next_contact_on", sa.Date(), nullable=True),
        sa.Column("recovery", sa.Text(), nullable=True),
        sa.Column("recovered_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_service_request_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["service_request.id"],
            name=op.f("fk_service_request_previous_id_service_request"),
        ),
        sa.ForeignKeyConstraint(
            ["solved_by"],
            ["user_account.id"],
            name=op.f("fk_service_request_solved_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_request")),
        sa.UniqueConstraint("case_id", name=op.f("uq_service_request_case_id")),
        sa.UniqueConstraint("external_ref", name=op.f("uq_service_request_external_ref")),
        sa.UniqueConstraint("previous_id", name=op.f("uq_service_request_previous_id")),
        sa.UniqueConstraint("request_no", name=op.f("uq_service_request_request_no")),
    )
    with op.batch_alter_table("service_request") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_request_closed_at"), ["closed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_service_request_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_service_request_rated_at"), ["rated_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_service_request_received_at"), ["received_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_service_request_solved_at"), ["solved_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_service_request_solved_by"), ["solved_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_service_request_status"), ["status"], unique=False)

    op.create_table(
        "inbound_message",
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("contact_note_id", KEY, nullable=False),
        sa.Column("external_ref", sa.String(length=100), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("request_id", KEY, nullable=True),
        sa.Column("reply_case_id", KEY, nullable=True),
        sa.Column("replied_at", INSTANT, nullable=True),
        sa.Column("replied_by", KEY, nullable=True),
        sa.Column("reply_channel", sa.String(length=32), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_note_id"],
            ["contact_note.id"],
            name=op.f("fk_inbound_message_contact_note_id_contact_note"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_inbound_message_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["replied_by"],
            ["user_account.id"],
            name=op.f("fk_inbound_message_replied_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["service_request.id"],
            name=op.f("fk_inbound_message_request_id_service_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_message")),
        sa.UniqueConstraint("contact_note_id", name=op.f("uq_inbound_message_contact_note_id")),
        sa.UniqueConstraint("external_ref", name=op.f("uq_inbound_message_external_ref")),
        sa.UniqueConstraint("reply_case_id", name=op.f("uq_inbound_message_reply_case_id")),
    )
    with op.batch_alter_table("inbound_message") as batch_op:
        batch_op.create_index(batch_op.f("ix_inbound_message_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_inbound_message_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inbound_message_received_at"), ["received_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inbound_message_replied_at"), ["replied_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inbound_message_replied_by"), ["replied_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inbound_message_request_id"), ["request_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("inbound_message") as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbound_message_request_id"))
        batch_op.drop_index(batch_op.f("ix_inbound_message_replied_by"))
        batch_op.drop_index(batch_op.f("ix_inbound_message_replied_at"))
        batch_op.drop_index(batch_op.f("ix_inbound_message_received_at"))
        batch_op.drop_index(batch_op.f("ix_inbound_message_customer_id"))
        batch_op.drop_index(batch_op.f("ix_inbound_message_case_id"))

    op.drop_table("inbound_message")
    with op.batch_alter_table("service_request") as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_request_status"))
        batch_op.drop_index(batch_op.f("ix_service_request_solved_by"))
        batch_op.drop_index(batch_op.f("ix_service_request_solved_at"))
        batch_op.drop_index(batch_op.f("ix_service_request_received_at"))
        batch_op.drop_index(batch_op.f("ix_service_request_rated_at"))
        batch_op.drop_index(batch_op.f("ix_service_request_customer_id"))
        batch_op.drop_index(batch_op.f("ix_service_request_closed_at"))

    op.drop_table("service_request")

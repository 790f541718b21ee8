"""Keep complaints, their extensions and progress, and the regulator's base figures."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "complaint_regulator_base",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("lob", sa.String(length=32), nullable=False),
        sa.Column("premium", sa.BigInteger(), nullable=False),
        sa.Column("policies", sa.Integer(), nullable=False),
        sa.Column("insured_persons", sa.Integer(), nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_regulator_base")),
        sa.UniqueConstraint("month", "lob", name=op.f("uq_complaint_regulator_base_month_lob")),
    )
    op.create_table(
        "complaint",
        sa.Column("complaint_no", sa.String(length=32), nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("external_ref", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("complainant", sa.String(length=100), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("complainant_key", sa.String(length=64), nullable=False),
        sa.Column("customer_id", KEY, nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("group_size", sa.Integer(), nullable=False),
        sa.Column("representatives", sa.Text(), nullable=False),
        sa.Column("media", sa.Boolean(), nullable=False),
        sa.Column("agent_authorised", sa.Boolean(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("related_case_id", KEY, nullable=True),
        sa.Column("related_case", sa.String(length=64), nullable=True),
        sa.Column("segregation_from", sa.Text(), nullable=False),
        sa.Column("claim_id", KEY, nullable=True),
        sa.Column("policy_id", KEY, nullable=True),
        sa.Column("lob", sa.String(length=32), nullable=True),
        sa.Column("statutory_class", sa.String(length=16), nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("regulator_ref", sa.String(length=64), nullable=True),
        sa.Column("transferred_at", INSTANT, nullable=True),
        sa.Column("repeat_count", sa.Integer(), nullable=False),
        sa.Column("repeat_of_id", KEY, nullable=True),
        sa.Column("severity", sa.String(length=16), nullable=True),
        sa.Column("owner_group", sa.String(length=40), nullable=True),
        sa.Column("track", sa.String(length=16), nullable=True),
        sa.Column("owner_id", KEY, nullable=True),
        sa.Column("statutory_due_at", INSTANT, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("refuse_reason", sa.Text(), nullable=True),
        sa.Column("acknowledged_at", INSTANT, nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("responsibility", sa.String(length=16), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("remedy", sa.String(length=16), nullable=True),
        sa.Column("remedy_amount", sa.BigInteger(), nullable=True),
        sa.Column("remedy_paid_at", INSTANT, nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", INSTANT, nullable=True),
        sa.Column("satisfied", sa.Boolean(), nullable=True),
        sa.Column("feedback_at", INSTANT, nullable=True),
        sa.Column("review_requested_at", INSTANT, nullable=True),
        sa.Column("reviewed_by", KEY, nullable=True),
        sa.Column("reviewed_at", INSTANT, nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("new_resolution", sa.Text(), nullable=True),
        sa.Column("review_replied_at", INSTANT, nullable=True),
        sa.Column("root_cause", sa.String(length=32), nullable=True),
        sa.Column("action_needed", sa.Boolean(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_complaint_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_complaint_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_complaint_owner_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_complaint_policy_id_policy")
        ),
        sa.ForeignKeyConstraint(
            ["repeat_of_id"], ["complaint.id"], name=op.f("fk_complaint_repeat_of_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["user_account.id"], name=op.f("fk_complaint_reviewed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("complaint_no", name=op.f("uq_complaint_complaint_no")),
        sa.UniqueConstraint("external_ref", name=op.f("uq_complaint_external_ref")),
    )
    with op.batch_alter_table("complaint") as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_complaint_owner_id_status", ["owner_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_policy_id"), ["policy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_received_at"), ["received_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_complaint_related_case_id"), ["related_case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_complaint_repeat_of_id"), ["repeat_of_id"], unique=False
        )
        batch_op.create_index(
            "ix_complaint_repeats", ["complainant_key", "subject", "received_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_complaint_replied_at"), ["replied_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_reviewed_by"), ["reviewed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_status"), ["status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_complaint_statutory_due_at"), ["statutory_due_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_complaint_transferred_at"), ["transferred_at"], unique=False
        )

    op.create_table(
        "complaint_extension",
        sa.Column("complaint_id", KEY, nullable=False),
        sa.Column("to_track", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("told_customer_at", INSTANT, nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("opinions", sa.Text(), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("due_before", INSTANT, nullable=False),
        sa.Column("due_after", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_extension_complaint_id_complaint"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_extension")),
    )
    with op.batch_alter_table("complaint_extension") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_complaint_extension_complaint_id"), ["complaint_id"], unique=False
        )

    op.create_table(
        "complaint_progress",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("complaint_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_progress_complaint_id_complaint"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_progress")),
    )
    with op.batch_alter_table("complaint_progress") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_complaint_progress_complaint_id"), ["complaint_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("complaint_progress") as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_progress_complaint_id"))

    op.drop_table("complaint_progress")
    with op.batch_alter_table("complaint_extension") as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_extension_complaint_id"))

    op.drop_table("complaint_extension")
    with op.batch_alter_table("complaint") as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_transferred_at"))
        batch_op.drop_index(batch_op.f("ix_complaint_statutory_due_at"))
        batch_op.drop_index(batch_op.f("ix_complaint_status"))
        batch_op.drop_index(batch_op.f("ix_complaint_reviewed_by"))
        batch_op.drop_index(batch_op.f("ix_complaint_replied_at"))
        batch_op.drop_index("ix_complaint_repeats")
        batch_op.drop_index(batch_op.f("ix_complaint_repeat_of_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_related_case_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_received_at"))
        batch_op.drop_index(batch_op.f("ix_complaint_policy_id"))
        batch_op.drop_index("ix_complaint_owner_id_status")
        batch_op.drop_index(batch_op.f("ix_complaint_customer_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_closed_at"))
        batch_op.drop_index(batch_op.f("ix_complaint_claim_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_case_id"))

    op.drop_table("complaint")
    op.drop_table("complaint_regulator_base")

"""Keep revisits: occasions, plan, attempts, issues, reports."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "revisit_report",
        sa.Column("report_no", sa.String(length=32), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("departments", sa.Text(), nullable=False),
        sa.Column("reported_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisit_report")),
        sa.UniqueConstraint("month", name=op.f("uq_revisit_report_month")),
        sa.UniqueConstraint("report_no", name=op.f("uq_revisit_report_report_no")),
    )
    with op.batch_alter_table("revisit_report") as batch_op:
        batch_op.create_index(batch_op.f("ix_revisit_report_case_id"), ["case_id"], unique=False)

    op.create_table(
        "revisit_occasion",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("event_id", KEY, nullable=True),
        sa.Column("policy_id", KEY, nullable=True),
        sa.Column("trigger", sa.String(length=32), nullable=False),
        sa.Column("occasion_on", sa.Date(), nullable=True),
        sa.Column("planned_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["customer_event.id"],
            name=op.f("fk_revisit_occasion_event_id_customer_event"),
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_revisit_occasion_policy_id_policy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisit_occasion")),
        sa.UniqueConstraint("event_id", name=op.f("uq_revisit_occasion_event_id")),
        sa.UniqueConstraint(
            "policy_id",
            "trigger",
            "occasion_on",
            name=op.f("uq_revisit_occasion_policy_id_trigger_occasion_on"),
        ),
    )
    op.create_table(
        "revisit_plan_item",
        sa.Column("revisit_no", sa.String(length=32), nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("occasion_id", KEY, nullable=True),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("policy_id", KEY, nullable=True),
        sa.Column("lob", sa.String(length=32), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("trigger", sa.String(length=32), nullable=False),
        sa.Column("trigger_at", INSTANT, nullable=False),
        sa.Column("plan", sa.String(length=32), nullable=False),
        sa.Column("since_at", INSTANT, nullable=False),
        sa.Column("limit_text", sa.String(length=16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("script", sa.String(length=16), nullable=False),
        sa.Column("attempts_max", sa.Integer(), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("marketing_consent", sa.Boolean(), nullable=False),
        sa.Column("seller", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_success_at", INSTANT, nullable=True),
        sa.Column("agent_id", KEY, nullable=True),
        sa.Column("cancel_reason", sa.String(length=16), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["user_account.id"],
            name=op.f("fk_revisit_plan_item_agent_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_revisit_plan_item_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["occasion_id"],
            ["revisit_occasion.id"],
            name=op.f("fk_revisit_plan_item_occasion_id_revisit_occasion"),
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_revisit_plan_item_policy_id_policy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisit_plan_item")),
        sa.UniqueConstraint(
            "occasion_id", "plan", name=op.f("uq_revisit_plan_item_occasion_id_plan")
        ),
        sa.UniqueConstraint("revisit_no", name=op.f("uq_revisit_plan_item_revisit_no")),
    )
    with op.batch_alter_table("revisit_plan_item") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_revisit_plan_item_agent_id"), ["agent_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_revisit_plan_item_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_revisit_plan_item_closed_at"), ["closed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_revisit_plan_item_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_revisit_plan_item_due_on"), ["due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_revisit_plan_item_first_success_at"), ["first_success_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_revisit_plan_item_policy_id"), ["policy_id"], unique=False
        )
        batch_op.create_index(
            "ix_revisit_plan_item_status_mandatory", ["status", "mandatory"], unique=False
        )

    op.create_table(
        "revisit_record",
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("attempt_no", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("agent_id", KEY, nullable=True),
        sa.Column("contacted", sa.Boolean(), nullable=False),
        sa.Column("identity_confirmed", sa.Boolean(), nullable=False),
        sa.Column("recording_id", sa.String(length=64), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("suggestion", sa.Text(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("next_try_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["user_account.id"], name=op.f("fk_revisit_record_agent_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["revisit_plan_item.id"],
            name=op.f("fk_revisit_record_item_id_revisit_plan_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisit_record")),
        sa.UniqueConstraint(
            "item_id", "attempt_no", name=op.f("uq_revisit_record_item_id_attempt_no")
        ),
    )
    with op.batch_alter_table("revisit_record") as batch_op:
        batch_op.create_index(batch_op.f("ix_revisit_record_agent_id"), ["agent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revisit_record_at"), ["at"], unique=False)

    op.create_table(
        "revisit_issue",
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=True),
        sa.Column("measure", sa.String(length=32), nullable=True),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("result", sa.String(length=32), nullable=True),
        sa.Column("resolved_by", KEY, nullable=True),
        sa.Column("resolved_at", INSTANT, nullable=True),
        sa.Column("fixed_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["revisit_plan_item.id"],
            name=op.f("fk_revisit_issue_item_id_revisit_plan_item"),
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["revisit_record.id"],
            name=op.f("fk_revisit_issue_record_id_revisit_record"),
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by"],
            ["user_account.id"],
            name=op.f("fk_revisit_issue_resolved_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisit_issue")),
    )
    with op.batch_alter_table("revisit_issue") as batch_op:
        batch_op.create_index(batch_op.f("ix_revisit_issue_found_at"), ["found_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_revisit_issue_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revisit_issue_record_id"), ["record_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_revisit_issue_resolved_by"), ["resolved_by"], unique=False
        )

    with op.batch_alter_table("customer") as batch_op:
        batch_op.create_index(batch_op.f("ix_customer_segment"), ["segment"], unique=False)

    with op.batch_alter_table("policy") as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_ends_on"), ["ends_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("policy") as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_ends_on"))

    with op.batch_alter_table("customer") as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_segment"))

    with op.batch_alter_table("revisit_issue") as batch_op:
        batch_op.drop_index(batch_op.f("ix_revisit_issue_resolved_by"))
        batch_op.drop_index(batch_op.f("ix_revisit_issue_record_id"))
        batch_op.drop_index(batch_op.f("ix_revisit_issue_item_id"))
        batch_op.drop_index(batch_op.f("ix_revisit_issue_found_at"))

    op.drop_table("revisit_issue")
    with op.batch_alter_table("revisit_record") as batch_op:
        batch_op.drop_index(batch_op.f("ix_revisit_record_at"))
        batch_op.drop_index(batch_op.f("ix_revisit_record_agent_id"))

    op.drop_table("revisit_record")
    with op.batch_alter_table("revisit_plan_item") as batch_op:
        batch_op.drop_index("ix_revisit_plan_item_status_mandatory")
        batch_op.drop_index(batch_op.f("ix_revisit_plan_item_policy_id"))
        batch_op.drop_index(batch_op.f("ix_revisit_plan_item_first_success_at"))
        batch_op.drop_index(batch_op.f("ix_revisit_plan_item_due_on"))
        batch_op.drop_index(batch_op.f("ix_revisit_plan_item_customer_id"))
        batch_op.drop_index(batch_op.f("ix_revisit_plan_item_closed_at"))
        batch_op.drop_index(batch_op.f("ix_revisit_plan_item_case_id"))
        batch_op.drop_index(batch_op.f("ix_revisit_plan_item_agent_id"))

    op.drop_table("revisit_plan_item")
    op.drop_table("revisit_occasion")
    with op.batch_alter_table("revisit_report") as batch_op:
        batch_op.drop_index(batch_op.f("ix_revisit_report_case_id"))

    op.drop_table("revisit_report")

"""Keep plans for contingencies, and contingencies."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "contingency_plan",
        sa.Column("plan_code", sa.String(length=32), nullable=False),
        sa.Column("plan_version", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("event_types", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("effective_from", INSTANT, nullable=True),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("resources", sa.Text(), nullable=False),
        sa.Column("change_log", sa.Text(), nullable=False),
        sa.Column("approved_by", KEY, nullable=True),
        sa.Column("revises_id", KEY, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["revises_id"],
            ["contingency_plan.id"],
            name=op.f("fk_contingency_plan_revises_id_contingency_plan"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contingency_plan")),
        sa.UniqueConstraint(
            "plan_code", "plan_version", name=op.f("uq_contingency_plan_plan_code_plan_version")
        ),
    )
    with op.batch_alter_table("contingency_plan") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contingency_plan_revises_id"), ["revises_id"], unique=False
        )
        batch_op.create_index("ix_contingency_plan_status_id", ["status", "id"], unique=False)

    op.create_table(
        "activation",
        sa.Column("contingency_no", sa.String(length=32), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("plan_id", KEY, nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("by_monitor", sa.Boolean(), nullable=False),
        sa.Column("event_type", sa.String(length=32), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("est_property_payout", sa.BigInteger(), nullable=False),
        sa.Column("est_casualty_payout", sa.BigInteger(), nullable=False),
        sa.Column("deaths", sa.Integer(), nullable=False),
        sa.Column("reports_24h", sa.Integer(), nullable=False),
        sa.Column("national_response", sa.Boolean(), nullable=False),
        sa.Column("estimates", sa.Text(), nullable=False),
        sa.Column("table_level", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=True),
        sa.Column("commander_group", sa.String(length=64), nullable=True),
        sa.Column("perils", sa.Text(), nullable=False),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.Column("window_from", INSTANT, nullable=True),
        sa.Column("window_to", INSTANT, nullable=True),
        sa.Column("proposed_at", INSTANT, nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("activated_at", INSTANT, nullable=True),
        sa.Column("activated_by", KEY, nullable=True),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("screened_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by", KEY, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["contingency_plan.id"],
            name=op.f("fk_activation_plan_id_contingency_plan"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activation")),
        sa.UniqueConstraint("contingency_no", name=op.f("uq_activation_contingency_no")),
    )
    with op.batch_alter_table("activation") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_activation_activated_at"), ["activated_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_activation_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_activation_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_activation_event_type"), ["event_type"], unique=False)
        batch_op.create_index(batch_op.f("ix_activation_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index("ix_activation_status_id", ["status", "id"], unique=False)

    op.create_table(
        "communication",
        sa.Column("activation_id", KEY, nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("sent_to_id", KEY, nullable=True),
        sa.Column("broadcast_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["activation_id"],
            ["activation.id"],
            name=op.f("fk_communication_activation_id_activation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication")),
    )
    with op.batch_alter_table("communication") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_communication_activation_id"), ["activation_id"], unique=False
        )

    op.create_table(
        "department_progress",
        sa.Column("activation_id", KEY, nullable=False),
        sa.Column("department", sa.String(length=32), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["activation_id"],
            ["activation.id"],
            name=op.f("fk_department_progress_activation_id_activation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_progress")),
    )
    with op.batch_alter_table("department_progress") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_department_progress_activation_id"), ["activation_id"], unique=False
        )

    op.create_table(
        "evaluation",
        sa.Column("activation_id", KEY, nullable=False),
        sa.Column("metrics", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("evaluated_at", INSTANT, nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["activation_id"],
            ["activation.id"],
            name=op.f("fk_evaluation_activation_id_activation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("activation_id", name=op.f("uq_evaluation_activation_id")),
    )
    op.create_table(
        "exposed_policy",
        sa.Column("activation_id", KEY, nullable=False),
        sa.Column("policy_id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("first_of_customer", sa.Boolean(), nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["activation_id"],
            ["activation.id"],
            name=op.f("fk_exposed_policy_activation_id_activation"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_exposed_policy_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_exposed_policy_policy_id_policy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exposed_policy")),
        sa.UniqueConstraint(
            "activation_id", "policy_id", name=op.f("uq_exposed_policy_activation_id_policy_id")
        ),
    )
    with op.batch_alter_table("exposed_policy") as batch_op:
        batch_op.create_index(
            "ix_exposed_policy_activation_id_customer_id",
            ["activation_id", "customer_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_exposed_policy_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_exposed_policy_policy_id"), ["policy_id"], unique=False
        )

    op.create_table(
        "plan_role",
        sa.Column("activation_id", KEY, nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["activation_id"], ["activation.id"], name=op.f("fk_plan_role_activation_id_activation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_role")),
    )
    with op.batch_alter_table("plan_role") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_role_activation_id"), ["activation_id"], unique=False
        )

    op.create_table(
        "resource_allocation",
        sa.Column("activation_id", KEY, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("vehicles", sa.Integer(), nullable=False),
        sa.Column("cash", sa.BigInteger(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["activation_id"],
            ["activation.id"],
            name=op.f("fk_resource_allocation_activation_id_activation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_allocation")),
    )
    with op.batch_alter_table("resource_allocation") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_resource_allocation_activation_id"), ["activation_id"], unique=False
        )

    op.create_table(
        "situation_report",
        sa.Column("activation_id", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("assessed", sa.Integer(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("backlog", sa.Integer(), nullable=False),
        sa.Column("issues", sa.Text(), nullable=True),
        sa.Column("reported_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["activation_id"],
            ["activation.id"],
            name=op.f("fk_situation_report_activation_id_activation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_report")),
    )
    with op.batch_alter_table("situation_report") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_situation_report_activation_id"), ["activation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_situation_report_at"), ["at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("situation_report") as batch_op:
        batch_op.drop_index(batch_op.f("ix_situation_report_at"))
        batch_op.drop_index(batch_op.f("ix_situation_report_activation_id"))

    op.drop_table("situation_report")
    with op.batch_alter_table("resource_allocation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_allocation_activation_id"))

    op.drop_table("resource_allocation")
    with op.batch_alter_table("plan_role") as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_role_activation_id"))

    op.drop_table("plan_role")
    with op.batch_alter_table("exposed_policy") as batch_op:
        batch_op.drop_index(batch_op.f("ix_exposed_policy_policy_id"))
        batch_op.drop_index(batch_op.f("ix_exposed_policy_customer_id"))
        batch_op.drop_index("ix_exposed_policy_activation_id_customer_id")

    op.drop_table("exposed_policy")
    op.drop_table("evaluation")
    with op.batch_alter_table("department_progress") as batch_op:
        batch_op.drop_index(batch_op.f("ix_department_progress_activation_id"))

    op.drop_table("department_progress")
    with op.batch_alter_table("communication") as batch_op:
        batch_op.drop_index(batch_op.f("ix_communication_activation_id"))

    op.drop_table("communication")
    with op.batch_alter_table("activation") as batch_op:
        batch_op.drop_index("ix_activation_status_id")
        batch_op.drop_index(batch_op.f("ix_activation_plan_id"))
        batch_op.drop_index(batch_op.f("ix_activation_event_type"))
        batch_op.drop_index(batch_op.f("ix_activation_ended_at"))
        batch_op.drop_index(batch_op.f("ix_activation_case_id"))
        batch_op.drop_index(batch_op.f("ix_activation_activated_at"))

    op.drop_table("activation")
    with op.batch_alter_table("contingency_plan") as batch_op:
        batch_op.drop_index("ix_contingency_plan_status_id")
        batch_op.drop_index(batch_op.f("ix_contingency_plan_revises_id"))

    op.drop_table("contingency_plan")

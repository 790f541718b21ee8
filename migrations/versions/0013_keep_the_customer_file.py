"""Keep licences, promises, references and personal-data requests."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "case_reference",
        sa.Column("reference_no", sa.String(length=32), nullable=False),
        sa.Column("line", sa.String(length=32), nullable=False),
        sa.Column("need", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_case_id", KEY, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_reference")),
        sa.UniqueConstraint("reference_no", name=op.f("uq_case_reference_reference_no")),
    )
    with op.batch_alter_table("case_reference") as batch_op:
        batch_op.create_index("ix_case_reference_line_need", ["line", "need"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_reference_need"), ["need"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_reference_source_case_id"), ["source_case_id"], unique=False
        )

    op.create_table(
        "company_licence",
        sa.Column("statutory_class", sa.String(length=40), nullable=False),
        sa.Column("licence_no", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_licence")),
        sa.UniqueConstraint("licence_no", name=op.f("uq_company_licence_licence_no")),
    )
    op.create_table(
        "service_promise",
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("clock_type", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("text_en", sa.String(length=400), nullable=False),
        sa.Column("published_from", sa.Date(), nullable=False),
        sa.Column("published_until", sa.Date(), nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_promise")),
        sa.UniqueConstraint(
            "stage",
            "clock_type",
            "published_from",
            name=op.f("uq_service_promise_stage_clock_type_published_from"),
        ),
    )
    op.create_table(
        "data_request",
        sa.Column("request_no", sa.String(length=32), nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("identity_checked", sa.Boolean(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("answered_by", KEY, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("file_id", KEY, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_data_request_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_data_request_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
        sa.UniqueConstraint("request_no", name=op.f("uq_data_request_request_no")),
    )
    with op.batch_alter_table("data_request") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_data_request_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_data_request_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_data_request_file_id"), ["file_id"], unique=False)

    with op.batch_alter_table("customer") as batch_op:
        batch_op.add_column(sa.Column("sources", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("deceased_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("locked_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("locked_until", sa.Date(), nullable=True))

    with op.batch_alter_table("product") as batch_op:
        batch_op.add_column(sa.Column("has_savings", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(
            sa.Column("has_tax_benefit", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("product") as batch_op:
        batch_op.alter_column("has_savings", server_default=None)
        batch_op.alter_column("has_tax_benefit", server_default=None)

    with op.batch_alter_table("user_account") as batch_op:
        batch_op.add_column(
            sa.Column("licences", sa.Text(), nullable=False, server_default="[]")
        )
    with op.batch_alter_table("user_account") as batch_op:
        batch_op.alter_column("licences", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("user_account") as batch_op:
        batch_op.drop_column("licences")

    with op.batch_alter_table("product") as batch_op:
        batch_op.drop_column("has_tax_benefit")
        batch_op.drop_column("has_savings")

    with op.batch_alter_table("customer") as batch_op:
        batch_op.drop_column("locked_until")
        batch_op.drop_column("locked_at")
        batch_op.drop_column("deceased_on")
        batch_op.drop_column("sources")

    with op.batch_alter_table("data_request") as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_request_file_id"))
        batch_op.drop_index(batch_op.f("ix_data_request_due_at"))
        batch_op.drop_index(batch_op.f("ix_data_request_customer_id"))

    op.drop_table("data_request")
    op.drop_table("service_promise")
    op.drop_table("company_licence")
    with op.batch_alter_table("case_reference") as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_reference_source_case_id"))
        batch_op.drop_index(batch_op.f("ix_case_reference_need"))
        batch_op.drop_index("ix_case_reference_line_need")

    op.drop_table("case_reference")

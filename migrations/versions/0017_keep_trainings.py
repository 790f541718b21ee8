"""Keep trainings of customers, who was invited and came, and what they learned."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "training",
        sa.Column("training_no", sa.String(length=32), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("segment", sa.String(length=40), nullable=False),
        sa.Column("trigger", sa.String(length=32), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("courses", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("link", sa.String(length=400), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("planned_by", KEY, nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("approved_by", KEY, nullable=True),
        sa.Column("approved_at", INSTANT, nullable=True),
        sa.Column("invited_at", INSTANT, nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("held_at", INSTANT, nullable=True),
        sa.Column("complaints_before", sa.Integer(), nullable=True),
        sa.Column("complaints_after", sa.Integer(), nullable=True),
        sa.Column("behaviour_change", sa.String(length=40), nullable=True),
        sa.Column("effective", sa.Boolean(), nullable=True),
        sa.Column("actions", sa.Text(), nullable=True),
        sa.Column("reviewed_by", KEY, nullable=True),
        sa.Column("reviewed_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint("training_no", name=op.f("uq_training_training_no")),
    )
    with op.batch_alter_table("training") as batch_op:
        batch_op.create_index(batch_op.f("ix_training_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_held_at"), ["held_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_reviewed_at"), ["reviewed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_segment"), ["segment"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_status"), ["status"], unique=False)

    op.create_table(
        "training_course",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_course")),
        sa.UniqueConstraint("code", name=op.f("uq_training_course_code")),
    )
    op.create_table(
        "training_invitation",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("training_id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_training_invitation_customer_id_customer"),
        ),
        sa.ForeignKeyConstraint(
            ["training_id"],
            ["training.id"],
            name=op.f("fk_training_invitation_training_id_training"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_invitation")),
        sa.UniqueConstraint(
            "training_id",
            "customer_id",
            name=op.f("uq_training_invitation_training_id_customer_id"),
        ),
    )
    with op.batch_alter_table("training_invitation") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_invitation_customer_id"), ["customer_id"], unique=False
        )

    op.create_table(
        "training_session",
        sa.Column("training_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("trainer_id", KEY, nullable=True),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("merged_into_id", KEY, nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("assessed_at", INSTANT, nullable=True),
        sa.Column("survey_avg", sa.Integer(), nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["training_session.id"],
            name=op.f("fk_training_session_merged_into_id_training_session"),
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_training_session_training_id_training")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
        sa.UniqueConstraint(
            "training_id", "number", name=op.f("uq_training_session_training_id_number")
        ),
    )
    with op.batch_alter_table("training_session") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_session_assessed_at"), ["assessed_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_training_session_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_training_session_merged_into_id"), ["merged_into_id"], unique=False
        )

    op.create_table(
        "enrolment",
        sa.Column("training_id", KEY, nullable=False),
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("enrolled_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_enrolment_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_enrolment_session_id_training_session"),
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_enrolment_training_id_training")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint(
            "session_id", "customer_id", name=op.f("uq_enrolment_session_id_customer_id")
        ),
    )
    with op.batch_alter_table("enrolment") as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolment_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_training_id"), ["training_id"], unique=False)

    op.create_table(
        "training_assessment",
        sa.Column("session_id", KEY, nullable=False),
        sa.Column("enrolment_id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("assessed_at", INSTANT, nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_training_assessment_customer_id_customer"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_training_assessment_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_training_assessment_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_assessment")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_training_assessment_enrolment_id")),
    )
    with op.batch_alter_table("training_assessment") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_assessment_assessed_at"), ["assessed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_assessment_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_assessment_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "training_candidate",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("event_at", INSTANT, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("segment", sa.String(length=32), nullable=False),
        sa.Column("batch", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_training_candidate_customer_id_customer"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["customer_event.id"],
            name=op.f("fk_training_candidate_event_id_customer_event"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_candidate")),
        sa.UniqueConstraint(
            "event_id", "segment", name=op.f("uq_training_candidate_event_id_segment")
        ),
    )
    with op.batch_alter_table("training_candidate") as batch_op:
        batch_op.create_index(
            "ix_training_candidate_batch_segment", ["batch", "segment"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_candidate_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(
            "ix_training_candidate_kind_event_at", ["kind", "event_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("training_candidate") as batch_op:
        batch_op.drop_index("ix_training_candidate_kind_event_at")
        batch_op.drop_index(batch_op.f("ix_training_candidate_customer_id"))
        batch_op.drop_index("ix_training_candidate_batch_segment")

    op.drop_table("training_candidate")
    with op.batch_alter_table("training_assessment") as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_assessment_session_id"))
        batch_op.drop_index(batch_op.f("ix_training_assessment_customer_id"))
        batch_op.drop_index(batch_op.f("ix_training_assessment_assessed_at"))

    op.drop_table("training_assessment")
    with op.batch_alter_table("enrolment") as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_training_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_customer_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("training_session") as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_session_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_training_session_at"))
        batch_op.drop_index(batch_op.f("ix_training_session_assessed_at"))

    op.drop_table("training_session")
    with op.batch_alter_table("training_invitation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_invitation_customer_id"))

    op.drop_table("training_invitation")
    op.drop_table("training_course")
    with op.batch_alter_table("training") as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_status"))
        batch_op.drop_index(batch_op.f("ix_training_segment"))
        batch_op.drop_index(batch_op.f("ix_training_reviewed_at"))
        batch_op.drop_index(batch_op.f("ix_training_held_at"))
        batch_op.drop_index(batch_op.f("ix_training_case_id"))

    op.drop_table("training")

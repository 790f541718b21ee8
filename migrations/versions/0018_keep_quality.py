"""Keep the quality cycle: actions, standards, checks, questionnaires, change requests."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "quality_cycle",
        sa.Column("cycle_no", sa.String(length=32), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("quarter", sa.String(length=8), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("indicators", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_cycle")),
        sa.UniqueConstraint("cycle_no", name=op.f("uq_quality_cycle_cycle_no")),
        sa.UniqueConstraint("quarter", name=op.f("uq_quality_cycle_quarter")),
    )
    with op.batch_alter_table("quality_cycle") as batch_op:
        batch_op.create_index(batch_op.f("ix_quality_cycle_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quality_cycle_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_quality_cycle_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_quality_cycle_status"), ["status"], unique=False)

    op.create_table(
        "quality_standard",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_standard")),
        sa.UniqueConstraint("code", "edition", name=op.f("uq_quality_standard_code_edition")),
    )
    with op.batch_alter_table("quality_standard") as batch_op:
        batch_op.create_index(batch_op.f("ix_quality_standard_area"), ["area"], unique=False)

    op.create_table(
        "survey_questionnaire",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_questionnaire")),
        sa.UniqueConstraint("code", "edition", name=op.f("uq_survey_questionnaire_code_edition")),
    )
    with op.batch_alter_table("survey_questionnaire") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_questionnaire_status"), ["status"], unique=False
        )

    op.create_table(
        "improvement_action",
        sa.Column("action_no", sa.String(length=40), nullable=False),
        sa.Column("cycle_id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("loop", sa.Integer(), nullable=False),
        sa.Column("previous_id", KEY, nullable=True),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=16), nullable=False),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("metric", sa.String(length=64), nullable=False),
        sa.Column("baseline", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=True),
        sa.Column("segment", sa.String(length=32), nullable=True),
        sa.Column("courses", sa.Text(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("result", sa.BigInteger(), nullable=True),
        sa.Column("effective", sa.Boolean(), nullable=True),
        sa.Column("verdict_reason", sa.Text(), nullable=True),
        sa.Column("verified_by", KEY, nullable=True),
        sa.Column("verified_at", INSTANT, nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["cycle_id"],
            ["quality_cycle.id"],
            name=op.f("fk_improvement_action_cycle_id_quality_cycle"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["user_account.id"],
            name=op.f("fk_improvement_action_owner_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["improvement_action.id"],
            name=op.f("fk_improvement_action_previous_id_improvement_action"),
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"],
            ["user_account.id"],
            name=op.f("fk_improvement_action_verified_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_action")),
        sa.UniqueConstraint("action_no", name=op.f("uq_improvement_action_action_no")),
    )
    with op.batch_alter_table("improvement_action") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_improvement_action_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_improvement_action_cycle_id"), ["cycle_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_improvement_action_owner_id"), ["owner_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_improvement_action_previous_id"), ["previous_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_improvement_action_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_improvement_action_status"), ["status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_improvement_action_verified_at"), ["verified_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_improvement_action_verified_by"), ["verified_by"], unique=False
        )

    op.create_table(
        "quality_check",
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("task_id", KEY, nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("counter", sa.String(length=64), nullable=True),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("standard_id", KEY, nullable=True),
        sa.Column("checker_id", KEY, nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("score_sum", sa.Integer(), nullable=False),
        sa.Column("score_count", sa.Integer(), nullable=False),
        sa.Column("attitude_sum", sa.Integer(), nullable=False),
        sa.Column("attitude_count", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["checker_id"],
            ["user_account.id"],
            name=op.f("fk_quality_check_checker_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["user_account.id"], name=op.f("fk_quality_check_person_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"],
            ["quality_standard.id"],
            name=op.f("fk_quality_check_standard_id_quality_standard"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_check")),
    )
    with op.batch_alter_table("quality_check") as batch_op:
        batch_op.create_index(batch_op.f("ix_quality_check_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_quality_check_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_quality_check_checker_id"), ["checker_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_quality_check_counter"), ["counter"], unique=False)
        batch_op.create_index(batch_op.f("ix_quality_check_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_quality_check_standard_id"), ["standard_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_quality_check_task_id"), ["task_id"], unique=False)

    op.create_table(
        "quality_evaluation",
        sa.Column("cycle_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("agency", sa.String(length=200), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["cycle_id"],
            ["quality_cycle.id"],
            name=op.f("fk_quality_evaluation_cycle_id_quality_cycle"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_evaluation")),
    )
    with op.batch_alter_table("quality_evaluation") as batch_op:
        batch_op.create_index(batch_op.f("ix_quality_evaluation_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_quality_evaluation_cycle_id"), ["cycle_id"], unique=False
        )

    op.create_table(
        "change_request",
        sa.Column("change_no", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("definition", sa.String(length=200), nullable=False),
        sa.Column("against", sa.String(length=32), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("action_id", KEY, nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("tested", sa.String(length=32), nullable=True),
        sa.Column("test_report", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("tested_by", KEY, nullable=True),
        sa.Column("tested_at", INSTANT, nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["improvement_action.id"],
            name=op.f("fk_change_request_action_id_improvement_action"),
        ),
        sa.ForeignKeyConstraint(
            ["tested_by"],
            ["user_account.id"],
            name=op.f("fk_change_request_tested_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
        sa.UniqueConstraint("change_no", name=op.f("uq_change_request_change_no")),
    )
    with op.batch_alter_table("change_request") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_request_action_id"), ["action_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_change_request_decided_at"), ["decided_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_change_request_status"), ["status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_change_request_tested_by"), ["tested_by"], unique=False
        )

    op.create_table(
        "survey_response",
        sa.Column("questionnaire_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("feedback_id", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_survey_response_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_survey_response_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["survey_questionnaire.id"],
            name=op.f("fk_survey_response_questionnaire_id_survey_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_response")),
        sa.UniqueConstraint(
            "code",
            "customer_id",
            "occasion",
            name=op.f("uq_survey_response_code_customer_id_occasion"),
        ),
    )
    with op.batch_alter_table("survey_response") as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_response_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_response_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_survey_response_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_survey_response_feedback_id"), ["feedback_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_survey_response_questionnaire_id"), ["questionnaire_id"], unique=False
        )

    op.create_table(
        "change_vote",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("request_id", KEY, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("approves", sa.Boolean(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["change_request.id"],
            name=op.f("fk_change_vote_request_id_change_request"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_change_vote_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_vote")),
        sa.UniqueConstraint(
            "request_id", "round", "side", name=op.f("uq_change_vote_request_id_round_side")
        ),
    )
    with op.batch_alter_table("change_vote") as batch_op:
        batch_op.create_index(batch_op.f("ix_change_vote_user_id"), ["user_id"], unique=False)

    op.create_table(
        "survey_answer",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("response_id", KEY, nullable=False),
        sa.Column("questionnaire_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("choice", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["survey_questionnaire.id"],
            name=op.f("fk_survey_answer_questionnaire_id_survey_questionnaire"),
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["survey_response.id"],
            name=op.f("fk_survey_answer_response_id_survey_response"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answer")),
    )
    with op.batch_alter_table("survey_answer") as batch_op:
        batch_op.create_index(
            "ix_survey_answer_of_question", ["questionnaire_id", "question"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_survey_answer_response_id"), ["response_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("survey_answer") as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_answer_response_id"))
        batch_op.drop_index("ix_survey_answer_of_question")

    op.drop_table("survey_answer")
    with op.batch_alter_table("change_vote") as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_vote_user_id"))

    op.drop_table("change_vote")
    with op.batch_alter_table("survey_response") as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_response_questionnaire_id"))
        batch_op.drop_index(batch_op.f("ix_survey_response_feedback_id"))
        batch_op.drop_index(batch_op.f("ix_survey_response_customer_id"))
        batch_op.drop_index(batch_op.f("ix_survey_response_case_id"))
        batch_op.drop_index(batch_op.f("ix_survey_response_at"))

    op.drop_table("survey_response")
    with op.batch_alter_table("change_request") as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_request_tested_by"))
        batch_op.drop_index(batch_op.f("ix_change_request_status"))
        batch_op.drop_index(batch_op.f("ix_change_request_decided_at"))
        batch_op.drop_index(batch_op.f("ix_change_request_action_id"))

    op.drop_table("change_request")
    with op.batch_alter_table("quality_evaluation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_quality_evaluation_cycle_id"))
        batch_op.drop_index(batch_op.f("ix_quality_evaluation_at"))

    op.drop_table("quality_evaluation")
    with op.batch_alter_table("quality_check") as batch_op:
        batch_op.drop_index(batch_op.f("ix_quality_check_task_id"))
        batch_op.drop_index(batch_op.f("ix_quality_check_standard_id"))
        batch_op.drop_index(batch_op.f("ix_quality_check_person_id"))
        batch_op.drop_index(batch_op.f("ix_quality_check_counter"))
        batch_op.drop_index(batch_op.f("ix_quality_check_checker_id"))
        batch_op.drop_index(batch_op.f("ix_quality_check_case_id"))
        batch_op.drop_index(batch_op.f("ix_quality_check_at"))

    op.drop_table("quality_check")
    with op.batch_alter_table("improvement_action") as batch_op:
        batch_op.drop_index(batch_op.f("ix_improvement_action_verified_by"))
        batch_op.drop_index(batch_op.f("ix_improvement_action_verified_at"))
        batch_op.drop_index(batch_op.f("ix_improvement_action_status"))
        batch_op.drop_index(batch_op.f("ix_improvement_action_source"))
        batch_op.drop_index(batch_op.f("ix_improvement_action_previous_id"))
        batch_op.drop_index(batch_op.f("ix_improvement_action_owner_id"))
        batch_op.drop_index(batch_op.f("ix_improvement_action_cycle_id"))
        batch_op.drop_index(batch_op.f("ix_improvement_action_case_id"))

    op.drop_table("improvement_action")
    with op.batch_alter_table("survey_questionnaire") as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_questionnaire_status"))

    op.drop_table("survey_questionnaire")
    with op.batch_alter_table("quality_standard") as batch_op:
        batch_op.drop_index(batch_op.f("ix_quality_standard_area"))

    op.drop_table("quality_standard")
    with op.batch_alter_table("quality_cycle") as batch_op:
        batch_op.drop_index(batch_op.f("ix_quality_cycle_status"))
        batch_op.drop_index(batch_op.f("ix_quality_cycle_source"))
        batch_op.drop_index(batch_op.f("ix_quality_cycle_closed_at"))
        batch_op.drop_index(batch_op.f("ix_quality_cycle_case_id"))

    op.drop_table("quality_cycle")

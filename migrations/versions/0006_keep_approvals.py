"""Keep approval meetings and where a return leads; refuse to rewrite what approvers decided."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RECORD, MEETING = "approval_record", "approval_meeting"
#: all but ``superseded``, which may become true
KEPT = (
    "id, case_id, subject_type, subject_id, round, step, tier, group_code, approver_id,"
    " approver_name, decided_at, decision, opinion, conditions, return_to, amount_seen"
)
REFUSAL = "an approval record is never rewritten or deleted"
SQLITE = (
    f"CREATE TRIGGER {RECORD}_kept BEFORE UPDATE OF {KEPT} ON {RECORD}"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER {RECORD}_superseded BEFORE UPDATE OF superseded ON {RECORD}"
    " WHEN OLD.superseded AND NOT NEW.superseded"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER {RECORD}_stays BEFORE DELETE ON {RECORD}"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER {MEETING}_kept BEFORE UPDATE ON {MEETING}"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER {MEETING}_stays BEFORE DELETE ON {MEETING}"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
POSTGRES = (
    f"""
    CREATE FUNCTION {RECORD}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    f"CREATE TRIGGER {RECORD}_kept BEFORE UPDATE OF {KEPT} ON {RECORD}"
    f" FOR EACH ROW EXECUTE FUNCTION {RECORD}_refuse()",
    f"CREATE TRIGGER {RECORD}_superseded BEFORE UPDATE OF superseded ON {RECORD}"
    " FOR EACH ROW WHEN (OLD.superseded AND NOT NEW.superseded)"
    f" EXECUTE FUNCTION {RECORD}_refuse()",
    f"CREATE TRIGGER {RECORD}_stays BEFORE DELETE ON {RECORD}"
    f" FOR EACH ROW EXECUTE FUNCTION {RECORD}_refuse()",
    f"CREATE TRIGGER {MEETING}_kept BEFORE UPDATE OR DELETE ON {MEETING}"
    f" FOR EACH ROW EXECUTE FUNCTION {RECORD}_refuse()",
)
NAMES = {
    "sqlite": (
        (RECORD, f"{RECORD}_kept"),
        (RECORD, f"{RECORD}_superseded"),
        (RECORD, f"{RECORD}_stays"),
        (MEETING, f"{MEETING}_kept"),
        (MEETING, f"{MEETING}_stays"),
    ),
    "postgresql": (
        (RECORD, f"{RECORD}_kept"),
        (RECORD, f"{RECORD}_superseded"),
        (RECORD, f"{RECORD}_stays"),
        (MEETING, f"{MEETING}_kept"),
    ),
}


def upgrade() -> None:
    op.create_table(
        MEETING,
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("subject_type", sa.String(length=16), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attendees", sa.Text(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("minutes_id", KEY, nullable=False),
        sa.Column("recorded_by", KEY, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_meeting")),
        sa.UniqueConstraint(
            "subject_type",
            "subject_id",
            "round",
            name=op.f("uq_approval_meeting_subject_type_subject_id_round"),
        ),
    )
    with op.batch_alter_table(MEETING) as batch_op:
        batch_op.create_index(op.f("ix_approval_meeting_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            op.f("ix_approval_meeting_recorded_by"), ["recorded_by"], unique=False
        )
    with op.batch_alter_table(RECORD) as batch_op:
        batch_op.add_column(sa.Column("return_to", sa.String(length=16), nullable=True))
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(sa.text(statement))


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table, name in NAMES[dialect]:
        on = "" if dialect == "sqlite" else f" ON {table}"
        op.execute(sa.text(f"DROP TRIGGER {name}{on}"))
    if dialect == "postgresql":
        op.execute(sa.text(f"DROP FUNCTION {RECORD}_refuse()"))
    with op.batch_alter_table(RECORD) as batch_op:
        batch_op.drop_column("return_to")
    op.drop_table(MEETING)

"""Name who stands in for whom, and keep both names in every record."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LENT = sa.text("on_behalf_of_id IS NOT NULL")
RECORD, LENDER = "approval_record", "approval_record_lender_kept"
CHANGING = f"CREATE TRIGGER {LENDER} BEFORE UPDATE OF on_behalf_of_id, on_behalf_of_name ON {RECORD}"
KEPT = {
    "sqlite": f"{CHANGING} BEGIN SELECT RAISE(ABORT,"
    " 'an approval record is never rewritten or deleted'); END",
    "postgresql": f"{CHANGING} FOR EACH ROW EXECUTE FUNCTION {RECORD}_refuse()",
}
PEOPLE = ("absent_id", "substitute_id", "created_by_id", "ended_by_id")


def upgrade() -> None:
    op.create_table(
        "substitution",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("absent_id", KEY, nullable=False),
        sa.Column("substitute_id", KEY, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("processes", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=True),
        sa.Column("created_by_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", KEY, nullable=True),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["user_account.id"],
                name=op.f(f"fk_substitution_{column}_user_account"),
            )
            for column in PEOPLE
        ),
    )
    op.create_index(
        "ix_substitution_absent_id_ends_at", "substitution", ["absent_id", "ends_at"]
    )
    op.create_index(
        "ix_substitution_substitute_id_ends_at", "substitution", ["substitute_id", "ends_at"]
    )
    op.create_index("ix_substitution_starts_at_id", "substitution", ["starts_at", "id"])
    for column in ("created_by_id", "ended_by_id", "run_at"):
        op.create_index(op.f(f"ix_substitution_{column}"), "substitution", [column])
    with op.batch_alter_table("inbox_task") as batch_op:
        batch_op.add_column(sa.Column("on_behalf_of_id", KEY, nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_inbox_task_on_behalf_of_id_user_account"),
            "user_account",
            ["on_behalf_of_id"],
            ["id"],
        )
        batch_op.create_index(
            "ix_inbox_task_on_behalf_of_id",
            ["on_behalf_of_id"],
            unique=False,
            sqlite_where=LENT,
            postgresql_where=LENT,
        )
    op.add_column("task_event", sa.Column("on_behalf_of_id", KEY, nullable=True))
    op.add_column(
        "element_instance", sa.Column("on_behalf_of", sa.String(length=80), nullable=True)
    )
    # Not made anew like a table that is altered in a batch: its triggers stay.
    op.add_column("approval_record", sa.Column("on_behalf_of_id", KEY, nullable=True))
    op.add_column(
        "approval_record", sa.Column("on_behalf_of_name", sa.String(length=100), nullable=True)
    )
    op.execute(sa.text(KEPT[op.get_bind().dialect.name]))


def downgrade() -> None:
    on = f" ON {RECORD}" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(sa.text(f"DROP TRIGGER {LENDER}{on}"))
    op.drop_column("approval_record", "on_behalf_of_name")
    op.drop_column("approval_record", "on_behalf_of_id")
    op.drop_column("element_instance", "on_behalf_of")
    op.drop_column("task_event", "on_behalf_of_id")
    with op.batch_alter_table("inbox_task") as batch_op:
        batch_op.drop_index("ix_inbox_task_on_behalf_of_id")
        batch_op.drop_constraint(
            op.f("fk_inbox_task_on_behalf_of_id_user_account"), type_="foreignkey"
        )
        batch_op.drop_column("on_behalf_of_id")
    op.drop_table("substitution")

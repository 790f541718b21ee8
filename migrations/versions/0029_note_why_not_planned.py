"""Note why nothing could be planned, and whom diagrams keep from tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNPLANNED = sa.text("problem IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("revisit_occasion") as batch_op:
        batch_op.add_column(sa.Column("problem", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("problem_code", sa.String(length=40), nullable=True))
        batch_op.create_index(
            "ix_revisit_occasion_unplanned",
            ["planned_at", "id"],
            unique=False,
            sqlite_where=UNPLANNED,
            postgresql_where=UNPLANNED,
        )
    with op.batch_alter_table("task_exclusion") as batch_op:
        batch_op.add_column(sa.Column("role", sa.String(length=32), nullable=True))
        batch_op.alter_column("conflicting_task_id", existing_type=KEY, nullable=True)
        batch_op.create_check_constraint(
            op.f("ck_task_exclusion_why"), "(conflicting_task_id IS NULL) <> (role IS NULL)"
        )


def downgrade() -> None:
    op.execute("DELETE FROM task_exclusion WHERE conflicting_task_id IS NULL")
    with op.batch_alter_table("task_exclusion") as batch_op:
        batch_op.drop_constraint(op.f("ck_task_exclusion_why"), type_="check")
        batch_op.alter_column("conflicting_task_id", existing_type=KEY, nullable=False)
        batch_op.drop_column("role")
    with op.batch_alter_table("revisit_occasion") as batch_op:
        batch_op.drop_index("ix_revisit_occasion_unplanned")
        batch_op.drop_column("problem_code")
        batch_op.drop_column("problem")

"""Find complaints by the regulator's number."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaint") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_complaint_regulator_ref"), ["regulator_ref"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("complaint") as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_regulator_ref"))

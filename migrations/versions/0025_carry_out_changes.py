"""Keep which version carried a change out, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("change_request") as batch_op:
        batch_op.add_column(sa.Column("carried_out_as", sa.String(length=32), nullable=True))
        batch_op.add_column(
            sa.Column("carried_out_at", sa.DateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    with op.batch_alter_table("change_request") as batch_op:
        batch_op.drop_column("carried_out_at")
        batch_op.drop_column("carried_out_as")

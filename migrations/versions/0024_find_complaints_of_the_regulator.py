"""Find complaints by the regulator's number, and contracts by the month they began."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("complaint") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_complaint_regulator_ref"), ["regulator_ref"], unique=False
        )

    with op.batch_alter_table("policy") as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_starts_on"), ["starts_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("policy") as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_starts_on"))

    with op.batch_alter_table("complaint") as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_regulator_ref"))

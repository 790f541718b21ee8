"""Find the claims of a contingency."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_event_id"), ["event_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_event_id"))

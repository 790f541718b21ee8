"""Close messages whose request is over, and find messages that still hold what they told."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TOLD = "state = 'delivered' AND run_at IS NULL AND variables <> '{}'"
CLOSE = """
    UPDATE inbound_message SET
        closed_at = (SELECT closed_at FROM service_request WHERE id = inbound_message.request_id),
        closed_because = (SELECT status FROM service_request WHERE id = inbound_message.request_id)
    WHERE replied_at IS NULL AND request_id IN (
        SELECT id FROM service_request WHERE status IN ('transferred', 'withdrawn', 'cancelled')
    )
"""


def upgrade() -> None:
    with op.batch_alter_table("inbound_message") as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed_because", sa.String(length=16), nullable=True))
    op.execute(CLOSE)
    with op.batch_alter_table("message") as batch_op:
        batch_op.create_index(
            "ix_message_told",
            ["published_at"],
            unique=False,
            sqlite_where=sa.text(TOLD),
            postgresql_where=sa.text(TOLD),
        )


def downgrade() -> None:
    with op.batch_alter_table("message") as batch_op:
        batch_op.drop_index(
            "ix_message_told", sqlite_where=sa.text(TOLD), postgresql_where=sa.text(TOLD)
        )
    with op.batch_alter_table("inbound_message") as batch_op:
        batch_op.drop_column("closed_because")
        batch_op.drop_column("closed_at")

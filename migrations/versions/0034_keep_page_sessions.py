"""Keep who is signed in at a browser."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "page_session",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("rights", sa.String(length=64), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clicked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_page_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_page_session_digest")),
    )
    with op.batch_alter_table("page_session") as batch_op:
        batch_op.create_index(batch_op.f("ix_page_session_user_id"), ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("page_session")

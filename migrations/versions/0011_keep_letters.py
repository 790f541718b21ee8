"""Keep letters, and what the virus scanner said of each file."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("letter_no", sa.String(length=32), nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("subject_type", sa.String(length=16), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("file_id", KEY, nullable=True),
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_letter_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("file_id", name=op.f("uq_letter_file_id")),
        sa.UniqueConstraint("letter_no", name=op.f("uq_letter_letter_no")),
    )
    with op.batch_alter_table("letter") as batch_op:
        batch_op.create_index("ix_letter_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_letter_subject", ["subject_type", "subject_id"], unique=False)
    with op.batch_alter_table("stored_file") as batch_op:
        batch_op.add_column(
            sa.Column("scan", sa.String(length=40), server_default="unscanned", nullable=False)
        )
        batch_op.add_column(sa.Column("threat", sa.String(length=200), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("stored_file") as batch_op:
        batch_op.drop_column("threat")
        batch_op.drop_column("scan")
    op.drop_table("letter")

"""Keep due diligence, suspicions and recoveries; know what has gone to the bank."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RECOVERY = ("open", "recovered", "given_up")


def upgrade() -> None:
    _change_payment()
    op.create_table(
        "payment_recovery",
        sa.Column("payment_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("recovered", sa.BigInteger(), nullable=False),
        _status(),
        *_of_record("payment_recovery"),
        _refers("payment_recovery", "payment_id", "payment"),
        sa.UniqueConstraint("payment_id", name=op.f("uq_payment_recovery_payment_id")),
    )
    op.create_table(
        "subrogation",
        sa.Column("payment_id", KEY, nullable=False),
        sa.Column("subject_type", sa.String(length=16), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("third_party", sa.String(length=200), nullable=False),
        sa.Column("amount_paid", sa.BigInteger(), nullable=False),
        sa.Column("recovered", sa.BigInteger(), nullable=False),
        _status(),
        *_of_record("subrogation"),
        _refers("subrogation", "payment_id", "payment"),
        sa.UniqueConstraint("payment_id", name=op.f("uq_subrogation_payment_id")),
    )
    op.create_index(op.f("ix_subrogation_subject_id"), "subrogation", ["subject_id"])
    _create_diligence()


def _change_payment() -> None:
    with op.batch_alter_table("payment") as batch_op:
        batch_op.add_column(sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("chased", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("replaces_id", KEY, nullable=True))
        batch_op.create_index(op.f("ix_payment_replaces_id"), ["replaces_id"])
    # Until now whatever was ordered went to the bank with the order.
    op.execute(
        sa.text(
            "UPDATE payment SET chased = 0, sent_at = CASE WHEN status IN"
            " ('ordered', 'reviewed', 'executed', 'failed') THEN updated_at END"
        )
    )
    with op.batch_alter_table("payment") as batch_op:
        batch_op.alter_column("chased", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            op.f("fk_payment_replaces_id_payment"), "payment", ["replaces_id"], ["id"]
        )


def _create_diligence() -> None:
    op.create_table(
        "due_diligence",
        sa.Column("payment_id", KEY, nullable=False),
        sa.Column("level", sa.String(length=64), nullable=False),
        sa.Column("id_verified", sa.Boolean(), nullable=False),
        sa.Column("relation_verified", sa.Boolean(), nullable=False),
        sa.Column("risk", sa.String(length=16), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        *_of_record("due_diligence"),
        _refers("due_diligence", "payment_id", "payment"),
    )
    op.create_index(op.f("ix_due_diligence_payment_id"), "due_diligence", ["payment_id"])
    op.create_table(
        "suspicious_report",
        sa.Column("due_diligence_id", KEY, nullable=False),
        sa.Column("payment_id", KEY, nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        *_of_record("suspicious_report"),
        _refers("suspicious_report", "payment_id", "payment"),
        _refers("suspicious_report", "due_diligence_id", "due_diligence"),
        sa.UniqueConstraint("due_diligence_id", name=op.f("uq_suspicious_report_due_diligence_id")),
    )
    op.create_index(op.f("ix_suspicious_report_payment_id"), "suspicious_report", ["payment_id"])


def _status() -> "sa.Column[Any]":
    words = sa.Enum(*RECOVERY, name="recoverystatus", native_enum=False, length=40)
    return sa.Column("status", words, nullable=False)


def _of_record(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("org_unit", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)


def downgrade() -> None:
    for table in ("suspicious_report", "due_diligence", "subrogation", "payment_recovery"):
        op.drop_table(table)
    with op.batch_alter_table("payment") as batch_op:
        batch_op.drop_constraint(op.f("fk_payment_replaces_id_payment"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_payment_replaces_id"))
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("chased")
        batch_op.drop_column("sent_at")

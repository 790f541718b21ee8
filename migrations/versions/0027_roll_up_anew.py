"""Throw the roll-ups away: units and re-opened claims count otherwise now; the night makes them anew."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _throw_away()


def downgrade() -> None:
    _throw_away()


def _throw_away() -> None:
    op.execute(sa.text("DELETE FROM rolled_sum"))
    op.execute(sa.text("DELETE FROM rolled_series"))

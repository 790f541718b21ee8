"""Asks whether a key is one of many, by one parameter where a thousand of them are dear to plan."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session


def among(session: Session, column: Any, keys: Collection[int]) -> sa.ColumnElement[bool]:
    """Ask whether a column holds one of some keys."""
    if session.get_bind().dialect.name == "sqlite":
        found: sa.ColumnElement[bool] = column.in_(keys)
    else:
        found = column == sa.any_(sa.literal(list(keys), ARRAY(sa.BigInteger)))
    return found

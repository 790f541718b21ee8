"""Expressions that both databases understand: lengths of time, and values of three digits."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

HIGHEST = 12  # digits of the largest value that is put into a bucket: 30,000 years in seconds


class seconds(FunctionElement[int]):
    """Whole seconds from the second instant to the first."""

    type = sa.BigInteger()
    inherit_cache = True


@compiles(seconds, "sqlite")
def _seconds_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    late, early = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(ROUND((julianday({late}) - julianday({early})) * 86400) AS INTEGER)"


@compiles(seconds)
def _seconds(element: Any, compiler: Any, **options: Any) -> str:
    late, early = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM ({late} - {early})) AS BIGINT)"


def three_digits(value: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """Cut a number that is not negative after its three first digits: 12,345 becomes 12,300."""
    steps = [
        (value < _whole(10 ** (digits + 3)), value // _whole(10**digits) * _whole(10**digits))
        for digits in range(HIGHEST - 3)
    ]
    return sa.case(*steps, else_=_whole(10**HIGHEST))


def _whole(number: int) -> sa.ColumnElement[int]:
    return sa.literal_column(str(number), sa.BigInteger())


def middle(bucket: int) -> int:
    """Return the value in the middle of a bucket; it is off by 0.5 % at most."""
    width = int(10 ** max(len(str(bucket)) - 3, 0))
    return bucket + width // 2


def amount_of(column: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """Read a sum of money as whole fen, so that it adds up with other figures."""
    return sa.type_coerce(column, sa.BigInteger)


def flag(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    """Count 1 where a condition holds, else 0."""
    return sa.case((condition, 1), else_=0)

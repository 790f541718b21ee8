"""Asks whether a key is one of many by one parameter: a thousand of them are dear to plan."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Among(FunctionElement[bool]):
    """A column of keys, and the keys as text with commas between them."""

    type = sa.Boolean()
    name = "among"
    inherit_cache = True


def among(column: Any, keys: Iterable[int]) -> sa.ColumnElement[bool]:
    """Ask whether a column holds one of some keys."""
    return _Among(column, sa.literal(",".join(map(str, keys)), sa.Text))


@compiles(_Among, "postgresql")
def _as_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY (CAST(string_to_array({keys}, ',') AS BIGINT[]))"


@compiles(_Among, "sqlite")
def _as_rows(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each('[' || {keys} || ']'))"  # noqa: S608  # compiled parts

"""Selects single facts, as lists behind a number show them."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from app.database import UTCDateTime
from app.insurance.reports.reading import Reader, counted
from app.insurance.reports.shapes import Term

COLUMNS = (
    "id",
    "case_id",
    "number",
    "at",
    "org",
    "line",
    "channel",
    "person",
    "split",
    "band",
    "event",
)


def select_facts(reader: Reader, term: Term, only: Mapping[str, str]) -> sa.Select[Any]:
    """Select the facts that a term counts, less those that add nothing to it.

    Where different values are counted, of each value the first one.

    :param only: what columns have to hold
    """
    rows, where = term.series.rows.c, counted(reader, term)
    where += [rows[name] == value for name, value in only.items()]
    if term.figure != "n":
        where.append(rows[term.figure] != 0)
    if term.distinct:
        first = sa.select(sa.func.min(rows.id)).where(*where).group_by(rows[term.distinct])
        where.append(rows.id.in_(first))
    columns = [
        sa.type_coerce(rows[name], UTCDateTime()).label(name) if name == "at" else rows[name]
        for name in COLUMNS
    ]
    return sa.select(*columns).where(*where)

"""The page on which each sentence of the customer's document has its files and tests."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .outlines import ROOT

SOURCE = ROOT / "docs/traceability.csv"
PAGE = ROOT / "docs/traceability.md"
MEANING = {
    "done": "the files fulfil it and the tests prove it",
    "open": "it belongs to what is being built, and is not there or not proved yet",
    "later": "nothing is claimed yet",
}
HEAD = """# What fulfils the customer's document

Each row is a statement of the customer's document with its section, what the software must do for
it, what carries it (process, table or record), and the files and tests that fulfil it:
`file#element` is an element of a diagram, `file::name` a class, function or test.

Written by `python3 dev.py golden` from [traceability.csv](traceability.csv), which is the place to
edit; a test looks for every file, element and test that is named.
"""
TABLE = """
| id | section | statement | the software must | carried by | state | files | tests |
|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A statement of the customer's document."""

    id: str
    section: str
    statement: str
    requirement: str
    carrier: str
    status: str
    files: tuple[str, ...]
    tests: tuple[str, ...]


def rows() -> Iterator[Row]:
    """Read the statements in their order."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            named = {key: tuple(cells.pop(key).split()) for key in ("files", "tests")}
            yield Row(**cells, **named)


def trace() -> dict[Path, str]:
    """Write the page."""
    read = list(rows())
    states = Counter(row.status for row in read)
    counts = [f"- **{state}** ({states[state]}): {said}" for state, said in MEANING.items()]
    return {PAGE: "\n".join([HEAD, *counts, TABLE.rstrip("\n"), *map(_line, read), ""])}


def _line(row: Row) -> str:
    said = (row.id, row.section, row.statement, row.requirement, row.carrier, row.status)
    named = (" <br> ".join(map(_link, names)) for names in (row.files, row.tests))
    return f"| {' | '.join(cell.replace('|', '/') for cell in said)} | {' | '.join(named)} |"


def _link(name: str) -> str:
    """Link a file, and show what in it is meant."""
    path, part = split(name)
    return f"[{part or Path(path).name}](../{path})"


def split(name: str) -> tuple[str, str]:
    """Part a name into its file and the element, class, function or test in it."""
    path, _, part = name.replace("::", "#").partition("#")
    return path, part

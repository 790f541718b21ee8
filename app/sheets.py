"""Writes tables as CSV and XLSX; no cell is ever taken for a formula.

A table is written whole before anything of it is sent: what goes wrong is an answer, no half file.
"""

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

#: what a spreadsheet reads as the beginning of a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it Excel reads the Chinese of a CSV wrongly
IN_MEMORY = 1024 * 1024  # bytes; a longer file lies on the disk
PIECE = 64 * 1024  # bytes sent at once
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Row = Sequence[Any]


def neutral(value: Any) -> Any:
    """Return a cell's value; a text that a spreadsheet would compute gets an apostrophe before."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def write(kind: str, head: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Write a table, and give the file piece by piece.

    :param kind: one of ``MIME``
    """
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  _pieces closes it
    _WRITERS[kind](file, head, rows)
    return _pieces(file)


def headers(kind: str, name: str) -> dict[str, str]:
    """Return how a file is sent, so that a browser keeps it and shows nothing."""
    return {
        "Content-Type": MIME[kind],
        "Content-Disposition": f"attachment; filename={name}.{kind}",
    }


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _write_csv(file: IO[bytes], head: Sequence[str], rows: Iterable[Row]) -> None:
    text = io.TextIOWrapper(file, "utf-8", newline="")
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow([neutral(one) for one in head])
    writer.writerows([neutral(_plain(one)) for one in row] for row in rows)
    text.detach()


def _write_xlsx(file: IO[bytes], head: Sequence[str], rows: Iterable[Row]) -> None:
    plain = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(file, plain) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(head):
            sheet.write_string(0, column, str(neutral(name)), bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, line, column, value)


_WRITERS = {"csv": _write_csv, "xlsx": _write_xlsx}


def _write_cell(sheet: Any, line: int, column: int, value: Any) -> None:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(line, column, value)
    elif value is not None:
        sheet.write_string(line, column, str(neutral(_plain(value))))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value

"""Writes tables as CSV and XLSX; no cell is ever taken for a formula."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

#: what a spreadsheet reads as the beginning of a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it Excel reads the Chinese of a CSV wrongly
Row = Sequence[Any]


def neutral(value: Any) -> Any:
    """Return a cell's value; a text that a spreadsheet would compute gets an apostrophe before."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def write_csv(head: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Write a table as CSV in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([neutral(one) for one in head])
    writer.writerows([neutral(_plain(one)) for one in row] for row in rows)
    return (BOM + text.getvalue()).encode()


def write_xlsx(head: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Write a table as the one sheet of a workbook; texts stay texts."""
    kept = io.BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(kept, plain) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(head):
            sheet.write_string(0, column, str(neutral(name)), bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, line, column, value)
    return kept.getvalue()


def _write(sheet: Any, line: int, column: int, value: Any) -> None:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(line, column, value)
    elif value is not None:
        sheet.write_string(line, column, str(neutral(_plain(value))))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value

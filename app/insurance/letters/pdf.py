"""Prints a letter as PDF on A4; the same letter gives the same bytes."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import textsplit
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from app.insurance.letters.contents import Row
from app.insurance.letters.queries import Printable
from app.insurance.letters.wording import LABELS, salutation_of

#: The library hangs Japanese marks that may not begin a line into the margin; these are Chinese.
HANGING = "，；：？！》）】”’％"
textsplit.ALL_CANNOT_START += HANGING

SIDE = 24 * mm
TOP = 31 * mm  # below the letterhead
BOTTOM = 24 * mm  # above the page number
NARROWEST, WIDEST = 34 * mm, 60 * mm  # the first column of tables
PADDING = 12  # points, left and right of a cell
SIZE = 10.5  # points; 五号, the usual size of letters
LINE = 16
INK, FAINT, RULE = HexColor("#1a1a1a"), HexColor("#666666"), HexColor("#c8c8c8")


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Who writes: the company's name, and how it is reached."""

    company: str
    contact: str


def render(printed: Printable, head: Letterhead, font: str) -> bytes:
    """Return a letter as PDF.

    :param font: the name of a registered font
    """
    pages, _ = _build(printed, head, font, of=0)
    return _build(printed, head, font, of=pages)[1]


def _build(printed: Printable, head: Letterhead, font: str, *, of: int) -> tuple[int, bytes]:
    """Set a letter; return how many pages it has, and its bytes.

    :param of: what the foot gives as the number of pages, known from a first run
    """
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=SIDE,
        rightMargin=SIDE,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=f"{printed.title} {printed.letter_no}",
        author=head.company,
        invariant=1,  # no date, no random id: the store keeps one copy of one letter
    )

    def frame(canvas: Any, page: Any) -> None:
        _draw_frame(canvas, head, font)
        labels = LABELS[printed.language]
        number = labels["page"].format(page=page.page, pages=of)
        canvas.drawCentredString(A4[0] / 2, 14 * mm, number)

    document.build(_Setter(printed, font).flowables(head), onFirstPage=frame, onLaterPages=frame)
    return document.page, target.getvalue()


def _draw_frame(canvas: Any, head: Letterhead, font: str) -> None:
    width, height = A4
    canvas.setFillColor(INK)
    canvas.setFont(font, 13)
    canvas.drawString(SIDE, height - 20 * mm, head.company)
    canvas.setFillColor(FAINT)
    canvas.setFont(font, 8.5)
    canvas.drawRightString(width - SIDE, height - 20 * mm, head.contact)
    canvas.setStrokeColor(RULE)
    canvas.line(SIDE, height - 24 * mm, width - SIDE, height - 24 * mm)


class _Setter:
    """Makes paragraphs and tables of a letter."""

    def __init__(self, printed: Printable, font: str) -> None:
        self._printed = printed
        self._labels = LABELS[printed.language]
        self._body = ParagraphStyle(
            "body", fontName=font, fontSize=SIZE, leading=LINE, textColor=INK, wordWrap="CJK"
        )
        self._title = self._like("title", fontSize=17, leading=26, alignment=TA_CENTER)
        self._right = self._like("right", alignment=TA_RIGHT)
        self._faint = self._like("faint", textColor=FAINT, alignment=TA_CENTER)
        self._heading = self._like(
            "heading", fontSize=12, spaceBefore=9, spaceAfter=3, keepWithNext=1
        )
        self._text = self._like("text", firstLineIndent=2 * SIZE, spaceAfter=4)
        self._name = self._like("name", textColor=FAINT)

    def _like(self, name: str, **other: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=self._body, **other)

    def flowables(self, head: Letterhead) -> list[Flowable]:
        """Return everything between letterhead and foot, in order."""
        printed, content = self._printed, self._printed.content
        return [
            *self._opening(),
            *self._table("facts", content.facts),
            *self._table(f"table.{printed.kind.value}", content.table),
            *self._points("reasons", content.reasons),
            *self._points("rights", content.rights),
            *self._points("next_steps", content.next_steps),
            KeepTogether(list(self._closing(head))),
        ]

    def _opening(self) -> Iterator[Flowable]:
        printed = self._printed
        yield from self._lines(printed.title, self._title)
        number = self._labels["letter_no"].format(letter_no=printed.letter_no)
        yield from self._lines(number, self._faint)
        yield Spacer(0, 10)
        yield from self._lines(salutation_of(printed.recipient, printed.language), self._body)
        for paragraph in printed.content.paragraphs:
            yield from self._lines(paragraph, self._text)

    def _closing(self, head: Letterhead) -> Iterator[Flowable]:
        date = self._printed.content.date
        written = self._labels["date"].format(year=date.year, month=date.month, day=date.day)
        yield Spacer(0, 8)
        yield from self._lines(self._labels["closing"], self._text)
        yield Spacer(0, 10)
        yield from self._lines(head.company, self._right)
        yield from self._lines(written, self._right)

    def _points(self, label: str, points: Sequence[str]) -> Iterator[Flowable]:
        if points:
            yield from self._lines(self._labels[label], self._heading)
        for point in points:
            yield from self._lines(point, self._text)

    def _table(self, label: str, rows: Sequence[Row]) -> Iterator[Flowable]:
        if not rows:
            return
        yield from self._lines(self._labels[label], self._heading)
        cells = [
            [list(self._lines(row.name, self._name)), list(self._lines(row.value, self._body))]
            for row in rows
        ]
        longest = max(len(row.name) for row in rows) * SIZE + PADDING
        names = min(max(longest, NARROWEST), WIDEST)
        table = Table(cells, colWidths=[names, A4[0] - 2 * SIDE - names], splitInRow=1)
        table.setStyle(
            TableStyle(
                [
                    ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
                    ("LINEABOVE", (0, 0), (-1, 0), 0.5, RULE),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("TOPPADDING", (0, 0), (-1, -1), 2),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ]
            )
        )
        yield table

    def _lines(self, text: str, style: ParagraphStyle) -> Iterator[Flowable]:
        """Return one paragraph for each line of a text; what people wrote is never markup."""
        for line in text.splitlines() or [""]:
            yield Paragraph(escape(line), style)

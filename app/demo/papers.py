"""The papers of the demo's cases: pages and pictures that show what they stand for."""

import io
import struct
import zlib

from reportlab.lib.pagesizes import A5
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 320, 240  # dots of a picture
PNG = b"\x89PNG\r\n\x1a\n"
TRUE_COLOUR = (8, 2, 0, 0, 0)  # bits of a colour, red green blue, and the usual ways to pack it


def page(title: str, *lines: str) -> bytes:
    """Return a PDF of one page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A5)
    canvas.setTitle(title)
    canvas.setFont(FONT, 18)
    canvas.drawString(40, A5[1] - 60, title)
    canvas.setFont(FONT, 11)
    for number, line in enumerate((*lines, "（演示资料）")):
        canvas.drawString(40, A5[1] - 100 - 20 * number, line)
    canvas.save()
    return written.getvalue()


def picture(number: int) -> bytes:
    """Return a PNG: a road under a sky, a shade of its own for each number."""
    shade = 40 * number % 160
    sky, road = bytes((90 + shade // 2, 140, 200)), bytes((90, 90 + shade // 4, 95))
    rows = b"".join(
        b"\0" + (sky if row < HEIGHT * 3 // 5 else road) * WIDTH for row in range(HEIGHT)
    )
    head = struct.pack(">II", WIDTH, HEIGHT) + bytes(TRUE_COLOUR)
    return PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )

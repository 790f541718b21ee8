"""Finds a font with Chinese glyphs that can be put into a PDF."""

import functools
import logging
import struct
from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.errors import Misconfigured

log = logging.getLogger(__name__)

#: Where systems keep fonts; those that are not there are passed over.
FOLDERS = (
    Path("/usr/local/share/fonts"),
    Path("/usr/share/fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
#: Files that may hold Chinese TrueType outlines, the best for letters first.
FILES = (
    "NotoSansSC*.ttf",
    "SourceHanSansSC*.ttf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "uming.ttc",
    "gbsn00lp.ttf",
    "msyh.ttc",
    "simsun.ttc",
    "simhei.ttf",
    "Songti.ttc",
    "STHeiti*.ttc",
    "Arial Unicode.ttf",
)
#: A font without these is of no use for a letter.
NEEDED = "保险理赔通知书拒支付人民币零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整"
NOT_EMBEDDED = "STSong-Light"  # known to readers of PDF that have the Asian fonts at hand


@functools.cache
def font_for_letters(configured: Path | None = None) -> str:
    """Return the name of the registered font that letters are set in.

    Without a configured one the first usable font of the system is taken, and where there is none
    one that is not embedded: it shows only where the reader's machine knows it.

    :raises Misconfigured: the configured file cannot be embedded or has no Chinese
    """
    if configured is not None:
        font = _load(configured)
        if font is None:
            raise Misconfigured(
                f"LETTER_FONT is {configured}; it must be a TrueType font with Chinese glyphs"
            )
        return _register(font)
    found = next(filter(None, map(_load, candidates())), None)
    if found is not None:
        return _register(found)
    log.warning("no Chinese TrueType font found; letters do not embed theirs: set LETTER_FONT")
    return _register(UnicodeCIDFont(NOT_EMBEDDED))


def candidates(folders: tuple[Path, ...] = FOLDERS) -> Iterator[Path]:
    """List the fonts of this system that may do, the best first."""
    for name in FILES:
        for folder in folders:
            yield from sorted(folder.rglob(name))


def _load(path: Path) -> TTFont | None:
    """Read a font; None where its outlines cannot be embedded or Chinese is missing."""
    try:
        font = TTFont(f"letter-{path.stem}", str(path), subfontIndex=0)
    except (TTFError, OSError, struct.error, ValueError) as refused:
        log.info("font refused", extra={"path": str(path), "reason": str(refused)})
        return None
    known = font.face.charToGlyph
    return font if all(ord(one) in known for one in NEEDED) else None


def _register(font: TTFont | UnicodeCIDFont) -> str:
    pdfmetrics.registerFont(font)
    return str(font.fontName)

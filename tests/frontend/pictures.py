"""Draws the shipped diagrams for the guides: ``python -m tests.frontend.pictures [--lang en]``."""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from app.config import ROOT

from .browser import MISSING, PROGRAM, browser
from .english import in_english
from .opened import diagrams, drawing, in_chinese, open_in, prepare

IMAGES = ROOT / "docs/guides/images"
READERS = {"zh": in_chinese, "en": in_english}
ENDINGS = {"zh": ".png", "en": ".en.png"}
SCALE = 2  # dots a unit of the drawing: sharp on the screens of today
STYLE = (
    "<style>body {margin: 0} svg {display: block; padding: 10px}"
    " text {font-family: 'Noto Sans CJK SC', sans-serif !important}</style>"
)
INSTALL = f"{MISSING}; on Debian or Ubuntu: apt-get install chromium fonts-noto-cjk"


def pictures(opened: BrowserContext, lang: str, files: list[Path]) -> dict[str, bytes]:
    """Draw each plane of diagrams; return the pictures by the names of their files."""
    viewer, frame = opened.new_page(), opened.new_page()
    prepare(viewer)
    drawn = {}
    for file in files:
        for plane in open_in(viewer, READERS[lang](file)).planes:
            name = picture_name(file, plane) + ENDINGS[lang]
            drawn[name] = picture(frame, drawing(viewer, plane))
    return drawn


def picture_name(file: Path, plane: str) -> str:
    """Name a picture by process and, for a collapsed sub-process, by that too."""
    return f"{file.stem}-{plane.removesuffix('_plane')}" if plane.endswith("_plane") else file.stem


def picture(frame: Page, svg: str) -> bytes:
    """Photograph a drawing."""
    frame.set_content(f"<!doctype html><meta charset=utf-8>{STYLE}{svg}")
    return frame.locator("svg").first.screenshot()


def main(arguments: list[str]) -> int:
    """Write every picture of a language, and take away those of diagrams that are gone."""
    parser = argparse.ArgumentParser(prog="dev.py diagrams")
    parser.add_argument("--lang", choices=READERS, default="zh", help="the language of the labels")
    lang = parser.parse_args(arguments).lang
    if PROGRAM is None:
        print(INSTALL, file=sys.stderr)
        return 1
    with browser(device_scale_factor=SCALE) as opened:
        drawn = pictures(opened, lang, diagrams())
    IMAGES.mkdir(parents=True, exist_ok=True)
    for old in of_language(lang) - {IMAGES / name for name in drawn}:
        old.unlink()
    for name, dots in drawn.items():
        (IMAGES / name).write_bytes(dots)
        print(f"{len(dots) // 1024:5} KB  {name}")
    return 0


def of_language(lang: str) -> set[Path]:
    """List the pictures there are in a language."""
    english = set(IMAGES.glob("*.en.png"))
    return english if lang == "en" else set(IMAGES.glob("*.png")) - english


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

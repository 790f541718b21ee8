"""Writes the golden files anew: ``python -m tests.golden.write``; a test compares them."""

from collections.abc import Callable
from pathlib import Path

from app.cases.checks import OWN_PREFIXES
from app.engine.validation import render_dialect_page

from .api import api
from .outlines import ROOT, outlines
from .trace import trace

DIALECT = ROOT / "docs/guides/dialect.md"


def dialect() -> dict[Path, str]:
    """Write the page of what a diagram may say."""
    return {DIALECT: render_dialect_page(OWN_PREFIXES)}


#: each gives the files it writes, with their text
WRITERS: tuple[Callable[[], dict[Path, str]], ...] = (outlines, dialect, api, trace)


def expected() -> dict[Path, str]:
    """Return every golden file as it should be."""
    return {path: text for write in WRITERS for path, text in write().items()}


def main() -> None:
    """Write what has changed, and say so."""
    for path, text in expected().items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

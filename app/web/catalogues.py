"""Compiles the catalogues of messages when the product starts; only their texts are kept."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.language import LANGUAGES

TEXTS = Path(__file__).resolve().parent / "translations"
DOMAIN = "messages"


def compile_catalogues(into: Path) -> None:
    """Write the catalogue of each language where the pages look for it.

    Another process may do the same at this moment: each file appears whole or not at all.
    """
    for language in LANGUAGES:
        folder = into / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        with (TEXTS / language / f"{DOMAIN}.po").open("rb") as texts:
            catalogue = read_po(texts, locale=language)
        handle, fresh = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalogue)
        Path(fresh).replace(folder / f"{DOMAIN}.mo")

"""Compiles the catalogues of messages when the product starts; only their texts are kept.

Each language is a folder of texts, a file for each room of the pages; a message stands in one.
"""

import os
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.language import LANGUAGES

TEXTS = Path(__file__).resolve().parent / "translations"
DOMAIN = "messages"


def read_catalogue(language: str) -> Catalog:
    """Put the texts of a language together.

    :raises ValueError: a message stands in two files
    """
    catalogue = Catalog(locale=language)
    for path in sorted((TEXTS / language).glob("*.po")):
        with path.open("rb") as texts:
            for message in read_po(texts, locale=language):
                if message.id and message.id in catalogue:
                    raise ValueError(f"{path.name}: {message.id!r} stands in another file, too")
                catalogue[message.id] = message
    return catalogue


def compile_catalogues(into: Path) -> None:
    """Write the catalogue of each language where the pages look for it.

    Another process may do the same at this moment: each file appears whole or not at all.
    """
    for language in LANGUAGES:
        folder = into / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            write_mo(file, read_catalogue(language))
        Path(fresh).replace(folder / f"{DOMAIN}.mo")

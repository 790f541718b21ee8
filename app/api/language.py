"""The reader's language: ``?lang``, else the user's setting, else what the browser prefers."""

from flask import g, request

LANGUAGES = ("zh", "en")


def reader_language() -> str:
    """Return ``zh`` or ``en``."""
    asked = request.args.get("lang", "")[:2].lower()
    if asked in LANGUAGES:
        return asked
    actor = g.get("actor")
    if actor is not None and actor.language in LANGUAGES:
        return str(actor.language)
    best = request.accept_languages.best_match(["zh", "zh-CN", "en"], default="zh")
    return (best or "zh")[:2]


def label(name: str, name_en: str | None) -> str:
    """Return a name in the reader's language; the Chinese one where the English is missing."""
    return name_en if name_en and reader_language() == "en" else name

"""The reader's language, for every door."""

from flask import g, request

LANGUAGES = ("zh", "en")


def reader_language() -> str:
    """Return ``zh`` or ``en``.

    ``?lang`` decides, else what was chosen on the pages, else the user's setting, else what the
    browser prefers.
    """
    actor = g.get("actor")
    setting = actor.language if actor is not None else ""
    for wanted in (request.args.get("lang", "")[:2].lower(), g.get("language"), setting):
        if wanted in LANGUAGES:
            return str(wanted)
    best = request.accept_languages.best_match(["zh", "zh-CN", "en"], default="zh")
    return (best or "zh")[:2]


def label(name: str, name_en: str | None) -> str:
    """Return a name in the reader's language; the Chinese one where the English is missing."""
    return name_en if name_en and reader_language() == "en" else name

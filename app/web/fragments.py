"""Whether a page is asked for or only the part of it that is to change."""

from urllib.parse import SplitResult, urlsplit

from flask import request


def wants_fragment() -> bool:
    """Say whether the answer is put into a page that stands: going back asks for a whole one."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Request-Type") != "full"
    )


def page_shown() -> SplitResult:
    """Return the address of the page that a script asks from; empty where none is told."""
    try:
        return urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:  # it is no address
        return urlsplit("")


def here() -> str:
    """Return path and query of the page that a script asks from; empty where none is told."""
    place = page_shown()
    return place.path + (f"?{place.query}" if place.query else "")

"""Whether a page is asked for or only the part of it that is to change."""

from flask import request


def wants_fragment() -> bool:
    """Say whether the answer is put into a page that stands: going back asks for a whole one."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Request-Type") != "full"
    )

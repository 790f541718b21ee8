"""Pages and their files in fewer bytes, for browsers that take gzip; the API is left alone."""

import gzip
import io
import secrets

from flask import Response, request

from app.web.headers import API

TEXTS = frozenset(
    {"text/html", "text/css", "text/javascript", "text/plain", "application/json", "image/svg+xml"}
)
SMALLEST = 500  # bytes; below, what is saved is less than what is added
LEVEL = 6
MOST_PADDING = 32  # bytes


def compress(response: Response) -> Response:
    """Write an answer as gzip, unless it is small, streamed, not text or written otherwise."""
    if not _is_text(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.method == "HEAD" or not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False  # a static file is read here, not by the server
    data = response.get_data()
    if len(data) < SMALLEST:
        return response
    response.set_data(_zipped(data))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag is not None:  # the same content in other bytes
        response.set_etag(tag, weak=True)
    return response


def _is_text(response: Response) -> bool:
    is_page = response.status_code >= 200 and response.status_code not in (204, 304)
    is_plain = "Content-Encoding" not in response.headers
    is_file = response.direct_passthrough
    return (
        is_page
        and is_plain
        and response.mimetype in TEXTS
        and not request.path.startswith(API)
        and (is_file or not response.is_streamed)
    )


def _zipped(data: bytes) -> bytes:
    """Compress, at a length that does not tell what else of a page a guess of somebody's meets.

    An attacker who makes a browser open a page with words of theirs in it compares lengths: the
    name in the header of gzip is of a length by chance, and nobody reads it.
    """
    into = io.BytesIO()
    name = secrets.token_hex(MOST_PADDING)[: secrets.randbelow(MOST_PADDING) + 1]
    with gzip.GzipFile(name, "wb", LEVEL, into, mtime=0) as file:
        file.write(data)
    return into.getvalue()

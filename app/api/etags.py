"""Versions on the wire: the strong ETag of a resource, and If-Match."""

import re
from collections.abc import Callable
from typing import Any

from flask import Response, g, request

from app.api.refusals import PreconditionMissing

NEVER = -1  # a version no row has: what was sent is none of our ETags
IF_MATCH = "HTTP_IF_MATCH"  # as WSGI calls it
_OURS = re.compile(r'"(\d{1,18})"')


def etag(version: int) -> str:
    """Return the strong ETag of a version."""
    return f'"{version}"'


def versioned(result: Any, version: int) -> tuple[Any, dict[str, str]]:
    """Return what a GET of one resource answers: the thing and its ETag."""
    return result, {"ETag": etag(version)}


def if_match(present: Callable[[], Response], *, required: bool = False) -> int | None:
    """Return the version the caller saw, for an operation's ``expected_version``; None: any.

    :param present: answers what is there now, should it turn out to be another version;
        usually the view that shows the resource
    :raises PreconditionMissing: it is required and was not sent
    """
    sent = request.headers.get("If-Match")
    if sent is None:
        if required:
            raise PreconditionMissing("send If-Match with the ETag that you last saw")
        return None
    g.present = present
    if sent.strip() == "*":
        return None
    versions = [int(number) for number in _OURS.findall(re.sub(r'W/"[^"]*"', "", sent))]
    return max(versions, default=NEVER)


def shorten_unchanged(response: Response) -> Response:
    """Answer 304 to a GET whose If-None-Match still holds; If-Match is for what changes things."""
    if request.method == "GET" and "ETag" in response.headers and response.status_code == 200:
        environ = {name: said for name, said in request.environ.items() if name != IF_MATCH}
        response.make_conditional(environ)
    return response

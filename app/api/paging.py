"""Pages as the API answers them."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request

from app.api.schemas import cursors
from app.keyset import Cursor, Slice

Row = TypeVar("Row")
Page = tuple[dict[str, Any], dict[str, str]]


def page_of(found: Slice[Row], *, total: int | None = None, capped: bool = False) -> Page:
    """Return body and headers of a page; a view returns them as they are.

    :param total: by default the slice's own
    """
    named = {name: cursors.encode(one) for name, one in _neighbours(found).items()}
    page: dict[str, Any] = {"next": named.get("next"), "prev": named.get("prev")}
    if total is not None or found.total is not None:
        page["total"] = found.total if total is None else total
        page["total_capped"] = capped or found.total_capped
    return {"items": found.rows, "page": page}, _links(named)


def _neighbours(found: Slice[Row]) -> dict[str, Cursor]:
    pairs = (("next", found.next), ("prev", found.prev))
    return {name: cursor for name, cursor in pairs if cursor is not None}


def _links(named: dict[str, str]) -> dict[str, str]:
    if not named or request.method != "GET":  # the next page of a search is another body
        return {}
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "after"]
    links = (
        f'<{request.path}?{urlencode([*kept, ("after", cursor)])}>; rel="{name}"'
        for name, cursor in named.items()
    )
    return {"Link": ", ".join(links)}

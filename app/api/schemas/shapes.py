"""The three shapes that travel: a body that comes in, a query string, an answer that goes out."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields, validate

from app.api.schemas.cursors import CursorField

LIMIT = 50
LARGEST_LIMIT = 200


class Body(Schema):
    """A JSON object that comes in; fields it does not name are refused."""

    class Meta:
        unknown = RAISE


class Query(Schema):
    """A query string; the names it does not declare are refused before it is read."""

    class Meta:
        unknown = EXCLUDE

    #: beginnings of further names, e.g. ``filter[data.``; the view reads them by itself
    OPEN: tuple[str, ...] = ()


class ListQuery(Query):
    """The query string of a list."""

    limit = fields.Integer(
        load_default=LIMIT,
        validate=validate.Range(1, LARGEST_LIMIT),
        metadata={"description": "items on a page"},
    )
    after = CursorField(
        load_default=None, metadata={"description": "page.next or page.prev of an earlier answer"}
    )
    count = fields.Boolean(
        load_default=True, metadata={"description": "false leaves the total out"}
    )


class Answer(Schema):
    """A JSON object that goes out."""


class PageAnswer(Answer):
    """Where a page lies in its list."""

    next = fields.String(allow_none=True, metadata={"description": "cursor of the next page"})
    prev = fields.String(allow_none=True, metadata={"description": "cursor of the page before"})
    total = fields.Integer(allow_none=True)
    total_capped = fields.Boolean(
        metadata={"description": "there are more than were counted in total"}
    )


def list_of(item: type[Answer]) -> type[Answer]:
    """Return the schema of a page of items."""
    shape: dict[str, Any] = {
        "items": fields.List(fields.Nested(item), required=True),
        "page": fields.Nested(PageAnswer, required=True),
    }
    return type(f"{item.__name__.removesuffix('Answer')}ListAnswer", (Answer,), shape)

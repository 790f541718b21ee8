"""Links to the pages of a list: the last row seen, signed, lest another reach the database."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.keyset import Cursor, from_plain, to_plain


def write_cursor(order: str, cursor: Cursor | None) -> str:
    """Write a cursor into a link.

    :param order: of the list, e.g. ``-priority,due_at``
    """
    return "" if cursor is None else str(_signer(order).dumps(to_plain(cursor)))


def read_cursor(order: str, text: str) -> Cursor | None:
    """Read the cursor of a link; a broken one, or that of another order, shows the first page."""
    try:
        return from_plain(_signer(order).loads(text)) if text else None
    except (BadSignature, ValueError):
        return None


def _signer(order: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"tasks.{order}")

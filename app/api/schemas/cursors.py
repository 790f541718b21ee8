"""Cursors as text: opaque, signed, and good only for the list that gave them."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

from flask import request
from marshmallow import ValidationError, fields

from app.api.bodies import json_of
from app.api.parts import parts
from app.database import to_json
from app.keyset import Cursor, from_plain, to_plain

SIGNATURE_BYTES = 12  # against mistakes and curiosity; a cursor opens nothing by itself
OF_THE_PAGE = ("after", "limit", "count", "lang")  # parameters that do not change the list


def encode(cursor: Cursor) -> str:
    """Return a cursor as text for the list of the current request."""
    payload = json.dumps(to_plain(cursor), ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_signature(payload) + payload).decode().rstrip("=")


def decode(text: str) -> Cursor:
    """Read a cursor.

    :raises ValueError: it is none of this list's
    """
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not a cursor") from error
    signature, payload = packed[:SIGNATURE_BYTES], packed[SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(payload)):
        raise ValueError("not a cursor of this list")
    return from_plain(json.loads(payload))


def _signature(payload: bytes) -> bytes:
    asked = sorted(pair for pair in request.args.items(multi=True) if pair[0] not in OF_THE_PAGE)
    content = to_json([request.path, asked, _searched()]).encode() + payload
    return hmac.new(parts().keys.token, content, hashlib.sha256).digest()[:SIGNATURE_BYTES]


def _searched() -> list[tuple[str, Any]]:
    """Return what the body of a search asks for; the order of its members is no part of it."""
    body = json_of(request) if request.method == "POST" else {}
    return sorted(pair for pair in body.items() if pair[0] not in OF_THE_PAGE)


class CursorField(fields.Field[Cursor]):
    """The ``after`` of a list."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Cursor:
        try:
            return decode(str(value))
        except ValueError as error:
            raise ValidationError("Not a cursor of this list and its filters.") from error

"""Idempotency-Key: a repeated request answers what the first one answered, and does nothing."""

import datetime as dt
import hashlib
from typing import Any

import sqlalchemy as sa
from flask import Response, g, request
from sqlalchemy.dialects import postgresql, sqlite

from app.api.bodies import json_of
from app.api.models import KeptAnswer
from app.api.refusals import Malformed
from app.database import to_json
from app.errors import InvalidInput
from app.work import Work

KEPT = dt.timedelta(hours=24)
HEADER = "Idempotency-Key"
LONGEST = 200
HEADERS = ("ETag", "Location")  # of an answer, kept beside its body


class Replayed(Exception):
    """This request was answered before; ``response`` is that answer."""

    def __init__(self, response: Response) -> None:
        super().__init__("answered before")
        self.response = response


def begin(work: Work) -> None:
    """Reserve the request's key, if it brings one, until the transaction ends.

    :raises Replayed: this request was answered before
    :raises InvalidInput: the key was used for another request
    """
    g.pop("idempotency_key", None)
    key = request.headers.get(HEADER)
    if key is None or request.method != "POST" or work.actor.user_id is None:
        return
    if not 1 <= len(key) <= LONGEST or not key.isprintable():
        raise Malformed(f"{HEADER} has 1 to {LONGEST} printable characters")
    request_hash = _request_hash()
    if not _reserve(work, key, request_hash):
        _replay(work, key, request_hash)
    g.idempotency_key = key


def _reserve(work: Work, key: str, request_hash: str) -> bool:
    """Insert the key's row; waits for a simultaneous request with the same key to end."""
    mine = KeptAnswer.user_id == work.actor.user_id
    work.session.execute(
        sa.delete(KeptAnswer).where(mine, KeptAnswer.created_at <= work.now - KEPT)
    )
    dialect = sqlite if work.session.get_bind().dialect.name == "sqlite" else postgresql
    inserted = work.session.execute(
        dialect.insert(KeptAnswer)
        .values(user_id=work.actor.user_id, key=key, request_hash=request_hash, created_at=work.now)
        .on_conflict_do_nothing()
        .returning(KeptAnswer.key)
    )
    return inserted.scalar() is not None


def _replay(work: Work, key: str, request_hash: str) -> None:
    row = work.session.get_one(KeptAnswer, (work.actor.user_id, key), populate_existing=True)
    if row.request_hash != request_hash:
        raise InvalidInput(
            f"{HEADER} {key} was used for another request", code="idempotency_mismatch"
        )
    response = Response(row.body, status=row.status, mimetype="application/json")
    response.headers.update({**(row.headers or {}), "Idempotency-Replayed": "true"})
    raise Replayed(response)


def keep(work: Work, response: Response) -> None:
    """Keep the answer with what the command did."""
    key = g.get("idempotency_key")
    if key is None:
        return
    mine = (KeptAnswer.user_id == work.actor.user_id, KeptAnswer.key == key)
    headers = {name: response.headers[name] for name in HEADERS if name in response.headers}
    work.session.execute(
        sa.update(KeptAnswer)
        .where(*mine)
        .values(status=response.status_code, headers=headers, body=response.get_data(as_text=True))
    )


def _request_hash() -> str:
    content: list[Any] = [request.method, request.path, sorted(request.args.items(multi=True))]
    if request.mimetype == "multipart/form-data":
        content += [sorted(request.form.items(multi=True)), sorted(_files())]
    else:
        content.append(_sorted_json(json_of(request)))
    return hashlib.sha256(to_json(content).encode("utf-8")).hexdigest()


def _files() -> list[tuple[str, str, str]]:
    hashed = []
    for part, file in request.files.items(multi=True):
        digest = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]  # a stream of bytes
        file.stream.seek(0)
        hashed.append((part, file.filename or "", digest))
    return hashed


def _sorted_json(value: Any) -> Any:
    """Return a value that is written alike whatever the order of its members was."""
    if isinstance(value, dict):
        return {name: _sorted_json(value[name]) for name in sorted(value)}
    return [_sorted_json(one) for one in value] if isinstance(value, list) else value

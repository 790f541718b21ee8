"""Taking files in."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import IO

from app.database import next_key
from app.errors import InvalidInput
from app.files.models import ScanState, StoredFile
from app.files.queries import content_path
from app.files.rules import LARGEST, clean_name, media_type
from app.files.scanning import quarantine
from app.work import Work


def store(
    work: Work, root: Path, content: bytes | IO[bytes], *, name: str, scan: bool = False
) -> StoredFile:
    """Keep an upload: its bytes below ``root``, by their hash, and a row about it.

    Bytes of a transaction that fails stay on disk, unnamed by any row; they do no harm.

    :param scan: there is a scanner: it is kept back until that has found it clean
    :raises InvalidInput: it is empty, too large, or of a kind that is not taken
    """
    data = content if isinstance(content, bytes) else content.read(LARGEST + 1)
    name = clean_name(name)
    if len(data) > LARGEST:
        raise InvalidInput(f"{name} is larger than {LARGEST // 2**20} MB", code="file_too_large")
    if not data:
        raise InvalidInput(f"{name} is empty", code="file_type_refused")
    kind = media_type(name, data)
    stored = enter_kept(work, name=name, kind=kind, sha256=keep(root, data), size=len(data))
    if scan:
        quarantine(work, stored)
    return stored


def keep(root: Path, data: bytes) -> str:
    """Keep bytes below ``root`` and return their hash; the same bytes are kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    _write_once(content_path(root, sha256), data)
    return sha256


def enter_kept(work: Work, *, name: str, kind: str, sha256: str, size: int) -> StoredFile:
    """Enter a file whose bytes are kept already, e.g. one that the house made itself.

    :param kind: its media type
    """
    row = StoredFile(
        id=next_key(work.session),
        name=name,
        size=size,
        type=kind,
        sha256=sha256,
        created_by=work.actor.user_id,
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row


def copy_of(work: Work, stored: StoredFile) -> StoredFile:
    """Enter a file once more, under an id of its own, for another purpose; as clean as it is."""
    copy = enter_kept(
        work, name=stored.name, kind=stored.type, sha256=stored.sha256, size=stored.size
    )
    copy.scan, copy.threat = stored.scan, stored.threat
    if copy.scan is ScanState.PENDING:
        quarantine(work, copy)
    work.session.flush()
    return copy


def _write_once(path: Path, data: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with fresh.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)

"""Reads of stored files."""

from collections.abc import Collection, Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import MAX_DIGITS
from app.errors import NotFound
from app.files.models import StoredFile


def get_file(session: Session, file_id: int) -> StoredFile:
    """Return an upload.

    :raises NotFound: there is none
    """
    is_key = len(str(file_id)) < MAX_DIGITS
    row = session.get(StoredFile, file_id) if is_key else None
    if row is None:
        raise NotFound(f"there is no file {file_id}")
    return row


def list_files_by_id(session: Session, ids: Collection[int]) -> dict[int, StoredFile]:
    """Return uploads by id."""
    found = session.scalars(sa.select(StoredFile).where(StoredFile.id.in_(ids))) if ids else ()
    return {stored.id: stored for stored in found}


def list_same_content(session: Session, sha256: str) -> Sequence[StoredFile]:
    """List the uploads of one content: what is found in one of them is in all."""
    return session.scalars(sa.select(StoredFile).where(StoredFile.sha256 == sha256)).all()


def content_path(root: Path, sha256: str) -> Path:
    """Return where the bytes of a hash lie."""
    return root / sha256[:2] / sha256

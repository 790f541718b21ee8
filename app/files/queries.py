"""Reads of stored files."""

from pathlib import Path

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.files.models import StoredFile


def get_file(session: Session, file_id: int) -> StoredFile:
    """Return an upload.

    :raises NotFound: there is none
    """
    row = session.get(StoredFile, file_id)
    if row is None:
        raise NotFound(f"there is no file {file_id}")
    return row


def content_path(root: Path, sha256: str) -> Path:
    """Return where the bytes of a hash lie."""
    return root / sha256[:2] / sha256

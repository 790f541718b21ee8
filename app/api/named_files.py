"""Stored files that a body names by their ids."""

from collections.abc import Sequence

from app.errors import FieldError, InvalidInput, NotFound
from app.files.queries import get_file
from app.identity.permissions import may
from app.work import Work


def named_files(work: Work, field: str, files: Sequence[int]) -> list[str]:
    """Return the ids of files that the caller may see.

    :raises InvalidInput: there is none, or it is another reporter's
    """
    for at, file_id in enumerate(files):
        if not _may_name(work, file_id):
            detail = f"there is no file {file_id}"
            wrong = FieldError(pointer=f"/{field}/{at}", code="not_found", detail=detail)
            raise InvalidInput(detail, errors=[wrong])
    return [str(file_id) for file_id in files]


def _may_name(work: Work, file_id: int) -> bool:
    """Say whether there is a file that the caller sent, or may see as a member of staff."""
    try:
        stored = get_file(work.session, file_id)
    except NotFound:
        return False
    return stored.created_by == work.actor.user_id or may(work.actor, "case.read")

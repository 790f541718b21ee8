"""Stored files that a body names by their ids."""

from collections.abc import Sequence

from app.errors import FieldError, InvalidInput, NotFound
from app.insurance.overview.files import get_visible_file
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
    """Say whether there is a file that the caller may know of."""
    try:
        get_visible_file(work, file_id)
    except NotFound:
        return False
    return True

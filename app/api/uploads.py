"""Storing a file that came with a request; a refusal points at its part."""

from werkzeug.datastructures import FileStorage

from app.api.parts import parts
from app.errors import FieldError, InvalidInput
from app.files.models import StoredFile
from app.files.operations import store
from app.work import Work


def store_upload(work: Work, file: FileStorage, *, pointer: str) -> StoredFile:
    """Store an uploaded file.

    :raises InvalidInput: it is empty, too large, or of a kind that is not taken
    """
    try:
        name = file.filename or ""
        return store(work, parts().files, file.stream, name=name, scan=parts().scans)
    except InvalidInput as refused:
        error = FieldError(pointer=pointer, code=refused.code, detail=refused.detail)
        raise InvalidInput(refused.detail, errors=[error], code=refused.code) from refused

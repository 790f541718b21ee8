"""Which files are taken: the ending, the content, and that both say the same."""

import io
import zipfile
from pathlib import PurePosixPath

import filetype

from app.errors import InvalidInput

LARGEST = 20 * 1024 * 1024  # bytes; a scanned policy of 100 pages stays below
NAME_LENGTH = 200
HEAD = 8192  # bytes that tell the type

_OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_OFFICE_FOLDER = {"docx": "word/", "xlsx": "xl/"}
_TEXT = {"txt": "text/plain", "csv": "text/csv"}
#: Media type by ending; what is missing here is refused.
ALLOWED = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "amr": "audio/amr",
    "wav": "audio/x-wav",
} | (_OFFICE | _TEXT)


def clean_name(name: str) -> str:
    """Return a file's name without folders and control characters, with its ending kept."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(one for one in last if one.isprintable()).strip()
    stem, dot, ending = printable.rpartition(".")
    return printable if len(printable) <= NAME_LENGTH else stem[: NAME_LENGTH - 10] + dot + ending


def media_type(name: str, content: bytes) -> str:
    """Return the media type of a file.

    :raises InvalidInput: the ending is not allowed, or the content is something else
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    expected = ALLOWED.get(ending)
    if expected is None:
        raise _refused(f"files ending in .{ending} are not taken" if ending else "no ending")
    if not _agrees(ending, expected, content):
        raise _refused(f"the content of {name} is not {expected}")
    return expected


def _agrees(ending: str, expected: str, content: bytes) -> bool:
    if ending in _TEXT:
        return _is_text(content)
    if ending in _OFFICE:
        return _holds_folder(content, _OFFICE_FOLDER[ending])
    found = filetype.guess_mime(content[:HEAD])
    return bool(found == expected)


def _is_text(content: bytes) -> bool:
    if b"\0" in content or filetype.guess_mime(content[:HEAD]) is not None:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _holds_folder(content: bytes, folder: str) -> bool:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    office = "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    return office and not any(name.endswith("vbaProject.bin") for name in names)


def _refused(why: str) -> InvalidInput:
    return InvalidInput(why, code="file_type_refused")

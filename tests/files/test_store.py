"""Which files are taken, and how they are kept."""

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import InvalidInput, NotFound
from app.files import operations, queries, rules
from app.files.models import StoredFile
from tests.working import work_of

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        [archive.writestr(name, "x") for name in names]
    return packed.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")


def test_an_upload_is_kept_by_the_hash_of_its_content(session: Session, tmp_path: Path) -> None:
    stored = operations.store(work_of(session), tmp_path, PDF, name="查勘报告.pdf")

    path = queries.content_path(tmp_path, stored.sha256)
    assert path.read_bytes() == PDF
    assert (stored.name, stored.size, stored.type) == ("查勘报告.pdf", len(PDF), "application/pdf")
    assert queries.get_file(session, stored.id) is stored


def test_the_same_content_lies_on_disk_once(session: Session, tmp_path: Path) -> None:
    work = work_of(session)

    root = tmp_path / "files"

    first = operations.store(work, root, PDF, name="a.pdf")
    second = operations.store(work, root, io.BytesIO(PDF), name="b.pdf")

    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert [path for path in root.rglob("*") if path.is_file()] == [
        queries.content_path(root, first.sha256)
    ]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.PDF", PDF, "application/pdf"),
        ("photo.png", PNG, "image/png"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0" + b"\0" * 20, "image/jpeg"),
        ("list.csv", "名称,金额\n保险杠,3600.00\n".encode("gb18030"), "text/csv"),
        ("note.txt", "查勘".encode(), "text/plain"),
        ("letter.docx", DOCX, rules.ALLOWED["docx"]),
        ("sheet.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), rules.ALLOWED["xlsx"]),
    ],
)
def test_papers_photos_and_tables_are_taken(name: str, content: bytes, kind: str) -> None:
    assert rules.media_type(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("no_ending", PDF),
        ("a.pdf", PNG),
        ("a.png", b"<svg/>"),
        ("a.svg", b"<svg/>"),
        ("a.html", b"<script>"),
        ("a.txt", PDF),
        ("a.txt", b"\0binary"),
        ("a.txt", b"\xff\xff\xff"),
        ("a.docx", zipped("anything.txt")),
        ("a.docx", b"PK\x03\x04 damaged"),
        ("a.docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
    ],
)
def test_files_of_another_kind_than_their_ending_are_refused(name: str, content: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        rules.media_type(name, content)

    assert refused.value.code == "file_type_refused"


def test_a_file_over_the_limit_is_refused(session: Session, tmp_path: Path) -> None:
    large = io.BytesIO(PDF + b"0" * rules.LARGEST)

    with pytest.raises(InvalidInput) as refused:
        operations.store(work_of(session), tmp_path, large, name="a.pdf")

    assert refused.value.code == "file_too_large"
    assert session.scalar(sa.select(sa.func.count(StoredFile.id))) == 0


def test_an_empty_file_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        operations.store(work_of(session), tmp_path, b"", name="a.pdf")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\单证.pdf", "单证.pdf"),
        ("a\0b\n.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 190 + ".pdf"),
    ],
)
def test_folders_and_strange_characters_leave_the_name(given: str, kept: str) -> None:
    assert rules.clean_name(given) == kept


def test_an_unknown_file_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        queries.get_file(session, 1)

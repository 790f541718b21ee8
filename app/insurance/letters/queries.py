"""Reads letters; writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.files.models import StoredFile
from app.insurance.letters.contents import Content, from_json
from app.insurance.letters.models import Letter, LetterKind
from app.insurance.records import by_key


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A letter and its print; None while it has none."""

    letter: Letter
    file: StoredFile | None


_WITH_FILE = sa.select(Letter, StoredFile).join(
    StoredFile, StoredFile.id == Letter.file_id, isouter=True
)


def list_letters(session: Session, subject_type: str, subject_id: int) -> Sequence[Printed]:
    """List the letters about one subject, the first one first."""
    return _list(session, Letter.subject_type == subject_type, Letter.subject_id == subject_id)


def list_case_letters(session: Session, case_id: int) -> Sequence[Printed]:
    """List the letters of a root case, the first one first."""
    return _list(session, Letter.case_id == case_id)


def _list(session: Session, *conditions: sa.ColumnElement[bool]) -> Sequence[Printed]:
    query = _WITH_FILE.where(*conditions).order_by(Letter.id).limit(1000)
    return [Printed(letter=letter, file=file) for letter, file in session.execute(query)]


def get_letter(session: Session, key: int | str) -> Printed:
    """Return a letter by id or number.

    :raises NotFound: there is none
    """
    row = session.execute(_WITH_FILE.where(by_key(Letter.id, Letter.letter_no, key))).first()
    if row is None:
        raise NotFound(f"no letter {key}")
    return Printed(letter=row[0], file=row[1])


def find_by_file(session: Session, file_id: int) -> Letter | None:
    """Return the letter that a stored file is the print of."""
    return session.scalars(sa.select(Letter).where(Letter.file_id == file_id)).first()


@dataclass(frozen=True, kw_only=True)
class Printable:
    """What a print needs of a letter, read out of its row."""

    letter_no: str
    kind: LetterKind
    language: str
    title: str
    recipient: str
    content: Content


def read_printable(session: Session, letter_id: int) -> Printable:
    """Return what is printed of a letter.

    :raises NotFound: there is none
    """
    letter = get_letter(session, letter_id).letter
    return Printable(
        letter_no=letter.letter_no,
        kind=letter.kind,
        language=letter.language,
        title=letter.title,
        recipient=letter.recipient,
        content=from_json(letter.content),
    )

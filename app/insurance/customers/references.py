"""Cases to learn from: told without naming anybody, found by line, need and outcome."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import next_business_number
from app.errors import FieldError, InvalidInput
from app.insurance.customers.file_models import CaseReference, ReferenceOutcome
from app.insurance.customers.models import Customer
from app.insurance.records import enter, get_by_key
from app.keyset import Cursor, Order, Slice, slice_of
from app.work import Work

PREFIX = "REF"
#: what would tell whom a case was about
TELLTALE = {
    "an identity or account number": re.compile(r"(?<!\d)\d{12,19}[Xx]?(?!\d)"),
    "a telephone number": re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}-\d{7,8})(?!\d)"),
    "a mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "a number plate": re.compile(r"[\u4e00-\u9fff][A-Z][·]?[A-Z0-9]{5,6}(?![A-Z0-9])"),
    "the number of a case": re.compile(r"[A-Z]{3}-\d{8}-\d{6}"),
}


def telltales(text: str, names: Sequence[str] = ()) -> list[str]:
    """List what in a text would tell whom a case was about; nothing where it is anonymous.

    :param names: of the people the case was about
    """
    found = [what for what, pattern in TELLTALE.items() if pattern.search(text)]
    return found + ["a name" for name in names if len(name) > 1 and name in text][:1]


def create_reference(
    work: Work, reference: CaseReference, *, about: Customer | None = None
) -> CaseReference:
    """Keep a case for others to learn from.

    :param about: the customer, whose name must not be in the text
    :raises InvalidInput: the text is not anonymous
    """
    names = [] if about is None else [about.name]
    errors = [
        FieldError(pointer=f"/{field}", code="not_anonymous", detail=f"{field} holds {what}")
        for field, text in (("title", reference.title), ("text", reference.text))
        for what in telltales(text, names)
    ]
    if errors:
        detail = "; ".join(error.detail for error in errors)
        raise InvalidInput(detail, errors=errors, code="not_anonymous")
    reference.reference_no = next_business_number(work.session, PREFIX, work.today)
    return enter(work, reference)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a similar case must have in common; None leaves it open."""

    line: str | None = None
    need: str | None = None
    outcome: ReferenceOutcome | None = None
    #: words that title or text must have, all of them
    words: str = ""


def search_references(
    session: Session,
    wanted: Wanted,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    count: bool = False,
) -> Slice[CaseReference]:
    """List the cases like a present one, the newest first."""
    query = sa.select(CaseReference)
    same = (
        (CaseReference.line, wanted.line),
        (CaseReference.need, wanted.need),
        (CaseReference.outcome, wanted.outcome),
    )
    query = query.where(*(column == value for column, value in same if value is not None))
    for word in wanted.words.split():
        has = [column.contains(word, autoescape=True) for column in _TOLD]
        query = query.where(sa.or_(*has))
    newest = (Order(CaseReference.id, descending=True),)
    return slice_of(session, query, newest, after, limit=limit, count=count)


_TOLD = (CaseReference.title, CaseReference.text)


def get_reference(session: Session, key: int | str) -> CaseReference:
    """Return a reference by id or number.

    :raises NotFound: there is none
    """
    return get_by_key(
        session, CaseReference, CaseReference.reference_no, key, what="case reference"
    )

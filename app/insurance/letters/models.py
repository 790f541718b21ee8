"""The table of letters."""

from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Ref
from app.insurance.records import Record, words
from app.secrets import Encrypted


class LetterKind(Enum):
    """What a letter tells."""

    RESULT = "result"  #: what was decided on a claim, and how the sum was computed
    REJECTION = "rejection"  #: that nothing is paid, why, and what may be done about it
    PAYMENT = "payment"  #: that money is on its way
    SUPPLEMENT = "supplement"  #: which papers are missing
    COMPLAINT_REFUSAL = "complaint_refusal"  #: that a complaint is not accepted, and why
    COMPLAINT_REPLY = "complaint_reply"  #: how a complaint was settled
    COMPLAINT_REVIEW = "complaint_review"  #: what the review of a reply came to
    REVISIT = "revisit"  #: what a customer who could not be reached was to be asked


class Letter(Record, Base):
    """A letter as it was written; its content never changes, only its print is added."""

    __tablename__ = "letter"
    letter_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    #: the root case
    case_id: Mapped[Ref | None] = mapped_column(index=True)
    #: claim, dispute or complaint, and its row
    subject_type: Mapped[str] = mapped_column(sa.String(16))
    subject_id: Mapped[Ref]
    kind: Mapped[LetterKind] = mapped_column(words(LetterKind))
    recipient: Mapped[str] = mapped_column(Encrypted)
    #: zh or en
    language: Mapped[str] = mapped_column(sa.String(8))
    title: Mapped[str] = mapped_column(sa.String(100))
    #: what ``contents.Content`` holds
    content: Mapped[dict[str, Any]]
    #: the printed PDF; None until it is printed
    file_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("stored_file.id"), unique=True)

    __table_args__ = (sa.Index("ix_letter_subject", "subject_type", "subject_id"),)

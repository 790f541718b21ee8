"""Writing letters: the content at once, the print after the commit."""

from app.audit import operations as audit
from app.database import next_business_number
from app.insurance.letters.contents import Content, as_json
from app.insurance.letters.models import Letter, LetterKind
from app.insurance.letters.wording import CHINESE, title_of
from app.insurance.records import enter
from app.outbox import operations as outbox
from app.work import Work

PREFIX = "LTR"
PRINT = "letters.print"


def write_letter(
    work: Work,
    kind: LetterKind,
    content: Content,
    *,
    recipient: str,
    subject: tuple[str, int],
    case_id: int | None,
) -> Letter:
    """Keep a letter as it is to be read, and have it printed after the commit.

    :param subject: claim, dispute or complaint, and the id of its row
    """
    letter = Letter(
        letter_no=next_business_number(work.session, PREFIX, work.today),
        case_id=case_id,
        subject_type=subject[0],
        subject_id=subject[1],
        kind=kind,
        recipient=recipient,
        language=CHINESE,
        title=title_of(kind),
        content=as_json(content),
    )
    enter(work, letter)
    audit.record(
        work,
        "letter.written",
        case_id=case_id,
        subject=letter.letter_no,
        detail={"kind": kind.value},
    )
    outbox.put(
        work,
        PRINT,
        {"letter_id": str(letter.id), "letter_no": letter.letter_no},
        idempotency_key=f"{letter.letter_no}-print",
        case_id=case_id,
    )
    return letter

"""How letters come to paper: after the commit, once, and again where it failed."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.errors import NotFound
from app.files.models import StoredFile
from app.files.queries import content_path
from app.insurance.letters import contents, operations, queries
from app.insurance.letters.models import Letter, LetterKind
from app.insurance.letters.pdf import Letterhead
from app.insurance.letters.printing import Press
from app.outbox import operations as outbox
from app.outbox.models import OutboxMessage, OutboxStatus
from app.work import Work
from tests.insurance.conftest import NINE_THIRTY

CONTENT = contents.Content(date=dt.date(2026, 3, 2), paragraphs=["全文"], facts=[])


@pytest.fixture
def letter(work: Work) -> Letter:
    """A letter that waits to be printed."""
    return operations.write_letter(
        work, LetterKind.RESULT, CONTENT, recipient="张伟", subject=("claim", 1), case_id=2
    )


def press(work: Work, root: Path, read: Any = None) -> Press:
    return Press(
        root=root,
        head=Letterhead(company="示例保险", contact="400"),
        font=None,
        read=read or (lambda letter_id: queries.read_printable(work.session, letter_id)),
    )


def deliver(work: Work, press: Press) -> list[OutboxMessage]:
    ports = press.ports()
    return [
        outbox.record_outcome(work, outbox.send(message, ports), ports)
        for message in outbox.claim_due(work)
    ]


def fails(_: int) -> Any:
    raise OSError("the disk is full")


def test_a_letter_is_printed_by_the_outbox(work: Work, letter: Letter, tmp_path: Path) -> None:
    assert letter.file_id is None

    deliver(work, press(work, tmp_path))

    found = queries.get_letter(work.session, letter.letter_no)
    assert found.file is not None
    assert (found.file.type, found.file.created_by) == ("application/pdf", work.actor.user_id)
    assert content_path(tmp_path, found.file.sha256).read_bytes().startswith(b"%PDF")
    assert letter.letter_no == "LTR-20260302-000001"


def test_a_print_that_failed_is_tried_again(work: Work, letter: Letter, tmp_path: Path) -> None:
    (failed,) = deliver(work, press(work, tmp_path, fails))
    said = (failed.status, failed.last_error)
    later = replace(work, now=NINE_THIRTY + dt.timedelta(hours=1))

    deliver(later, press(work, tmp_path))

    assert said == (OutboxStatus.WAITING, "OSError: the disk is full")
    assert letter.file_id is not None


def test_a_letter_that_was_printed_twice_keeps_its_first_print(
    work: Work, letter: Letter, tmp_path: Path
) -> None:
    port = press(work, tmp_path).ports()[operations.PRINT]
    (message,) = outbox.claim_due(work)
    assert port.delivered is not None
    first, second = port.send(message) or {}, port.send(message) or {}

    port.delivered(work, message, first)
    port.delivered(work, message, second)

    assert first == second
    assert work.session.scalar(sa.select(sa.func.count(StoredFile.id))) == 1


def test_the_recipient_is_stored_encrypted(work: Work, letter: Letter) -> None:
    stored = work.session.execute(sa.text("SELECT recipient, content FROM letter")).one()

    assert "张伟".encode() not in bytes(stored.recipient)
    assert "张伟" not in stored.content


def test_a_letter_that_is_not_there_is_not_found(work: Work) -> None:
    with pytest.raises(NotFound):
        queries.get_letter(work.session, "LTR-20260302-000009")

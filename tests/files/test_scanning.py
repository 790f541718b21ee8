"""What a scanner's daemon is asked and answers, and what becomes of the file."""

import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import AuditRow
from app.errors import Conflict, Misconfigured
from app.files import operations
from app.files.clamd import CHUNK, Clamd, ScanFailed
from app.files.models import ScanState, StoredFile
from app.files.scanning import Gate, ensure_harmless
from app.outbox import operations as outbox
from app.outbox.models import OutboxStatus
from tests.files.daemons import EICAR, THREAT, daemon
from tests.working import work_of


def written(folder: Path, content: bytes) -> Path:
    path = folder / "content"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"harmless", None),
        (b"", None),
        (EICAR, THREAT),
        (b"x" * (CHUNK - 10) + EICAR, THREAT),
        (b"x" * (3 * CHUNK), None),
    ],
)
def test_the_daemon_is_sent_the_whole_file(
    tmp_path: Path, content: bytes, found: str | None
) -> None:
    with daemon() as address:
        assert Clamd(address)(written(tmp_path, content)) == found


def test_a_daemon_may_listen_on_a_socket_of_the_machine(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as short, daemon(path=f"{short}/clamd") as address:
        assert Clamd(address)(written(tmp_path, EICAR)) == THREAT


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0"])
def test_an_answer_that_is_no_verdict_is_a_failure(tmp_path: Path, answer: bytes) -> None:
    with daemon(answer=answer) as address, pytest.raises(ScanFailed, match="clamd answered"):
        Clamd(address)(written(tmp_path, b"x"))


@pytest.mark.parametrize("address", ["", "localhost", "localhost:", ":3310", "a b:1", "host:99x"])
def test_an_address_that_cannot_be_is_named(address: str) -> None:
    with pytest.raises(Misconfigured, match="CLAMD_ADDRESS"):
        Clamd(address)


def received(session: Session, root: Path, content: bytes) -> StoredFile:
    return operations.store(work_of(session), root, content, name="note.txt", scan=True)


def scanned(session: Session, root: Path, address: str) -> list[OutboxStatus]:
    work = work_of(session)
    ports = Gate(root=root, scanner=Clamd(address)).ports()
    return [
        outbox.record_outcome(work, outbox.send(message, ports), ports).status
        for message in outbox.claim_due(work)
    ]


def test_a_file_is_kept_back_until_it_is_found_clean(session: Session, tmp_path: Path) -> None:
    stored = received(session, tmp_path, b"harmless")

    with pytest.raises(Conflict) as refused:
        ensure_harmless(stored)
    with daemon() as address:
        scanned(session, tmp_path, address)

    assert refused.value.code == "file_not_scanned"
    assert (stored.scan, stored.threat) == (ScanState.CLEAN, None)
    ensure_harmless(stored)


def test_an_infected_file_is_never_handed_out_and_that_is_noted(
    session: Session, tmp_path: Path
) -> None:
    stored = received(session, tmp_path, EICAR)

    with daemon() as address:
        scanned(session, tmp_path, address)

    with pytest.raises(Conflict) as refused:
        ensure_harmless(stored)
    assert refused.value.code == "file_infected"
    assert (stored.scan, stored.threat) == (ScanState.INFECTED, THREAT)
    noted = session.scalars(sa.select(AuditRow).where(AuditRow.action == "file.infected")).one()
    assert noted.subject == str(stored.id)


def test_while_the_scanner_is_away_the_file_stays_in_quarantine(
    session: Session, tmp_path: Path
) -> None:
    stored = received(session, tmp_path, b"harmless")

    statuses = scanned(session, tmp_path, str(tmp_path / "nobody"))

    assert (stored.scan, statuses) == (ScanState.PENDING, [OutboxStatus.WAITING])


def test_without_a_scanner_nothing_is_kept_back(session: Session, tmp_path: Path) -> None:
    stored = operations.store(work_of(session), tmp_path, b"harmless", name="note.txt")

    assert stored.scan is ScanState.UNSCANNED
    assert outbox.claim_due(work_of(session)) == []
    ensure_harmless(stored)

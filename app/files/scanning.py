"""Quarantine: a file that comes in is not handed out until the virus scanner has answered."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.audit.operations import record
from app.errors import Conflict
from app.files.models import ScanState, StoredFile
from app.files.queries import content_path, get_file, list_same_content
from app.outbox import operations as outbox
from app.outbox.ports import Answer, Message, Port, Ports
from app.work import Work

SCAN = "files.scan"
INFECTED = "file_infected"
NAME_LENGTH = 200

#: Looks into the file at a path; returns what it calls a threat it found, None if there is none.
Scanner = Callable[[Path], str | None]


def quarantine(work: Work, stored: StoredFile) -> None:
    """Keep a file back, and have it scanned after the commit."""
    stored.scan = ScanState.PENDING
    outbox.put(
        work,
        SCAN,
        {"file_id": str(stored.id), "sha256": stored.sha256},
        idempotency_key=f"scan-{stored.id}",
    )


def ensure_harmless(stored: StoredFile) -> None:
    """Refuse to hand out what may do harm.

    :raises Conflict: file_not_scanned, or file_infected
    """
    if stored.scan is ScanState.PENDING:
        raise Conflict(f"file {stored.id} has not been scanned yet", code="file_not_scanned")
    if stored.scan is ScanState.INFECTED:
        raise Conflict(f"file {stored.id} holds {stored.threat}", code=INFECTED)


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Where files wait for the scanner."""

    root: Path
    scanner: Scanner

    def ports(self) -> Ports:
        """Return how the outbox has files scanned."""
        return {SCAN: Port(send=self._scan, delivered=_note)}

    def _scan(self, message: Message) -> Answer:
        return {"threat": self.scanner(content_path(self.root, message.payload["sha256"]))}


def _note(work: Work, message: Message, answer: Answer) -> None:
    stored = get_file(work.session, int(message.payload["file_id"]))
    threat = answer["threat"]
    if threat is None:
        stored.scan = ScanState.CLEAN
        return
    for same in list_same_content(work.session, stored.sha256):
        same.scan, same.threat = ScanState.INFECTED, threat[:NAME_LENGTH]
    record(work, "file.infected", subject=str(stored.id), detail={"threat": stored.threat})

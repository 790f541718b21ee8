"""How a run of audit rows is hashed."""

import hashlib
from collections.abc import Iterable

from app.audit.models import AuditRow
from app.database import to_json

START = "0" * 64  # what stands before the first seal


def seal_hash(previous: str, rows: Iterable[AuditRow]) -> str:
    """Return the hash of the seal before and of rows in key order."""
    digest = hashlib.sha256(previous.encode("ascii"))
    for row in rows:
        digest.update(b"\n" + _line(row).encode("utf-8"))
    return digest.hexdigest()


def _line(row: AuditRow) -> str:
    values = (row.actor_id, row.actor_name, row.action, row.case_id, row.subject, row.detail)
    return to_json([row.id, row.at.isoformat(), *values])

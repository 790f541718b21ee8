"""Acts on a claim from outside its tasks: reported, proved, replied to, taken back, re-opened."""

from app.insurance.claims.operations.course import (
    note_reversal,
    reassess,
    reopen,
    withdraw,
)
from app.insurance.claims.operations.documents import add_documents
from app.insurance.claims.operations.reply import take_reply
from app.insurance.claims.operations.report import Reported, report_claim, report_once

__all__ = [
    "Reported",
    "add_documents",
    "note_reversal",
    "reassess",
    "reopen",
    "report_claim",
    "report_once",
    "take_reply",
    "withdraw",
]

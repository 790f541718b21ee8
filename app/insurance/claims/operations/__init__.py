"""Acts on a claim from outside its tasks: reporting it, handing in papers, replying."""

from app.insurance.claims.operations.documents import add_documents
from app.insurance.claims.operations.reply import take_reply
from app.insurance.claims.operations.report import Reported, report_claim, report_once

__all__ = ["Reported", "add_documents", "report_claim", "report_once", "take_reply"]

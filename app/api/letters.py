"""Letters: reading what was written; who may read them, and their prints."""

from typing import Any

from app.api.blueprint import Blueprint
from app.api.complaint_reports import may_see_complaint
from app.api.reports import may_see_claim
from app.api.schemas.letters import WholeLetterAnswer
from app.errors import NotFound
from app.identity.permissions import may
from app.insurance.claims.queries import get_claim
from app.insurance.complaints.queries import get_complaint
from app.insurance.letters import queries
from app.insurance.letters.models import Letter
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("letters", __name__, description="Letters")


@blueprint.route("/letters/<ref:letter>")
@blueprint.response(200, WholeLetterAnswer)
def show_letter(letter: int | str) -> Any:
    """Show a letter by id or number"""
    work = reading()
    found = queries.get_letter(work.session, letter)
    if not _may_see(work, found.letter):
        raise NotFound(f"no letter {letter}")
    return found


def is_letter_to_see(work: Work, file_id: int) -> bool:
    """Say whether a file is the print of a letter that the caller may read."""
    letter = queries.find_by_file(work.session, file_id)
    return letter is not None and _may_see(work, letter)


def _may_see(work: Work, letter: Letter) -> bool:
    """Say whether the caller reads a letter: staff every one, a reporter those of its cases."""
    if may(work.actor, "case.read"):
        return True
    if letter.subject_type == "complaint":
        return may_see_complaint(work.actor, get_complaint(work.session, letter.subject_id))
    of_claim = letter.subject_type == "claim"
    return of_claim and may_see_claim(work.actor, get_claim(work.session, letter.subject_id))

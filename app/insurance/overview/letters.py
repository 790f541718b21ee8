"""Who reads a letter: staff every one, a reporter those of its own cases."""

from app.identity.permissions import may
from app.insurance.claims.queries import get_claim
from app.insurance.complaints.queries import get_complaint
from app.insurance.letters.models import Letter
from app.insurance.letters.queries import find_by_file
from app.work import Work


def may_see_letter(work: Work, letter: Letter) -> bool:
    """Say whether the actor reads a letter."""
    if may(work.actor, "case.read"):
        return True
    if not may(work.actor, "case.read_own"):
        return False
    if letter.subject_type == "complaint":
        return get_complaint(work.session, letter.subject_id).created_by == work.actor.user_id
    of_claim = letter.subject_type == "claim"
    return of_claim and get_claim(work.session, letter.subject_id).created_by == work.actor.user_id


def is_letter_to_see(work: Work, file_id: int) -> bool:
    """Say whether a file is the print of a letter that the actor may read."""
    letter = find_by_file(work.session, file_id)
    return letter is not None and may_see_letter(work, letter)

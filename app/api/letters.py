"""Letters: reading what was written; who may read them, and their prints."""

from typing import Any

from app.api.blueprint import Blueprint
from app.api.schemas.letters import WholeLetterAnswer
from app.errors import NotFound
from app.insurance.letters import queries
from app.insurance.overview.letters import may_see_letter
from app.transaction import reading

blueprint = Blueprint("letters", __name__, description="Letters")


@blueprint.route("/letters/<ref:letter>")
@blueprint.response(200, WholeLetterAnswer)
def show_letter(letter: int | str) -> Any:
    """Show a letter by id or number"""
    work = reading()
    found = queries.get_letter(work.session, letter)
    if not may_see_letter(work, found.letter):
        raise NotFound(f"no letter {letter}")
    return found

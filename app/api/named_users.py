"""Users as bodies name them: by id or by username."""

from app.errors import FieldError, InvalidInput
from app.identity.queries import find_user
from app.work import Work

LONGEST_ID = 18  # digits; what is longer is no key


def user_id_of(work: Work, pointer: str, named: str) -> int:
    """Return the id of a user named by id or username.

    :param pointer: where it stands in what was sent
    :raises InvalidInput: there is none
    """
    is_id = named.isascii() and named.isdecimal() and len(named) <= LONGEST_ID
    user = find_user(work.session, int(named) if is_id else named)
    if user is None:
        detail = f"there is no user {named}"
        raise InvalidInput(
            detail, errors=[FieldError(pointer=pointer, code="not_found", detail=detail)]
        )
    return user.id

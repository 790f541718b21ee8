"""Counts wrong passwords at every door where one signs in with one, in this process's memory."""

from collections.abc import Iterator

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse

from app.errors import Conflict, FieldError, InvalidInput, NotSignedIn, TooManyTries
from app.identity import operations, passwords
from app.identity.models import User
from app.identity.operations import NewPassword
from app.identity.queries import get_user
from app.work import Work

BY_NAME_AND_ADDRESS, BY_ADDRESS = parse("10/minute"), parse("60/minute")
BY_NAME = parse("100/hour")  # from anywhere: one password is guessed from many machines
LONGEST = 80  # characters of a user name

limiter = Limiter(get_remote_address, storage_uri="memory://")


def sign_in(work: Work, username: str, password: str) -> User:
    """Return the active user whose password this is; only wrong ones are counted.

    :raises NotSignedIn: no active user has this name and password
    :raises TooManyTries: there were too many wrong ones; this one is not even looked at
    """
    if not all(limiter.limiter.test(limit, *key) for limit, key in _counted(username)):
        raise TooManyTries("too many wrong passwords; wait a minute")
    try:
        return operations.sign_in(work, username, password)
    except NotSignedIn:
        for limit, key in _counted(username):
            limiter.limiter.hit(limit, *key)
        raise


def confirm(work: Work, username: str, password: str) -> User:
    """Return who is signed in if they know their password; wrong ones count as at the door.

    :raises Conflict: no_password: they sign in elsewhere
    :raises InvalidInput: wrong_password, of ``/current_password``
    :raises TooManyTries: there were too many wrong ones
    """
    if get_user(work.session, username).password_hash is None:
        raise Conflict(f"{username} signs in elsewhere", code="no_password")
    try:
        return sign_in(work, username, password)
    except NotSignedIn as error:
        detail, code = "this is not the password", "wrong_password"
        wrong = FieldError(pointer="/current_password", code=code, detail=detail)
        raise InvalidInput(detail, errors=[wrong], code=code) from error


def new_password(work: Work, username: str, current: str, wanted: str) -> NewPassword:
    """Check and hash what somebody changes their password to; takes about 0.3 s and writes nothing.

    :raises InvalidInput: the present one is wrong, or the new one is soon guessed
    """
    user = confirm(work, username, current)
    passwords.ensure_choosable(wanted, username, present=current)
    return NewPassword(
        user_id=user.id,
        seen=user.password_hash or "",
        password_hash=passwords.hash_password(wanted),
    )


def _counted(username: str) -> Iterator[tuple[RateLimitItem, tuple[str, ...]]]:
    name, address = username.strip().lower()[:LONGEST], get_remote_address()
    yield BY_NAME_AND_ADDRESS, ("name and address", name, address)
    yield BY_ADDRESS, ("address", address)
    yield BY_NAME, ("name", name)

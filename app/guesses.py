"""Counts wrong passwords at every door where one signs in with one, in this process's memory."""

from collections.abc import Iterator

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse

from app.errors import NotSignedIn, TooManyTries
from app.identity import operations
from app.identity.models import User
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


def _counted(username: str) -> Iterator[tuple[RateLimitItem, tuple[str, ...]]]:
    name, address = username.strip().lower()[:LONGEST], get_remote_address()
    yield BY_NAME_AND_ADDRESS, ("name and address", name, address)
    yield BY_ADDRESS, ("address", address)
    yield BY_NAME, ("name", name)

"""Passwords of local users: which may be chosen; argon2 hashes, made outside every transaction."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import FieldError, InvalidInput

#: Time and memory that a guess costs; ``weak`` is for tests only.
COSTS = {
    "strong": PasswordHasher(),
    "weak": PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
}
SHORTEST = 12  # characters; length is what a guess costs, whatever kinds of characters they are
LEAST_DIFFERENT = 5  # characters, lest it be one key held down
LONGEST = 1024  # characters; longer ones are refused before they cost anything

# Hash of no known password: an unknown name takes as long to refuse as a wrong password.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$z0CiHQ1S0dNlAi3zPSVL+g"
    "$t+Hh7Ds9TywN/rpwqYXe6NQBUk04+3rYsHBhmENXM2Y"
)


def ensure_choosable(password: str, username: str, *, present: str = "") -> None:
    """Refuse a password that is soon guessed, or that stands already.

    :raises InvalidInput: password_too_short, password_too_long, password_guessable or
        password_same, of ``/new_password``
    """
    if len(password) < SHORTEST:
        raise _refused("password_too_short", f"a password has {SHORTEST} characters or more")
    if len(password) > LONGEST:
        raise _refused("password_too_long", f"a password has {LONGEST} characters at most")
    rest = password.casefold().replace(username.casefold(), "")
    if len(set(rest)) < LEAST_DIFFERENT:
        raise _refused("password_guessable", "it is little more than the user name, or a few keys")
    if password == present:
        raise _refused("password_same", "this is the present password")


def _refused(code: str, detail: str) -> InvalidInput:
    return InvalidInput(
        detail, errors=[FieldError(pointer="/new_password", code=code, detail=detail)], code=code
    )


def hash_password(password: str, cost: str = "strong") -> str:
    """Return the hash to keep; takes about 0.1 s at the strong cost."""
    return COSTS[cost].hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Say whether a password is the one whose hash was kept; as slow for nobody's."""
    if len(password) > LONGEST:
        return False
    try:
        return COSTS["strong"].verify(kept or _NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False

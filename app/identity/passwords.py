"""Passwords of local users: argon2 hashes, made and checked outside every transaction."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: Time and memory that a guess costs; ``weak`` is for tests only.
COSTS = {
    "strong": PasswordHasher(),
    "weak": PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
}
LONGEST = 1024  # characters; longer ones are refused before they cost anything

# Hash of no known password: an unknown name takes as long to refuse as a wrong password.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$z0CiHQ1S0dNlAi3zPSVL+g"
    "$t+Hh7Ds9TywN/rpwqYXe6NQBUk04+3rYsHBhmENXM2Y"
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

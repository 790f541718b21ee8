"""What can go wrong below the doors; only ``app/api/errors.py`` knows HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """One field that was refused: ``pointer`` is a JSON pointer into what was sent."""

    pointer: str
    code: str
    detail: str


class ClaimdeskError(Exception):
    """The caller asked for something that cannot be done; ``code`` never changes its meaning.

    ``about`` holds what a program needs to go on, e.g. the id of the task that stands in the way.
    """

    code = "error"

    def __init__(
        self,
        detail: str,
        *,
        code: str | None = None,
        about: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).code
        self.about = dict(about or {})


class NotFound(ClaimdeskError):
    """Nothing of that name exists, or the caller may not see it."""

    code = "not_found"


class NotSignedIn(ClaimdeskError):
    """Nobody is signed in, or what was shown as proof is wrong or has expired."""

    code = "not_signed_in"


class TooManyTries(ClaimdeskError):
    """So many wrong passwords were tried that none is looked at for a while."""

    code = "too_many_requests"


class NotAllowed(ClaimdeskError):
    """The caller sees it but may not do this."""

    code = "not_allowed"


class Conflict(ClaimdeskError):
    """It is in a state in which this cannot be done; the detail names the state or the holder."""

    code = "conflict"


class Stale(ClaimdeskError):
    """The caller acts on an older version than the stored one; ``current`` is the version now."""

    code = "stale"

    def __init__(self, detail: str, *, current: int | None = None) -> None:
        super().__init__(detail)
        self.current = current


class InvalidInput(ClaimdeskError):
    """A field or a business rule refuses what was sent; ``errors`` names every field."""

    code = "invalid_field"

    def __init__(
        self,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        code: str | None = None,
        about: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail, code=code, about=about)
        self.errors = tuple(errors)


class Misconfigured(ClaimdeskError):
    """A setting is missing or contradicts another; the process does not start."""

    code = "misconfigured"

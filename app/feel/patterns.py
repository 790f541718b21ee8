"""Regular expressions: compiled once, and stopped where they take too long."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from app.feel.errors import FeelError
from app.feel.limits import charge, refused, seconds_left
from app.feel.xpath import MOST_PIECES, shown, spelled

FLAGS = frozenset("smixq")
NO_FULL_CASE = "(?-f)"  # a letter is never the same as two
MOST_SECONDS = 1.0  # for one use; a pattern that is written right takes far below a millisecond
STEPS_OF_A_MATCH = 5  # about a microsecond
CACHED_PATTERNS = 128  # the largest takes 3 MB


class Pattern:
    """A compiled pattern, and how it was written."""

    def __init__(self, text: str, compiled: regex.Pattern[str]) -> None:
        self.text = text
        self.compiled = compiled

    def is_in(self, text: str) -> bool:
        """Tell whether it matches somewhere in a text.

        :raises FeelError: that takes too long
        """
        try:
            return bool(self.compiled.search(text, timeout=seconds_left(MOST_SECONDS)))
        except TimeoutError:
            raise self._too_slow() from None

    def matches(self, text: str) -> Iterator[regex.Match[str]]:
        """Yield what it matches in a text.

        :raises FeelError: that takes too long
        """
        try:
            for match in self.compiled.finditer(text, timeout=seconds_left(MOST_SECONDS)):
                charge(STEPS_OF_A_MATCH)
                yield match
        except TimeoutError:
            raise self._too_slow() from None

    def _too_slow(self) -> FeelError:
        return refused(
            f"the pattern {shown(self.text)} takes too long: what can match the same"
            " characters in several ways is tried in all of them;"
            " write (a+)+ or (a|aa)+ as a+, and .*.* as .*"
        )


@lru_cache(maxsize=CACHED_PATTERNS)
def pattern(text: str, flags: str | None = None) -> Pattern:
    """Return the compiled pattern.

    :raises ValueError: not a pattern, or a flag other than s m i x q
    :raises FeelError: too large a pattern
    """
    if len(text) > MOST_PIECES:
        raise refused(f"the pattern {shown(text)} has more than {MOST_PIECES:,} characters")
    given = frozenset(flags or "")
    if not given <= FLAGS:
        raise ValueError(flags)
    bits = regex.V1 | regex.IGNORECASE if "i" in given else regex.V1
    try:
        return Pattern(text, regex.compile(NO_FULL_CASE + spelled(text, given), bits))
    except (regex.error, OverflowError) as error:
        raise ValueError(text) from error

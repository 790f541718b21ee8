"""Where feelin differs from us and may: each with its reason. One that no longer occurs fails."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A difference that is known and explained; all three are patterns of the whole.

    :param file: name of the DMN file without its ending
    :param inputs: the values tried, as the report writes them
    """

    file: str = ".*"
    text: str
    inputs: str
    reason: str

    def covers(self, file: str, text: str, tried: str) -> bool:
        """Tell whether this is the difference seen."""
        pairs = ((self.file, file), (self.text, text), (self.inputs, tried))
        return all(re.fullmatch(pattern, found) for pattern, found in pairs)


NUMBER = r"-?\d+(?:\.\d+)?"
#: in the shipped cells
KNOWN: tuple[Difference, ...] = (
    Difference(
        text=rf"[<>]=? ?{NUMBER}|[\[(]{NUMBER}\.\.{NUMBER}[\])]",
        inputs=r'\?: (?:true|false|"something else"|@"2026-06-01"|\[\])',
        reason="feelin compares unlike kinds as JavaScript does: true is 1, [] is 0, a date its "
        "milliseconds, a text equals the closed end of any range. In DMN their order is null.",
    ),
)

#: in texts made by chance
KNOWN_BY_CHANCE: tuple[Difference, ...] = (
    Difference(
        text=r"not\(.*(?:[<>]|\.\.).*\)",
        inputs=r"\?: null",
        reason="To feelin null is not below 5, so not(< 5) holds. In DMN both are null: the kit's "
        "0072-feel-in null_001 and 0066-feel-negation 003_a.",
    ),
)

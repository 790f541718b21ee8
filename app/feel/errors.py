"""The one error of the language: where in which text, and why."""

LONGEST = 200  # characters of the text in a message


class FeelError(ValueError):
    """A text is not FEEL, or its evaluation goes beyond a limit.

    ``position`` is an offset into ``text``; both are empty for a value that comes from outside.
    """

    def __init__(self, text: str, position: int, reason: str) -> None:
        super().__init__(text, position, reason)
        self.text = text
        self.position = position
        self.reason = reason

    @property
    def line(self) -> int:
        """Line of the fault, from 1."""
        return self.text.count("\n", 0, self.position) + 1

    @property
    def column(self) -> int:
        """Column of the fault in its line, from 1."""
        return self.position - (self.text.rfind("\n", 0, self.position) + 1) + 1

    def __str__(self) -> str:
        if not self.text:
            return self.reason
        shown = self.text if len(self.text) <= LONGEST else self.text[:LONGEST] + "…"
        return f"{self.reason} (line {self.line}, column {self.column} of {shown!r})"

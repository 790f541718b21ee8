"""A limit on the work of an analysis: a table that is too large is refused, not waited for."""


class TooLarge(Exception):
    """An exact answer would take too long."""


class Budget:
    """Counts steps down."""

    def __init__(self, steps: int, of: str) -> None:
        """Begin.

        :param of: what is analysed, and what makes it large
        """
        self._left, self._of = steps, of

    def spend(self, steps: int) -> None:
        """Take steps.

        :raises TooLarge: they are used up
        """
        self._left -= steps
        if self._left < 0:
            raise TooLarge(f"the table is too large for an exact analysis of {self._of}")

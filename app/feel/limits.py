"""How much one evaluation may do: its steps, its time, and the size of what it makes."""

import threading
import time
from types import TracebackType

from app.feel.errors import FeelError

#: a step is one small piece of work, such as an operator inside a loop or an item looked at; this
#: many take about a second, and a person's decision takes fewer than ten thousand
MOST_STEPS = 5_000_000
MOST_SECONDS = 5.0  # for steps that are dearer than most, and machines that are busy
STEPS_BETWEEN_LOOKS = 1_000  # at the clock: often enough for steps of a millisecond
MOST_ITEMS = 100_000  # of a list that an expression makes; the longest of a case has hundreds
MOST_CHARACTERS = 1_000_000  # of a text that an expression makes; a letter has some thousands
CHARACTERS_IN_A_STEP = 16  # copied or compared; so all texts of an evaluation stay below 80 MB

TOO_DEEP = "it calls itself too deeply, or is nested too deeply"


class Limited:
    """Opens a budget for the evaluation inside; within an open one that one goes on."""

    __slots__ = ("_outermost", "_text", "deadline", "left", "next_look")

    def __init__(self, text: str = "") -> None:
        self._text = text

    def __enter__(self) -> None:
        self._outermost = _thread.budget is None
        if self._outermost:
            self.left = MOST_STEPS
            self.next_look = MOST_STEPS - STEPS_BETWEEN_LOOKS
            self.deadline = time.monotonic() + MOST_SECONDS
            _thread.budget = self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._outermost:
            return
        _thread.budget = None
        if isinstance(error, RecursionError):
            raise FeelError(self._text, 0, TOO_DEEP) from None
        if isinstance(error, FeelError) and not error.text:
            raise FeelError(self._text, 0, error.reason) from None

    def look(self) -> None:
        """Refuse to go on where the steps or the time are used up."""
        if self.left < 0:
            raise refused(
                f"the evaluation takes more than {MOST_STEPS:,} steps:"
                " is there a loop or a recursion without end?"
            )
        self.next_look = self.left - STEPS_BETWEEN_LOOKS
        if time.monotonic() > self.deadline:
            raise refused(f"the evaluation takes longer than {MOST_SECONDS:g} seconds")


class _Thread(threading.local):
    budget: Limited | None = None


_thread = _Thread()


def is_open() -> bool:
    """Tell whether an evaluation is under way in this thread."""
    return _thread.budget is not None


def refused(reason: str) -> FeelError:
    """Return the error of an evaluation that may not go on; whoever opened it adds its text."""
    return FeelError("", 0, reason)


def charge(steps: int = 1) -> None:
    """Take steps off the open budget; the conversions of constants run without one.

    :raises FeelError: there are none left, or no time
    """
    budget = _thread.budget
    if budget is not None:
        budget.left -= steps
        if budget.left < budget.next_look:
            budget.look()


def seconds_left(most: float) -> float:
    """Return how long something that cannot be counted in steps may take, at most so long.

    :raises FeelError: no time is left
    """
    budget = _thread.budget
    if budget is None:
        return most
    budget.look()
    return min(most, max(budget.deadline - time.monotonic(), 0.001))


def ensure_items(count: int, added: int | None = None) -> None:
    """Refuse a list of so many items if it is too long; charge for those added, else for all."""
    if count > MOST_ITEMS:
        raise refused(f"a list of more than {MOST_ITEMS:,} items")
    charge(count if added is None else added)


def ensure_length(length: int, added: int | None = None) -> None:
    """Refuse a text of so many characters if it is too long; charge for those added, else all."""
    if length > MOST_CHARACTERS:
        raise refused(f"a text of more than {MOST_CHARACTERS:,} characters")
    charge((length if added is None else added) // CHARACTERS_IN_A_STEP)

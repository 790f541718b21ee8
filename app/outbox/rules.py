"""When a message is tried again, and when it is given up."""

import datetime as dt

LEASE = dt.timedelta(seconds=60)  # longer than any sender's own time-out
FIRST_PAUSE = dt.timedelta(seconds=10)
LONGEST_PAUSE = dt.timedelta(hours=1)
ATTEMPTS = 12  # the pauses before the last one add up to a little over three hours


def pause_after(attempts: int) -> dt.timedelta:
    """Return how long to wait after a number of failed attempts: twice as long each time."""
    doubled: dt.timedelta = FIRST_PAUSE * 2 ** min(attempts - 1, 20)
    return min(doubled, LONGEST_PAUSE)


def is_last(attempts: int) -> bool:
    """Say whether a message that failed this often is given up."""
    return attempts >= ATTEMPTS

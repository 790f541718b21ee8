"""What is noted while tokens move."""

from typing import NamedTuple


class Entered(NamedTuple):
    """A token has come to an element."""

    token_id: int
    element: str
    kind: str
    process_key: str


class Left(NamedTuple):
    """A token has left an element; state is COMPLETED or TERMINATED."""

    token_id: int
    element: str
    state: str

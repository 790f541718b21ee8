"""Rules about approval rounds. Pure."""

from collections.abc import Sequence

DECISIONS = ("approve", "return", "refuse")

_RESULTS = {"approve": "approved", "return": "returned", "refuse": "refused"}


def result_of(decisions: Sequence[str]) -> str:
    """Return the result of a round: the first that does not approve ends it."""
    stopped = next((decision for decision in decisions if decision != "approve"), "approve")
    return _RESULTS[stopped]

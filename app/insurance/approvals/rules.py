"""Rules about approval rounds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

APPROVE, RETURN = "approve", "return"
PROPOSALS = ("pay", "partial_pay", "ex_gratia", "reject", "advance")
DECISIONS = (APPROVE, RETURN, "refuse")
RETURN_TARGETS = ("assess", "adjudicate", "documents")
LEAST_ATTENDEES = 3
SMALLEST_CHANGE = Decimal("0.01")

_RESULTS = {APPROVE: "approved", RETURN: "returned", "refuse": "refused"}


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a round decides on."""

    decision: str
    amount: Decimal
    #: the sum by which the tier is chosen
    tier_amount: Decimal


def result_of(decisions: Sequence[str]) -> str:
    """Return the result of a round: the first that does not approve ends it."""
    stopped = next((decision for decision in decisions if decision != APPROVE), APPROVE)
    return _RESULTS[stopped]


def is_cut_off(decisions: Sequence[str]) -> bool:
    """Say whether a new round takes the place of one that ended in nothing but approvals."""
    return result_of(decisions) == _RESULTS[APPROVE]


def is_majority(votes_for: int, attendees: int) -> bool:
    """Say whether more than half of those who attended voted for it."""
    return 2 * votes_for > attendees


def voids(before: Matter, now: Matter) -> bool:
    """Say whether a change is large enough to void the round that runs."""
    changed = abs(now.amount - before.amount) >= SMALLEST_CHANGE
    return changed or now.decision != before.decision


def retiered(before: Matter, now: Matter) -> Decimal:
    """Return the sum by which the tier of the next round is chosen.

    Where whoever changed the amount did not say it anew, the strictest sum counts: the amount
    itself, and for a rejection at least what was counted before, since that follows the claim.
    """
    if now.tier_amount != before.tier_amount:
        return now.tier_amount
    return max(now.amount, before.tier_amount) if now.decision == "reject" else now.amount

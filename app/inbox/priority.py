"""How urgent a task is: what its diagram says, the amount at stake and how its time limit stands.

Pure rules; the sum is kept in the task, since lists are ordered by it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

HIGHEST = 100
OVERDUE = 90  # at least, once a limit is breached, however low the diagram's own priority is
HALF = 0.5  # of a limit
#: from which amount in CNY on it weighs how much
AMOUNTS = ((Decimal(1_000_000), 15), (Decimal(100_000), 10), (Decimal(10_000), 5))


class Part(Enum):
    """What a priority is put together from; of the limit's only the heaviest counts."""

    BASE = "base"  #: what the diagram gives the task
    AMOUNT = "amount"  #: what the case is about, in CNY
    HALF_USED = "half_used"  #: half of the time is gone
    WARNED = "warned"  #: the limit has warned
    BREACHED = "breached"  #: the company's own limit has passed
    BREACHED_BY_LAW = "breached_by_law"  #: the law's limit has passed


POINTS = {Part.HALF_USED: 5, Part.WARNED: 20, Part.BREACHED: 40, Part.BREACHED_BY_LAW: 45}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one time limit of a task stands."""

    #: share of it that is gone; 1 and more once it is due
    used: float
    warned: bool
    breached: bool
    #: the law's, not the company's own
    by_law: bool


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One part of a priority."""

    part: Part
    points: int
    #: CNY, of the part that is reckoned from it
    amount: Decimal | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as it is kept."""
        kept: dict[str, Any] = {"code": self.part.value, "points": self.points}
        return kept if self.amount is None else {**kept, "amount": self.amount}


def reckon(base: int, amount: Decimal | None, limits: Iterable[Standing]) -> tuple[Reason, ...]:
    """Return what a priority is put together from, the diagram's own first."""
    reasons = [Reason(part=Part.BASE, points=base)]
    weight = 0 if amount is None else next((w for least, w in AMOUNTS if amount >= least), 0)
    if amount is not None:  # kept even where it weighs nothing: it is reckoned with again
        reasons.append(Reason(part=Part.AMOUNT, points=weight, amount=amount))
    standing = _heaviest(limits)
    if standing is not None:
        points = POINTS[standing]
        if standing in (Part.BREACHED, Part.BREACHED_BY_LAW):
            points = max(points, OVERDUE - base - weight)
        reasons.append(Reason(part=standing, points=points))
    return tuple(reasons)


def total(reasons: Iterable[Reason]) -> int:
    """Return the priority: at most 100, unless the diagram itself says more."""
    known = tuple(reasons)
    base = next(one.points for one in known if one.part is Part.BASE)
    return max(base, min(HIGHEST, sum(one.points for one in known)))


def read_reasons(base: int, kept: Sequence[Any]) -> tuple[Reason, ...]:
    """Read reasons as they are kept; of a task from before they were, its base is all there is."""
    read = tuple(
        Reason(
            part=Part(one["code"]),
            points=one["points"],
            amount=None if "amount" not in one else Decimal(one["amount"]),
        )
        for one in kept
    )
    return read or (Reason(part=Part.BASE, points=base),)


def amount_of(reasons: Iterable[Reason]) -> Decimal | None:
    """Return the amount that a priority was reckoned with."""
    return next((one.amount for one in reasons if one.part is Part.AMOUNT), None)


def _heaviest(limits: Iterable[Standing]) -> Part | None:
    parts = [part for one in limits if (part := _part_of(one)) is not None]
    return max(parts, key=POINTS.__getitem__, default=None)


def _part_of(limit: Standing) -> Part | None:
    if limit.breached:
        return Part.BREACHED_BY_LAW if limit.by_law else Part.BREACHED
    if limit.warned:
        return Part.WARNED
    return Part.HALF_USED if limit.used >= HALF else None

"""Which contingency a claim belongs to. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.insurance.claims.event_models import ClaimEvent
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import ClaimStatus

LEVELS = ("I", "II", "III", "IV")  # the gravest first
NONE = "none"
CLOSED = (
    ClaimStatus.ARCHIVED,
    ClaimStatus.WITHDRAWN,
    ClaimStatus.DUPLICATE,
    ClaimStatus.REJECTED,
    ClaimStatus.REOPENED,
    ClaimStatus.CANCELLED,
)


class Tag(NamedTuple):
    """A contingency and the level that its claims have."""

    event_id: str | None
    cat_level: str


def tag_of(claim: Claim) -> Tag:
    """Return the tag a claim has."""
    return Tag(claim.event_id, claim.cat_level)


def matches(claim: Claim, event: ClaimEvent) -> bool:
    """Say whether a loss is of the kind, the time and the place of a contingency."""
    ends = event.window_to
    in_window = event.window_from <= claim.loss_time and (ends is None or claim.loss_time < ends)
    of_kind = claim.loss_cause in event.perils or claim.loss_type in event.perils
    return in_window and of_kind and any(region in claim.loss_place for region in event.regions)


def gravest(claim: Claim, events: Iterable[ClaimEvent]) -> Tag | None:
    """Return the tag of the gravest of some contingencies.

    Of equally grave ones it is the one the claim names already, else the one activated first.
    """
    ordered = sorted(
        events,
        key=lambda event: (
            LEVELS.index(event.level),
            event.event_id != claim.event_id,
            event.activated_at,
            event.id,
        ),
    )
    return Tag(ordered[0].event_id, ordered[0].level) if ordered else None


def tag_for(claim: Claim, events: Mapping[str, ClaimEvent]) -> Tag:
    """Return the tag an open claim is to have now.

    A claim keeps the measures of a contingency that has ended. It loses its tag only where the
    contingency was changed so that it matches no more.

    :param events: by their id, those that are active and the one the claim has
    """
    matching = [
        event for event in events.values() if event.ended_at is None and matches(claim, event)
    ]
    present = None if claim.event_id is None else events.get(claim.event_id)
    tagged = claim.cat_level != NONE
    if tagged and present is not None and present.ended_at is not None:
        matching.append(present)
    found = gravest(claim, matching)
    if found is not None:
        return found
    return Tag(None, NONE) if tagged and present is not None else tag_of(claim)


def wider_end(one: dt.datetime | None, other: dt.datetime | None) -> dt.datetime | None:
    """Return the later end of two windows; None, which is none, is the latest."""
    return None if one is None or other is None else max(one, other)

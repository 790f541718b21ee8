"""Keeps what is told of contingencies, and tags the claims that are open already."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.audit import operations as audit
from app.cases.clocks import follow_facts
from app.cases.operations import try_variables
from app.engine.errors import EngineError
from app.errors import ClaimdeskError, Conflict, NotFound
from app.insurance.claims import event_queries, event_rules
from app.insurance.claims.event_models import ClaimEvent
from app.insurance.claims.event_rules import Tag
from app.insurance.claims.models import Claim
from app.insurance.records import enter, touch
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class Told:
    """Where, when and how grave a contingency is."""

    event_id: str
    level: str
    perils: list[str]
    regions: list[str]
    window_from: dt.datetime
    window_to: dt.datetime | None


@dataclass(kw_only=True)
class Page:
    """What became of one page of claims."""

    tagged: int = 0
    untagged: int = 0
    after: int | None = None
    #: there is no further page
    last: bool = False
    #: claims somebody worked on; to be tried again
    left: list[int] = field(default_factory=list)
    #: numbers of claims that could not be changed; the audit says why
    failed: list[str] = field(default_factory=list)


def note_event(work: Work, told: Told) -> ClaimEvent:
    """Keep a contingency as it is told now: new, or with another level, window, peril or region.

    :raises Conflict: it has ended
    """
    event = event_queries.find_event(work.session, told.event_id)
    if event is None:
        event = ClaimEvent(
            event_id=told.event_id,
            widest_from=told.window_from,
            widest_to=told.window_to,
            activated_at=work.now,
        )
        _write(event, told)
        enter(work, event)
    elif event.ended_at is not None:
        raise Conflict(f"contingency {told.event_id} has ended")
    else:
        _write(event, told)
        touch(work, event)
    _note(work, "contingency.noted", event)
    return event


def _write(event: ClaimEvent, told: Told) -> None:
    event.level = told.level
    event.perils, event.regions = told.perils, told.regions
    event.window_from, event.window_to = told.window_from, told.window_to
    event.widest_from = min(event.widest_from, told.window_from)
    event.widest_to = event_rules.wider_end(event.widest_to, told.window_to)


def end_event(work: Work, event_id: str) -> ClaimEvent:
    """Keep that a contingency has ended: its claims keep their measures, new ones get none.

    :raises NotFound: nothing was told of it
    """
    event = get_event(work, event_id)
    if event.ended_at is None:
        event.ended_at = work.now
        touch(work, event)
        _note(work, "contingency.ended", event)
    return event


def get_event(work: Work, event_id: str) -> ClaimEvent:
    """Return a contingency.

    :raises NotFound: nothing was told of it
    """
    event = event_queries.find_event(work.session, event_id)
    if event is None:
        raise NotFound(f"no contingency {event_id}")
    return event


def _note(work: Work, action: str, event: ClaimEvent) -> None:
    detail = {
        "level": event.level,
        "perils": event.perils,
        "regions": event.regions,
        "window": [event.window_from, event.window_to],
    }
    audit.record(work, action, subject=event.event_id, detail=detail)


def tag_page(
    work: Work, event_id: str, *, after: int | None, left: Sequence[int], limit: int
) -> Page:
    """Give the next open claims that a contingency may concern the tag they are to have now.

    A claim somebody works on is left for the next page, and one that cannot be changed is noted:
    neither keeps the others from their tags.

    :param left: claims that earlier pages have left
    :raises NotFound: nothing was told of the contingency
    """
    event = get_event(work, event_id)
    room = max(0, limit - len(left))  # so that what is left never grows beyond one page
    claims = event_queries.list_page(work.session, event, after, room)
    page = Page(after=claims[-1].id if claims else after, last=len(claims) < room)
    active = event_queries.list_active(work.session)
    # What the tables answer is kept with each clock; the calling case has not asked for it.
    quiet = replace(work, log=None)
    for claim in (*event_queries.list_again(work.session, left), *claims):
        _visit(quiet, claim, active, page)
    return page


def _visit(work: Work, claim: Claim, active: Sequence[ClaimEvent], page: Page) -> None:
    claim_id, number, case_id = claim.id, claim.claim_no, claim.case_id
    if _wanted(work, claim, active) is None:
        return
    try:
        with work.session.begin_nested():
            tag = _tag(work, claim_id, active)
    except _Busy:
        page.left.append(claim_id)
    except (ClaimdeskError, EngineError) as error:
        page.failed.append(number)
        detail = {"reason": str(error)}
        audit.record(work, "claim.tag_failed", case_id=case_id, subject=number, detail=detail)
    else:
        page.untagged += tag is not None and tag.cat_level == event_rules.NONE
        page.tagged += tag is not None and tag.cat_level != event_rules.NONE


class _Busy(Exception):
    """Somebody works on a claim or its case just now."""


def _wanted(work: Work, claim: Claim, active: Sequence[ClaimEvent]) -> Tag | None:
    """Return the tag a claim lacks."""
    if claim.status in event_rules.CLOSED:
        return None
    events = {event.event_id: event for event in active}
    if claim.event_id is not None and claim.event_id not in events:
        own = event_queries.find_event(work.session, claim.event_id)
        events |= {} if own is None else {own.event_id: own}
    tag = event_rules.tag_for(claim, events)
    return None if tag == event_rules.tag_of(claim) else tag


def _tag(work: Work, claim_id: int, active: Sequence[ClaimEvent]) -> Tag | None:
    """Tag a claim as it is stored now; return its new tag.

    Neither row is waited for: who holds one of them may wait for the other.

    :raises _Busy: somebody works on it
    """
    claim = event_queries.lock_claim(work.session, claim_id)
    if claim is None:
        raise _Busy
    tag = _wanted(work, claim, active)
    if tag is None:
        return None
    before = event_rules.tag_of(claim)
    if claim.case_id is not None and not try_variables(work, claim.case_id, tag._asdict()):
        raise _Busy
    claim.event_id, claim.cat_level = tag
    touch(work, claim)
    if claim.case_id is not None:
        follow_facts(work, claim.case_id, {"cat_level": claim.cat_level})
    detail = {"before": before._asdict(), "after": tag._asdict()}
    audit.record(work, "claim.tagged", case_id=claim.case_id, subject=claim.claim_no, detail=detail)
    return tag

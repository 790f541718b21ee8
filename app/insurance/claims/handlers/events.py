"""Contingencies: what is told of one, the claims it concerns, and a new claim's own."""

import datetime as dt

from app.insurance.answers import Answers, local_text
from app.insurance.claims import event_queries, event_rules, vocabulary
from app.insurance.claims.event_queries import Figures
from app.insurance.claims.event_rules import LEVELS, NONE
from app.insurance.claims.handlers.subject import claim_of
from app.insurance.claims.operations import events
from app.insurance.claims.operations.events import Told
from app.insurance.records import touch
from app.work import CallLike, Variables, Work

PERILS = (*vocabulary.LOSS_CAUSES, *vocabulary.LOSS_TYPES)
PAGE = 200  # claims that one call of tag_open_claims looks at
LONGEST = 64  # characters of an event's id


def attach_event(call: CallLike) -> Variables:
    """Tag a new claim with the gravest active contingency that it belongs to.

    Where it belongs to none, what the report itself named stays as a mere text.
    """
    work: Work = call.work
    claim = claim_of(call)
    active = event_queries.list_active(work.session)
    tag = event_rules.gravest(claim, (e for e in active if event_rules.matches(claim, e)))
    if tag is None:
        return {"event_id": claim.event_id, "cat_level": NONE}
    claim.event_id, claim.cat_level = tag
    touch(work, claim)
    return tag._asdict()


def note_event(call: CallLike) -> Variables:
    """Keep that a contingency was activated, changed or ended; a drill concerns no claim.

    :raises InvalidInput: with every variable that is wrong
    """
    given = Answers(call.variables, "")
    event_id = given.text("event_id", longest=LONGEST)
    drill, ended = given.truth("drill", required=False), given.truth("ended", required=False)
    told = None if ended else _read(given, event_id)
    given.finish()
    if drill:
        return {"noted": False}
    if told is None:
        events.end_event(call.work, event_id)
    else:
        events.note_event(call.work, told)
    return {"noted": True}


def _read(given: Answers, event_id: str) -> Told | None:
    level = given.text("level")
    if level and level not in LEVELS:
        given.refuse("level", f"level {level} is not one of {', '.join(LEVELS)}")
    window_from = given.instant("window_from")
    window_to = given.instant("window_to", required=False)
    if window_from and window_to and window_to <= window_from:
        given.refuse("window_to", "window_to must lie after window_from")
    perils = given.names("perils", at_least=1)
    for peril in sorted(set(perils) - set(PERILS)):
        given.refuse("perils", f"perils: {peril} is no cause or type of a loss")
    regions = [region.strip() for region in given.names("regions", at_least=1)]
    if "" in regions:
        given.refuse("regions", "regions: each must have a name", "required")
    if window_from is None:
        return None  # refused above
    return Told(
        event_id=event_id,
        level=level,
        perils=perils,
        regions=regions,
        window_from=window_from,
        window_to=window_to,
    )


def tag_open_claims(call: CallLike) -> Variables:
    """Give the next open claims the tags they are to have since a contingency was noted.

    ``after``, ``left`` and ``done`` go from one call to the next: a diagram calls until ``done``.

    :raises InvalidInput: with every variable that is wrong
    """
    given = Answers(call.variables, "")
    event_id = given.text("event_id", longest=LONGEST)
    after = given.key("after", required=False)
    left = [int(claim) for claim in given.names("left") if claim.isdecimal()]
    limit = given.count("page_size", least=1, most=1000) or PAGE
    given.finish()
    page = events.tag_page(call.work, event_id, after=after, left=left, limit=limit)
    return {
        "tagged": page.tagged,
        "untagged": page.untagged,
        "after": page.after,
        "left": page.left,
        "failed": page.failed,
        "done": page.last and not page.left,
    }


def event_figures(call: CallLike) -> Variables:
    """Count the claims of a contingency, what is paid on them and how many are open."""
    work: Work = call.work
    found = event_queries.read_figures(work.session, str(call.variables["event_id"]))
    return figures_of(found, work.processes.zone)


def figures_of(found: Figures, zone: dt.tzinfo) -> Variables:
    """Return figures as process variables hold them."""
    first = found.first_paid_at
    return {
        "event_claims": found.claims,
        "event_assessed": found.assessed,
        "event_paid_claims": found.paid_claims,
        "event_paid": found.paid,
        "event_backlog": found.backlog,
        "event_reserve": found.reserve,
        "event_first_paid_at": None if first is None else local_text(first, zone),
    }

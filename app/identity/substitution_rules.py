"""Who may name a substitute, and which ones stand in each other's way; no session, no clock."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from app.errors import Conflict, FieldError, InvalidInput
from app.identity.permissions import APPROVERS, may, may_stand_in, reach
from app.identity.substitution_models import Substitution
from app.work import Actor

LONGEST = dt.timedelta(days=366)  # who is away for longer has handed over


class State(Enum):
    """Where a substitution stands."""

    PLANNED = "planned"  #: it has not begun
    ACTIVE = "active"  #: the substitute stands in now
    ENDED = "ended"  #: its time is over, or it was ended early


@dataclass(frozen=True, kw_only=True)
class Span:
    """From when until when, and in which processes; none: in all."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    processes: tuple[str, ...] = ()


def state_of(starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> State:
    """Say where a substitution stands."""
    if ends_at <= now:
        return State.ENDED
    return State.PLANNED if starts_at > now else State.ACTIVE


def leads(actor: Actor, groups: Collection[str]) -> bool:
    """Say whether an actor decides for members of some groups: as their lead or administrator."""
    of_team = may(actor, "task.assign") and not reach(actor).isdisjoint(groups)
    return of_team or may(actor, "user.write")


def left_out(absent_groups: Iterable[str], groups: Collection[str]) -> list[str]:
    """List the groups of someone away whose tasks a member of ``groups`` may not do for them."""
    return [group for group in absent_groups if not may_stand_in(groups, [group])]


def ensure_able(absent_groups: Collection[str], groups: Collection[str], *, named: str) -> None:
    """Refuse a substitute who could do none of the tasks.

    :raises InvalidInput: tier_too_low of approvers, else cannot_stand_in
    """
    if not absent_groups or len(left_out(absent_groups, groups)) < len(absent_groups):
        return
    if APPROVERS.issuperset(absent_groups) and may_stand_in(groups, ()):
        detail = f"{named} decides less than {', '.join(absent_groups)}"
        raise refused("/substitute", detail, "tier_too_low")
    raise refused("/substitute", f"{named} does no tasks for others", "cannot_stand_in")


def ensure_colleague(
    absent_groups: Collection[str], groups: Collection[str], *, named: str
) -> None:
    """Refuse whom somebody names for themselves from outside their groups.

    :raises InvalidInput: not_in_group; a lead or an administrator may name them
    """
    tiers = APPROVERS.intersection(absent_groups)
    higher = bool(tiers) and not APPROVERS.isdisjoint(groups)
    if set(absent_groups).isdisjoint(groups) and not (
        higher and may_stand_in(groups, [min(tiers)])
    ):
        detail = f"{named} is in none of your groups: a lead or an administrator may name them"
        raise refused("/substitute", detail, "not_in_group")


def ensure_span(span: Span, now: dt.datetime) -> None:
    """Refuse a time that is over, upside down or too long.

    :raises InvalidInput: of ``/ends_at``
    """
    if span.ends_at <= span.starts_at:
        raise refused("/ends_at", "it ends before it starts")
    if span.ends_at <= now:
        raise refused("/ends_at", "it would be over already")
    if span.ends_at - span.starts_at > LONGEST:
        raise refused("/ends_at", f"it lasts longer than {LONGEST.days} days")


def ensure_no_clash(
    absent_id: int, substitute_id: int, span: Span, others: Iterable[Substitution]
) -> None:
    """Refuse a second substitute for the same tasks, a chain and a circle.

    :param others: substitutions of these two people that overlap it in time
    :raises Conflict: substitution_overlaps, substitution_chain or substitution_circle; ``about``
        names the other one
    """
    for other in others:
        if not shares(span.processes, other.processes):
            continue
        absent, substitute = other.absent.username, other.substitute.username
        until = f"from {_day(other.starts_at)} to {_day(other.ends_at)}"
        told = f"{substitute} stands in for {absent} {until}"
        if other.absent_id == absent_id:
            code, why = "substitution_overlaps", "one person at a time does the same tasks"
        elif (other.absent_id, other.substitute_id) == (substitute_id, absent_id):
            code, why = "substitution_circle", "two do not stand in for each other at once"
        else:
            code, why = "substitution_chain", "nobody hands on what is done in another's place"
        raise Conflict(f"{told}: {why}", code=code, about={"substitution": str(other.id)})


def shares(one: Collection[str], other: Collection[str]) -> bool:
    """Say whether two lists of processes have one in common; the empty one stands for all."""
    return not one or not other or not set(one).isdisjoint(other)


def refused(pointer: str, detail: str, code: str = "invalid_field") -> InvalidInput:
    """Return the refusal of one field."""
    return InvalidInput(detail, errors=[FieldError(pointer=pointer, code=code, detail=detail)])


def _day(at: dt.datetime) -> str:
    return at.isoformat(timespec="minutes")

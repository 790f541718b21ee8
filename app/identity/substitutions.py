"""Names who stands in for whom, changes that and ends it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from app.audit.operations import record
from app.database import next_key
from app.errors import Conflict, NotAllowed, Stale
from app.identity import substitution_queries as queries
from app.identity import substitution_rules as rules
from app.identity.models import User
from app.identity.permissions import ensure_may
from app.identity.substitution_models import Substitution
from app.identity.substitution_rules import Span, State, refused
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class NewSubstitution:
    """Who is to stand in for whom."""

    absent_id: int
    substitute_id: int
    #: None: now
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime
    processes: tuple[str, ...] = ()
    note: str | None = None


def create(work: Work, new: NewSubstitution, *, known: Collection[str]) -> Substitution:
    """Name a substitute: for oneself, as a lead for one's people, or as an administrator.

    :param known: ids of the processes there are
    :raises NotAllowed: neither
    :raises InvalidInput: no such person or process, a time that is over, or somebody who could not
        do the tasks
    :raises Conflict: it overlaps another one, or makes a chain or a circle
    """
    people = queries.lock_people(work.session, (new.absent_id, new.substitute_id))
    absent, substitute = people[new.absent_id], people[new.substitute_id]
    _ensure_may_write(work, absent)
    _ensure_suits(work, absent, substitute)
    if new.starts_at is not None and new.starts_at < work.now:
        raise refused("/starts_at", "it lies in the past; leave it out to begin now")
    span = Span(starts_at=new.starts_at or work.now, ends_at=new.ends_at, processes=new.processes)
    _ensure_fits(work, (absent.id, substitute.id), span, known)
    made = Substitution(
        id=next_key(work.session),
        absent_id=absent.id,
        substitute_id=substitute.id,
        note=new.note,
        created_by_id=work.actor.user_id,
        created_at=work.now,
        **_columns(span),
    )
    work.session.add(made)
    work.session.flush()
    _record(work, "created", made, **_told(span))
    return made


def change(
    work: Work,
    substitution_id: int,
    changes: dict[str, Any],
    *,
    known: Collection[str],
    expected_version: int | None = None,
) -> Substitution:
    """Change from when, until when, in which processes, or the note; the people stay.

    :param changes: some of starts_at, ends_at, processes and note
    :raises Conflict: it is over, or clashes with another one
    :raises InvalidInput: a beginning that has passed, and as for ``create``
    """
    found = lock(work, substitution_id, expected_version=expected_version)
    if "starts_at" in changes and changes["starts_at"] != found.starts_at:
        _ensure_may_begin(work, found, changes["starts_at"])
    span = Span(
        starts_at=changes.get("starts_at", found.starts_at),
        ends_at=changes.get("ends_at", found.ends_at),
        processes=tuple(changes.get("processes", found.processes)),
    )
    _ensure_fits(work, (found.absent_id, found.substitute_id), span, known, but=found.id)
    before = _told(_span_of(found))
    for name, value in {**_columns(span), "note": changes.get("note", found.note)}.items():
        setattr(found, name, value)
    work.session.flush()
    _record(work, "changed", found, **_told(span), before=before)
    return found


def end(work: Work, substitution_id: int, *, expected_version: int | None = None) -> Substitution:
    """End a substitution now, or call it off before it begins; its record stays.

    :raises Conflict: it is over
    """
    found = lock(work, substitution_id, expected_version=expected_version)
    _end(work, found)
    return found


def end_those_of(work: Work, user_id: int) -> Sequence[Substitution]:
    """End every substitution in which a user takes part, on either side."""
    found = queries.list_present_and_planned(work.session, user_id)
    for one in found:
        _end(work, one)
    return found


def _end(work: Work, found: Substitution) -> None:
    agreed = found.ends_at
    found.ends_at, found.run_at = work.now, None
    found.ended_by_id = work.actor.user_id
    work.session.flush()
    work.session.refresh(found, ["ended_by"])
    _record(work, "ended", found, agreed=agreed.isoformat())


def lock(work: Work, substitution_id: int, *, expected_version: int | None) -> Substitution:
    """Return a substitution that the actor may change, and keep others from it.

    :raises NotFound: there is none that the actor sees
    :raises NotAllowed: it is only theirs to see
    :raises Stale: it is not at ``expected_version``
    :raises Conflict: substitution_ended
    """
    seen = queries.get_visible(work, substitution_id)
    people = queries.lock_people(work.session, (seen.absent_id, seen.substitute_id))
    found = queries.get_visible(work, substitution_id)
    _ensure_may_write(work, people[found.absent_id])
    if expected_version is not None and found.version != expected_version:
        raise Stale(
            f"substitution {found.id} is at version {found.version}, not {expected_version}",
            current=found.version,
        )
    if rules.state_of(found.starts_at, found.ends_at, work.now) is State.ENDED:
        raise Conflict(
            f"substitution {found.id} ended at {found.ends_at.isoformat()}",
            code="substitution_ended",
        )
    return found


def _ensure_may_write(work: Work, absent: User) -> None:
    if rules.leads(work.actor, absent.groups):
        return
    if work.actor.user_id != absent.id:
        raise NotAllowed(f"{work.actor.username} names nobody to stand in for {absent.username}")
    ensure_may(work.actor, "substitution.write")


def _ensure_suits(work: Work, absent: User, substitute: User) -> None:
    """Refuse who cannot stand in, and whom somebody names for themselves from elsewhere."""
    if substitute.id == absent.id:
        raise refused("/substitute", "nobody stands in for themselves")
    for pointer, user in (("/user", absent), ("/substitute", substitute)):
        if not user.active:
            raise refused(pointer, f"{user.username} does not work here any more")
    rules.ensure_able(absent.groups, substitute.groups, named=substitute.username)
    if not rules.leads(work.actor, absent.groups):
        rules.ensure_colleague(absent.groups, substitute.groups, named=substitute.username)


def _ensure_may_begin(work: Work, found: Substitution, starts_at: dt.datetime) -> None:
    if found.starts_at <= work.now:
        raise refused("/starts_at", "it has begun")
    if starts_at < work.now:
        raise refused("/starts_at", "it lies in the past")


def _ensure_fits(
    work: Work,
    pair: tuple[int, int],
    span: Span,
    known: Collection[str],
    *,
    but: int | None = None,
) -> None:
    for at, process_id in enumerate(span.processes):
        if process_id not in known:
            raise refused(f"/processes/{at}", f"there is no process {process_id}", "not_found")
    rules.ensure_span(span, work.now)
    others = queries.list_overlapping(work.session, *pair, span, but=but)
    rules.ensure_no_clash(*pair, span, others)


def _columns(span: Span) -> dict[str, Any]:
    return {
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
        "processes": list(dict.fromkeys(span.processes)),
        "run_at": span.starts_at,
    }


def _span_of(found: Substitution) -> Span:
    return Span(starts_at=found.starts_at, ends_at=found.ends_at, processes=tuple(found.processes))


def _told(span: Span) -> dict[str, Any]:
    return {
        "starts_at": span.starts_at.isoformat(),
        "ends_at": span.ends_at.isoformat(),
        "processes": list(span.processes),
    }


def _record(work: Work, act: str, found: Substitution, **detail: Any) -> None:
    people = {"user": str(found.absent_id), "substitute": str(found.substitute_id)}
    subject = f"substitution:{found.id}"
    record(work, f"substitution.{act}", subject=subject, detail={**people, **detail})

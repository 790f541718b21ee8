"""Keeps lists of tasks under names: each belongs to who saved it, and may be shared with groups."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.audit.operations import record
from app.database import next_key
from app.errors import InvalidInput, NotAllowed, Stale
from app.identity.permissions import may, reach
from app.inbox.lists.criteria import read_condition, refused
from app.inbox.lists.filter_models import SavedFilter, SavedFilterShare
from app.inbox.lists.filter_queries import count_own, get_visible_filter
from app.inbox.lists.listing import View
from app.work import Work

MOST = 50  # of one person: as many as anybody finds again, and as are counted in one call
FIELDS = ("name", "view", "q", "condition", "sort", "position")


@dataclass(frozen=True, kw_only=True)
class NewFilter:
    """A filter to save."""

    name: str
    view: View
    q: str | None
    condition: dict[str, Any] | None
    sort: str
    #: None: the last one
    position: int | None
    #: groups, by code
    shared_with: Sequence[str]


def create_filter(work: Work, new: NewFilter) -> SavedFilter:
    """Save a filter for the actor.

    :raises InvalidInput: the condition is not understood, a group cannot be shared with, or the
        actor has too many
    :raises NotAllowed: the view of all tasks without the permission task.read_all
    """
    if work.actor.user_id is None:
        raise NotAllowed("filters are people's")
    own = count_own(work.session, work.actor)
    if own >= MOST:
        raise InvalidInput(f"one person saves at most {MOST} filters", code="too_many_filters")
    _ensure_usable(work, new.view, new.condition)
    _ensure_shareable(work, new.shared_with)
    made = SavedFilter(
        id=next_key(work.session),
        owner_id=work.actor.user_id,
        name=new.name.strip(),
        view=new.view.value,
        q=new.q,
        condition=new.condition,
        sort=new.sort,
        position=own if new.position is None else new.position,
        created_at=work.now,
        updated_at=work.now,
        version=1,
        shares=[SavedFilterShare(group_code=code) for code in dict.fromkeys(new.shared_with)],
    )
    work.session.add(made)
    work.session.flush()
    _note(work, "filter.saved", made)
    return made


def change_filter(
    work: Work, filter_id: int, changed: Mapping[str, Any], *, expected_version: int | None = None
) -> SavedFilter:
    """Change a filter of one's own.

    :param changed: some of name, view, q, condition, sort, position, shared_with
    :raises NotFound: there is none, or the actor may not see it
    :raises NotAllowed: it is another's
    :raises Stale: it is not at ``expected_version``
    """
    kept = _get_own(work, filter_id, expected_version)
    view = changed.get("view", View(kept.view))
    _ensure_usable(work, view, changed.get("condition", kept.condition))
    if "shared_with" in changed:
        _share(work, kept, changed["shared_with"])
    plain = {**changed, "view": view.value}
    for field in FIELDS:
        setattr(kept, field, plain.get(field, getattr(kept, field)))
    kept.name = kept.name.strip()
    kept.updated_at = work.now
    kept.version += 1
    work.session.flush()
    _note(work, "filter.changed", kept)
    return kept


def delete_filter(work: Work, filter_id: int, *, expected_version: int | None = None) -> None:
    """Throw a filter of one's own away; nobody it was shared with finds it any more.

    :raises NotFound: there is none, or the actor may not see it
    :raises NotAllowed: it is another's
    :raises Stale: it is not at ``expected_version``
    """
    kept = _get_own(work, filter_id, expected_version)
    _note(work, "filter.deleted", kept)
    work.session.delete(kept)
    work.session.flush()


def _get_own(work: Work, filter_id: int, expected: int | None) -> SavedFilter:
    kept = get_visible_filter(work.session, work.actor, filter_id, to_change=True)
    if kept.owner_id != work.actor.user_id:
        raise NotAllowed(f"filter {filter_id} is shared with you: only who saved it changes it")
    if expected is not None and expected != kept.version:
        raise Stale(
            f"filter {filter_id} is at version {kept.version}, not {expected}",
            current=kept.version,
        )
    return kept


def _ensure_usable(work: Work, view: View, condition: object) -> None:
    if view is View.ALL and not may(work.actor, "task.read_all"):
        raise NotAllowed("the view of all tasks needs the permission task.read_all")
    if condition is not None:
        read_condition(condition, pointer="/filter")


def _ensure_shareable(work: Work, groups: Sequence[str], *, known: Container[str] = ()) -> None:
    """Let people share with their own groups, and leads with those whose tasks they oversee."""
    open_to = work.actor.groups | reach(work.actor)
    for number, code in enumerate(groups):
        if code not in open_to and code not in known:
            raise refused(f"/shared_with/{number}", f"you are not of the group {code}")


def _share(work: Work, kept: SavedFilter, groups: Sequence[str]) -> None:
    """Share with these groups and no others; what it is shared with already may stay."""
    before = {share.group_code: share for share in kept.shares}
    _ensure_shareable(work, groups, known=before)
    kept.shares = [
        before.get(code) or SavedFilterShare(group_code=code) for code in dict.fromkeys(groups)
    ]


def _note(work: Work, action: str, saved: SavedFilter) -> None:
    detail = {"view": saved.view, "shared_with": saved.shared_with}
    record(work, action, subject=f"filter:{saved.id}", detail=detail)

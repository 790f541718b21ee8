"""The lists that a reader has: the views, and those saved under a name, each with its count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from app.cases.task_search import count_saved
from app.identity.queries import list_users_by_id
from app.inbox.lists.filter_models import SavedFilter
from app.inbox.lists.listing import Count, View
from app.inbox.lists.reading import count_views
from app.language import label
from app.web.inbox.state import ListState
from app.work import Work

VIEWS: Mapping[View, LazyString] = {
    View.MINE: lazy_gettext("My tasks"),
    View.UNASSIGNED: lazy_gettext("To be taken"),
    View.TEAM: lazy_gettext("Tasks of my groups"),
    View.ALL: lazy_gettext("All tasks"),
}
#: keys that go to a view, after ``g``
KEYS: Mapping[View, str] = {
    View.MINE: "m",
    View.UNASSIGNED: "u",
    View.TEAM: "t",
    View.ALL: "a",
}


@dataclass(frozen=True, kw_only=True)
class ViewLink:
    """A view as it is offered."""

    view: View
    name: str
    count: Count
    key: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class SavedLink:
    """A saved list as it is offered."""

    saved: SavedFilter
    #: None: it is not understood any more
    count: Count | None
    #: who shares it; empty where it is the reader's own
    owner: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Navigation:
    """All lists of a reader."""

    views: Sequence[ViewLink]
    saved: Sequence[SavedLink]

    def count_of(self, state: ListState) -> Count | None:
        """Return how many tasks are in a list, if that is counted here: narrowed no further."""
        plain = not state.is_narrowed and not (state.saved and state.view_asked)
        counts = [one.count for one in self.views if one.current]
        counts += [one.count for one in self.saved if one.current and one.count is not None]
        return next(iter(counts), None) if plain else None


def navigation(work: Work, state: ListState) -> Navigation:
    """Return all lists of the reader, the one that is shown marked."""
    return Navigation(views=_views(work, state), saved=_saved(work, state))


def _views(work: Work, state: ListState) -> list[ViewLink]:
    counts = count_views(work)
    return [
        ViewLink(
            view=view,
            name=str(name),
            count=counts[view],
            key=KEYS[view],
            current=state.saved is None and state.view is view,
        )
        for view, name in VIEWS.items()
        if view in counts
    ]


def _saved(work: Work, state: ListState) -> list[SavedLink]:
    found = count_saved(work)
    others = {one.saved.owner_id for one in found} - {work.actor.user_id}
    people = list_users_by_id(work.session, others)
    names = {key: label(user.name, user.name_en) for key, user in people.items()}
    return [
        SavedLink(
            saved=one.saved,
            count=one.count,
            owner=names.get(one.saved.owner_id, ""),
            current=state.saved is not None and state.saved.id == one.saved.id,
        )
        for one in found
    ]

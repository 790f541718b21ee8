"""The state of the list, as it stands in the query of every page that shows the list.

A value that is not understood is named to the reader, never left out in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from flask_babel import LazyString, lazy_gettext

from app.cases.task_search import narrow, narrow_by_saved
from app.errors import InvalidInput, NotFound
from app.inbox.lists.criteria import read_condition
from app.inbox.lists.filter_models import SavedFilter
from app.inbox.lists.filter_queries import get_visible_filter
from app.inbox.lists.listing import USUAL_SORT, Sort, TaskFilter, View
from app.web.entries import read_key
from app.web.inbox.choices import CHOICES, is_offered, plain_condition
from app.work import Work

LONGEST_Q = 100  # characters, as in searches by the API
#: What a query says of the list; other names are none of its.
NAMES = ("view", "saved", "q", "sort", *CHOICES, "after")
NAMED: Mapping[str, LazyString] = {
    "view": lazy_gettext("List"),
    "saved": lazy_gettext("Saved list"),
    "q": lazy_gettext("Search"),
    "sort": lazy_gettext("Order"),
    **{name: choice.label for name, choice in CHOICES.items()},
}


@dataclass(frozen=True, kw_only=True)
class ListState:
    """Which list is shown and what it is narrowed to, as far as it was understood."""

    view: View
    #: as it was asked for; a saved list has its own
    view_asked: bool
    saved: SavedFilter | None
    q: str
    #: as it is written, e.g. ``-priority,due_at``
    sort: str
    #: what was chosen among the filters, by name
    chosen: Mapping[str, str]
    narrowed: TaskFilter
    #: names and texts that were not understood
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> Sort:
        """The order of the list."""
        return Sort.parse(self.sort)

    @property
    def is_narrowed(self) -> bool:
        """Whether something was chosen beside the list itself."""
        return bool(self.q or self.chosen)

    @property
    def args(self) -> dict[str, Any]:
        """The query that says it all, but not which page of it."""
        usual = self.saved.sort if self.saved else USUAL_SORT
        said = {
            "view": self.view.value if self.view_asked else "",
            "saved": str(self.saved.id) if self.saved else "",
            "q": self.q,
            "sort": "" if self.sort == usual else self.sort,
            **self.chosen,
        }
        return {name: text for name, text in said.items() if text}

    @property
    def bare(self) -> dict[str, Any]:
        """The query of the list itself, narrowed to nothing."""
        return self.without("q", *CHOICES)

    def without(self, *names: str) -> dict[str, Any]:
        """Return the query less some of its filters."""
        return {name: text for name, text in self.args.items() if name not in names}


def list_args() -> dict[str, Any]:
    """Return what this request says of the list, for links that keep it."""
    found = ((name, request.args.get(name, "")) for name in NAMES)
    return {name: text for name, text in found if text}


def read_state(work: Work, asked: Mapping[str, str]) -> ListState:
    """Read a query.

    :param asked: as ``list_args`` gives it; other names are passed over
    """
    refused: list[tuple[str, str]] = []
    saved = _saved(work, asked.get("saved", ""), refused)
    view = _view(asked.get("view", ""), refused)
    usual = saved.sort if saved else USUAL_SORT
    chosen = {}
    for name in CHOICES:
        text = asked.get(name, "")
        if text and is_offered(work, name, text):
            chosen[name] = text
        elif text:
            refused.append((name, text))
    state = ListState(
        view=view or (View(saved.view) if saved else View.MINE),
        view_asked=view is not None,
        saved=saved,
        q=_words(asked.get("q", ""), refused),
        sort=_sort(asked.get("sort", ""), refused) or usual,
        chosen=chosen,
        narrowed=TaskFilter(),
        refused=tuple(refused),
    )
    return _narrowed(work, state)


def _narrowed(work: Work, state: ListState) -> ListState:
    narrowed = TaskFilter(q=state.q or None)
    condition = plain_condition(state.chosen)
    if condition is not None:
        narrowed = narrow(work, narrowed, read_condition(condition))
    if state.saved is None:
        return replace(state, narrowed=narrowed)
    try:
        return replace(state, narrowed=narrow_by_saved(work, state.saved, narrowed))
    except InvalidInput:
        refused = (*state.refused, ("saved", state.saved.name))
        return replace(state, narrowed=narrowed, refused=refused)


def _saved(work: Work, text: str, refused: list[tuple[str, str]]) -> SavedFilter | None:
    """Return a saved list; one that its owner has thrown away meanwhile is told like a misprint."""
    if not text:
        return None
    key = read_key(text)
    try:
        if key is not None:
            return get_visible_filter(work.session, work.actor, key)
    except NotFound:
        pass
    refused.append(("saved", text))
    return None


def _view(text: str, refused: list[tuple[str, str]]) -> View | None:
    known = {view.value: view for view in View}
    if text and text not in known:
        refused.append(("view", text))
    return known.get(text)


def _words(text: str, refused: list[tuple[str, str]]) -> str:
    words = text.strip()
    if len(words) <= LONGEST_Q and words.isprintable():
        return words
    refused.append(("q", words[:LONGEST_Q]))
    return ""


def _sort(text: str, refused: list[tuple[str, str]]) -> str:
    try:
        Sort.parse(text)
    except InvalidInput:
        refused.append(("sort", text))
        return ""
    return text

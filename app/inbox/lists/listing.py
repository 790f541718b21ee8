"""What a list of tasks may be asked for: view, filter, order, page."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa

from app.errors import FieldError, InvalidInput
from app.keyset import Cursor

PAGE = 50  # rows, where the caller names no number


class View(Enum):
    """Which tasks a list shows."""

    MINE = "mine"  #: assigned to me, or to whom I stand in for
    UNASSIGNED = "unassigned"  #: offered to me and nobody's
    TEAM = "team"  #: offered to me, whoever has it
    ALL = "all"  #: of every group that I oversee


class FollowUp(Enum):
    """Whether a list shows what is put off."""

    DUE = "due"  #: not put off, or the instant has come: what the usual lists show
    LATER = "later"  #: put off until an instant that is still to come
    ANY = "any"


@dataclass(frozen=True, kw_only=True)
class TaskFilter:
    """What a list is narrowed to; a field that is None narrows nothing."""

    business_key: str | None = None
    case_id: int | None = None
    #: BPMN id of the user task
    task_definition: str | None = None
    #: the process whose diagram holds it
    process: str | None = None
    group: str | None = None
    assignee_id: int | None = None
    #: who handed it over, and gets it back
    owner_id: int | None = None
    #: only what nobody has
    free: bool = False
    #: by default what is put off is left out, but for the view of all tasks
    follow_up: FollowUp | None = None
    due_before: dt.datetime | None = None
    due_after: dt.datetime | None = None
    #: part of the business key, the name or the subject
    q: str | None = None
    #: of few cases, which are then read first
    case_ids: tuple[int, ...] | None = None
    #: few tasks, which are then read first
    task_ids: tuple[int, ...] | None = None
    #: what else holds of ``InboxTask``, put together by who knows the tables of cases, too
    where: sa.ColumnElement[bool] | None = None


@dataclass(frozen=True)
class Count:
    """How many; ``capped`` when there are more than were counted."""

    total: int
    capped: bool


#: What a list may be sorted by: the column, and whether it runs the other way round.
_SORTS: dict[str, tuple[str, bool]] = {
    "priority": ("rank", True),
    "due_at": ("due_order", False),
    "created_at": ("id", False),  # keys rise with time
}


@dataclass(frozen=True)
class Sort:
    """The order of a list: columns and whether each runs downwards; the id decides at last."""

    columns: tuple[tuple[str, bool], ...]

    @classmethod
    def parse(cls, text: str) -> "Sort":
        """Read e.g. ``-priority,due_at``.

        :raises InvalidInput: a name that lists are not sorted by
        """
        columns: dict[str, bool] = {}
        for part in filter(None, (one.strip() for one in text.split(","))):
            name = part.removeprefix("-")
            if name not in _SORTS:
                raise _unsortable(name)
            column, reversed_ = _SORTS[name]
            columns.setdefault(column, part.startswith("-") != reversed_)
        columns.setdefault("id", next(reversed(columns.values()), False))
        return cls(tuple(columns.items()))

    def turned(self) -> "Sort":
        """Return the same order read from its end."""
        return Sort(tuple((column, not down) for column, down in self.columns))


def _unsortable(name: str) -> InvalidInput:
    detail = f"tasks are sorted by {', '.join(_SORTS)}, not by {name}"
    return InvalidInput(
        detail, errors=[FieldError(pointer="/sort", code="invalid_field", detail=detail)]
    )


USUAL_SORT = "-priority,due_at"
USUAL = Sort.parse(USUAL_SORT)


@dataclass(frozen=True, kw_only=True)
class Window:
    """Which page of a list."""

    sort: Sort = USUAL
    after: Cursor | None = None
    limit: int = PAGE

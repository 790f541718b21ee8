"""The filters that the page offers, each as the condition that the API takes for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, lazy_gettext

from app.cases.queries import list_process_ids
from app.cases.task_kinds import find_task_kind
from app.identity.queries import find_user, list_groups
from app.inbox.lists.criteria_values import ME
from app.web.entries import read_key
from app.work import Work

Plain = dict[str, Any]  # a condition as JSON
HIGH = 70  # points from which a priority is shown as high: an hour like any other has 50
NOBODY = "none"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One filter: what it is called, and what may be chosen."""

    label: LazyString
    #: values with fixed meanings, and their words
    options: Mapping[str, LazyString]
    condition: Callable[[str], Plain]
    #: says whether another value is one, too
    knows: Callable[[Work, str], bool] | None = None


def _test(field: str, operator: str, value: object) -> Plain:
    return {"field": field, "op": operator, "value": value}


def _equals(field: str) -> Callable[[str], Plain]:
    return lambda text: _test(field, "eq", text)


def _due(text: str) -> Plain:
    if text == "overdue":
        return _test("overdue", "eq", True)
    if text == NOBODY:
        return _test("due_at", "exists", False)
    # a limit of days ends at 24:00, which is the next day's 0:00
    last = {"today": "today+P1D", "week": "today+P7D"}[text]
    return {"all": [_test("due_at", "gte", "now"), _test("due_at", "lte", last)]}


def _holder(text: str) -> Plain:
    if text == NOBODY:
        return _test("assignee", "exists", False)
    return _test("assignee", "eq", text)


def _follow_up(text: str) -> Plain:
    if text == "later":
        return _test("follow_up_at", "gt", "now")
    return {"any": [_test("follow_up_at", "exists", True), _test("follow_up_at", "exists", False)]}


def _priority(text: str) -> Plain:
    return _test("priority", "gte", {"high": HIGH}[text])


def _is_person(work: Work, text: str) -> bool:
    key = read_key(text)
    return key is not None and find_user(work.session, key) is not None


def _is_group(work: Work, text: str) -> bool:
    return text in {group.code for group in list_groups(work.session)}


CHOICES: Mapping[str, Choice] = {
    "due": Choice(
        label=lazy_gettext("Due"),
        options={
            "overdue": lazy_gettext("Overdue"),
            "today": lazy_gettext("Due today"),
            "week": lazy_gettext("Due within 7 days"),
            NOBODY: lazy_gettext("No time limit"),
        },
        condition=_due,
    ),
    "process": Choice(
        label=lazy_gettext("Process"),
        options={},
        condition=_equals("process"),
        knows=lambda work, text: text in list_process_ids(work.session),
    ),
    "task_definition": Choice(
        label=lazy_gettext("Kind of task"),
        options={},
        condition=_equals("task_definition"),
        knows=lambda work, text: find_task_kind(work.session, text) is not None,
    ),
    "group": Choice(
        label=lazy_gettext("Group"), options={}, condition=_equals("group"), knows=_is_group
    ),
    "holder": Choice(
        label=lazy_gettext("Holder"),
        options={ME: lazy_gettext("me"), NOBODY: lazy_gettext("nobody yet")},
        condition=_holder,
        knows=_is_person,
    ),
    "priority": Choice(
        label=lazy_gettext("Priority"),
        options={"high": lazy_gettext("High only")},
        condition=_priority,
    ),
    "read": Choice(
        label=lazy_gettext("Read"),
        options={"no": lazy_gettext("Only unread")},
        condition=lambda text: _test("read", "eq", False),
    ),
    "follow_up": Choice(
        label=lazy_gettext("Put off"),
        options={
            "later": lazy_gettext("Only what is put off"),
            "any": lazy_gettext("Also what is put off"),
        },
        condition=_follow_up,
    ),
}


def is_offered(work: Work, name: str, text: str) -> bool:
    """Say whether a filter has a value."""
    choice = CHOICES[name]
    return text in choice.options or (choice.knows is not None and choice.knows(work, text))


def plain_condition(chosen: Mapping[str, str]) -> Plain | None:
    """Return what was chosen as one condition, as it is saved and as the API takes it."""
    parts: Sequence[Plain] = [CHOICES[name].condition(text) for name, text in chosen.items()]
    return {"all": list(parts)} if parts else None

"""A list is read piece by piece up to a bound, and what was not read yet is read by going on."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.inbox.lists import walking
from app.inbox.lists.listing import Sort, TaskFilter, View, Window
from app.inbox.lists.reading import list_tasks
from app.inbox.models import InboxTask
from app.keyset import Slice
from tests.inbox.conftest import Office

FITTING = TaskFilter(task_definition="assess_loss")
SORTS = ("-priority,due_at", "due_at", "-created_at", "-priority,-due_at")
VIEWS = (View.TEAM, View.UNASSIGNED, View.ALL)


@pytest.fixture
def pile(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Forty tasks of two groups of mine, four of which fit; twelve are looked at at once."""
    monkeypatch.setattr(walking, "LOOKED_AT", 12)
    monkeypatch.setattr(walking, "COUNTED_AT", 2)
    monkeypatch.setattr(walking, "LEAST", 1)
    office.joins("u_dual", "auditor")
    for number in range(40):
        due_at = office.work.now + dt.timedelta(hours=number * 7 % 11)
        office.opens(
            "assess_loss" if number in (8, 9, 27, 39) else "noise",
            *(("assessor", "approver_l1")[number % 2 :]),
            priority=50 + number % 3,
            due_at=due_at,
        )
    return office


def page(office: Office, view: View, window: Window) -> Slice[InboxTask]:
    return list_tasks(office.work_of("u_dual"), view, FITTING, window)


def onward(office: Office, view: View, window: Window) -> Iterator[Slice[InboxTask]]:
    """Read page after page to the end."""
    yield (found := page(office, view, window))
    if found.next is not None:
        yield from onward(office, view, replace(window, after=found.next))


def back(office: Office, view: View, window: Window) -> Iterator[Slice[InboxTask]]:
    """Read page before page to the beginning; beyond it there is the first page once more."""
    yield (found := page(office, view, window))
    if found.prev is not None:
        yield from back(office, view, replace(window, after=found.prev))


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("view", VIEWS)
def test_going_on_finds_everything_that_fits_once(
    pile: Office, monkeypatch: pytest.MonkeyPatch, view: View, sort: str
) -> None:
    order = Sort.parse(sort)
    pages = list(onward(pile, view, Window(sort=order, limit=3)))

    monkeypatch.setattr(walking, "LOOKED_AT", 1000)
    whole = page(pile, view, Window(sort=order))

    assert [task.id for one in pages for task in one.rows] == [task.id for task in whole.rows]
    assert (len(whole.rows), whole.next) == (4, None)
    assert len(pages) > 2


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("view", VIEWS)
def test_the_way_back_finds_the_same(pile: Office, view: View, sort: str) -> None:
    first = Window(sort=Sort.parse(sort), limit=3)
    there = [one for one in onward(pile, view, first) if one.rows]

    pages = list(back(pile, view, replace(first, after=there[-1].prev)))

    here = dict.fromkeys(task.id for one in reversed([there[-1], *pages]) for task in one.rows)
    assert list(here) == [task.id for one in there for task in one.rows]


def test_a_page_on_which_nothing_fits_says_where_to_go_on(pile: Office) -> None:
    first = page(pile, View.TEAM, Window(sort=Sort.parse("created_at"), limit=3))

    second = page(pile, View.TEAM, Window(sort=Sort.parse("created_at"), limit=3, after=first.next))

    assert second.next is not None
    assert second.prev is not None


@pytest.mark.parametrize("view", VIEWS)
def test_the_first_page_tells_how_many_were_seen_on_the_way(
    pile: Office, monkeypatch: pytest.MonkeyPatch, view: View
) -> None:
    first = page(pile, view, Window(sort=Sort.parse("-created_at"), limit=1))
    monkeypatch.setattr(walking, "LOOKED_AT", 1000)
    monkeypatch.setattr(walking, "COUNTED_AT", 1000)
    whole = page(pile, view, Window(limit=1))

    assert (len(first.rows), first.total_capped) == (1, True)
    assert (len(whole.rows), whole.total, whole.total_capped) == (1, 4, False)

"""Walking a long list page by page, forth and back, with nulls last."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import keyset
from app.audit.models import AuditRow
from app.audit.operations import record
from app.keyset import Cursor, Order, Slice
from tests.working import work_of

UP = (Order(AuditRow.subject), Order(AuditRow.id))
DOWN = (Order(AuditRow.subject, descending=True), Order(AuditRow.id))


@pytest.fixture
def rows(session: Session) -> Session:
    """Nine rows: b, none, a, b, none, a, b, none, a."""
    work = work_of(session)
    [record(work, "x", subject=one, detail={}) for one in ["b", None, "a"] * 3]
    session.flush()
    return session


def page(session: Session, order: tuple[Order, ...], after: Cursor | None) -> Slice[AuditRow]:
    passed = None if after is None else keyset.from_plain(keyset.to_plain(after))
    return keyset.slice_of(session, sa.select(AuditRow), order, passed, limit=2)


def forth(session: Session, order: tuple[Order, ...]) -> Iterator[Slice[AuditRow]]:
    found = page(session, order, None)
    yield found
    while found.next:
        found = page(session, order, found.next)
        yield found


def subjects(pages: list[Slice[AuditRow]]) -> list[str | None]:
    return [row.subject for one in pages for row in one.rows]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (UP, ["a"] * 3 + ["b"] * 3 + [None] * 3),
        (DOWN, ["b"] * 3 + ["a"] * 3 + [None] * 3),
    ],
)
def test_each_row_comes_once_with_nulls_last(
    rows: Session, order: tuple[Order, ...], expected: list[str | None]
) -> None:
    pages = list(forth(rows, order))

    assert subjects(pages) == expected
    assert len({row.id for one in pages for row in one.rows}) == 9


@pytest.mark.parametrize("order", [UP, DOWN])
def test_the_way_back_shows_the_same_pages(rows: Session, order: tuple[Order, ...]) -> None:
    pages = list(forth(rows, order))

    back = [page(rows, order, one.prev) for one in pages[1:]]

    shown = [[row.id for row in one.rows] for one in back]
    assert shown == [[row.id for row in one.rows] for one in pages[:-1]]
    assert back[0].prev is None
    assert pages[0].prev is None
    assert all(one.next for one in back)


def test_counting_stops_at_the_cap(rows: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keyset.count_up_to_cap(rows, sa.select(AuditRow)) == (9, False)

    monkeypatch.setattr(keyset, "TOTAL_CAP", 5)

    assert keyset.count_up_to_cap(rows, sa.select(AuditRow)) == (5, True)


@pytest.mark.parametrize("plain", [None, [], ["x"], {}, [1, 2]])
def test_what_is_no_cursor_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match="not a cursor"):
        keyset.from_plain(plain)

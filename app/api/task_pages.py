"""Pages of tasks: what a query string or a body asks for, as the inbox understands it."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from flask import Response, request

from app.api.paging import Page, page_of
from app.api.refusals import Malformed
from app.api.task_rows import task_rows
from app.cases.task_search import narrow, narrow_by_saved
from app.database import from_json
from app.errors import FieldError, InvalidInput
from app.inbox import queries
from app.inbox.lists import exporting
from app.inbox.lists.criteria import (
    FIELDS,
    MOST_TESTS,
    VARIABLE,
    Condition,
    Test,
    kind_of,
    read_condition,
    read_test,
)
from app.inbox.lists.criteria_values import ME, Kind
from app.inbox.lists.exporting import Asked
from app.inbox.lists.filter_models import SavedFilter
from app.inbox.lists.filter_queries import get_visible_filter
from app.inbox.lists.listing import USUAL_SORT, TaskFilter, View
from app.inbox.lists.reading import total_of
from app.keyset import Slice
from app.language import reader_language
from app.sheets import headers, write
from app.transaction import reading, transaction
from app.work import Work

_FILTER = re.compile(r"filter\[(?P<field>[^\[\]]+)\](\[(?P<operator>\w+)\])?")
_TEXTS = (Kind.WORD, Kind.TEXT, Kind.WORDS, Kind.KEY, Kind.PERSON, Kind.INSTANT)


def page_of_tasks(asked: dict[str, Any], *conditions: Condition) -> Page:
    """Answer a page of a view, narrowed by what was asked for.

    :param asked: view, saved, sort, after, limit, count; the rest are fields of TaskFilter
    """
    work = reading()
    after, limit, count = (asked.pop(name) for name in ("after", "limit", "count"))
    of = list_meant(work, asked, *conditions)
    window = queries.Window(sort=of.sort, after=after, limit=limit)
    found = queries.list_tasks(work, of.view, of.narrowed, window)
    rows = Slice(rows=task_rows(work, found.rows), next=found.next, prev=found.prev)
    if not count:
        return page_of(rows)
    counted = total_of(work, of.view, of.narrowed, found)
    return page_of(rows, total=counted.total, capped=counted.capped)


def file_of_tasks(asked: dict[str, Any], kind: str, *conditions: Condition) -> Response:
    """Answer all pages of a list as one file, and note who took it.

    :param kind: csv or xlsx
    """
    work = reading()
    for of_a_page in ("after", "limit", "count"):
        asked.pop(of_a_page)
    of = list_meant(work, asked, *conditions)
    rows = list(exporting.list_rows(work, of))
    with transaction() as noting:
        exporting.note_export(noting, of, file_format=kind, rows=len(rows))
    return Response(write(kind, of.head, rows), headers=headers(kind, "tasks"))


def list_meant(work: Work, asked: dict[str, Any], *conditions: Condition) -> Asked:
    """Return the list that is meant: a saved one gives what is not asked for otherwise.

    :param asked: view, saved, sort; the rest are fields of TaskFilter
    """
    saved_id, view, sort = (asked.pop(name, None) for name in ("saved", "view", "sort"))
    holder, owner = (_user_id(work, asked.pop(name, None)) for name in ("assignee", "owner"))
    narrowed = TaskFilter(**asked, assignee_id=holder, owner_id=owner)
    saved = None
    if saved_id is not None:
        saved = get_visible_filter(work.session, work.actor, saved_id)
        narrowed = narrow_by_saved(work, saved, narrowed)
    return Asked(
        view=_view_of(view, saved),
        narrowed=narrow(work, narrowed, *conditions),
        sort=queries.Sort.parse(sort or (saved.sort if saved else USUAL_SORT)),
        language=reader_language(),
    )


def conditions_of(body: dict[str, Any], root: str = "") -> list[Condition]:
    """Take the filter out of a body that means tasks.

    :param root: where the body lies in what was sent, as a JSON pointer
    """
    condition = body.pop("filter")
    return [] if condition is None else [read_condition(condition, pointer=f"{root}/filter")]


def _user_id(work: Work, named: int | str | None) -> int | None:
    return work.actor.user_id if named == ME else named  # type: ignore[return-value]  # else an id


def _view_of(asked: View | None, saved: SavedFilter | None) -> View:
    if asked is not None:
        return asked
    return View(saved.view) if saved is not None else View.MINE


def tests_of_query(declared: Mapping[str, Any]) -> Iterator[Test]:
    """Read ``filter[priority][gte]=70`` and ``filter[data.amount]=3800``.

    :param declared: fields that the schema reads by itself
    :raises Malformed: there is no such field, or it is not compared so
    """
    named = {field.data_key for field in declared.values()}
    asked = [
        (name, text)
        for name, text in request.args.items(multi=True)
        if name.startswith("filter[") and name not in named
    ]
    if len(asked) > MOST_TESTS:
        raise Malformed(f"a list is narrowed by at most {MOST_TESTS} further fields")
    for name, text in asked:
        yield _test(name, text, named)


def _test(name: str, text: str, declared: set[str | None]) -> Test:
    found = _FILTER.fullmatch(name)
    kind = kind_of(found["field"]) if found else None
    if found is None or kind is None:
        raise _unknown(name, declared)
    operator = found["operator"] or "eq"
    try:
        return read_test(found["field"], operator, _value(kind, operator, text))
    except InvalidInput as error:
        wrong = FieldError(pointer=f"/{name}", code="invalid_field", detail=error.detail)
        raise Malformed(error.detail, errors=[wrong], code="invalid_parameter") from error


def _value(kind: Kind, operator: str, text: str) -> object:
    """Read a value as its kind is written; of a list there are commas between."""
    if operator == "exists":
        return _json(text)
    if operator == "in":
        return [_value(kind, "eq", one) for one in text.split(",")]
    return text if kind in _TEXTS else _json(text)


def _json(text: str) -> object:
    """Return a JSON number, true or false; anything else is text."""
    try:
        value: object = from_json(text)
    except ValueError:
        return text
    return text if isinstance(value, dict | list) or value is None else value


def _unknown(name: str, declared: set[str | None]) -> Malformed:
    known = [one for one in declared if one] + [f"filter[{field}]" for field in FIELDS]
    close = get_close_matches(name, [*known, f"filter[{VARIABLE}…]"], n=1)
    meant = f"; did you mean {close[0]}?" if close else ""
    detail = f"unknown parameter {name}{meant}"
    wrong = FieldError(pointer=f"/{name}", code="unknown_parameter", detail=detail)
    return Malformed(detail, errors=[wrong], code="unknown_parameter")

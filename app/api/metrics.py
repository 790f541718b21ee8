"""Metrics: the catalogue, their numbers, the cases behind them, and all that as files."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint, answers_as
from app.api.schemas import cursors
from app.api.schemas.metrics import (
    CasesBehindAnswer,
    CasesQuery,
    CatalogueAnswer,
    ReportAnswer,
    ReportQuery,
)
from app.identity.permissions import ensure_may
from app.identity.queries import list_users_by_id
from app.insurance.reports import questions
from app.insurance.reports.behind import Behind, list_behind, tell_overdue, tell_people
from app.insurance.reports.catalogue import METRICS
from app.insurance.reports.counting import count, count_by
from app.insurance.reports.reading import Reader
from app.insurance.reports.shapes import Measure, Metric, Number
from app.sheets import headers, write
from app.transaction import reading
from app.work import Work

PERMISSION = "report.read"
EXPORTED = 50_000  # rows of a file; a spreadsheet of more is of no use to people
PAGE = 200  # rows read at a time for a file
CASE_HEAD = ("number", "at", "org", "line", "channel", "person", "split", "band")
OVERDUE_HEAD = ("stage", "overdue_hours", "level", "handler", "measure")
NUMBER_HEAD = (
    "metric",
    "from",
    "to",
    "split",
    "measure",
    "unit",
    "numerator",
    "denominator",
    "value",
)

blueprint = Blueprint("reports", __name__, description="Metrics")


@blueprint.route("/reports")
@blueprint.response(200, CatalogueAnswer)
def list_metrics() -> Any:
    """List every metric"""
    ensure_may(current_actor(), PERMISSION)
    return {"items": [_metric(metric) for metric in METRICS.values()]}


@blueprint.route("/reports/<metric>")
@blueprint.arguments(ReportQuery, location="query")
@blueprint.response(200, ReportAnswer)
@answers_as("csv", "xlsx")
def show_metric(query: dict[str, Any], metric: str) -> Any:
    """Count a metric"""
    ensure_may(current_actor(), PERMISSION)
    work, found = reading(), questions.get_metric(metric)
    questions.ensure_told(found, query)
    reader = questions.reader_of(work, query)
    report = _report(work, reader, found, query["by"])
    if query["format"] == "json":
        return report
    return _file(query["format"], f"{found.code}", NUMBER_HEAD, _number_rows(report))


@blueprint.route("/reports/<metric>/cases")
@blueprint.arguments(CasesQuery, location="query")
@blueprint.response(200, CasesBehindAnswer)
@answers_as("csv", "xlsx")
def list_cases(query: dict[str, Any], metric: str) -> Any:
    """List the cases behind a number"""
    ensure_may(current_actor(), PERMISSION)
    work, found = reading(), questions.get_metric(metric)
    questions.ensure_told(found, query)
    reader = questions.reader_of(work, query)
    if query["format"] == "json":
        page = _cases(work, reader, found, query)
        following = None if page.next is None else cursors.encode(page.next)
        return {"items": page.rows, "page": {"next": following, "prev": None}}
    head = CASE_HEAD + (OVERDUE_HEAD if found.kind == "overdue" else ())
    rows = itertools.islice(_all_cases(work, reader, found, query), EXPORTED)
    listed = ([row[name] for name in head] for row in rows)
    return _file(query["format"], f"{found.code}-cases", head, listed)


def _metric(metric: Metric) -> dict[str, Any]:
    names = ("code", "name", "name_en", "formula", "formula_en", "target", "at_most", "kind")
    told = {name: getattr(metric, name) for name in (*names, "ways", "filters")}
    measures = [_measure(one) for one in metric.measures]
    return {**told, "unit": metric.measures[0].unit, "measures": measures}


def _measure(measure: Measure) -> dict[str, Any]:
    return {name: getattr(measure, name) for name in ("code", "name", "name_en", "unit")}


def _number(number: Number) -> dict[str, Any]:
    counted = ("numerator", "denominator", "value")
    return {**_measure(number.measure), **{name: getattr(number, name) for name in counted}}


def _report(work: Work, reader: Reader, metric: Metric, by: str | None) -> dict[str, Any]:
    if by is not None and by not in metric.ways:
        raise questions.refusal("by", f"{by} is not one of {', '.join(metric.ways)}")
    numbers = [_number(one) for one in count(reader, metric)]
    parts = count_by(reader, metric, by) if by else {}
    labels = _labels(work, list(parts)) if by == "person" else {}
    window = reader.window
    return {
        "metric": _metric(metric),
        "from_on": window.from_on,
        "to_on": window.to_on,
        "as_of": window.as_of,
        **{name: numbers[0][name] for name in ("numerator", "denominator", "value")},
        "measures": numbers,
        "by": by,
        "splits": [
            {"key": key, "label": labels.get(key, key), "measures": [_number(one) for one in some]}
            for key, some in parts.items()
        ],
    }


def _labels(work: Work, ids: Sequence[str]) -> dict[str, str]:
    people = list_users_by_id(work.session, {int(key) for key in ids if key})
    return {str(key): user.username for key, user in people.items()}


def _number_rows(report: dict[str, Any]) -> Iterator[list[Any]]:
    parts = [{"label": "", "measures": report["measures"]}, *report["splits"]]
    for part in parts:
        for one in part["measures"]:
            counted = [one["numerator"], one["denominator"], one["value"]]
            period = [report["metric"]["code"], report["from_on"], report["to_on"]]
            yield [*period, part["label"], one["code"], one["unit"], *counted]


def _cases(work: Work, reader: Reader, metric: Metric, query: dict[str, Any]) -> Behind:
    only = {} if query["split"] is None else {"split": query["split"]}
    page = list_behind(
        reader,
        metric,
        part=query["part"],
        measure=query["measure"],
        only=only,
        after=query["after"],
        limit=query["limit"],
    )
    tell_people(work, page.rows)
    if metric.kind == "overdue":
        tell_overdue(work, page.rows, min(work.now, reader.window.end))
    return page


def _all_cases(
    work: Work, reader: Reader, metric: Metric, query: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    asked = {**query, "limit": PAGE, "after": None}
    while True:
        page = _cases(work, reader, metric, asked)
        yield from page.rows
        if page.next is None:
            return
        asked["after"] = page.next


def _file(kind: str, name: str, head: Sequence[str], rows: Any) -> Response:
    return Response(write(kind, head, rows), headers=headers(kind, name))

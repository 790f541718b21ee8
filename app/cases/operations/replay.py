"""Replays decisions that cases have taken with another version of their table."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa

from app.cases.models import CaseDecision
from app.database import table_of
from app.decisions import replay as replays
from app.decisions.compiled import load_together
from app.decisions.dmn.model import Decision
from app.decisions.queries import find_compiled
from app.decisions.replay import Replay, Taken
from app.errors import InvalidInput, NotFound
from app.work import Work

PAGE = 5_000  # rows; some 5 MB
_decision = table_of(CaseDecision)


@dataclass(frozen=True, kw_only=True)
class Span:
    """Which decisions are replayed: those taken from ``since`` on and before ``until``."""

    since: dt.datetime
    until: dt.datetime | None = None
    limit: int | None = None  #: the earliest so many


def replay_files(
    work: Work, files: Mapping[str, bytes], *, span: Span, key: str | None = None
) -> list[Replay]:
    """Replay with files that need not be deployed: every decision they hold, or one.

    :param files: DMN files by name; they may import one another
    :raises DecisionErrors: a file is faulty
    :raises NotFound: no file holds the decision
    """
    models = load_together(files)
    found = [d for model in models for d in model.decisions.values() if key in (None, d.id)]
    if not found:
        raise NotFound(f"no decision {key!r} in {', '.join(files)}")
    repeated = [d.id for d in found if [other.id for other in found].count(d.id) > 1]
    if repeated:
        raise InvalidInput(f"decision {repeated[0]!r} stands in several files")
    return [_replay(work, decision, span) for decision in found]


def replay_version(work: Work, key: str, version: int | None, *, span: Span) -> Replay:
    """Replay with a deployed version, by default the one in force.

    :raises NotFound: there is no such version
    """
    decision, _ = find_compiled(work.session, key, at=work.now, version=version)
    return _replay(work, decision, span)


def _replay(work: Work, decision: Decision, span: Span) -> Replay:
    if span.until is not None and span.until <= span.since:
        raise InvalidInput("the replay ends before it begins")
    taken = _taken(work, decision.id, span)
    report = replays.replay(decision, taken if span.limit is None else islice(taken, span.limit))
    report.complete = span.limit is None or next(taken, None) is None
    return report


def _taken(work: Work, key: str, span: Span) -> Iterator[Taken]:
    """Yield the decisions of a span, the earliest first, page by page."""
    columns = (
        _decision.c.id,
        _decision.c.case_id,
        _decision.c.decided_at,
        _decision.c.version,
        _decision.c.inputs,
        _decision.c.value,
        _decision.c.matched,
    )
    query = sa.select(*columns).where(_decision.c.decision == key)
    if span.until is not None:
        query = query.where(_decision.c.decided_at < span.until)
    query = query.order_by(_decision.c.decided_at, _decision.c.id).limit(PAGE)
    connection = work.session.connection()
    from_here: sa.ColumnElement[bool] = _decision.c.decided_at >= span.since
    while rows := connection.execute(query.where(from_here)).all():
        yield from (_as_taken(key, row) for row in rows)
        at, row_id = rows[-1].decided_at, rows[-1].id
        later = sa.and_(_decision.c.decided_at == at, _decision.c.id > row_id)
        from_here = sa.and_(
            _decision.c.decided_at >= at, sa.or_(_decision.c.decided_at > at, later)
        )


def _as_taken(key: str, row: Any) -> Taken:
    matched = [(rule["decision"], rule["index"]) for rule in row.matched]
    return Taken(
        case_id=row.case_id,
        at=row.decided_at,
        version=row.version,
        inputs=row.inputs,
        value=row.value,
        rules=replays.rules_of(key, matched),
    )

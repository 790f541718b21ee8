"""The history of cases as an event log, XES of IEEE 1849; no name of a person is in it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.models import Case, ElementInstance
from app.database import table_of
from app.inbox.models import InboxTask
from app.insurance.reports.series.sources import no_drill

PAGE = 100  # cases read at a time
#: only what is worked at; flows, gateways and events of the diagram say nothing of work
KINDS = ("userTask", "serviceTask", "businessRuleTask", "sendTask", "receiveTask", "callActivity")
EXTENSIONS = (
    ("Concept", "concept"),
    ("Lifecycle", "lifecycle"),
    ("Time", "time"),
    ("Organizational", "org"),
)
#: the standard lifecycle's word for how an element ended
ENDS = {"completed": "complete", "terminated": "ate_abort"}
#: what XML 1.0 cannot hold, not even escaped
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMESPACE = "http://www.xes-standard.org/"
_case, _element, _task = table_of(Case), table_of(ElementInstance), table_of(InboxTask)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which cases the log holds: those that started in [since, until), of one process or of all."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None
    process: str | None = None


def write_log(session: Session, asked: Asked) -> Iterator[str]:
    """Yield the log, a page of cases at a time."""
    yield _head()
    after = 0
    while cases := _cases(session, asked, after):
        after = cases[-1].id
        yield _traces(session, cases)
    yield "</log>\n"


def _head() -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<log xes.version="1849.2016" xes.features="" xmlns="{NAMESPACE}">',
        *(
            f'<extension name="{name}" prefix="{prefix}" uri="{NAMESPACE}{prefix}.xesext"/>'
            for name, prefix in EXTENSIONS
        ),
        '<global scope="trace">' + _text("concept:name", "unknown") + "</global>",
        '<global scope="event">',
        _text("concept:name", "unknown"),
        _text("lifecycle:transition", "complete"),
        _date("time:timestamp", dt.datetime(1970, 1, 1, tzinfo=dt.UTC)),
        "</global>",
        '<classifier name="activity" keys="concept:name"/>',
        '<classifier name="activity and transition" keys="concept:name lifecycle:transition"/>',
        _text("concept:name", "Claimdesk"),
        _text("lifecycle:model", "standard"),
    ]
    return "\n".join(lines) + "\n"


def _cases(session: Session, asked: Asked, after: int) -> Sequence[Any]:
    query = sa.select(_case.c.id, _case.c.business_key, _case.c.process_id)
    query = query.where(_case.c.id > after, no_drill(_case.c.id))
    if asked.since is not None:
        query = query.where(_case.c.started_at >= asked.since)
    if asked.until is not None:
        query = query.where(_case.c.started_at < asked.until)
    if asked.process is not None:
        query = query.where(_case.c.process_id == asked.process)
    return session.execute(query.order_by(_case.c.id).limit(PAGE)).all()


def _traces(session: Session, cases: Sequence[Any]) -> str:
    steps: dict[int, list[Any]] = defaultdict(list)
    query = (
        sa.select(_element, _task.c.groups)
        .outerjoin(
            _task,
            sa.and_(_task.c.case_id == _element.c.case_id, _task.c.token_id == _element.c.token_id),
        )
        .where(_element.c.case_id.in_([case.id for case in cases]), _element.c.kind.in_(KINDS))
    )
    for step in session.execute(query):
        steps[step.case_id].append(step)
    return "".join(_trace(case, steps[case.id]) for case in cases)


def _trace(case: Any, steps: Sequence[Any]) -> str:
    head = _text("concept:name", case.business_key or str(case.id))
    head += _text("process", case.process_id)
    events = sorted(event for step in steps for event in _events(step))
    return f"<trace>{head}\n{''.join(event for *_, event in events)}</trace>\n"


def _events(step: Any) -> Iterator[tuple[dt.datetime, int, int, str]]:
    """Yield when an element began and how it ended, with what they are put in order by."""
    yield step.started_at, step.id, 0, _event(step, "start", step.started_at)
    if step.ended_at is not None:
        how = ENDS.get(step.state, "complete")
        yield step.ended_at, step.id, 1, _event(step, how, step.ended_at)


def _event(step: Any, transition: str, at: dt.datetime) -> str:
    told = [
        _text("concept:name", step.element),
        _text("concept:instance", str(step.id)),
        _text("lifecycle:transition", transition),
        _date("time:timestamp", at),
    ]
    if step.groups:
        told.append(_text("org:group", step.groups[0]))
    return f"<event>{''.join(told)}</event>\n"


def _text(key: str, value: str) -> str:
    return f'<string key="{key}" value={quoteattr(FORBIDDEN.sub("", value))}/>'


def _date(key: str, at: dt.datetime) -> str:
    return f'<date key="{key}" value="{at.isoformat(timespec="milliseconds")}"/>'

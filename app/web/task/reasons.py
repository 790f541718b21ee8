"""Why a task is here and due when it is: the rules that said so, and their sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext

from app.cases.models import CaseDecision
from app.cases.ways import list_decisions_before
from app.inbox.models import InboxTask
from app.inbox.priority import read_reasons
from app.language import reader_language
from app.sla.models import SlaClock
from app.sla.queries import list_clocks
from app.web.task.decision_words import DECISION_TABLE
from app.web.words import word
from app.work import Work

PRIORITY: Mapping[str, LazyString] = {
    "base": lazy_gettext("Set by the process"),
    "amount": lazy_gettext("Amount of the case"),
    "half_used": lazy_gettext("Half of the time is gone"),
    "warned": lazy_gettext("The time limit is near"),
    "breached": lazy_gettext("Overdue by our own limit"),
    "breached_by_law": lazy_gettext("Overdue by the limit of the law"),
}
LANGUAGES = " / "  # a source in two languages is written "Chinese / English"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One rule that fired."""

    table: str
    #: number of the rule in its table, from 1; None where the limit is no table's
    rule: int | None
    version: int | None
    #: law, manual or contract, as the table gives it; empty where it gives none
    source: str


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """What brought a task here, and what sets its time limit."""

    decided: Sequence[Reason]
    due: Sequence[Reason]
    #: what its priority is put together from, each with its points
    priority: Sequence[tuple[str, int]]


def reasons_of(work: Work, task: InboxTask) -> Reasons:
    """Find the rules behind a task."""
    taken = list_decisions_before(work.session, task)
    decided = [reason for one in taken for reason in rules_of(one)]
    clocks = [one for one in list_clocks(work.session, task.case_id) if one.task_id == task.id]
    return Reasons(
        decided=_once(decided),
        due=_once([_of_clock(one) for one in clocks]),
        priority=_of_priority(task),
    )


def _of_priority(task: InboxTask) -> list[tuple[str, int]]:
    if task.priority_by_hand:
        return [(str(gettext("Chosen by hand")), task.priority)]
    parts = read_reasons(task.base_priority, task.priority_reasons)
    return [(word(PRIORITY, one.part.value), one.points) for one in parts if one.points]


def rules_of(taken: CaseDecision) -> Iterator[Reason]:
    """Yield the rules of a decision; those of the tables that it asked come before its own."""
    for rule in taken.matched:
        yield Reason(
            table=word(DECISION_TABLE, rule["decision"]),
            rule=rule["index"],
            version=taken.version,
            source=in_reader_language(rule["annotation"]),
        )


def _of_clock(clock: SlaClock) -> Reason:
    basis: Mapping[str, Any] = clock.basis
    rules = basis.get("rules") or [None]
    return Reason(
        table=word(DECISION_TABLE, basis.get("decision") or ""),
        rule=rules[0],
        version=basis.get("version"),
        source=in_reader_language(basis.get("source") or ""),
    )


def _once(reasons: Sequence[Reason]) -> list[Reason]:
    return list(dict.fromkeys(reasons))


def in_reader_language(source: str) -> str:
    """Return the reader's half of a source that is written in two languages."""
    chinese, divided, english = source.partition(LANGUAGES)
    return english if divided and reader_language() == "en" else chinese

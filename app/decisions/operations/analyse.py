"""Says what is wrong with the tables of a model as a whole, as faults of its file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.decisions.analysis import TableAnalysis, analyse
from app.decisions.dmn.model import Model
from app.decisions.errors import Fault
from app.decisions.queries import get_decision_version, model_of, outline_of_version

HOW_TO_CLOSE = (
    "add a rule or a catch-all row of dashes, name the values that can come as predefined values, "
    "or write into a note beside the decision why it cannot happen: accepted gap: {} | …"
)
TOO_LARGE = "divide the table, or add a catch-all row of dashes"


@dataclass(frozen=True, kw_only=True)
class Analysed:
    """What there is to say of the tables of a version."""

    version: int
    tables: tuple[TableAnalysis, ...]


def analyse_version(
    session: Session, key: str, *, at: dt.datetime, version: int | None = None
) -> Analysed:
    """Analyse the tables of a decision and of all it is built on, by default as in force.

    :raises NotFound: there is no such version
    """
    row = get_decision_version(session, key, at=at, version=version)
    below = outline_of_version(row).below(key)
    tables = [t for t in model_of(session, row).tables if t.place.decision in below]
    return Analysed(version=row.version, tables=tuple(map(analyse, tables)))


def faults_of(model: Model) -> Iterator[Fault]:
    """Yield what keeps the tables of a model out, and what may be wrong with them."""
    for table in model.tables:
        yield from _faults(model.file, analyse(table))


def _faults(file: str, found: TableAnalysis) -> Iterator[Fault]:
    for gap in found.open_gaps:
        how = HOW_TO_CLOSE.format(gap.region.conditions)
        yield _fault(file, found, code="gap", reason=gap.text, advice=how)
    if found.more_gaps and not found.has_answers:
        reason = f"there are {found.more_gaps} more gaps"
        yield _fault(file, found, code="gap", reason=reason)
    for limit in found.limits if not found.has_answers else ():
        yield _fault(file, found, code="analysis", reason=limit, advice=TOO_LARGE)
    for overlap in found.overlaps:
        yield _fault(
            file,
            found,
            code="overlap",
            reason=overlap.text,
            rule=overlap.rules[0],
            level="error" if overlap.certain else "warning",
            advice="narrow one of the rules, or choose another hit policy",
        )
    if found.more_overlaps:
        reason = f"there are {found.more_overlaps} more overlaps"
        yield _fault(file, found, code="overlap", reason=reason)
    yield from _warnings(file, found)


def _warnings(file: str, found: TableAnalysis) -> Iterator[Fault]:
    for dead in found.never_firing:
        advice = "delete it, or put it above the rules that cover it"
        yield _fault(
            file,
            found,
            code="never_fires",
            reason=dead.text,
            rule=dead.rule,
            level="warning",
            advice=advice,
        )
    for untold in found.untold:
        yield _fault(file, found, code="gap", reason=untold.text, level="warning")
    if found.more_untold:
        reason = f"there are {found.more_untold} more such gaps"
        yield _fault(file, found, code="gap", reason=reason, level="warning")
    for limit in found.limits if found.has_answers else ():
        yield _fault(file, found, code="analysis", reason=limit, level="warning")


def _fault(
    file: str,
    found: TableAnalysis,
    *,
    code: str,
    reason: str,
    rule: int | None = None,
    level: str = "error",
    advice: str = "",
) -> Fault:
    return Fault(
        file=file,
        decision=found.decision,
        code=code,
        reason=reason,
        rule=rule,
        level=level,
        advice=advice,
    )

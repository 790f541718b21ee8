"""Says what is wrong with files before they are deployed."""

import datetime as dt
from collections.abc import Iterator, Mapping

from app.cases.checks import Finding, check_files, kind_of
from app.work import Work

Files = Mapping[str, bytes]  # file name -> content
DATED = frozenset({"dmn", "cases"})  # kinds of files that may be in force from a later date on


def check(work: Work, files: Files, *, effective_from: dt.datetime | None = None) -> list[Finding]:
    """Say what is wrong with files, among themselves and with what is deployed; store nothing.

    :param effective_from: when they are to be in force; by default now
    """
    at = effective_from or work.now
    found = check_files(work.session, work.processes, files, at=at)
    return [*_too_early_or_mixed(work, files, effective_from), *found]


def _too_early_or_mixed(
    work: Work, files: Files, effective_from: dt.datetime | None
) -> Iterator[Finding]:
    if effective_from is None:
        return
    if effective_from < work.now:
        reason = f"it cannot be in force from {effective_from.isoformat()} on: that is over"
        yield _date_fault(next(iter(files)), reason)
    for name in files:
        if kind_of(name) not in DATED:
            reason = "only tables and their cases can be in force from a later date on"
            yield _date_fault(name, reason)


def _date_fault(file: str, reason: str) -> Finding:
    return Finding(
        level="error", file=file, element="", name="", rule="effective_from", reason=reason
    )

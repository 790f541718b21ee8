"""What is wrong with files before they are deployed; asks the engine, the tables, the forms."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases import versions
from app.cases.definitions import FormVersion, ProcessVersion
from app.decisions import operations as decisions
from app.decisions.errors import Fault
from app.decisions.models import DecisionVersion
from app.engine import validation
from app.errors import FieldError, InvalidInput
from app.identity.queries import list_groups
from app.identity.roles import CODES
from app.inbox.forms import FormField, findings, parse
from app.work import Processes

ENDINGS = {".bpmn": "bpmn", ".dmn": "dmn", ".form": "form", ".cases.csv": "cases"}
#: job types that begin so are run by functions of the house, never by a worker outside
OWN_PREFIXES = (
    "customers",
    "claims",
    "approvals",
    "payments",
    "complaints",
    "disputes",
    "overdue",
    "revisits",
    "training",
    "service",
    "care",
    "contingency",
    "quality",
    "letters",
    "reports",
    "sla",
)
LARGEST_FILE = 5_000_000  # bytes; the largest hand-drawn diagram seen has 600 KB


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong: where, by which rule, and why in plain words."""

    #: ``error`` refuses the deployment, ``warning`` is only listed
    level: str
    file: str
    element: str
    name: str
    rule: str
    reason: str
    advice: str = ""  #: how to write it right
    row: int | None = None  #: number of the rule in a decision table, from 1
    text: str = ""  #: what stands there

    def __str__(self) -> str:
        row = f"rule {self.row}" if self.row else ""
        place = " ".join(part for part in (self.element, row, self.name) if part)
        text = f" {self.text!r}:" if self.text else ""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{self.file}: {place}:{text} {self.reason}{advice} [{self.rule}]"


class DeploymentRefused(InvalidInput):
    """Some file has an error; nothing of the deployment is stored."""

    code = "deployment_refused"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [finding for finding in findings if finding.level == "error"]
        first = errors[0]
        super().__init__(
            f"{len(errors)} errors; the first: {first}",
            errors=[
                FieldError(pointer=f"/{e.file}/{e.element}", code=e.rule, detail=e.reason)
                for e in errors
            ],
        )


def kind_of(name: str) -> str:
    """Return ``bpmn``, ``dmn``, ``form`` or ``cases`` by the ending, else the empty text."""
    low = name.lower()
    return next((kind for ending, kind in ENDINGS.items() if low.endswith(ending)), "")


class _Known:
    """What a diagram may name: brought by these files, deployed before, or registered."""

    own_prefixes = OWN_PREFIXES

    def __init__(
        self,
        session: Session,
        processes: Processes,
        brought: dict[str, set[str]],
        answers: Mapping[str, set[str]],
    ) -> None:
        self.session, self.brought, self.answers = session, brought, answers
        self.registered: Mapping[str, Collection[str]] = {
            "handler": processes.handlers,
            "listener": processes.listeners,
            "function": processes.functions,
            "group": CODES | {group.code for group in list_groups(session)},
        }

    def __call__(self, kind: str, name: str) -> bool:
        """Say whether a process, decision, form, group or function of that name exists."""
        if kind in self.registered:
            return name in self.registered[kind]
        return name in self.brought.get(kind, ()) or self._deployed(kind, name)

    def _deployed(self, kind: str, name: str) -> bool:
        column = _STORED[kind]
        return self.session.scalar(sa.select(sa.exists().where(column == name))) is True

    def names(self, kind: str, name: str) -> Collection[str] | None:
        """Return the answers of a form that is deployed with the diagram."""
        return self.answers.get(name) if kind == "form" else None


_STORED: Mapping[str, Any] = {
    "process": ProcessVersion.process_id,
    "decision": DecisionVersion.decision_id,
    "form": FormVersion.form_id,
}


def check_files(
    session: Session, processes: Processes, files: Mapping[str, bytes], *, at: dt.datetime
) -> list[Finding]:
    """Return everything that is wrong with the files; the worst first.

    :param at: when they are to be in force
    """
    found = [finding for name, content in files.items() for finding in _outside(name, content)]
    if found:
        return found
    brought: dict[str, set[str]] = {"process": set(), "decision": set()}
    found += _tables(session, files, brought, at)
    answers: dict[str, set[str]] = {}
    found += _forms(session, files, answers)
    brought["form"] = set(answers)
    found += _diagrams(files, brought, _Known(session, processes, brought, answers))
    return sorted(found, key=lambda finding: finding.level != "error")


def _error(file: str, rule: str, reason: str, element: str = "", name: str = "") -> Finding:
    return Finding(level="error", file=file, element=element, name=name, rule=rule, reason=reason)


def _outside(name: str, content: bytes) -> Iterator[Finding]:
    if not kind_of(name):
        yield _error(name, "file_kind", f"only {', '.join(ENDINGS)} files can be deployed")
    if len(content) > LARGEST_FILE:
        yield _error(name, "file_size", f"the file is larger than {LARGEST_FILE} bytes")


def _of_kind(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if kind_of(name) == kind}


def _bring(file: str, ids: Iterable[str], known: set[str]) -> Iterator[Finding]:
    """Note what a file brings; two files of a deployment cannot bring the same."""
    for key in ids:
        if key in known:
            yield _error(file, "duplicate_id", f"{key!r} stands in another file too", key)
        known.add(key)


def _tables(
    session: Session, files: Mapping[str, bytes], brought: dict[str, set[str]], at: dt.datetime
) -> list[Finding]:
    tables, cases = _of_kind(files, "dmn"), _of_kind(files, "cases")
    checked = decisions.check_files(session, tables, cases, at=at)
    found = [_of_table(fault) for fault in checked.faults]
    for file, ids in checked.decisions.items():
        found += _bring(file, ids, brought["decision"])
    return found


def _of_table(fault: Fault) -> Finding:
    return Finding(
        level=fault.level,
        file=fault.file,
        element=fault.decision,
        name=fault.column,
        rule=fault.code,
        reason=fault.reason,
        advice=fault.advice,
        row=fault.rule,
        text=fault.text,
    )


def _as_ours(finding: Any) -> Finding:
    return Finding(
        level=finding.level,
        file=finding.file,
        element=finding.element,
        name=finding.name,
        rule=finding.rule,
        reason=finding.reason,
    )


def _forms(
    session: Session, files: Mapping[str, bytes], answers: dict[str, set[str]]
) -> list[Finding]:
    """Check the forms and note the names of the answers each of them takes."""
    forms = _of_kind(files, "form")
    groups = {group.code for group in list_groups(session)} | CODES
    found: list[Finding] = []
    for file, content in forms.items():
        faults = [_as_ours(f) for f in findings(content, file=file, groups=groups)]
        found += faults
        if not any(fault.level == "error" for fault in faults):
            schema = parse(content)
            found += _bring(file, [schema.id], set(answers))
            answers[schema.id] = set(_keys(schema.fields))
    return found


def _keys(fields: Sequence[FormField]) -> Iterator[str]:
    for field in fields:
        if field.key:
            yield field.key
        elif field.type == "group":
            yield from _keys(field.children)


def _diagrams(
    files: Mapping[str, bytes], brought: dict[str, set[str]], known: _Known
) -> list[Finding]:
    diagrams = _of_kind(files, "bpmn")
    found = [_as_ours(finding) for finding in validation.findings(diagrams, known)]
    faulty = {finding.file for finding in found if finding.level == "error"}
    for file, content in diagrams.items():
        if file not in faulty:
            ids = [definition.process_id for definition in versions.parse_file(content)]
            found += _bring(file, ids, brought["process"])
    return found

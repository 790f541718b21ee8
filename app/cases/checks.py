"""What is wrong with files before they are deployed; asks the engine, the tables, the forms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases import versions
from app.cases.definitions import FormVersion, ProcessVersion
from app.decisions import operations as decisions
from app.decisions.models import DecisionVersion
from app.decisions.source import children, read
from app.engine.definitions import Definition
from app.engine.outline import ElementInfo
from app.errors import FieldError, InvalidInput
from app.identity.queries import list_groups
from app.identity.roles import CODES
from app.inbox.forms import findings, parse
from app.work import Processes

ENDINGS = {".bpmn": "bpmn", ".dmn": "dmn", ".form": "form"}
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


class DeploymentRefused(InvalidInput):
    """Some file has an error; nothing of the deployment is stored."""

    code = "deployment_refused"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [finding for finding in findings if finding.level == "error"]
        first = errors[0]
        super().__init__(
            f"{len(errors)} errors; the first: {first.file} {first.element}: {first.reason}",
            errors=[
                FieldError(pointer=f"/{e.file}/{e.element}", code=e.rule, detail=e.reason)
                for e in errors
            ],
        )


def kind_of(name: str) -> str:
    """Return ``bpmn``, ``dmn`` or ``form`` by the ending, else the empty text."""
    return ENDINGS.get(PurePath(name).suffix.lower(), "")


class _Known:
    """What a diagram may name: brought by these files, deployed before, or registered."""

    def __init__(
        self, session: Session, processes: Processes, brought: dict[str, set[str]]
    ) -> None:
        self.session, self.processes, self.brought = session, processes, brought

    def __call__(self, kind: str, name: str) -> bool:
        """Say whether a process, decision, form or handler of that name exists."""
        if kind in ("handler", "listener"):
            registered = self.processes.handlers if kind == "handler" else self.processes.listeners
            return name in registered
        return name in self.brought.get(kind, ()) or self._deployed(kind, name)

    def _deployed(self, kind: str, name: str) -> bool:
        column = _STORED[kind]
        return self.session.scalar(sa.select(sa.exists().where(column == name))) is True


_STORED: Mapping[str, Any] = {
    "process": ProcessVersion.process_id,
    "decision": DecisionVersion.decision_id,
    "form": FormVersion.form_id,
}


def check_files(
    session: Session, processes: Processes, files: Mapping[str, bytes]
) -> list[Finding]:
    """Return everything that is wrong with the files; the worst first."""
    found = [finding for name, content in files.items() for finding in _outside(name, content)]
    if found:
        return found
    brought: dict[str, set[str]] = {"process": set(), "decision": set(), "form": set()}
    found += _tables(files, brought)
    found += _forms(session, files, brought)
    found += _diagrams(files, brought, _Known(session, processes, brought))
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


def _tables(files: Mapping[str, bytes], brought: dict[str, set[str]]) -> list[Finding]:
    tables = _of_kind(files, "dmn")
    found = []
    for file, content in tables.items():
        others = {name: other for name, other in tables.items() if name != file}
        faults = [_as_ours(fault) for fault in decisions.check(file, content, others)]
        found += faults
        if not faults:
            found += _bring(file, _decision_ids(content), brought["decision"])
    return found


def _decision_ids(content: bytes) -> list[str]:
    return [node.get("id", "") for node in children(read(content, ""), "decision")]


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
    session: Session, files: Mapping[str, bytes], brought: dict[str, set[str]]
) -> list[Finding]:
    forms = _of_kind(files, "form")
    groups = {group.code for group in list_groups(session)} | CODES
    found: list[Finding] = []
    for file, content in forms.items():
        faults = [_as_ours(f) for f in findings(content, file=file, groups=groups)]
        found += faults
        if not any(fault.level == "error" for fault in faults):
            found += _bring(file, [parse(content).id], brought["form"])
    return found


def _diagrams(
    files: Mapping[str, bytes], brought: dict[str, set[str]], known: _Known
) -> list[Finding]:
    found: list[Finding] = []
    parsed: dict[str, list[Definition]] = {}
    for file, content in _of_kind(files, "bpmn").items():
        try:
            parsed[file] = versions.parse_file(content)
        except InvalidInput as error:
            found.append(_error(file, error.code, error.detail))
            continue
        ids = [definition.process_id for definition in parsed[file]]
        found += _bring(file, ids, brought["process"])
    for file, definitions in parsed.items():
        found += _diagram(file, definitions, known)
    return found


def _diagram(file: str, definitions: Sequence[Definition], known: _Known) -> Iterator[Finding]:
    if not definitions:
        yield _error(file, "no_process", "the file holds no executable process")
    for definition in definitions:
        for element in definition.elements.values():
            for kind, name in _named(element):
                if not name.startswith("=") and not known(kind, name):
                    reason = f"{kind} {name!r} is not known"
                    yield _error(file, f"unknown_{kind}", reason, element.id, element.name)


def _named(element: ElementInfo) -> Iterator[tuple[str, str]]:
    """Return what an element names besides expressions."""
    if element.form_id:
        yield "form", element.form_id
    if element.decision_id:
        yield "decision", element.decision_id
    if element.called_process:
        yield "process", element.called_process
    for listener in element.listeners:
        yield "listener", listener.type

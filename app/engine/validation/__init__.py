"""Checks diagrams before they are deployed: what is not executed is refused, never ignored."""

from collections.abc import Collection, Iterator, Mapping
from types import ModuleType

from lxml import etree

from app.engine import definitions
from app.engine.errors import InvalidDiagram
from app.engine.xml import bpmn

from . import (
    events,
    expressions,
    file,
    gateways,
    names,
    page,
    refused,
    structure,
    tasks,
    timers,
    values,
)
from .drawing import Drawing
from .rules import ERROR, WARNING, Fault, Finding, Known, Rule

__all__ = ["ERROR", "RULES", "WARNING", "Finding", "Known", "findings", "render_dialect_page"]

THEMES: tuple[ModuleType, ...] = (
    file,
    refused,
    structure,
    gateways,
    events,
    timers,
    tasks,
    values,
    expressions,
    names,
)
#: every rule by its id, which never changes its meaning
RULES: Mapping[str, Rule] = {name: rule for theme in THEMES for name, rule in theme.RULES.items()}


class _Together:
    """What is known, and the processes of the files that are checked together."""

    def __init__(self, knows: Known, processes: Collection[str]) -> None:
        self._knows, self._processes = knows, processes
        self.own_prefixes = knows.own_prefixes
        self.names = knows.names

    def __call__(self, kind: str, name: str) -> bool:
        return (kind == "process" and name in self._processes) or self._knows(kind, name)


def findings(files: Mapping[str, bytes], knows: Known) -> list[Finding]:
    """Return everything that is wrong with diagram files, file by file; never raises for a file.

    :param files: name -> content; their processes may call each other
    """
    read = {name: _read(content) for name, content in files.items()}
    drawings = {name: part for name, part in read.items() if isinstance(part, Drawing)}
    ids = {p.get("id", "") for drawing in drawings.values() for p in drawing.processes}
    together = _Together(knows, ids)
    found: list[Finding] = []
    for name, part in read.items():
        if isinstance(part, Fault):
            found.append(_finding(name, part))
        else:
            found += _checked(name, part, together, files[name])
    return list(dict.fromkeys(found))


def _read(content: bytes) -> Drawing | Fault:
    try:
        return Drawing(definitions.read(content))
    except InvalidDiagram as error:
        return Fault(error.code, etree.Element("file"), error.detail)


def _checked(name: str, drawing: Drawing, knows: Known, content: bytes) -> Iterator[Finding]:
    faults = [fault for theme in THEMES for fault in theme.check(drawing, knows)]
    yield from (_finding(name, fault) for fault in faults)
    if all(RULES[fault.rule].level == WARNING for fault in faults):
        try:
            definitions.parse(content, lambda process_id: (process_id, 0))
        except InvalidDiagram as error:
            yield _finding(name, Fault("not_parsed", drawing.root, error.detail))


def _finding(file_name: str, fault: Fault) -> Finding:
    rule, node = RULES[fault.rule], fault.node
    is_file = node.tag in (bpmn("definitions"), "file")
    return Finding(
        level=rule.level,
        file=file_name,
        element="" if is_file else node.get("id", ""),
        name="" if is_file else node.get("name", ""),
        rule=fault.rule,
        reason=f"{fault.detail or rule.refused}: {rule.instead}",
    )


def render_dialect_page(prefixes: Collection[str] = ()) -> str:
    """Return the documentation page of the dialect as Markdown.

    :param prefixes: the prefixes of job types that the house keeps for itself
    """
    return page.render({theme.TITLE: theme.RULES for theme in THEMES}, prefixes)

"""Warns of names that nothing in a process declares.

Where somebody may bring variables that no file names (a caller, a worker, a function that does not
say what it gives), only names that look like a slip of a declared one are listed.
"""

import difflib
import itertools
from collections.abc import Iterator, Mapping
from functools import partial

from lxml import etree

from app import feel
from app.engine.expressions import is_expression
from app.engine.extensions import Extensions, read_extensions, read_loop
from app.engine.triggers import CAUGHT_BY_SCOPE, read_trigger
from app.engine.xml import bpmn, local_name

from .drawing import Drawing, elements_of
from .expressions import ENGINE_FUNCTIONS, Text, compiled_or_none, texts_of
from .rules import WARNING, Fault, Known, Rule

TITLE = "Names"
RULES: Mapping[str, Rule] = {
    "unknown_name": Rule(
        "a name that no form, handler, decision or mapping of the process declares",
        "correct the name, or map it where it comes from",
        WARNING,
    ),
}
_COUNTERS = (
    "loopCounter",
    "numberOfInstances",
    "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
    "numberOfActiveInstances",
)
SHORTEST_SLIP = 4  # letters; shorter names differ by one too often


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Look for names that nothing declares, process by process."""
    for process in drawing.processes:
        yield from _Names(process, drawing, knows).unknown()


class _Names:
    """The variables of one process."""

    def __init__(self, process: etree._Element, drawing: Drawing, knows: Known) -> None:
        self.process, self.drawing, self.knows = process, drawing, knows
        self.elements = [
            node
            for scope in drawing.scopes
            if _is_in(scope, process)
            for node in elements_of(scope)
        ]
        self.declared: set[str] = set()
        #: whether variables may come that no file names
        self.open = False
        #: elements whose result no file names
        self.unsure: set[etree._Element] = set()
        for node in self.elements:
            self._declare(node, read_extensions(node))

    def _declare(self, node: etree._Element, given: Extensions) -> None:
        targets = (mapping.target for mapping in (*given.inputs, *given.outputs))
        self.declared.update(target.partition(".")[0] for target in targets)
        for result in (given.decision, given.script):
            if result is not None:
                self.declared.add(result.result_variable)
        self._declare_loop(node)
        names = self._result(node, given)
        if names is not None:
            self.declared.update(names)
            return
        self.unsure.add(node)
        self.open = self.open or not given.outputs

    def _declare_loop(self, node: etree._Element) -> None:
        loop = read_loop(node)
        if loop is not None:
            self.declared.update(_COUNTERS)
            self.declared.update(filter(None, (loop.input_element, loop.output_collection)))

    def _result(self, node: etree._Element, given: Extensions) -> set[str] | None:
        """Return the variables an element gives; None where no file names them."""
        if given.job is not None:
            return self._of(("handler", given.job.type))
        tag, trigger = local_name(node), read_trigger(node)
        form = ("form", (given.form.form_id if given.form else None) or "")
        if tag == "userTask":
            listeners = (("listener", listener.type) for listener in given.listeners)
            return self._of(form, *listeners)
        if tag == "startEvent" and trigger is None and node.getparent() is self.process:
            return self._of(form)
        if tag == "callActivity":
            every = given.called is None or given.called.all_child_variables
            return None if every or given.outputs else set()
        brings = trigger is not None and trigger.kind in ("message", "signal", *CAUGHT_BY_SCOPE)
        return None if brings and _catches(tag) else set()

    def _of(self, *givers: tuple[str, str]) -> set[str] | None:
        given = [self.knows.names(kind, name) for kind, name in givers]
        if any(names is None for names in given):
            return None
        return {name for names in given for name in names or ()}

    def unknown(self) -> Iterator[Fault]:
        """Find what is read and not declared."""
        for text in self._texts():
            expression = compiled_or_none(text.text) if is_expression(text.text) else ""
            if not isinstance(expression, str):
                yield from self._undeclared(text, expression)

    def _texts(self) -> Iterator[Text]:
        yield from texts_of(self.process)
        referred = {
            node.get(f"{kind}Ref")
            for kind in ("message", "signal")
            for node in self.process.iter(bpmn(f"{kind}EventDefinition"), *_MESSAGE_TASKS)
        }
        for node in self.drawing.root.iterchildren(bpmn("message"), bpmn("signal")):
            if node.get("id") in referred:
                yield from texts_of(node)

    def _undeclared(self, text: Text, expression: feel.Expression) -> Iterator[Fault]:
        is_sure = not self.open and not (_is_output(text) and text.owner in self.unsure)
        for name in expression.names:
            if name in self.declared or name in ENGINE_FUNCTIONS or self.knows("function", name):
                continue
            meant = self._meant(name, is_sure=is_sure)
            if meant or is_sure:
                hint = f"; did you mean {meant!r}?" if meant else ""
                yield Fault("unknown_name", text.owner, f"{text.text!r} reads {name!r}{hint}")

    def _meant(self, name: str, *, is_sure: bool) -> str | None:
        declared = sorted(self.declared)
        slips = filter(partial(is_slip, name), declared)
        close = difflib.get_close_matches(name, declared, 1) if is_sure else []
        return next(itertools.chain(slips, close), None)


_MESSAGE_TASKS = (bpmn("receiveTask"), bpmn("sendTask"))


def _is_in(scope: etree._Element, process: etree._Element) -> bool:
    return scope is process or process in scope.iterancestors()


def _catches(tag: str) -> bool:
    return tag in ("startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask")


def _is_output(text: Text) -> bool:
    """Whether a text reads an element's own result."""
    return local_name(text.node) == "output" or text.node.get("outputElement") == text.text


def is_slip(name: str, meant: str) -> bool:
    """Whether a name is another one but for its capitals, a _ or one letter."""
    if len(name) < SHORTEST_SLIP or name == meant:
        return False
    if name.replace("_", "").casefold() == meant.replace("_", "").casefold():
        return True
    longer, shorter = sorted((name, meant), key=len, reverse=True)
    if len(longer) == len(shorter) + 1:
        return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    if len(longer) != len(shorter):
        return False
    differing = [i for i in range(len(name)) if name[i] != meant[i]]
    if len(differing) == 1:
        return not (name[differing[0]].isdigit() and meant[differing[0]].isdigit())
    first, *rest = differing
    return rest == [first + 1] and name[first] + name[rest[0]] == meant[rest[0]] + meant[first]

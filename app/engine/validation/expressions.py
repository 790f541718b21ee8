"""Rules of expressions: each compiles, is FEEL and calls only functions that exist."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from app import feel
from app.engine.errors import EngineError
from app.engine.expressions import compiled, is_expression
from app.engine.triggers import TIMER_FORMS
from app.engine.xml import ZEEBE, bpmn, local_name
from app.feel.tree import Call, Name, walk

from .drawing import Drawing, owner_of
from .rules import Fault, Known, Rule

TITLE = "Expressions"
RULES: Mapping[str, Rule] = {
    "expression": Rule("an expression that cannot be compiled", "mend the FEEL after the = sign"),
    "foreign_expression": Rule(
        "an expression of another language: ${…} or #{…}", "write FEEL after a = sign: =amount"
    ),
    "other_language": Rule("an expression in another language than FEEL", "write it in FEEL"),
    "unknown_function": Rule(
        "a call of a function that does not exist",
        "use the built-in functions of FEEL or those the house adds",
    ),
}
#: extension element -> its attributes that may be FEEL
EVALUATED: Mapping[str, tuple[str, ...]] = {
    "input": ("source",),
    "output": ("source",),
    "taskDefinition": ("type", "retries"),
    "script": ("expression",),
    "calledDecision": ("decisionId",),
    "calledElement": ("processId",),
    "formDefinition": ("formId",),
    "assignmentDefinition": ("assignee", "candidateGroups", "candidateUsers"),
    "taskSchedule": ("dueDate", "followUpDate"),
    "priorityDefinition": ("priority",),
    "subscription": ("correlationKey",),
    "loopCharacteristics": ("inputCollection", "outputElement"),
    "header": ("value",),
    "property": ("value",),
}
BPMN_TEXTS = frozenset(map(bpmn, ("conditionExpression", "completionCondition", *TIMER_FORMS)))
ENGINE_FUNCTIONS = frozenset({"now", "today"})
_NAMED = frozenset(map(bpmn, ("message", "signal")))


class Text(NamedTuple):
    """A text that is evaluated when it begins with ``=``."""

    node: etree._Element
    owner: etree._Element
    text: str


def texts_of(node: etree._Element) -> Iterator[Text]:
    """Give every evaluated text of a node and what is below it, in the order of the file."""
    for part in node.iter():
        for text in _texts(part):
            if text:
                yield Text(part, owner_of(part), text.strip())


def _texts(node: etree._Element) -> list[str]:
    if node.tag in BPMN_TEXTS:
        return [node.text or ""]
    if node.tag in _NAMED:
        return [node.get("name", "")]
    if isinstance(node.tag, str) and node.tag.startswith(f"{{{ZEEBE}}}"):
        name = local_name(node)
        if name != "property" or local_name(owner_of(node)) == "userTask":
            return [node.get(attribute, "") for attribute in EVALUATED.get(name, ())]
    return []


def all_texts(drawing: Drawing) -> Iterator[Text]:
    """Give the texts of the executable processes and of what they refer to."""
    referred = [drawing.root.findall(bpmn(tag)) for tag in ("message", "signal")]
    for node in (*drawing.processes, *(node for nodes in referred for node in nodes)):
        yield from texts_of(node)


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Check every expression."""
    for text in all_texts(drawing):
        if is_expression(text.text):
            yield from _expression(text, knows)
        elif "${" in text.text or "#{" in text.text:
            yield Fault("foreign_expression", text.owner, f"{text.text!r} is not FEEL")
        language = text.node.get("language", "feel")
        if text.node.tag in BPMN_TEXTS and "feel" not in language.lower():
            yield Fault("other_language", text.owner, f"it is written in {language!r}")


def _expression(text: Text, knows: Known) -> Iterator[Fault]:
    expression = compiled_or_none(text.text)
    if isinstance(expression, str):
        yield Fault("expression", text.owner, expression)
        return
    called = {
        node.function.name
        for node in walk(expression.tree)
        if isinstance(node, Call) and isinstance(node.function, Name)
    }
    free = {*expression.names, *expression.possible_names} & called
    for name in sorted(free - ENGINE_FUNCTIONS):
        if not knows("function", name):
            yield Fault("unknown_function", text.owner, f"{text.text!r} calls {name!r}")


def compiled_or_none(text: str) -> feel.Expression | str:
    """Compile ``=…``; return the reason where that fails."""
    try:
        return compiled(text)
    except EngineError as error:
        return error.message

"""Rules of tasks and calls: what does the work, who does it, and that it exists."""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from app import feel
from app.engine.expressions import is_expression
from app.engine.extensions import Assignment, Extensions, read_extensions
from app.engine.xml import bpmn, local_name
from app.feel.tree import Items

from .drawing import Drawing
from .expressions import compiled_or_none
from .rules import Fault, Known, Rule

TITLE = "Tasks and calls"
RULES: Mapping[str, Rule] = {
    "user_task_dialect": Rule(
        "a user task without the mark of a Camunda user task",
        "choose the implementation Camunda user task in the modeler (zeebe:userTask)",
    ),
    "task_definition": Rule(
        "a service or send task without a job type",
        "give it a task definition; a send task may name a message instead",
    ),
    "unknown_handler": Rule(
        "a job type of the house's own that nothing is registered for",
        "correct the type; a worker outside takes any type without one of these prefixes",
    ),
    "script_missing": Rule("a script task without a FEEL expression", "give it one: =a + b"),
    "script_code": Rule(
        "code in a script task", "write a FEEL expression, or register a function for a job type"
    ),
    "decision_missing": Rule(
        "a business rule task that calls no decision", "give it a called decision"
    ),
    "result_variable": Rule(
        "a decision or script without a result variable", "name the variable for its result"
    ),
    "called_process_missing": Rule(
        "a call activity that names no process", "give it a called element with a process id"
    ),
    "unknown_form": Rule(
        "a form that does not exist", "deploy the form together with the diagram, or correct its id"
    ),
    "unknown_decision": Rule(
        "a decision that does not exist",
        "deploy the table together with the diagram, or correct its id",
    ),
    "unknown_process": Rule(
        "a called process that does not exist",
        "deploy it together with the diagram, or correct its id",
    ),
    "unknown_group": Rule(
        "a candidate group that does not exist", "use the code of a group, not its name"
    ),
    "unknown_listener": Rule(
        "a task listener that nothing is registered for", "correct its type or remove it"
    ),
    "listener_event": Rule(
        "task listeners of other events than creating and completing",
        "listen when the task is created or completed",
    ),
    "script_and_job": Rule(
        "a task that says twice how its work is done", "keep the decision, the script or the job"
    ),
    "sla_place": Rule(
        "a time limit (property sla) on anything but a user task",
        "move it to the user task; a limit of the whole case is opened by a service task sla.open",
    ),
}
LISTENED = ("creating", "completing")
SLA = "sla"  # the property that puts a task under a time limit


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Check every task, call and form."""
    for node in drawing.elements:
        given = read_extensions(node)
        own = _BY_TAG.get(local_name(node))
        if own is not None:
            yield from own(node, given, knows)
        yield from _job(node, given, knows)
        yield from _form(node, given, knows)
        if SLA in given.properties and local_name(node) != "userTask":
            yield Fault("sla_place", node)


def _user_task(node: etree._Element, given: Extensions, knows: Known) -> Iterator[Fault]:
    if not given.is_user_task:
        yield Fault("user_task_dialect", node)
    for listener in given.listeners:
        if listener.event not in LISTENED:
            yield Fault("listener_event", node, f"it listens to {listener.event!r}")
        elif not knows("listener", listener.type):
            yield Fault("unknown_listener", node, f"listener {listener.type!r} is not known")
    for group in _groups(given.assignment):
        if not knows("group", group):
            yield Fault("unknown_group", node, f"group {group!r} is not known")


def _groups(assignment: Assignment) -> list[str]:
    """Return the groups that are written out, as a comma list or as a list of texts."""
    text = assignment.groups or ""
    if not is_expression(text):
        return [name.strip() for name in text.split(",") if name.strip()]
    expression = compiled_or_none(text)
    if isinstance(expression, str):
        return []
    tree = expression.tree
    values = map(feel.constant, tree.items if isinstance(tree, Items) else (tree,))
    return [value for value in values if isinstance(value, str)]


def _job(node: etree._Element, given: Extensions, knows: Known) -> Iterator[Fault]:
    if given.job is None or is_expression(given.job.type) or not given.job.type:
        return
    name = given.job.type
    is_ours = name.partition(".")[0] in knows.own_prefixes and "." in name
    if is_ours and not knows("handler", name):
        yield Fault("unknown_handler", node, f"no function is registered for {name!r}")


def _form(node: etree._Element, given: Extensions, knows: Known) -> Iterator[Fault]:
    if given.form is None:
        return
    name = given.form.form_id
    if not name and not given.form.external_reference:
        yield Fault("unknown_form", node, "its form has no id")
    elif name and not is_expression(name) and not knows("form", name):
        yield Fault("unknown_form", node, f"form {name!r} is not known")


def _service_task(node: etree._Element, given: Extensions, knows: Known) -> Iterator[Fault]:
    if given.job is None or not given.job.type:
        yield Fault("task_definition", node)


def _send_task(node: etree._Element, given: Extensions, knows: Known) -> Iterator[Fault]:
    if not node.get("messageRef"):
        yield from _service_task(node, given, knows)


def _script_task(node: etree._Element, given: Extensions, knows: Known) -> Iterator[Fault]:
    if node.find(bpmn("script")) is not None or "feel" not in node.get("scriptFormat", "feel"):
        yield Fault("script_code", node)
    if given.script is None:
        if given.job is None:
            yield Fault("script_missing", node)
        return
    if not is_expression(given.script.expression):
        yield Fault("script_missing", node, f"{given.script.expression!r} is not FEEL")
    yield from _result(node, given.script.result_variable, given)


def _rule_task(node: etree._Element, given: Extensions, knows: Known) -> Iterator[Fault]:
    if given.decision is None:
        if given.job is None:
            yield Fault("decision_missing", node)
        return
    name = given.decision.decision_id
    if not name:
        yield Fault("decision_missing", node)
    elif not is_expression(name) and not knows("decision", name):
        yield Fault("unknown_decision", node, f"decision {name!r} is not known")
    yield from _result(node, given.decision.result_variable, given)


def _result(node: etree._Element, variable: str, given: Extensions) -> Iterator[Fault]:
    if not variable:
        yield Fault("result_variable", node)
    if given.job is not None:
        yield Fault("script_and_job", node)


def _call(node: etree._Element, given: Extensions, knows: Known) -> Iterator[Fault]:
    name = given.called.process_id if given.called else ""
    if not name:
        yield Fault("called_process_missing", node)
    elif not is_expression(name) and not knows("process", name):
        yield Fault("unknown_process", node, f"process {name!r} is not known")


Check = Callable[[etree._Element, Extensions, Known], Iterator[Fault]]
_BY_TAG: Mapping[str, Check] = {
    "userTask": _user_task,
    "serviceTask": _service_task,
    "sendTask": _send_task,
    "scriptTask": _script_task,
    "businessRuleTask": _rule_task,
    "callActivity": _call,
}

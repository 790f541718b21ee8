"""Outlines of the shipped diagrams as sorted text: what an edit of a diagram means."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.engine.definitions import Definition, parse
from app.engine.extensions import Binding, Extensions
from app.engine.outline import ElementInfo
from app.engine.triggers import Trigger

ROOT = Path(__file__).parents[2]
OUTLINES = ROOT / "tests/golden/outlines"


def outlines() -> dict[Path, str]:
    """Outline every process of every shipped diagram."""
    diagrams = sorted((ROOT / "bpmn").rglob("*.bpmn"))
    definitions = [d for file in diagrams for d in parse(file.read_bytes(), lambda id_: (id_, 0))]
    return {OUTLINES / f"{d.process_id}.txt": outline(d) for d in definitions}


def outline(definition: Definition) -> str:
    """Write a process as sorted text."""
    elements = sorted(definition.elements.values(), key=lambda element: element.id)
    steps = [e for e in elements if e.kind not in ("lane", "sequenceFlow")]
    flows = [e for e in elements if e.kind == "sequenceFlow"]
    lines = [f"process {definition.process_id}: {definition.name} / {definition.label_en}"]
    if definition.version_tag:
        lines.append(f"version tag {definition.version_tag}")
    if lanes := _lanes(steps):
        lines += ["", *lanes]
    for step in steps:
        lines += ["", *_step(definition, step)]
    return "\n".join([*lines, "", *sorted(_flow(definition, flow) for flow in flows), ""])


def _lanes(steps: list[ElementInfo]) -> list[str]:
    lanes = sorted({step.lane for step in steps if step.lane})
    return [
        f"lane {lane}: {', '.join(step.id for step in steps if step.lane == lane)}"
        for lane in lanes
    ]


def _step(definition: Definition, step: ElementInfo) -> Iterator[str]:
    named = f": {step.name} / {step.label_en}" if step.name else ""
    yield f"{step.kind} {step.id}{named}"
    if step.scope != definition.process_id:
        yield f"  in {step.scope}"
    if step.attached_to:
        yield f"  on {step.attached_to}"
    spec = definition.node(f"{step.id} [child]") or definition.node(step.id)
    if spec is not None:
        said = (*_waits(spec), *_extensions(spec.extensions), *_goes_on(definition.node(step.id)))
        yield from (f"  {line}" for line in said)


def _waits(spec: Any) -> Iterator[str]:
    if spec.trigger is not None:
        yield _trigger(spec.trigger)
    if not spec.interrupting:
        yield "does not interrupt"


def _goes_on(spec: Any) -> Iterator[str]:
    if any(flow.condition for flow in spec.flows):
        yield f"tries {', '.join(flow.target for flow in spec.flows)}"
    if spec.multiple:
        yield _loop(spec.loop)


def _trigger(trigger: Trigger) -> str:
    if trigger.kind == "timer":
        return f"timer {trigger.timer_form} {trigger.text}"
    by = f" by {trigger.correlation_key}" if trigger.correlation_key else ""
    return f"{trigger.kind} {trigger.code or trigger.name or ''}{by}".rstrip()


def _extensions(given: Extensions) -> Iterator[str]:
    if given.job:
        yield f"job {given.job.type}, retries {given.job.retries}"
    if given.script:
        yield f"script {given.script.result_variable} = {given.script.expression}"
    if given.decision:
        decision = given.decision
        yield f"decision {decision.result_variable} = {decision.decision_id}{_of(decision.binding)}"
    if given.called:
        yield from _called(given)
    if given.form:
        yield f"form {given.form.form_id or given.form.external_reference}{_of(given.form.binding)}"
    yield from _people(given)
    yield from (f"listener {event}: {name}" for event, name in given.listeners)
    yield from (f"input {target} <- {source}" for source, target in given.inputs)
    yield from (f"output {target} <- {source}" for source, target in given.outputs)
    yield from (f"header {name} = {text}" for name, text in sorted(given.headers.items()))
    for name, text in sorted(given.properties.items()):
        if name != "label_en":
            yield f"{name} = {text}"


def _called(given: Extensions) -> Iterator[str]:
    called = given.called
    assert called is not None
    yield f"calls {called.process_id}{_of(called.binding)}"
    if called.all_parent_variables:
        yield "gives all variables"
    if called.all_child_variables:
        yield "takes all variables"


def _people(given: Extensions) -> Iterator[str]:
    found: dict[str, Any] = {
        "assignee": given.assignment.assignee,
        "groups": given.assignment.groups,
        "users": given.assignment.users,
        "due": given.schedule.due,
        "follow up": given.schedule.follow_up,
        "priority": given.priority,
    }
    yield from (f"{name} {text}" for name, text in found.items() if text)


def _of(binding: Binding) -> str:
    return "" if binding.kind == "latest" else f" ({binding.kind} {binding.version_tag or ''})"


def _loop(loop: Any) -> str:
    order = "in turn" if loop.sequential else "at once"
    parts = [f"for each {loop.input_element or 'item'} of {loop.input_collection} {order}"]
    if loop.output_collection:
        parts.append(f"gives {loop.output_collection} of {loop.output_element}")
    if loop.completion_condition:
        parts.append(f"until {loop.completion_condition}")
    return ", ".join(parts)


def _flow(definition: Definition, flow: ElementInfo) -> str:
    source = definition.node(flow.source or "")
    found = next((f for f in source.flows if f.id == flow.id), None) if source else None
    condition = f" if {found.condition}" if found and found.condition else ""
    default = " (default)" if found and found.is_default else ""
    named = f": {flow.name} / {flow.label_en}" if flow.name else ""
    return f"flow {flow.source} > {flow.target}{condition}{default}{named}"

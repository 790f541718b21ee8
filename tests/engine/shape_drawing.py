"""Draws shapes as BPMN, as the modeler writes it."""

import re
from collections.abc import Iterator

from . import diagrams as d
from . import extras as e
from .shape import Part, Reaction, Shape, kind_of

MESSAGES = ("m1", "m2", "m3")
DECLARED = (
    *(e.message(f"M_{name}", name, key="=key") for name in MESSAGES),
    e.error("broken", "BROKEN"),
)


def files_of(shape: Shape) -> list[bytes]:
    """Draw a shape, and the process it calls."""
    called = [part.inside for part in shape.parts.values() if part.called and part.inside]
    shapes = [("p", shape), *(("called", inside) for inside in called)]
    return [
        d.diagram(*_content(inside, name), process_id=name, declares=DECLARED)
        for name, inside in shapes
    ]


def _content(shape: Shape, scope: str) -> Iterator[str]:
    for node in shape.nodes:
        yield _element(shape, node, scope)
    for reaction in shape.reactions:
        yield _reaction(reaction)
    yield d.flows(*(_line(line, scope) for line in shape.lines))


def _line(line: str, scope: str) -> str:
    """Scopes have starts and ends of the same names; ids are unique in a file."""
    line = re.sub(r"\b((?:start|end|stop|fail)\w*)", rf"\1_{scope}", line)
    return line.replace(" if ", " if =")


def _element(shape: Shape, node: str, scope: str) -> str:
    kind, own = kind_of(node), f"{node}_{scope}"
    has_default = any(flow.is_default for flow in shape.out(node))
    simple = {
        "start": lambda: d.start(own),
        "end": lambda: d.end(own),
        "stop": lambda: d.end(own, e.terminating()),
        "fail": lambda: d.end(own, e.on_error("broken")),
        "x": lambda: d.exclusive(node, default=has_default),
        "i": lambda: d.inclusive(node, default=has_default),
        "p": lambda: d.parallel(node),
        "g": lambda: d.event_gateway(node),
        "m": lambda: d.receive_task(node, f"M_{node}"),
        "u": lambda: d.user_task(node),
        "b": lambda: "",
        "s": lambda: _part(shape.parts[node], node),
    }
    return simple[kind]()


def _part(part: Part, node: str) -> str:
    multi = e.loop("=items", "item", sequential=part.many == "sequential") if part.many else ""
    if part.inside is None:
        element = d.user_task(node, multi=multi)
    elif part.called:
        element = d.call(node, "called", multi=multi)
    else:
        element = d.sub_process(node, *_content(part.inside, node), multi=multi)
    return element + "".join(
        d.boundary(
            name,
            node,
            e.on_message(f"M_{border.message}") if border.message else e.on_error("broken"),
            interrupting=border.interrupting,
        )
        for name, border in part.borders.items()
    )


def _reaction(reaction: Reaction) -> str:
    trigger = e.on_message(f"M_{reaction.message}")
    start = d.start(f"{reaction.name}_on", trigger, interrupting=reaction.interrupting)
    content = "".join(_content(reaction.inside, reaction.name))
    content = re.sub(rf'<bpmn:startEvent id="start_{reaction.name}"/>', start, content)
    content = content.replace(f'"start_{reaction.name}"', f'"{reaction.name}_on"')
    return d.event_sub_process(reaction.name, content)

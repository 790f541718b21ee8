"""Writes small DMN models for tests."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
Column = tuple[str, str] | tuple[str, str, str]  # name, type, allowed values


def model(*parts: str, dmn: str = NAMESPACE, namespace: str = "urn:test") -> bytes:
    """Return a model of these elements."""
    body = "".join(parts)
    return (
        f'<definitions xmlns="{dmn}" id="model" name="model" namespace="{namespace}">{body}'
        "</definitions>"
    ).encode()


def table(
    *,
    inputs: Sequence[Column],
    outputs: Sequence[Column],
    rules: Sequence[Sequence[str]],
    policy: str = "UNIQUE",
    aggregation: str = "",
    note: str = "note {}",
) -> str:
    """Return a decision table; each rule is its input cells, then its output cells.

    :param note: the annotation of a rule, with a place for its number
    """
    sum_up = f' aggregation="{aggregation}"' if aggregation else ""
    columns = "".join(_input(*column) for column in inputs)
    columns += "".join(_output(*column) for column in outputs)
    rows = "".join(_rule(n, rule, len(inputs), note) for n, rule in enumerate(rules, 1))
    return f'<decisionTable hitPolicy="{policy}"{sum_up}>{columns}{rows}</decisionTable>'


def _input(name: str, ref: str, values: str = "") -> str:
    typed = f" typeRef={quoteattr(ref)}" if ref else ""
    allowed = f"<inputValues>{text(values)}</inputValues>" if values else ""
    return f"<input><inputExpression{typed}>{text(name)}</inputExpression>{allowed}</input>"


def _output(name: str, ref: str, values: str = "") -> str:
    typed = f" typeRef={quoteattr(ref)}" if ref else ""
    allowed = f"<outputValues>{text(values)}</outputValues>" if values else ""
    return f"<output name={quoteattr(name)}{typed}>{allowed}</output>"


def _rule(number: int, cells: Sequence[str], inputs: int, note: str) -> str:
    tests = "".join(f"<inputEntry>{text(cell)}</inputEntry>" for cell in cells[:inputs])
    results = "".join(f"<outputEntry>{text(cell)}</outputEntry>" for cell in cells[inputs:])
    noted = f"<annotationEntry>{text(note.format(number))}</annotationEntry>"
    return f'<rule id="row_{number}">{tests}{results}{noted}</rule>'


def text(content: str) -> str:
    """Return a text element."""
    return f"<text>{escape(content)}</text>"


def literal(content: str, ref: str = "") -> str:
    """Return a literal expression."""
    typed = f" typeRef={quoteattr(ref)}" if ref else ""
    return f"<literalExpression{typed}>{text(content)}</literalExpression>"


def decision(
    name: str,
    logic: str,
    *,
    requires: Sequence[str] = (),
    ref: str = "",
    label: str = "",
    about: str = "",
) -> str:
    """Return a decision; it requires ``input:id``, ``decision:id`` or ``knowledge:id``."""
    typed = f" typeRef={quoteattr(ref)}" if ref else ""
    arrows = "".join(_arrow(*need.split(":", 1)) for need in requires)
    described = f"<description>{escape(about)}</description>" if about else ""
    return (
        f"<decision id={quoteattr(name)} name={quoteattr(label or name)}>{described}"
        f"<variable name={quoteattr(name)}{typed}/>{arrows}{logic}</decision>"
    )


def _arrow(kind: str, target: str) -> str:
    outer = "knowledgeRequirement" if kind == "knowledge" else "informationRequirement"
    inner = {"input": "requiredInput", "decision": "requiredDecision"}.get(
        kind, "requiredKnowledge"
    )
    href = target if "#" in target else f"#{target}"
    return f"<{outer}><{inner} href={quoteattr(href)}/></{outer}>"


def input_data(name: str, ref: str = "") -> str:
    """Return an input data element."""
    typed = f" typeRef={quoteattr(ref)}" if ref else ""
    return f'<inputData id="{name}" name="{name}"><variable name="{name}"{typed}/></inputData>'


def item(name: str, ref: str, values: str = "") -> str:
    """Return an item definition with allowed values."""
    allowed = f"<allowedValues>{text(values)}</allowedValues>" if values else ""
    return f'<itemDefinition name="{name}"><typeRef>{ref}</typeRef>{allowed}</itemDefinition>'

"""A decision table as a programmer would write it: one plain ``if`` a rule."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.decisions.dmn.tables import Rule, Table
from app.feel import constant
from app.feel.tree import Half, Interval, Node, Tests

Plain = Callable[[Mapping[str, Any]], Any]


def plain(table: Table) -> Plain:
    """Return a function that says what the first rule that fires says, or None."""
    names = [column.label for column in table.inputs]
    lines = ["def decide(given):"]
    lines += [f"    {name} = given[{name!r}]" for name in names]
    for number, rule in enumerate(table.rules):
        lines += [f"    if {_when(rule, names)}:", f"        return says[{number}]"]
    lines.append("    return None")
    scope: dict[str, Any] = {"says": [_says(table, rule) for rule in table.rules]}
    exec("\n".join(lines), scope)
    decide: Plain = scope["decide"]
    return decide


def _says(table: Table, rule: Rule) -> Any:
    values = [cell.constant for cell in rule.outputs]
    if len(values) == 1:
        return values[0]
    return dict(zip((output.name for output in table.outputs), values, strict=True))


def _when(rule: Rule, names: list[str]) -> str:
    pairs = zip(names, rule.inputs, strict=True)
    conditions = [_cell(name, cell.tree) for name, cell in pairs if cell.tree is not None]
    return " and ".join(conditions) or "True"


def _cell(name: str, tests: Tests) -> str:
    joined = " or ".join(_tests(name, tests))
    return f"not ({joined})" if tests.negated else f"({joined})"


def _tests(name: str, tests: Tests) -> Iterator[str]:
    listed = [node for node in tests.tests if not isinstance(node, Half | Interval)]
    if listed:
        yield f"{name} in ({', '.join(_written(node) for node in listed)},)"
    for node in tests.tests:
        if isinstance(node, Half):
            yield f"{name} {node.operator} {_written(node.end)}"
        elif isinstance(node, Interval):
            below, above = ("<=" if end else "<" for end in (node.low_included, node.high_included))
            yield f"{_written(node.low)} {below} {name} {above} {_written(node.high)}"


def _written(node: Node) -> str:
    value = constant(node)
    return repr(value) if value is None or isinstance(value, str | bool) else f"{value}"

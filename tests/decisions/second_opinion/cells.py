"""Every text of a DMN file that an engine evaluates, with the place where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.decisions.dmn.source import (
    Element,
    child,
    children,
    descendants,
    name_of,
    tag,
    text_of,
    type_of,
)

Kind = Literal["unary", "expression"]
LOGIC = ("decision", "businessKnowledgeModel")
ALLOWED = ("allowedValues", "typeConstraint")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One text.

    :param beside: for unary tests: all that the column says, which the inputs are made of
    :param ref: declared type of the input
    """

    decision: str
    rule: int | None = None
    column: str
    text: str
    kind: Kind
    beside: tuple[str, ...] = ()
    ref: str = ""

    def __str__(self) -> str:
        rule = f"rule {self.rule}, " if self.rule else ""
        return f"{self.decision}, {rule}column {self.column!r}: {self.text}"


def cells_of(root: Element) -> Iterator[Cell]:
    """Yield the texts of a model; of equal ones in a column the first."""
    for element in children(root, *LOGIC):
        owner = element.get("id", "") or name_of(element)
        for table in descendants(element, "decisionTable"):
            yield from once(table_cells(table, owner))
        for boxed in descendants(element, "literalExpression"):
            above = boxed.getparent()
            column = tag(above) if above is not None else ""
            yield Cell(decision=owner, column=column, text=text_of(boxed), kind="expression")
    for item in descendants(root, "itemDefinition", "itemComponent"):
        yield from allowed_of(item)


def once(cells: Iterator[Cell]) -> Iterator[Cell]:
    """Yield cells that say something, each text of a column once."""
    seen = set()
    for cell in cells:
        mark = (cell.column, cell.kind, cell.text)
        if cell.text and mark not in seen:
            seen.add(mark)
            yield cell


def table_cells(table: Element, owner: str) -> Iterator[Cell]:
    """Yield the texts of a decision table."""
    rules = children(table, "rule")
    for number, element in enumerate(children(table, "input")):
        entries = [text_of(children(row, "inputEntry")[number]) for row in rules]
        yield from input_cells(element, entries, owner)
    for number, element in enumerate(children(table, "output")):
        entries = [text_of(children(row, "outputEntry")[number]) for row in rules]
        yield from output_cells(element, entries, owner)


def input_cells(element: Element, entries: list[str], owner: str) -> Iterator[Cell]:
    """Yield the texts of an input column."""
    source = child(element, "inputExpression")
    label, ref, allowed = text_of(source), type_of(source), text_of(child(element, "inputValues"))
    beside = (allowed, *entries)
    yield Cell(decision=owner, column=label, text=label, kind="expression")
    for rule, text in enumerate((allowed, *entries)):
        yield Cell(
            decision=owner,
            rule=rule or None,
            column=label,
            text=text,
            kind="unary",
            beside=beside,
            ref=ref,
        )


def output_cells(element: Element, entries: list[str], owner: str) -> Iterator[Cell]:
    """Yield the texts of an output column."""
    name, allowed = name_of(element), text_of(child(element, "outputValues"))
    for rule, text in enumerate(entries, 1):
        yield Cell(decision=owner, rule=rule, column=name, text=text, kind="expression")
    default = text_of(child(element, "defaultOutputEntry"))
    yield Cell(decision=owner, column=name, text=default, kind="expression")
    yield Cell(
        decision=owner,
        column=name,
        text=allowed,
        kind="unary",
        beside=(allowed,),
        ref=type_of(element),
    )


def allowed_of(item: Element) -> Iterator[Cell]:
    """Yield what an item definition allows."""
    for element in children(item, *ALLOWED):
        text = text_of(element)
        yield Cell(
            decision=name_of(item),
            column=tag(element),
            text=text,
            kind="unary",
            beside=(text,),
            ref=type_of(item),
        )

"""What a DMN file says, as text: types, and of each decision the columns and rows or the logic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.decisions.dmn.notes import annotation_of, notes_of
from app.decisions.dmn.source import (
    Element,
    child,
    children,
    descendants,
    name_of,
    normal,
    read,
    text_of,
    type_of,
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One rule of a table."""

    id: str
    inputs: Mapping[str, str]  #: by column
    outputs: Mapping[str, str]
    note: str

    @property
    def cells(self) -> dict[str, str]:
        """Every cell by its column."""
        return {**self.inputs, **self.outputs}

    @property
    def words(self) -> str:
        """The row in one line, dashes left out."""
        asks = [f"{column} {text}" for column, text in self.inputs.items() if text != "-"]
        says = [f"{column} {text}" for column, text in self.outputs.items()]
        note = f" ({self.note})" if self.note else ""
        return f"{', '.join(asks) or 'always'} -> {', '.join(says)}{note}"


@dataclass(frozen=True, kw_only=True)
class TableOutline:
    """A decision table."""

    policy: str
    columns: Mapping[str, str]  #: what each takes: its type, allowed values and default
    ids: Mapping[str, str]  #: of the columns, by name
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class LogicOutline:
    """A decision, or a function that decisions share."""

    id: str
    type: str  #: of its value
    notes: tuple[str, ...]  #: text beside it
    text: str  #: its logic where it is no table
    table: TableOutline | None
    requires: tuple[str, ...]  #: ids in this file; addresses in others


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A whole file."""

    types: Mapping[str, str]  #: of item definitions and of input data
    logics: Mapping[str, LogicOutline]

    def below(self, key: str) -> dict[str, LogicOutline]:
        """Return a decision and all it is built on in this file, by id."""
        found: dict[str, LogicOutline] = {}
        ahead = [key]
        while ahead:
            logic = self.logics.get(ahead.pop())
            if logic is not None and logic.id not in found:
                found[logic.id] = logic
                ahead.extend(logic.requires)
        return found


def outline_of(content: bytes, file: str) -> Outline:
    """Outline a DMN file.

    :raises DecisionErrors: it is none
    """
    root = read(content, file)
    logics = [_logic(e) for e in children(root, "decision", "businessKnowledgeModel")]
    return Outline(
        types={
            **{name_of(e): _takes(e) for e in children(root, "itemDefinition")},
            **{name_of(e): _takes(child(e, "variable")) for e in children(root, "inputData")},
        },
        logics={logic.id: logic for logic in logics},
    )


def _logic(element: Element) -> LogicOutline:
    owner = child(element, "encapsulatedLogic")
    owner = element if owner is None else owner
    table = child(owner, "decisionTable")
    ends = descendants(element, "requiredDecision", "requiredKnowledge", "requiredInput")
    return LogicOutline(
        id=element.get("id", ""),
        type=type_of(child(element, "variable")),
        notes=tuple(notes_of(element)),
        text="" if table is not None else _text(owner),
        table=None if table is None else _table(table),
        requires=tuple(end.get("href", "").removeprefix("#") for end in ends),
    )


def _text(owner: Element) -> str:
    """Return the text of a literal expression, or boxed logic with one piece a line."""
    literal = child(owner, "literalExpression")
    if literal is not None:
        return text_of(literal)
    pieces = [text_of(e) or name_of(e) for e in descendants(owner, *_PIECES)]
    return "\n".join(filter(None, pieces))


_PIECES = ("literalExpression", "variable", "formalParameter", "inputEntry", "outputEntry")


def _table(table: Element) -> TableOutline:
    inputs = [text_of(child(e, "inputExpression")) for e in children(table, "input")]
    outputs = [name_of(e) or normal(e.get("label")) for e in children(table, "output")]
    named = _distinct([*inputs, *(name or "result" for name in outputs)])
    ins, outs = named[: len(inputs)], named[len(inputs) :]
    takes = [_takes(e) for e in children(table, "input", "output")]
    ids = [e.get("id", "") for e in children(table, "input", "output")]
    policy = f"{table.get('hitPolicy', 'UNIQUE')} {table.get('aggregation', '')}".strip()
    return TableOutline(
        policy=policy,
        columns=dict(zip(named, takes, strict=True)),
        ids=dict(zip(named, ids, strict=True)),
        rows=tuple(_row(row, ins, outs) for row in children(table, "rule")),
    )


def _distinct(names: list[str]) -> list[str]:
    """Return the names, the second of the same kind with its number behind."""
    return [
        name if names.index(name) == place else f"{name} ({names[:place].count(name) + 1})"
        for place, name in enumerate(names)
    ]


def _row(row: Element, inputs: list[str], outputs: list[str]) -> Row:
    asks = [text_of(e) or "-" for e in children(row, "inputEntry")]
    says = [text_of(e) for e in children(row, "outputEntry")]
    return Row(
        id=row.get("id", ""),
        inputs=dict(zip(inputs, asks, strict=False)),
        outputs=dict(zip(outputs, says, strict=False)),
        note=annotation_of(row),
    )


def _takes(element: Element | None) -> str:
    said = () if element is None else _said_of(element)
    return "; ".join(said) or "anything"


def _said_of(element: Element) -> Iterator[str]:
    """Yield the type of a column or item, its allowed values, and its components."""
    source = child(element, "inputExpression")
    yield from filter(None, [type_of(element if source is None else source)])
    yield from ["list"] if element.get("isCollection") == "true" else []
    values = children(element, "inputValues", "outputValues", "allowedValues", "typeConstraint")
    yield from filter(None, map(text_of, values))
    default = text_of(child(element, "defaultOutputEntry"))
    yield from [f"by default {default}"] if default else []
    for part in children(element, "itemComponent"):
        yield f"{name_of(part)}: {_takes(part)}"

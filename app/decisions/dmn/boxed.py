"""Compiles boxed expressions: literals, contexts, lists, functions, choices, filters and loops."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.decisions.dmn.scope import Compiler, Place, Run, Values, nothing
from app.decisions.dmn.source import (
    Element,
    child,
    children,
    name_of,
    normal,
    tag,
    text_of,
    type_of,
)
from app.decisions.dmn.table_reader import TableReader
from app.decisions.dmn.tables import Table
from app.decisions.dmn.trace import Trace
from app.decisions.dmn.types import Fit, Types
from app.decisions.errors import written
from app.feel import Function, charge, compile_expression
from app.feel.tree import size

COUNTED = compile_expression("for each in source return each")
PARTIAL = "partial"  # the name of what a loop has yielded so far
STEPS_OF_A_CALL = 20  # of a box, beside those of its logic and one for each value in sight
ALL = compile_expression("all(answers)")
ANY = compile_expression("any(answers)")


@dataclass(frozen=True, kw_only=True)
class Boxes:
    """Compiles the boxed expressions of one model."""

    compiler: Compiler
    types: Types
    tables: list[Table] = field(default_factory=list)  #: every table compiled so far

    def body(self, owner: Element | None, place: Place) -> Run:
        """Compile the expression inside an element; null when there is none."""
        inner = child(owner, *KINDS)
        return nothing if inner is None else self.box(inner, place)

    def box(self, element: Element, place: Place) -> Run:
        """Compile one boxed expression, fitted to its own type reference."""
        kind = tag(element)
        run = KINDS[kind](self, element, place)
        return run if kind == "functionDefinition" else self.fitted(run, type_of(element), place)

    def fitted(self, run: Run, ref: str, place: Place) -> Run:
        """Return the logic with its value fitted to a type."""
        self.types.check_ref(ref, place)
        fit = self.types.fitter(ref)
        if fit is None or run is nothing:
            return run

        def run_fitted(values: Values, trace: Trace) -> object:
            value = run(values, trace)
            found = fit(value)
            if found is None and value is not None:
                self.compiler.undecided(place, f"{written(value)} is not of type {ref}")
            return found

        return run_fitted

    def function(self, element: Element | None, place: Place) -> Run:
        """Compile a function definition: its worth is a FEEL function of the surrounding values."""
        if element is None or element.get("kind", "FEEL") != "FEEL":
            return nothing  # Java and PMML are never run
        parameters = tuple(name_of(p) for p in children(element, "formalParameter"))
        fits = [self.types.fitter(type_of(p)) for p in children(element, "formalParameter")]
        run = self.body(element, place.within(parameters))
        run = self.fitted(run, self.types.returned(type_of(element)), place)
        return lambda values, trace: Function(
            parameters, _caller(run, parameters, fits, values, trace)
        )


def _caller(
    run: Run, parameters: tuple[str, ...], fits: list[Fit | None], values: Values, trace: Trace
) -> Callable[..., object]:
    def call(*arguments: object) -> object:
        charge(STEPS_OF_A_CALL + len(values))
        inner = dict(values)
        for name, fit, given in zip(parameters, fits, arguments, strict=False):
            inner[name] = fit(given) if fit is not None else given
            if inner[name] is None and given is not None:
                return None
        return run(inner, trace)

    return call


def _literal(boxes: Boxes, element: Element, place: Place) -> Run:
    language = element.get("expressionLanguage", "feel")
    text = text_of(element)
    if "feel" not in language.lower():
        boxes.compiler.fault(
            place,
            f"the expression language {language!r} is not FEEL",
            text,
            code="language",
            advice="choose FEEL as the expression language",
        )
    expression = boxes.compiler.expression(text, place)
    if expression is None:
        return nothing
    compute, steps = expression.run, size(expression.tree)

    def run(values: Values, trace: Trace) -> object:
        charge(steps)
        return compute(values)

    return run


def _context(boxes: Boxes, element: Element, place: Place) -> Run:
    entries: list[tuple[str, Run]] = []
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        name = name_of(variable)
        at = place.at(column=name)
        entries.append((name, boxes.fitted(boxes.body(entry, at), type_of(variable), at)))
        place = place.within([name])

    def run(values: Values, trace: Trace) -> object:
        inner, made = dict(values), dict[str, object]()
        for name, part in entries:
            value = part(inner, trace)
            if not name:  # the entry without a name is the context's result
                return value
            made[name] = inner[name] = value
        return made

    return run


def _invocation(boxes: Boxes, element: Element, place: Place) -> Run:
    called = text_of(child(element, "literalExpression"))
    bindings = children(element, "binding")
    names = [name_of(child(b, "parameter")) for b in bindings]
    runs = [boxes.body(b, place) for b in bindings]
    slots = [f"argument_{number}" for number in range(len(names))]
    pairs = ", ".join(f"{name}: {slot}" for name, slot in zip(names, slots, strict=True))
    call = boxes.compiler.expression(f"{called}({pairs})", place.within(slots))
    if call is None:
        return nothing

    def run(values: Values, trace: Trace) -> object:
        given = {slot: part(values, trace) for slot, part in zip(slots, runs, strict=True)}
        return call.run({**values, **given})

    return run


def _list(boxes: Boxes, element: Element, place: Place) -> Run:
    parts = [boxes.box(e, place) for e in children(element, *KINDS)]
    return lambda values, trace: [part(values, trace) for part in parts]


def _relation(boxes: Boxes, element: Element, place: Place) -> Run:
    names = [name_of(c) for c in children(element, "column")]
    rows: list[list[tuple[str, Run]]] = []
    for number, row in enumerate(children(element, "row"), 1):
        cells = [boxes.box(e, place.at(rule=number)) for e in children(row, *KINDS)]
        if len(cells) != len(names):
            boxes.compiler.fault(
                place.at(rule=number), f"{len(cells)} cells for {len(names)} columns"
            )
        rows.append(list(zip(names, cells, strict=False)))
    return lambda values, trace: [{n: cell(values, trace) for n, cell in row} for row in rows]


def _function(boxes: Boxes, element: Element, place: Place) -> Run:
    return boxes.function(element, place)


def _conditional(boxes: Boxes, element: Element, place: Place) -> Run:
    when, then, other = (boxes.body(child(element, n), place) for n in ("if", "then", "else"))

    def run(values: Values, trace: Trace) -> object:
        answer = when(values, trace)
        if answer is not None and not isinstance(answer, bool):
            boxes.compiler.undecided(place, f"the condition is {written(answer)}")
            return None
        return then(values, trace) if answer else other(values, trace)

    return run


def _filter(boxes: Boxes, element: Element, place: Place) -> Run:
    source = boxes.body(child(element, "in"), place)
    match = boxes.body(child(element, "match"), place.within(["item"]))

    def run(values: Values, trace: Trace) -> object:
        found = source(values, trace)
        items = found if isinstance(found, list) else [] if found is None else [found]
        kept = []
        for item in items:
            own = item if isinstance(item, dict) else {}
            charge(STEPS_OF_A_CALL + len(values) + len(own))
            answer = match({**values, "item": item, **own}, trace)
            if isinstance(answer, Decimal):
                return _position(items, answer)
            if answer is True:
                kept.append(item)
        return kept

    return run


def _position(items: list[object], number: Decimal) -> object:
    """Return the item at a position from 1, or from the end below 0."""
    index = int(number) - 1 if number > 0 else int(number)
    inside = number != 0 and -len(items) <= index < len(items)
    return items[index] if inside else None


def _loop(boxes: Boxes, element: Element, place: Place, *, part: str) -> Run:
    variable = normal(element.get("iteratorVariable"))
    source = boxes.body(child(element, "in"), place)
    body = boxes.body(child(element, part), place.within([variable, PARTIAL]))
    asks = any(PARTIAL in text for text in element.itertext())

    def run(values: Values, trace: Trace) -> list[object] | None:
        # a range counts as the list of its numbers
        items = COUNTED({"source": source(values, trace)})
        if not isinstance(items, list):
            return None
        done: list[object] = []
        for item in items:
            charge(STEPS_OF_A_CALL + len(values) + (len(done) if asks else 0))
            # a copy, or a list could come to hold itself
            partial = {PARTIAL: done[:]} if asks else {}
            done.append(body({**values, **partial, variable: item}, trace))
        return done

    return run


def _for(boxes: Boxes, element: Element, place: Place) -> Run:
    return _loop(boxes, element, place, part="return")


def _some(boxes: Boxes, element: Element, place: Place) -> Run:
    run = _loop(boxes, element, place, part="satisfies")
    return lambda values, trace: ANY({"answers": run(values, trace)})


def _every(boxes: Boxes, element: Element, place: Place) -> Run:
    run = _loop(boxes, element, place, part="satisfies")
    return lambda values, trace: ALL({"answers": run(values, trace)})


def _table(boxes: Boxes, element: Element, place: Place) -> Run:
    table = TableReader(boxes.compiler, boxes.types, element, place).table()
    boxes.tables.append(table)
    return table.run


KINDS: Mapping[str, Callable[[Boxes, Element, Place], Run]] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "invocation": _invocation,
    "list": _list,
    "relation": _relation,
    "functionDefinition": _function,
    "conditional": _conditional,
    "filter": _filter,
    "for": _for,
    "some": _some,
    "every": _every,
}

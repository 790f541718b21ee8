"""Compiles the decision tables of a model."""

from dataclasses import replace
from functools import partial

from app.decision_results import MatchedRule
from app.decisions.dmn import hit_policies
from app.decisions.dmn.cells import (
    ANYTHING,
    InputCell,
    faults_of,
    input_cell,
    is_constant,
    speaks_of_null,
)
from app.decisions.dmn.columns import gather
from app.decisions.dmn.scope import Compiler, Place, Run, Values
from app.decisions.dmn.source import Element, child, children, name_of, normal, text_of, type_of
from app.decisions.dmn.tables import Cell, Input, Output, Rule, Table
from app.decisions.dmn.types import FROM_JSON, PLAIN, Types
from app.decisions.errors import written
from app.feel import Expression, FeelError, UnaryTests, compile_expression


def compile_table(compiler: Compiler, types: Types, element: Element, place: Place) -> Run:
    """Compile a decision table; what is wrong with it joins the compiler's faults."""
    return TableReader(compiler, types, element, place).table().run


class TableReader:
    """Reads one decision table."""

    def __init__(self, compiler: Compiler, types: Types, element: Element, place: Place) -> None:
        self._compiler, self._types, self._element, self._place = compiler, types, element, place

    def table(self) -> Table:
        """Compile the table."""
        policy, aggregation = self._policy()
        inputs = tuple(self._input(e) for e in children(self._element, "input"))
        if self._place.known is None:  # cells may use what the inputs read, and nothing else
            self._place = replace(self._place, known=frozenset(self._compiler.reads))
        outputs = tuple(self._output(e) for e in children(self._element, "output"))
        if not outputs:
            self._compiler.fault(self._place, "the table has no output")
        if aggregation and len(outputs) > 1 and aggregation != "COUNT":
            self._compiler.fault(self._place, f"{aggregation} needs a single output")
        cells: list[list[InputCell]] = []
        rules: list[Rule] = []
        for number, row in enumerate(children(self._element, "rule"), 1):
            cells.append(self._cells(row, number, inputs))
            rules.append(self._rule(row, number, outputs))
        return Table(
            compiler=self._compiler,
            place=self._place,
            policy=policy,
            aggregation=aggregation,
            inputs=inputs,
            columns=tuple(gather([row[n] for row in cells]) for n in range(len(inputs))),
            outputs=outputs,
            rules=tuple(rules),
        )

    def _policy(self) -> tuple[str, str]:
        policy = self._element.get("hitPolicy", hit_policies.UNIQUE)
        aggregation = self._element.get("aggregation", "")
        if policy not in hit_policies.POLICIES:
            self._compiler.fault(self._place, f"unknown hit policy {policy!r}")
        if aggregation and aggregation not in hit_policies.AGGREGATES:
            self._compiler.fault(self._place, f"unknown aggregation {aggregation!r}")
            aggregation = ""
        return policy, aggregation if policy == hit_policies.COLLECT else ""

    def _input(self, element: Element) -> Input:
        source = child(element, "inputExpression")
        text, ref = text_of(source), type_of(source)
        label = normal(text or element.get("label"))
        place = self._place.at(column=label)
        self._types.check_ref(ref, place)
        if not text:
            self._compiler.fault(place, "the column reads nothing: its input expression is empty")
        expression = self._compiler.expression(text, place)
        return Input(
            label=label,
            ref=ref,
            read=expression.run if expression else _null,
            fit=self._types.fitter(ref, PLAIN if self._compiler.standard else FROM_JSON),
            allowed=self._compiler.allowed(text_of(child(element, "inputValues")), place),
        )

    def _output(self, element: Element) -> Output:
        name, ref = name_of(element), type_of(element)
        place = self._place.at(column=name or normal(element.get("label")))
        self._types.check_ref(ref, place)
        values = text_of(child(element, "outputValues"))
        output = Output(
            name=name,
            ref=ref,
            fit=self._types.fitter(ref),
            allowed=self._compiler.allowed(values, place),
            order=self._order(values, place),
            default=None,
        )
        default = text_of(child(element, "defaultOutputEntry"))
        return replace(output, default=self._result(default, output, place)) if default else output

    def _order(self, values: str, place: Place) -> tuple[object, ...]:
        """Return the output values in their order of weight."""
        try:
            expression = compile_expression(f"[{values}]", self._compiler.declared)
        except FeelError:  # tests such as "> 5" have no order
            return ()
        listed = self._compiler.worked_out(values, place, partial(expression, {}))
        return tuple(listed) if isinstance(listed, list) else ()

    def _cells(self, row: Element, number: int, inputs: tuple[Input, ...]) -> list[InputCell]:
        texts = [text_of(e) for e in children(row, "inputEntry")]
        if len(texts) != len(inputs):
            reason = f"{len(texts)} input cells for {len(inputs)} inputs"
            self._compiler.fault(self._place.at(rule=number), reason)
            texts = ["-"] * len(inputs)
        return [self._cell(t, number, column) for t, column in zip(texts, inputs, strict=True)]

    def _cell(self, text: str, number: int, column: Input) -> InputCell:
        place = self._place.at(rule=number, column=column.label)
        if text in ("", "-"):
            return ANYTHING
        tests = self._compiler.tests(text, place)
        if tests is None:
            return InputCell(text=text, test=_never)
        reasons = partial(self._reasons, tests, column)
        for reason in self._compiler.worked_out(text, place, reasons) or ():
            self._compiler.fault(place, reason, text)
        return input_cell(tests)

    def _reasons(self, tests: UnaryTests, column: Input) -> list[str]:
        found = faults_of(
            tests, ref=column.ref, types=self._types, fit=column.fit, allowed=column.allowed
        )
        return list(found)

    def _rule(self, row: Element, number: int, outputs: tuple[Output, ...]) -> Rule:
        place = self._place.at(rule=number)
        texts = [text_of(e) for e in children(row, "outputEntry")]
        if len(texts) != len(outputs):
            reason = f"{len(texts)} output cells for {len(outputs)} outputs"
            self._compiler.fault(place, reason)
            texts = [""] * len(outputs)
        cells = [
            self._result(text, output, place.at(column=output.name))
            for text, output in zip(texts, outputs, strict=True)
        ]
        matched = MatchedRule(
            decision=place.decision,
            rule=row.get("id", ""),
            index=number,
            annotation=annotation_of(row),
        )
        return Rule(matched=matched, outputs=tuple(cells))

    def _result(self, text: str, output: Output, place: Place) -> Cell:
        """Compile an output cell: what is the same for every input is worked out here."""
        expression = self._compiler.expression(text, place)
        if expression is None:
            return _null
        if not is_constant(expression):
            return self._computed(expression, output, place)
        found = self._compiler.worked_out(text, place, partial(_constant, expression, output))
        reason, fitted = found or ("", None)
        if reason:
            self._compiler.fault(place, reason, text)
        return lambda values: fitted

    def _computed(self, expression: Expression, output: Output, place: Place) -> Cell:
        null_is_meant = speaks_of_null(expression.tree)
        compiler, compute, text = self._compiler, expression.run, expression.text

        def read(values: Values) -> object:
            value = compute(values)
            if value is None:
                if not null_is_meant:
                    compiler.undecided(place, f"output {output.name!r} is null: {text}")
                return None
            reason = _refusal(value, output)
            if reason:
                compiler.undecided(place, f"output {output.name!r}: {reason}")
            return output.fit(value) if output.fit else value

        return read


def _constant(expression: Expression, output: Output) -> tuple[str, object]:
    """Return why an output column does not take a constant, "" when it does; and the value."""
    value = expression({})
    return _refusal(value, output), output.fit(value) if output.fit else value


def _refusal(value: object, output: Output) -> str:
    """Return why an output column does not take a value; "" when it does."""
    if value is None:
        return ""
    fitted = output.fit(value) if output.fit else value
    if fitted is None:
        return f"{written(value)} is not of type {output.ref}"
    parts = fitted if isinstance(fitted, list) else [fitted]
    if output.allowed and not all(output.allowed({}, part) is True for part in parts):
        return f"{written(value)} is not among the output values"
    return ""


def annotation_of(row: Element) -> str:
    """Return what a rule says about itself: its annotations, then its description."""
    texts = [text_of(e) for e in children(row, "annotationEntry")]
    description = child(row, "description")
    texts.append((description.text or "").strip() if description is not None else "")
    return "; ".join(filter(None, texts))


def _null(values: Values) -> object:
    return None


def _never(values: Values, value: object) -> bool | None:
    """Answer null: the test of a cell that cannot be compiled."""
    return None

"""Compiles the decision tables of a model."""

from dataclasses import replace
from functools import partial

from app.decision_results import MatchedRule
from app.decisions.dmn import advice, hit_policies
from app.decisions.dmn.cells import (
    ANYTHING,
    Domain,
    InputCell,
    Mistake,
    input_cell,
    is_constant,
    mistakes_of,
    speaks_of_null,
)
from app.decisions.dmn.columns import gather
from app.decisions.dmn.notes import annotation_of, notes_of
from app.decisions.dmn.scope import Compiler, Place, Values
from app.decisions.dmn.source import Element, child, children, name_of, normal, text_of, type_of
from app.decisions.dmn.tables import Cell, Input, Output, OutputCell, Rule, Table
from app.decisions.dmn.types import FROM_JSON, PLAIN, Types, is_of
from app.decisions.errors import written
from app.feel import UNKNOWN, Expression, FeelError, UnaryTests, compile_expression


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
        if 0 < sum(output.default is not None for output in outputs) < len(outputs):
            reason = "some outputs have a default and others have none"
            how = "give every output a default, or none"
            self._compiler.fault(self._place, reason, code="table", advice=how)
        if policy in hit_policies.BY_RANK and not any(output.order for output in outputs):
            reason = f"{policy} ranks by the output values, and there are none"
            how = "list the output values, the weightiest first"
            self._compiler.fault(
                self._place, reason, code="hit_policy", advice=how, level="warning"
            )
        if not outputs:
            self._compiler.fault(self._place, "the table has no output", code="table")
        if aggregation and len(outputs) > 1 and aggregation != "COUNT":
            self._compiler.fault(
                self._place,
                f"{aggregation} needs a single output",
                code="hit_policy",
                advice="leave one output, or choose COUNT or no aggregation",
            )
        rows = enumerate(children(self._element, "rule"), 1)
        rules = tuple(self._rule(row, number, inputs, outputs) for number, row in rows)
        return Table(
            compiler=self._compiler,
            place=self._place,
            policy=policy,
            aggregation=aggregation,
            notes=tuple(notes_of(self._element)),
            inputs=inputs,
            columns=tuple(gather([rule.inputs[n] for rule in rules]) for n in range(len(inputs))),
            outputs=outputs,
            rules=rules,
        )

    def _policy(self) -> tuple[str, str]:
        policy = self._element.get("hitPolicy", hit_policies.UNIQUE)
        aggregation = self._element.get("aggregation", "")
        if policy not in hit_policies.POLICIES:
            self._compiler.fault(
                self._place,
                f"unknown hit policy {policy!r}",
                code="hit_policy",
                advice=f"choose one of {', '.join(sorted(hit_policies.POLICIES))}",
            )
        if aggregation and aggregation not in hit_policies.AGGREGATES:
            self._compiler.fault(
                self._place,
                f"unknown aggregation {aggregation!r}",
                code="hit_policy",
                advice=f"choose one of {', '.join(sorted(hit_policies.AGGREGATES))}",
            )
            aggregation = ""
        return policy, aggregation if policy == hit_policies.COLLECT else ""

    def _input(self, element: Element) -> Input:
        source = child(element, "inputExpression")
        text, ref = text_of(source), type_of(source)
        label = normal(text or element.get("label"))
        place = self._place.at(column=label)
        self._types.check_ref(ref, place)
        if not text:
            self._compiler.fault(
                place,
                "the column reads nothing: its input expression is empty",
                code="table",
                advice="name the variable that the column reads",
            )
        expression = self._compiler.expression(text, place)
        if not ref:
            reason = "the column has no type: a value of another kind finds no rule"
            how = "choose the type of what it reads"
            self._compiler.fault(place, reason, code="type", advice=how, level="warning")
        values = self._compiler.tests(text_of(child(element, "inputValues")), place)
        return Input(
            label=label,
            ref=ref,
            basic=self._types.basic_of(ref),
            read=expression.run if expression else _null,
            fit=self._types.fitter(ref, PLAIN if self._compiler.standard else FROM_JSON),
            allowed=None if values is None else values.run,
            domain=(*self._types.domain(ref), *([values.tree] if values else [])),
        )

    def _output(self, element: Element) -> Output:
        name, ref = name_of(element), type_of(element)
        place = self._place.at(column=name or normal(element.get("label")))
        self._types.check_ref(ref, place)
        values = text_of(child(element, "outputValues"))
        allowed = self._compiler.tests(values, place)
        output = Output(
            name=name,
            ref=ref,
            fit=self._types.fitter(ref),
            allowed=None if allowed is None else allowed.run,
            domain=(*self._types.domain(ref), *([allowed.tree] if allowed else [])),
            order=self._order(values, place),
            default=None,
        )
        default = text_of(child(element, "defaultOutputEntry"))
        if not default:
            return output
        return replace(output, default=self._result(default, output, place).read)

    def _order(self, values: str, place: Place) -> tuple[object, ...]:
        """Return the output values in their order of weight."""
        try:
            expression = compile_expression(f"[{values}]", self._compiler.declared)
        except FeelError:  # tests such as "> 5" have no order
            return ()
        listed = self._compiler.worked_out(values, place, partial(expression, {}))
        return tuple(listed) if isinstance(listed, list) else ()

    def _cells(self, row: Element, number: int, inputs: tuple[Input, ...]) -> tuple[InputCell, ...]:
        texts = [text_of(e) for e in children(row, "inputEntry")]
        if len(texts) != len(inputs):
            reason = f"{len(texts)} input cells for {len(inputs)} inputs"
            self._compiler.fault(self._place.at(rule=number), reason, code="table")
            texts = ["-"] * len(inputs)
        columns = zip(texts, inputs, strict=True)
        return tuple(self._cell(text, number, column) for text, column in columns)

    def _cell(self, text: str, number: int, column: Input) -> InputCell:
        place = self._place.at(rule=number, column=column.label).of_kinds({"?": column.basic})
        if text in ("", "-"):
            return ANYTHING
        tests = self._compiler.tests(text, place)
        if tests is None:
            return InputCell(text=text, test=_never)
        found = self._compiler.worked_out(text, place, partial(self._mistakes, tests, column))
        for mistake in found or ():
            self._compiler.fault(
                place, mistake.reason, text, code=mistake.code, advice=mistake.advice
            )
        return input_cell(tests)

    @staticmethod
    def _mistakes(tests: UnaryTests, column: Input) -> list[Mistake]:
        domain = Domain(
            basic=column.basic, fit=column.fit, allowed=column.allowed, tests=column.domain
        )
        return list(mistakes_of(tests, domain))

    def _rule(
        self, row: Element, number: int, inputs: tuple[Input, ...], outputs: tuple[Output, ...]
    ) -> Rule:
        place = self._place.at(rule=number)
        texts = [text_of(e) for e in children(row, "outputEntry")]
        if len(texts) != len(outputs):
            reason = f"{len(texts)} output cells for {len(outputs)} outputs"
            self._compiler.fault(place, reason, code="table")
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
        return Rule(matched=matched, inputs=self._cells(row, number, inputs), outputs=tuple(cells))

    def _result(self, text: str, output: Output, place: Place) -> OutputCell:
        """Compile an output cell: what is the same for every input is worked out here."""
        expression = self._compiler.expression(text, place)
        if expression is None:
            if not text:
                reason = "the output is empty: it says null"
                how = "write what the rule says, or null if nothing is meant"
                self._compiler.fault(place, reason, code="output", advice=how, level="warning")
            return OutputCell(text=text, read=_null, constant=None)
        if not is_constant(expression):
            read = self._computed(expression, output, place)
            return OutputCell(text=text, read=read, constant=UNKNOWN)
        found = self._compiler.worked_out(text, place, partial(self._constant, expression, output))
        reason, how, fitted = found or ("", "", None)
        if reason:
            self._compiler.fault(place, reason, text, code="output", advice=how)
        return OutputCell(text=text, read=lambda values: fitted, constant=fitted)

    def _constant(self, expression: Expression, output: Output) -> tuple[str, str, object]:
        """Return why a column does not take what a cell always says, how else, and the value."""
        constant = expression({})
        if constant is None and not speaks_of_null(expression.tree):
            how = "write a value that can be worked out, or null if nothing is meant"
            return "it has no value", how, None
        reason = _refusal(constant, output)
        how = self._right(constant, output) if reason else ""
        return reason, how, output.fit(constant) if output.fit else constant

    def _right(self, value: object, output: Output) -> str:
        """Return how an output that is refused is written right."""
        basic = self._types.basic_of(output.ref)
        if basic not in ("", "Any") and not is_of(value, basic):
            return advice.for_value(value, basic)
        return advice.for_unlisted(value, output.domain)

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


def _null(values: Values) -> object:
    return None


def _never(values: Values, value: object) -> bool | None:
    """Answer null: the test of a cell that cannot be compiled."""
    return None

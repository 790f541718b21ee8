"""Random decision tables over every kind of column, and all points at which they can differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

from hypothesis import strategies as st

from app.decisions.analysis import Merge
from app.decisions.dmn.model import load
from app.decisions.dmn.scope import Trace
from app.decisions.dmn.tables import Table
from app.decisions.errors import DecisionError
from app.feel import Value, compile_expression, compile_unary_tests, kind
from tests.decisions.writing import decision, model, table

NO_ANSWER = "no answer"
OUTPUTS = ('"x"', '"y"', '"z"')
OUTSIDE = "? instance of function"  #: a test outside the analysis, never true here
Point = dict[str, Value]


@dataclass(frozen=True, kw_only=True)
class Sort:
    """A sort of column: what its cells name, and points on, between and beside these."""

    name: str
    ref: str
    named: tuple[str, ...]
    between: tuple[str, ...]
    ordered: bool = True


def _temporal(ref: str, call: str, named: str, between: str) -> Sort:
    def written(texts: str) -> tuple[str, ...]:
        return tuple(f'{call}("{text}")' for text in texts.split())

    return Sort(name=ref, ref=ref, named=written(named), between=written(between))


SORTS = (
    Sort(name="number", ref="number", named=("1", "2", "3"), between=("-1", "1.5", "2.5", "7")),
    Sort(name="string", ref="string", named=('"a"', '"b"', '"c"'), between=('"d"',), ordered=False),
    Sort(name="untyped", ref="", named=("1", "2", "3"), between=("0", "1.5", "2.5", "9")),
    Sort(
        name="mixed",
        ref="",
        named=("1", "2", '"a"', '"b"', "true"),
        between=("1.5", '"d"', "false"),
        ordered=False,
    ),
    Sort(name="boolean", ref="boolean", named=("true", "false"), between=(), ordered=False),
    _temporal(
        "date", "date", "2026-01-02 2026-01-03 2026-01-05", "2026-01-01 2026-01-04 2027-01-01"
    ),
    _temporal(
        "time",
        "time",
        "10:00:00 11:00:00",
        "09:00:00 10:00:00.5 10:00:01 10:30:00 11:00:00.9 12:00:00",
    ),
    _temporal(
        "dateTime",
        "date and time",
        "2026-01-02T10:00:00Z 2026-01-02T11:30:00+01:00",
        "2026-01-01T10:00:00Z 2026-01-02T10:00:00.5Z 2026-01-02T10:20:00Z"
        " 2026-01-02T10:30:00.1Z 2026-01-03T10:00:00Z",
    ),
    _temporal("dayTimeDuration", "duration", "PT1H P1D", "-P1D PT1H30M P2D"),
    _temporal("yearMonthDuration", "duration", "P1M P3M", "P0M P2M P1Y"),
)


@st.composite
def cells(draw: st.DrawFn, sort: Sort, *, outside: bool) -> str:
    """Draw one cell: a dash, a value, a range, a half, a list, a negation, or null.

    :param outside: or one that is outside the analysis
    """
    shapes = ["dash", "dash", "one", "list", "not", "asking", "null"]
    shape = draw(st.sampled_from([*shapes, "outside"] if outside else shapes))
    tests = draw(st.lists(_tests(sort), min_size=1, max_size=3))
    return {
        "dash": "-",
        "one": tests[0],
        "list": ", ".join(tests),
        "not": f"not({', '.join(tests)})",
        "asking": f"? in ({', '.join(tests)})",
        "outside": f"? = {draw(st.sampled_from(sort.named))} or {OUTSIDE}",
        "null": draw(st.sampled_from(["null", "not(null)", f"null, {tests[0]}"])),
    }[shape]


def _tests(sort: Sort) -> st.SearchStrategy[str]:
    value = st.sampled_from(sort.named)
    if not sort.ordered:
        return value
    half = st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">="]), value)
    span = st.builds(
        "{}{}..{}{}".format, st.sampled_from("[(]"), value, value, st.sampled_from(["]", ")", "["])
    )
    return st.one_of(value, half, span)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A random table as it is written: input columns, rows of texts, hit policy."""

    inputs: tuple[tuple[str, str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    policy: str

    def compiled(self) -> Table:
        """Compile it."""
        logic = table(
            inputs=self.inputs,
            outputs=[("out", "string", '"x","y","z"')],
            rules=self.rows,
            policy=self.policy,
            note="example value",
        )
        return load(model(decision("table", logic))).tables[0]

    def with_one_for(self, merge: Merge) -> "Drawn":
        """Return the table in which some of its rules are one."""
        one = list(self.rows[merge.at - 1])
        one[merge.column_number - 1] = merge.cell
        rows = [
            tuple(one) if number == merge.at else row
            for number, row in enumerate(self.rows, 1)
            if number == merge.at or number not in merge.rules
        ]
        return replace(self, rows=tuple(rows))


def _domains(sort: Sort) -> st.SearchStrategy[str]:
    half = [f">= {sort.named[0]}"] if sort.ordered else []
    return st.sampled_from(["", "", "", ", ".join(sort.named), *half])


@st.composite
def tables(
    draw: st.DrawFn, policies: Sequence[str], *, most_columns: int = 3, outside: bool = False
) -> Drawn:
    """Draw a decision table; some columns read the same, some rows are almost as one above."""
    sorts = draw(st.lists(st.sampled_from(SORTS), min_size=1, max_size=most_columns))
    inputs = tuple(
        (f"{sort.name}_{draw(st.sampled_from([0, n]))}", sort.ref, draw(_domains(sort)))
        for n, sort in enumerate(sorts)
    )
    rows: list[tuple[str, ...]] = []
    for _ in range(draw(st.integers(1, 7))):
        row = [
            *(draw(cells(sort, outside=outside)) for sort in sorts),
            draw(st.sampled_from(OUTPUTS)),
        ]
        if rows and draw(st.booleans()):
            like, changed = list(draw(st.sampled_from(rows))), draw(st.integers(0, len(sorts)))
            like[changed] = row[changed]
            row = like
        rows.append(tuple(row))
    return Drawn(inputs=inputs, rows=tuple(rows), policy=draw(st.sampled_from(policies)))


def points(of: Table) -> Iterator[Point]:
    """Yield every input that one of its cells could tell apart from another."""
    labels = list(dict.fromkeys(column.label for column in of.inputs))
    columns = [_values(of, label) for label in labels]
    return (dict(zip(labels, values, strict=True)) for values in product(*columns))


def _values(of: Table, label: str) -> list[Value]:
    """Return the values of what a column reads; without a type, those of the kinds it names."""
    numbers = [n for n, column in enumerate(of.inputs) if column.label == label]
    sort = next(sort for sort in SORTS if sort.name == label.partition("_")[0])
    tests = [rule.inputs[n].text for rule in of.rules for n in numbers]
    tests = [text for text in tests if OUTSIDE not in text]
    trees = [tree for n in numbers for tree in of.inputs[n].domain]
    found = [_value(text) for text in (*sort.named, *sort.between)]
    if not sort.ref:
        said = {kind(_value(text)) for text in sort.named if trees or text in " ".join(tests)}
        found = [value for value in found if not said or kind(value) in said]
    allowed = [test for n in numbers if (test := of.inputs[n].allowed) is not None]
    found = [value for value in found if all(test({}, value) is True for test in allowed)]
    return [*found, None] if "null" in " ".join(tests) else found


@lru_cache
def _value(text: str) -> Value:
    return compile_expression(text)({})


def hits(of: Table, point: Mapping[str, Value]) -> tuple[int, ...]:
    """Return the rules, from 1, whose compiled cells all hold at a point."""
    values = [point[column.label] for column in of.inputs]
    return tuple(
        rule.matched.index
        for rule in of.rules
        if all(
            cell.test is None or cell.test({}, value) is True
            for cell, value in zip(rule.inputs, values, strict=True)
        )
    )


def value_at(of: Table, point: Mapping[str, Value]) -> object:
    """Evaluate a table at a point."""
    try:
        return of.run(dict(point), Trace())
    except DecisionError:
        return NO_ANSWER


def deciding(of: Table, point: Mapping[str, Value]) -> int | None:
    """Return the rule that a FIRST or PRIORITY table follows among those that hold at a point."""
    found = hits(of, point)
    if of.policy == "PRIORITY":
        order: tuple[Any, ...] = of.outputs[0].order
        outputs = {hit: order.index(of.rules[hit - 1].outputs[0].constant) for hit in found}
        found = tuple(sorted(found, key=lambda hit: outputs[hit]))
    return found[0] if found else None


def lies_in(point: Mapping[str, Value], region: Mapping[str, str]) -> bool:
    """Tell whether a point lies in a region, by the text of its cells."""
    return all(
        compile_unary_tests(text)({}, point[column]) is True for column, text in region.items()
    )

"""A table or box that would not end is refused: at load if it can be told, else at evaluation."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.decisions.dmn import scope
from app.decisions.dmn.model import Model, load
from app.decisions.errors import DecisionError, DecisionErrors, Fault
from app.decisions.operations import result_of
from tests.decisions.writing import decision, item, literal, model, table
from tests.feel.grammar_texts import CELLS, EXPRESSIONS

ITEMS = "a list of more than 100,000 items"
STEPS = "more than 5,000,000 steps"
BUSY = "longer than 5 seconds"  # instead, on a machine that is busy
COUNTLESS = "for i in 1..1000000000 return i"
#: a step for each of ten thousand million rounds
ROUNDS = "some i in 1..100000, j in 1..100000 satisfies i + j = 0"
LIST = literal("for i in 1..100000 return i")
BACKTRACKING = f'matches("{"a" * 60}b", "^(a|aa)+$")'


def evaluate(logic: str, **inputs: object) -> object:
    return load(model(decision("d", logic))).decisions["d"].evaluate(inputs).value


def loop(body: str, kind: str = "for", part: str = "return") -> str:
    source = f"<in>{literal('[1..100000]')}</in>"
    return f'<{kind} iteratorVariable="i">{source}<{part}>{body}</{part}></{kind}>'


def faults(*parts: str) -> list[Fault]:
    with pytest.raises(DecisionErrors) as refused:
        load(model(*parts), file="d.dmn")
    return list(refused.value.faults)


def refusal(logic: str, **inputs: object) -> str:
    with pytest.raises(DecisionError) as refused:
        evaluate(logic, **inputs)
    return refused.value.reason


@pytest.mark.parametrize(
    ("text", "reason"), [(COUNTLESS, ITEMS), (f"[{ROUNDS}]", STEPS), ("x" * 20_001, "longer than")]
)
def test_an_output_cell_that_would_not_end_is_a_fault_of_the_file(text, reason):
    logic = table(inputs=[("a", "")], outputs=[("o", "")], rules=[("-", "1"), ("-", text)])

    (found,) = faults(decision("d", logic))

    assert reason in found.reason
    assert (found.decision, found.rule, found.column, found.text) == ("d", 2, "o", text)
    assert len(str(found)) < 400


def test_a_file_of_cells_that_each_take_long_is_refused_at_the_cell_that_takes_too_long(
    monkeypatch,
):
    monkeypatch.setattr(scope, "MOST_SECONDS", 0.1)
    rules = [("-", f"every i in 1..200000 / 4 satisfies i + {n} > 0") for n in range(1000)]
    logic = table(inputs=[("a", "")], outputs=[("o", "")], rules=rules)

    (found,) = faults(decision("d", logic))

    assert found.reason == "the cells up to here take longer than 0.1 seconds"
    assert found.text == rules[(found.rule or 0) - 1][1]


@pytest.mark.parametrize("values", [COUNTLESS, f"[{ROUNDS}]"])
def test_output_values_that_would_not_end_are_a_fault_of_the_file(values):
    outputs = [("o", "", values)]

    found = faults(decision("d", table(inputs=[("a", "")], outputs=outputs, rules=[("-", "1")])))

    assert found[0].column == "o"
    assert ITEMS in found[0].reason or STEPS in found[0].reason


def test_allowed_values_that_would_not_end_are_a_fault_of_the_cell_that_is_tested():
    column = ("a", "t")
    logic = table(inputs=[column], outputs=[("o", "")], rules=[("5", "1")])

    (found,) = faults(item("t", "number", ROUNDS), decision("d", logic))

    assert STEPS in found.reason
    assert (found.rule, found.column, found.text) == (1, "a", "5")


@pytest.mark.parametrize(
    ("logic", "reason"),
    [
        (literal(COUNTLESS), ITEMS),
        (literal(ROUNDS), STEPS),
        (literal(BACKTRACKING), "takes too long"),
        (loop(loop(literal("i"))), STEPS),
        (loop(loop(literal("1"), "some", "satisfies"), "every", "satisfies"), STEPS),
        (loop(literal("partial")), STEPS),
        (loop(table(inputs=[("i", "")], outputs=[("o", "")], rules=[("-", "1")])), STEPS),
        (f"<filter><in>{LIST}</in><match>{literal('sum(a) = 0')}</match></filter>", STEPS),
        (table(inputs=[(ROUNDS, "")], outputs=[("o", "")], rules=[("-", "1")]), STEPS),
        (table(inputs=[("a", "")], outputs=[("o", "")], rules=[(f"?=2 or {ROUNDS}", "1")]), STEPS),
        (table(inputs=[("a", "")], outputs=[("o", "")], rules=[("-", f"[a, {ROUNDS}]")]), STEPS),
    ],
)
def test_an_evaluation_that_would_not_end_has_no_answer(logic, reason):
    assert reason in refusal(logic, a=[1] * 100)


@pytest.mark.parametrize(
    ("body", "reason"),
    [("fib(n - 1) + fib(n - 2)", STEPS), ("fib(n + 1)", "too deeply")],
)
def test_a_recursion_that_would_not_end_has_no_answer(body, reason):
    function = f"function(n) if n < 0 then 1 else {body}"
    boxed = f'<contextEntry><variable name="fib"/>{literal(function)}</contextEntry>'
    logic = f"<context>{boxed}<contextEntry>{literal('fib(60)')}</contextEntry></context>"

    assert reason in refusal(logic)


def test_a_decision_has_one_budget_with_all_that_it_requires():
    dear = literal("every i in 1..1000, j in 1..400 satisfies i + j > 0")
    parts = [decision(f"d{n}", dear) for n in range(3)]
    needs = [f"decision:d{n}" for n in range(3)]
    loaded = load(model(*parts, decision("all", literal("d0 and d1 and d2"), requires=needs)))

    assert loaded.decisions["d0"].evaluate({}).value is True
    with pytest.raises(DecisionError, match=f"{STEPS}|{BUSY}"):
        loaded.decisions["all"].evaluate({})


def test_a_value_too_large_to_store_has_no_answer():
    twins = "(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]"
    held = load(model(decision("d", literal(twins)))).decisions["d"]

    with pytest.raises(DecisionError, match=f"{STEPS}|{BUSY}"):
        result_of(held, {}, digest="0", version=1)


def test_inputs_nested_without_end_have_no_answer():
    deep: object = 1
    for _ in range(5_000):
        deep = [deep]

    assert "too deeply" in refusal(literal("a"), a=deep)


def test_a_boxed_loop_yields_no_list_that_holds_itself():
    source = f"<in>{literal('[1, 2, 3]')}</in>"
    logic = f'<for iteratorVariable="i">{source}<return>{literal("partial")}</return></for>'

    assert evaluate(logic) == [[], [[]], [[], [[]]]]


def test_sensible_work_is_done():
    logic = loop(literal("if i < 3 then i else partial[i - 1] + 1"))
    shorter = logic.replace("[1..100000]", "[1..1000]")

    assert evaluate(shorter)[-1] == Decimal(1000)


def text_or_fault(content: bytes) -> Model | list[Fault]:
    try:
        return load(content, file="d.dmn")
    except DecisionErrors as refused:
        return list(refused.faults)


XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30)
ANYTHING = XML_TEXT | EXPRESSIONS | CELLS
TYPES = st.sampled_from(["", "number", "string", "boolean", "date", "t"])


def are_placed(found: Model | list[Fault], given: set[str]) -> bool:
    """Tell whether a file was loaded, or each fault names where in it and what is wrong."""
    if isinstance(found, Model):
        return True
    named = [f.file == "d.dmn" and f.reason and f.decision in ("d", "t") for f in found]
    texts = [" ".join(f.text.split()) in given | {""} for f in found]
    return all(named) and all(texts)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANYTHING, min_size=7, max_size=7), TYPES, TYPES)
def test_any_text_in_any_cell_is_loaded_or_refused_with_its_place(texts, one, two):
    read, values, cell, other, output, allowed, listed = texts
    logic = table(
        inputs=[(read, one, values), ("b", two)],
        outputs=[("o", two, listed)],
        rules=[("-", "-", "1"), (cell, other, output)],
    )

    found = text_or_fault(model(item("t", "number", allowed), decision("d", logic)))

    assert are_placed(found, {" ".join(text.split()) for text in texts} | {"1"})


@settings(max_examples=150, deadline=None)
@given(ANYTHING)
def test_a_text_in_a_cell_that_is_refused_is_named_with_rule_and_column(text):
    rules = [("-", "1"), (text, "1")]
    logic = table(inputs=[("a", "")], outputs=[("o", "")], rules=rules)

    found = text_or_fault(model(decision("d", logic)))

    assert isinstance(found, Model) or {(f.rule, f.column) for f in found} == {(2, "a")}

"""Boxed expressions: each kind by itself."""

from decimal import Decimal

import pytest

from app.decisions.dmn.model import load
from app.decisions.errors import DecisionError
from tests.decisions.writing import decision, input_data, literal, model, table, text


def value(logic: str, **inputs: object) -> object:
    return load(model(decision("result", logic))).decisions["result"].evaluate(inputs).value


def entry(name: str, logic: str) -> str:
    variable = f'<variable name="{name}"/>' if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def part(name: str, logic: str) -> str:
    return f"<{name}>{logic}</{name}>"


def test_a_literal_expression_reads_the_inputs():
    assert value(literal("amount * 2"), amount=21) == 42


def test_a_context_entry_sees_the_entries_before_it():
    logic = (
        f"<context>{entry('net', literal('100'))}{entry('gross', literal('net * 1.1'))}</context>"
    )

    assert value(logic) == {"net": Decimal(100), "gross": Decimal("110.0")}


def test_the_entry_without_a_name_is_the_result_of_a_context():
    logic = f"<context>{entry('net', literal('100'))}{entry('', literal('net + 1'))}</context>"

    assert value(logic) == 101


def test_a_list_holds_its_expressions():
    assert value(f"<list>{literal('1')}{literal('amount')}</list>", amount=2) == [1, 2]


def test_a_relation_is_a_list_of_contexts():
    columns = '<column name="name"/><column name="age"/>'
    row = f"<row>{literal(repr('Li').replace(chr(39), chr(34)))}{literal('age')}</row>"

    assert value(f"<relation>{columns}{row}</relation>", age=40) == [{"name": "Li", "age": 40}]


@pytest.mark.parametrize(("amount", "expected"), [(5, "small"), (50, "large")])
def test_a_conditional_chooses(amount, expected):
    logic = (
        part("if", literal("amount > 10"))
        + part("then", literal('"large"'))
        + part("else", literal('"small"'))
    )

    assert value(part("conditional", logic), amount=amount) == expected


def test_a_condition_that_is_no_truth_value_is_no_answer():
    logic = part("if", literal("1")) + part("then", literal("2")) + part("else", literal("3"))

    with pytest.raises(DecisionError, match="the condition is 1"):
        value(part("conditional", logic))


def test_a_filter_keeps_what_matches():
    logic = part("in", literal("amounts")) + part("match", literal("item > 10"))

    assert value(part("filter", logic), amounts=[5, 50, 15]) == [50, 15]


def test_a_filter_by_number_picks_one():
    logic = part("in", literal("amounts")) + part("match", literal("-1"))

    assert value(part("filter", logic), amounts=[5, 50, 15]) == 15


def test_a_for_maps_a_list():
    logic = part("in", literal("[1..3]")) + part("return", literal("each * factor"))

    assert value(f'<for iteratorVariable="each">{logic}</for>', factor=2) == [2, 4, 6]


def test_a_for_sees_what_it_has_made_so_far():
    logic = part("in", literal("[1, 2, 3]")) + part(
        "return", literal("each + sum([0, sum(partial)][item != null])")
    )

    assert value(f'<for iteratorVariable="each">{logic}</for>') == [1, 3, 7]


@pytest.mark.parametrize(("kind", "expected"), [("some", True), ("every", False)])
def test_some_and_every_quantify(kind, expected):
    logic = part("in", literal("amounts")) + part("satisfies", literal("each > 10"))

    assert value(f'<{kind} iteratorVariable="each">{logic}</{kind}>', amounts=[5, 50]) is expected


def knowledge(name: str, parameters: str, logic: str) -> str:
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"/>'
        f"<encapsulatedLogic>{parameters}{logic}</encapsulatedLogic></businessKnowledgeModel>"
    )


def test_an_invocation_calls_a_knowledge_model_by_parameter_names():
    parameters = (
        '<formalParameter name="the amount" typeRef="number"/>'
        '<formalParameter name="rate" typeRef="number"/>'
    )
    binding = "".join(
        f'<binding><parameter name="{n}"/>{literal(v)}</binding>'
        for n, v in (("rate", "0.1"), ("the amount", "amount"))
    )
    tax = load(
        model(
            knowledge("tax of", parameters, literal("the amount * rate")),
            input_data("amount", "number"),
            decision(
                "tax",
                f"<invocation>{literal('tax of')}{binding}</invocation>",
                requires=["knowledge:tax of", "input:amount"],
            ),
        )
    )

    assert tax.decisions["tax"].evaluate({"amount": 200}).value == 20


def test_a_table_in_a_knowledge_model_says_which_rule_fired():
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("", "string")],
        rules=[("< 9", '"s"'), (">= 9", '"l"')],
    )
    size = load(
        model(
            knowledge("size", '<formalParameter name="amount" typeRef="number"/>', logic),
            decision("sized", literal("size(12)"), requires=["knowledge:size"]),
        )
    )
    outcome = size.decisions["sized"].evaluate({})

    assert (outcome.value, [(r.decision, r.index) for r in outcome.matched]) == ("l", [("size", 2)])


def test_a_function_definition_is_a_value_that_later_entries_call():
    parameter = '<formalParameter name="n" typeRef="number"/>'
    function = part("functionDefinition", parameter + literal("n + 1"))
    logic = f"<context>{entry('next', function)}{entry('', literal('next(4)'))}</context>"

    assert value(logic) == 5


def test_code_of_other_languages_is_never_run():
    body = part("context", entry("class", literal('"java.lang.System"')))
    function = (
        f'<functionDefinition kind="Java"><formalParameter name="n"/>{body}</functionDefinition>'
    )
    logic = f"<context>{entry('run', function)}{entry('', literal('run(1) = null'))}</context>"

    assert value(logic) is True


def test_a_decision_service_is_called_like_a_function():
    service = (
        '<decisionService id="double" name="double"><variable name="double"/>'
        '<outputDecision href="#twice"/><inputData href="#amount"/></decisionService>'
    )
    loaded = load(
        model(
            input_data("amount", "number"),
            decision("twice", literal("amount * 2"), requires=["input:amount"]),
            decision("user", literal("double(4) + 1"), requires=["knowledge:double"]),
            service,
        )
    )

    assert loaded.decisions["user"].evaluate({}).value == 9


def test_an_empty_text_is_null():
    assert value(f"<list><literalExpression>{text('')}</literalExpression></list>") == [None]

"""Where the standard goes on with null, a model loaded for the conformance kit does too."""

from decimal import Decimal

import pytest

from app.decisions.dmn.model import Model, load
from app.decisions.tck import load as load_file
from tests.decisions.writing import decision, input_data, item, literal, model, table


def standard(*parts: str) -> Model:
    return load(model(*parts), standard=True)


def test_a_cell_that_is_no_feel_never_matches():
    logic = table(
        inputs=[("amount", "number")], outputs=[("x", "")], rules=[("=> 5", "1"), ("-", "2")]
    )
    loaded = standard(input_data("amount"), decision("d", logic, requires=["input:amount"]))

    assert loaded.decisions["d"].evaluate({"amount": 5}).value == 2


def test_an_input_outside_the_allowed_values_makes_the_table_null():
    logic = table(inputs=[("n", "number", "[0..9]")], outputs=[("x", "")], rules=[("-", "1")])
    loaded = standard(input_data("n"), decision("d", logic, requires=["input:n"]))

    assert loaded.decisions["d"].evaluate({"n": 10}).value is None
    assert loaded.decisions["d"].evaluate({"n": 9}).value == 1


def test_a_decision_without_requirements_sees_nothing():
    assert (
        standard(decision("d", literal("amount"))).decisions["d"].evaluate({"amount": 1}).value
        is None
    )


@pytest.mark.parametrize(
    ("ref", "given", "fitted"),
    [
        ("number", [Decimal(5)], Decimal(5)),
        ("list", Decimal(5), [Decimal(5)]),
        ("date", "2026-01-01", None),
        ("small", Decimal(50), None),
        ("small", Decimal(5), Decimal(5)),
        ("string", Decimal(5), None),
    ],
)
def test_a_value_is_fitted_by_the_conversions_of_feel(ref, given, fitted):
    loaded = standard(
        item("small", "number", "< 10"),
        input_data("x", ref),
        decision("d", literal("x"), requires=["input:x"]),
    )

    assert loaded.decisions["d"].evaluate({"x": given}).value == fitted


@pytest.mark.parametrize(("value", "answer"), [("5", True), ("50", True), ('"5"', False)])
def test_instance_of_knows_the_types_of_the_model_but_not_their_limits(value, answer):
    parts = (item("small", "number", "< 10"), decision("d", literal(f"{value} instance of small")))

    assert standard(*parts).decisions["d"].evaluate({}).value is answer


def test_a_decision_service_takes_decisions_as_inputs(tmp_path):
    service = (
        '<decisionService id="s" name="s"><outputDecision href="#total"/>'
        '<inputDecision href="#base"/><inputData href="#rate"/></decisionService>'
    )
    path = tmp_path / "service.dmn"
    path.write_bytes(
        model(
            input_data("rate", "number"),
            decision("base", literal("1000"), ref="number"),
            decision("total", literal("base * rate"), requires=["decision:base", "input:rate"]),
            service,
        )
    )
    evaluate = load_file(path)

    assert evaluate("decisionService", "s", {"base": Decimal(7), "rate": Decimal(2)}) == 14
    assert evaluate("decision", "total", {"base": Decimal(7), "rate": Decimal(2)}) == 2000


def test_the_models_beside_a_file_are_its_imports(tmp_path):
    (tmp_path / "base.dmn").write_bytes(
        model(decision("one", literal("1")), item("small", "number"), namespace="urn:base")
    )
    path = tmp_path / "outer.dmn"
    path.write_bytes(
        model(
            '<import name="b" namespace="urn:base" importType="DMN"/>',
            decision(
                "two", literal("b.one + 1"), requires=["decision:urn:base#one"], ref="b.small"
            ),
        )
    )

    assert load_file(path)("decision", "two", {}) == 2

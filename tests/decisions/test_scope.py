"""Which values a decision sees, alone and in a graph, and how inputs are taken."""

import datetime as dt
from decimal import Decimal

import pytest

from app.decisions.dmn.model import DecisionInput, load
from app.decisions.errors import DecisionError, DecisionErrors
from tests.decisions.writing import decision, input_data, item, literal, model, table, text

SCORE = table(
    inputs=[("delay", "number"), ("watchlist", "boolean")],
    outputs=[("points", "number"), ("reason", "string")],
    rules=[("> 48", "-", "10", '"late"'), ("-", "true", "40", '"listed"')],
    policy="COLLECT",
)
LEVEL = table(
    inputs=[("risk_score", "number")],
    outputs=[("level", "string")],
    rules=[("< 30", '"low"'), (">= 30", '"high"')],
)
GRAPH = model(
    input_data("delay", "number"),
    input_data("watchlist", "boolean"),
    decision("risk_points", SCORE, requires=["input:delay", "input:watchlist"], label="风险点"),
    decision(
        "risk_score",
        literal("sum(append(risk_points.points, 0))"),
        requires=["decision:risk_points"],
    ),
    decision("risk_level", LEVEL, requires=["decision:risk_score"]),
)


def test_a_lone_decision_sees_the_inputs_its_columns_name():
    logic = table(inputs=[("amount", "number")], outputs=[("x", "")], rules=[("> 5", "amount * 2")])
    small = load(model(decision("small", logic))).decisions["small"]

    assert small.inputs == (DecisionInput(name="amount", type="number"),)
    assert small.evaluate({"amount": 8, "noise": 1}).value == 16
    assert small.evaluate({"amount": 8, "noise": 1}).inputs == {"amount": 8}


def test_a_decision_with_requirements_sees_only_those():
    with pytest.raises(DecisionErrors, match="unknown name 'noise'"):
        load(model(input_data("a"), decision("d", literal("a + noise"), requires=["input:a"])))


def test_a_graph_is_worked_out_from_its_inputs():
    level = load(GRAPH).decisions["risk_level"]
    outcome = level.evaluate({"delay": 50, "watchlist": True, "risk_score": 0})

    assert outcome.value == "high"
    assert [(r.decision, r.index) for r in outcome.matched] == [
        ("risk_points", 1),
        ("risk_points", 2),
        ("risk_level", 2),
    ]
    assert outcome.inputs == {"delay": 50, "watchlist": True}


def test_no_risk_point_sums_to_zero():
    assert load(GRAPH).decisions["risk_score"].evaluate({"delay": 1, "watchlist": False}).value == 0


def test_a_required_decision_can_be_fixed():
    level = load(GRAPH).decisions["risk_level"]

    assert level.evaluate({}, fixed={"risk_score": 12}).value == "low"


def test_a_lone_decision_within_a_graph_still_takes_variables():
    loaded = load(
        model(
            decision("base", literal("amount * 2")),
            decision("total", literal("base + 1"), requires=["decision:base"]),
        )
    )

    assert loaded.decisions["total"].evaluate({"amount": 3}).value == 7
    assert loaded.decisions["total"].inputs == (DecisionInput(name="amount", type=""),)


def test_decisions_are_found_by_id_and_by_name():
    loaded = load(GRAPH)

    assert loaded.find("风险点") is loaded.decisions["risk_points"]
    assert loaded.find("nothing") is None


@pytest.mark.parametrize(
    ("ref", "given", "expected"),
    [
        ("date", "2026-03-02", dt.date(2026, 3, 2)),
        ("dateTime", "2026-03-02T10:00:00Z", dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)),
        ("dayTimeDuration", "PT36H", dt.timedelta(hours=36)),
        ("number", 1.5, Decimal("1.5")),
        ("Any", "2026-03-02", "2026-03-02"),
    ],
)
def test_an_input_is_taken_as_its_declared_type(ref, given, expected):
    loaded = load(model(input_data("x", ref), decision("d", literal("x"), requires=["input:x"])))

    assert loaded.decisions["d"].evaluate({"x": given}).value == expected


def test_iso_text_in_a_column_of_dates_is_a_date():
    logic = table(
        inputs=[("lost_on", "date")],
        outputs=[("year", "number")],
        rules=[('< date("2026-01-01")', "2025"), ('>= date("2026-01-01")', "lost_on.year")],
    )
    year = load(model(decision("year", logic))).decisions["year"]

    assert year.evaluate({"lost_on": "2026-03-02"}).value == 2026


@pytest.mark.parametrize("wrong", ["many", [1, 2], True, {}])
def test_an_input_of_another_type_is_refused(wrong):
    small = load(
        model(
            decision(
                "small", table(inputs=[("n", "number")], outputs=[("x", "")], rules=[("-", "1")])
            )
        )
    ).decisions["small"]

    with pytest.raises(DecisionError, match="input 'n'"):
        small.evaluate({"n": wrong})


def test_an_input_outside_the_allowed_values_is_refused():
    logic = table(inputs=[("line", "string", '"a","b"')], outputs=[("x", "")], rules=[("-", "1")])
    small = load(model(decision("small", logic))).decisions["small"]

    assert small.evaluate({"line": "a"}).value == 1
    with pytest.raises(DecisionError, match='"c" is not among the allowed values'):
        small.evaluate({"line": "c"})


def test_an_item_definition_limits_an_input():
    loaded = load(
        model(
            item("line", "string", '"a","b"'),
            input_data("x", "line"),
            decision("d", literal("x"), requires=["input:x"]),
        )
    )

    with pytest.raises(DecisionError, match="not of type line"):
        loaded.decisions["d"].evaluate({"x": "c"})


def test_a_composed_type_fits_each_component():
    born = '<itemComponent name="born"><typeRef>date</typeRef></itemComponent>'
    tags = (
        '<itemComponent name="tags" isCollection="true"><typeRef>string</typeRef></itemComponent>'
    )
    person = f'<itemDefinition name="person">{born}{tags}</itemDefinition>'
    loaded = load(
        model(
            person,
            input_data("p", "person"),
            decision("d", literal("p.born.year"), requires=["input:p"]),
        )
    )

    assert (
        loaded.decisions["d"].evaluate({"p": {"born": "1990-01-02", "tags": ["x"]}}).value == 1990
    )
    with pytest.raises(DecisionError, match="not of type person"):
        loaded.decisions["d"].evaluate({"p": {"born": "1990-01-02", "tags": [1]}})


@pytest.mark.parametrize(
    ("constraint", "wrong"), [("allowedValues", [1, 20]), ("typeConstraint", [1, 1, 1])]
)
def test_a_collection_is_limited_item_by_item_or_as_a_whole(constraint, wrong):
    limit = {"allowedValues": "< 10", "typeConstraint": "count(?) < 3"}[constraint]
    numbers = (
        '<itemDefinition name="numbers" isCollection="true"><typeRef>number</typeRef>'
        f"<{constraint}>{text(limit)}</{constraint}></itemDefinition>"
    )
    loaded = load(
        model(
            numbers, input_data("x", "numbers"), decision("d", literal("x"), requires=["input:x"])
        )
    )

    assert loaded.decisions["d"].evaluate({"x": [1, 2]}).value == [1, 2]
    with pytest.raises(DecisionError, match="not of type numbers"):
        loaded.decisions["d"].evaluate({"x": wrong})


def test_an_imported_model_is_read_through_its_name():
    inner = model(
        input_data("amount", "number"),
        decision("doubled", literal("amount * 2"), requires=["input:amount"]),
        namespace="urn:inner",
    )
    outer = model(
        '<import name="base" namespace="urn:inner" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
        decision("total", literal("base.doubled + 1"), requires=["decision:urn:inner#doubled"]),
    )
    loaded = load(outer, imports={"urn:inner": inner}.get)

    assert loaded.decisions["total"].evaluate({"amount": 3}).value == 7


def test_a_missing_import_is_refused():
    outer = model('<import name="base" namespace="urn:inner" importType="x/DMN/"/>')

    with pytest.raises(DecisionErrors, match="'urn:inner' is missing"):
        load(outer)

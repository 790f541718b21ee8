"""What is wrong with a model is said at load: file, decision, rule, column, text and reason."""

import codecs

import pytest

from app.decisions.dmn.model import load
from app.decisions.errors import DecisionErrors, Fault
from tests.decisions.writing import (
    NAMESPACE,
    decision,
    input_data,
    item,
    literal,
    model,
    table,
)

INPUTS = [("amount", "number", "[0..100000]"), ("line", "string", '"auto","home"')]
OUTPUTS = [("tier", "number", "1,2,3")]
DASH = "<inputEntry><text>-</text></inputEntry>"
CHAINED = "a comparison cannot be compared again; join two with and, or write a range as (3..9)"


def faults(content: bytes) -> list[Fault]:
    with pytest.raises(DecisionErrors) as refused:
        load(content, file="tier.dmn")
    return list(refused.value.faults)


def cell_fault(amount: str = "-", line: str = "-", tier: str = "1") -> Fault:
    rules = [("-", '"auto"', "1"), (amount, line, tier)]
    logic = table(inputs=INPUTS, outputs=OUTPUTS, rules=rules)
    (found,) = faults(model(decision("tier", logic)))
    return found


def test_a_fault_names_file_decision_rule_column_text_and_reason():
    found = cell_fault(line='"boat"')

    assert found == Fault(
        file="tier.dmn",
        decision="tier",
        rule=2,
        column="line",
        text='"boat"',
        reason='"boat" is not among the allowed values',
        code="not_allowed",
        advice='allowed are "auto", "home"',
    )
    assert str(found) == (
        "tier.dmn: tier, rule 2, column 'line': '\"boat\"': "
        '"boat" is not among the allowed values; allowed are "auto", "home"'
    )


@pytest.mark.parametrize(
    "text",
    [
        "[1..5",
        "> 3 and < 5",
        "ten thousand",
        "“auto”",
        "=> 5",
        "__import__('os').system('touch /tmp/x')",
    ],
)
def test_a_cell_that_is_no_feel_is_refused(text):
    assert (cell_fault(amount=text).rule, cell_fault(amount=text).text) == (2, text)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"amount": "< limt"}, "unknown name 'limt'"),
        ({"amount": '"auto"'}, '"auto" is not of type number'),
        ({"amount": '< "5"'}, '"5" is not of type number'),
        ({"amount": '[1.."5"]'}, '"5" is not of type number'),
        ({"amount": "-1"}, "-1 is not among the allowed values"),
        ({"line": "5"}, "5 is not of type string"),
        ({"line": 'not("boat")'}, '"boat" is not among the allowed values'),
        (
            {"amount": "3 < ? < 9"},
            "a comparison cannot be compared again; join two with and, or write a range as (3..9)",
        ),
        ({"tier": "9"}, "9 is not among the output values"),
        ({"tier": '"one"'}, '"one" is not of type number'),
        ({"tier": "tire + 1"}, "unknown name 'tire'"),
    ],
)
def test_a_cell_its_column_cannot_take_is_refused(cells, reason):
    assert cell_fault(**cells).reason == reason


@pytest.mark.parametrize(
    "cells",
    [
        {"amount": "< 5, [20..30], > 100"},
        {"line": 'not("home")'},
        {"line": 'starts with(?, "a")'},
        {"line": "null"},
        {"amount": "> amount / 2 // half"},
        {"tier": "if amount > 5 then 1 else 2"},
    ],
)
def test_a_sound_cell_is_accepted(cells):
    row = (cells.get("amount", "-"), cells.get("line", "-"), cells.get("tier", "1"))

    assert load(model(decision("tier", table(inputs=INPUTS, outputs=OUTPUTS, rules=[row]))))


@pytest.mark.parametrize(
    ("logic", "reason"),
    [
        (
            table(inputs=INPUTS, outputs=OUTPUTS, rules=[("-", "-", "1")]).replace(DASH, "", 1),
            "1 input cells for 2 inputs",
        ),
        (
            table(inputs=INPUTS, outputs=OUTPUTS, rules=[("-", "-", "1", "2")]),
            "2 output cells for 1 outputs",
        ),
        (table(inputs=INPUTS, outputs=[], rules=[]), "the table has no output"),
        (
            table(inputs=INPUTS, outputs=OUTPUTS, rules=[], policy="BEST"),
            "unknown hit policy 'BEST'",
        ),
        (
            table(
                inputs=INPUTS, outputs=OUTPUTS, rules=[], policy="COLLECT", aggregation="AVERAGE"
            ),
            "unknown aggregation 'AVERAGE'",
        ),
        (
            table(
                inputs=INPUTS,
                outputs=[("a", ""), ("b", "")],
                rules=[],
                policy="COLLECT",
                aggregation="SUM",
            ),
            "SUM needs a single output",
        ),
        (table(inputs=[("amount", "money")], outputs=OUTPUTS, rules=[]), "unknown type 'money'"),
        (
            table(inputs=[("", "")], outputs=OUTPUTS, rules=[]),
            "the column reads nothing: its input expression is empty",
        ),
        ("", "the decision has no logic"),
        (
            '<literalExpression expressionLanguage="juel"><text>1</text></literalExpression>',
            "the expression language 'juel' is not FEEL",
        ),
    ],
)
def test_a_table_that_is_not_one_is_refused(logic, reason):
    assert faults(model(decision("tier", logic)))[0].reason == reason


def test_every_fault_is_named_at_once():
    rules = [("< limt", "-", "9"), ("-", "5", "1")]
    logic = table(inputs=INPUTS, outputs=OUTPUTS, rules=rules)

    assert [f.rule for f in faults(model(decision("tier", logic)))] == [1, 1, 2]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (
            [decision("a", literal("1"), requires=["decision:b"])],
            "it requires '#b': no such element",
        ),
        (
            [
                decision("a", literal("b"), requires=["decision:b"]),
                decision("b", literal("a"), requires=["decision:a"]),
            ],
            "it requires itself",
        ),
        ([decision("a", literal("1")), decision("a", literal("2"))], "the id is used twice"),
        (['<decision name="a">' + literal("1") + "</decision>"], "the decision has no id"),
        ([item("line", "nothing")], "unknown type 'nothing'"),
        ([input_data("x", "nothing")], "unknown type 'nothing'"),
        ([decision("a", literal("1"), ref="nothing")], "unknown type 'nothing'"),
    ],
)
def test_a_graph_that_does_not_hold_together_is_refused(parts, reason):
    assert reason in [f.reason for f in faults(model(*parts))]


@pytest.mark.parametrize("doctype", ["<!DOCTYPE definitions>", '<!DOCTYPE x [<!ENTITY a "b">]>'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_encoding(doctype, encoding):
    content = doctype + model(decision("a", literal("1"))).decode()

    assert faults(content.encode(encoding))[0].reason == "a DOCTYPE is not allowed"


def test_an_entity_bomb_is_refused():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
    root = f'<definitions xmlns="{NAMESPACE}">&l19;</definitions>'
    bomb = f'<!DOCTYPE d [<!ENTITY l0 "lol">{levels}]>{root}'

    assert faults(bomb.encode())[0].reason == "a DOCTYPE is not allowed"
    assert faults(codecs.BOM_UTF16_LE + bomb.encode("utf-16-le"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not well-formed XML"),
        (b"\x00\xff", "not well-formed XML"),
        (b"<definitions>", "not well-formed XML"),
        (b"<definitions/>", "not a DMN 1.2 to 1.5 model"),
        (
            model(dmn="http://www.omg.org/spec/DMN/20151101/dmn.xsd"),
            "not a DMN 1.2 to 1.5 model",
        ),
        (model(dmn="http://www.omg.org/spec/BPMN/20100524/MODEL"), "not a DMN 1.2 to 1.5 model"),
        (model("<x>" * 400 + "</x>" * 400), "not well-formed XML"),
        (b" " * 10_000_001, "the file is larger than 10 MB"),
    ],
)
def test_a_file_that_is_no_dmn_is_refused(content, reason):
    assert faults(content)[0].reason.startswith(reason)


@pytest.mark.parametrize(
    "dmn",
    [
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_dmn_1_2_to_1_5_are_read(dmn):
    assert load(model(decision("a", literal("1")), dmn=dmn)).decisions["a"].evaluate({}).value == 1


def test_an_expression_nested_without_end_is_refused():
    assert faults(model(decision("a", literal("(" * 5000 + "1" + ")" * 5000))))


def test_a_knowledge_model_that_requires_itself_is_refused():
    arrow = '<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>'
    logic = f'<encapsulatedLogic><formalParameter name="n"/>{literal("f(n)")}</encapsulatedLogic>'
    knowledge = f'<businessKnowledgeModel id="f" name="f">{logic}{arrow}</businessKnowledgeModel>'

    assert faults(model(knowledge))[0].reason == "it requires itself"

"""Two versions of a decision are compared rule by rule, in words."""

import pytest

from app.decisions.comparison import compare
from app.decisions.outline import outline_of
from tests.decisions.writing import decision, input_data, item, literal, model, table

RULES = [('"auto"', "< 10", "1"), ('"auto"', ">= 10", "2"), ('"home"', "-", "3")]


def tiers(
    rules: list[tuple[str, ...]], *, policy: str = "UNIQUE", values: str = "", order: str = ""
) -> bytes:
    """Return a table; ``order`` names the ids of its rows where they are not 1, 2, 3 …"""
    logic = table(
        inputs=[("line", "string"), ("amount", "number", values)],
        outputs=[("tier", "number")],
        rules=rules,
        policy=policy,
    )
    names = order or "123456789"
    for number in range(len(rules), 0, -1):
        logic = logic.replace(f'id="row_{number}"', f'id="r{names[number - 1]}"')
        logic = logic.replace(f"note {number}<", f"law {names[number - 1]}<")
    return model(decision("tier", logic))


def words(before: bytes, after: bytes, key: str = "tier") -> list[str]:
    changes = compare(outline_of(before, "a.dmn"), outline_of(after, "b.dmn"), key)
    return [change.words for change in changes]


def test_versions_that_say_the_same_do_not_differ():
    assert words(tiers(RULES), tiers(RULES)) == []


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            tiers([('"auto"', "< 20", "1"), *RULES[1:]]),
            ["rule 1: amount was < 10, is < 20"],
        ),
        (tiers([*RULES[:2], ('"home"', "-", "4")]), ["rule 3: tier was 3, is 4"]),
        (
            tiers(RULES[:2]),
            ['rule 3 is gone: line "home" -> tier 3 (law 3)'],
        ),
        (
            tiers([*RULES, ('"boat"', "-", "5")]),
            ['rule 4 is new: line "boat" -> tier 5 (law 4)'],
        ),
        (tiers(RULES, policy="FIRST"), ["the hit policy was UNIQUE, is FIRST"]),
        (
            tiers(RULES, values=">= 0"),
            ["column amount took number, takes number; >= 0"],
        ),
        (
            tiers([RULES[2], *RULES[:2]], order="312"),
            ["rule 3 is now rule 1"],
        ),
        (
            tiers([("-", "-", "0"), *RULES], order="4123"),
            ["rule 1 is new: always -> tier 0 (law 4)"],
        ),
        (
            tiers(RULES).replace(b"law 2", b"law 9"),
            ["rule 2: its note was 'law 2', is 'law 9'"],
        ),
        (
            tiers(RULES).replace(b'id="r2"', b'id="other"'),
            [],
        ),
    ],
)
def test_what_differs_is_said_rule_by_rule(after, said):
    assert words(tiers(RULES), after) == said


def test_a_column_that_comes_or_goes_is_named_once():
    after = tiers(RULES).replace(b">line<", b">lob<")

    assert words(tiers(RULES), after) == ["column line is gone", "column lob is new"]


def test_what_a_decision_is_built_on_is_compared_with_it():
    def graph(factor: int) -> bytes:
        return model(
            input_data("amount", "number"),
            decision("base", literal(f"amount * {factor}"), requires=["input:amount"]),
            decision("total", literal("base + 1"), requires=["decision:base"]),
            decision("noise", literal(f"{factor}")),
        )

    assert words(graph(2), graph(3), "total") == ["its logic was amount * 2, is amount * 3"]


def test_a_requirement_that_comes_is_named():
    before = model(decision("a", literal("1")), decision("b", literal("2")))
    after = model(decision("a", literal("b"), requires=["decision:b"]), decision("b", literal("2")))

    assert words(before, after, "a") == ["it now uses b", "its logic was 1, is b", "b is new"]


def test_a_type_that_changes_is_named():
    before = model(item("line", "string", '"a"'), decision("x", literal("1")))
    after = model(item("line", "string", '"a","b"'), decision("x", literal("1")))

    assert words(before, after, "x") == ['type line took string; "a", takes string; "a","b"']


def test_a_table_that_becomes_an_expression_is_said():
    assert words(tiers(RULES), model(decision("tier", literal("1")))) == [
        "its logic is now an expression"
    ]


def test_a_renamed_column_keeps_its_cells():
    named = b'<input id="i2"><inputExpression typeRef="number"><text>amount</text>'
    plain = b'<input><inputExpression typeRef="number"><text>amount</text>'
    before = tiers(RULES).replace(plain, named)
    after = tiers([('"auto"', "< 20", "1"), *RULES[1:]]).replace(plain, named)

    assert words(before, after.replace(b"<text>amount<", b"<text>total<")) == [
        "column amount is now total",
        "rule 1: total was < 10, is < 20",
    ]


def test_a_default_a_type_and_a_note_count_as_changes():
    plain = b'<output name="tier" typeRef="number">'
    default = b"<defaultOutputEntry><text>9</text></defaultOutputEntry>"
    after = tiers(RULES).replace(plain, plain + default)
    after = after.replace(b'<variable name="tier"/>', b'<variable name="tier" typeRef="number"/>')
    after = after.replace(b"<decisionTable", b"<description>By law.</description><decisionTable", 1)

    assert words(tiers(RULES), after) == [
        "its type was open, is number",
        "a note is new: By law.",
        "column tier took number, takes number; by default 9",
    ]

"""A replay says which decisions a version would take otherwise, by rule, counted and summed."""

import datetime as dt
from decimal import Decimal

from app.database import from_json, to_json
from app.decisions.dmn.model import Decision, load
from app.decisions.replay import Replay, Sums, Taken, replay, rules_of
from app.feel import lower
from tests.decisions.writing import decision, model, table

AT = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


def tiers(limit: int, *, most: int = 1000) -> Decision:
    rules = [(f"<= {limit}", "1", "0.5"), (f"({limit}..{most}]", "2", "2")]
    logic = table(
        inputs=[("amount", "number")], outputs=[("tier", "number"), ("fee", "number")], rules=rules
    )
    return load(model(decision("tier", logic))).decisions["tier"]


def taken(decided: Decision, *amounts: int) -> list[Taken]:
    """Let a version decide these amounts, one after the other."""
    found = []
    for case_id, amount in enumerate(amounts, 1):
        outcome = decided.evaluate({"amount": amount})
        rules = rules_of("tier", [(m.decision, m.index) for m in outcome.matched])
        found.append(
            Taken(
                case_id=case_id,
                at=AT,
                version=1,
                inputs={"amount": amount},
                value=outcome.value,
                rules=rules,
            )
        )
    return found


def replayed(before: Decision, after: Decision, *amounts: int) -> Replay:
    return replay(after, taken(before, *amounts))


def test_the_same_version_changes_nothing():
    report = replayed(tiers(100), tiers(100), 50, 500)

    assert (report.replayed, report.unchanged, report.changed, report.groups) == (2, 2, 0, [])


def test_what_changes_is_grouped_by_the_rules_and_summed():
    report = replayed(tiers(100), tiers(200), 50, 150, 180, 500)

    (group,) = report.groups
    assert (report.unchanged, report.changed, report.failed) == (2, 2, 0)
    assert (group.before, group.after, group.count) == (("2",), ("1",), 2)
    assert group.inputs == {"amount": Decimal(330)}
    assert group.outputs["tier"] == Sums(before=Decimal(4), after=Decimal(2))
    assert group.outputs["fee"] == Sums(before=Decimal(4), after=Decimal(1))


def test_a_group_shows_examples():
    report = replayed(tiers(100), tiers(200), 150, 160, 170, 180)

    first, *_ = examples = report.groups[0].examples
    assert [example.case_id for example in examples] == [1, 2, 3]
    assert (first.inputs, first.before["tier"], first.after["tier"]) == ({"amount": 150}, 2, 1)


def test_what_would_have_no_answer_is_counted_as_failed_with_the_reason():
    report = replayed(tiers(100), tiers(100, most=400), 50, 500, 600)

    (group,) = report.groups
    assert (report.changed, report.failed) == (2, 2)
    assert (group.failure, group.count, group.after) == ("no rule matches", 2, ())


def test_another_rule_with_the_same_value_is_no_change_but_counted():
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("tier", "number")],
        rules=[("< 10", "1"), ("[10..100]", "1")],
    )
    split = load(model(decision("tier", logic))).decisions["tier"]

    report = replay(
        split,
        [Taken(case_id=1, at=AT, version=1, inputs={"amount": 50}, value=1, rules=("1",))],
    )

    assert (report.unchanged, report.other_rule) == (1, 1)


def test_the_largest_group_comes_first():
    report = replayed(tiers(100), tiers(10, most=400), 50, 60, 500)

    assert [(group.count, group.failure) for group in report.groups] == [
        (2, ""),
        (1, "no rule matches"),
    ]


def test_a_decision_without_rules_of_its_own_names_those_it_is_built_on():
    assert rules_of("total", [("base", 3), ("extra", 1)]) == ("base 3", "extra 1")


def test_the_same_version_decides_the_same_to_the_last_digit():
    third = load(
        model(
            decision(
                "third",
                table(
                    inputs=[("amount", "number")],
                    outputs=[("part", "number")],
                    rules=[("-", "amount / 3")],
                ),
            )
        )
    ).decisions["third"]
    stored = from_json(to_json(lower(third.evaluate({"amount": 1}).value)))
    past = Taken(case_id=1, at=AT, version=1, inputs={"amount": 1}, value=stored, rules=("1",))

    assert replay(third, [past]).unchanged == 1


def test_true_is_not_one():
    ones = load(
        model(
            decision(
                "one", table(inputs=[("a", "number")], outputs=[("x", "")], rules=[("-", "true")])
            )
        )
    ).decisions["one"]
    past = Taken(case_id=1, at=AT, version=1, inputs={"a": 1}, value=1, rules=("1",))

    assert replay(ones, [past]).changed == 1


def test_what_was_decided_without_an_input_that_is_read_now_is_not_compared():
    past = Taken(case_id=1, at=AT, version=1, inputs={"line": "a"}, value=1, rules=("1",))

    report = replay(tiers(100), [past])

    assert (report.replayed, report.incomparable, report.missing) == (1, 1, {"amount": 1})
    assert (report.changed, report.unchanged) == (0, 0)


def test_the_numbers_of_a_list_are_summed():
    def points(each: str) -> Decision:
        rules = [("> 1", each), ("> 2", each)]
        logic = table(
            inputs=[("amount", "number")],
            outputs=[("points", "number")],
            rules=rules,
            policy="COLLECT",
        )
        return load(model(decision("points", logic))).decisions["points"]

    past = Taken(case_id=1, at=AT, version=1, inputs={"amount": 3}, value=[5, 5], rules=("1", "2"))

    (group,) = replay(points("7"), [past]).groups

    assert group.outputs["points"] == Sums(before=Decimal(10), after=Decimal(14))

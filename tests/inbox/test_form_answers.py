"""Answers are judged field by field: what is kept, what is refused, and where."""

from decimal import Decimal
from typing import Any

import pytest

from app.errors import InvalidInput
from tests.inbox.answering import YES_NO, Raw, component, form, judged, money, refused

TEXT = component("textfield")
NUMBER = component("number")
WHOLE = component("number", decimalDigits=0, validate={"min": 1, "max": 10})
MONEY = money()
BOX = component("checkbox")
SELECT = component("select", values=YES_NO)
LIST = component("checklist", values=YES_NO)
DAY = component("datetime", subtype="date")
HOUR = component("datetime", subtype="time")
INSTANT = component("datetime", subtype="datetime")
FILES = component("filepicker", multiple=True)


@pytest.mark.parametrize(
    ("raw", "given", "kept"),
    [
        (TEXT, "  rear-end collision ", "rear-end collision"),
        (component("textarea"), "两行\n文字", "两行\n文字"),
        (component("textfield", validate={"pattern": "^[0-9-]{7,20}$"}), "021-5555", "021-5555"),
        (component("textfield", validate={"validationType": "email"}), "a@b.cn", "a@b.cn"),
        (component("textfield", validate={"validationType": "phone"}), "+86 21 55", "+86 21 55"),
        (NUMBER, 1.5, Decimal("1.5")),
        (NUMBER, Decimal("0.30"), Decimal("0.30")),
        (NUMBER, "12", 12),
        (WHOLE, 10, 10),
        (WHOLE, "3.0", 3),
        (MONEY, "3600", "3600.00"),
        (MONEY, 3600, "3600.00"),
        (MONEY, 0.1, "0.10"),
        (MONEY, Decimal("99.9"), "99.90"),
        (MONEY, 0, "0.00"),
        (component("number", serializeToString=True), "1.250", "1.250"),
        (BOX, True, True),
        (BOX, False, False),
        (SELECT, "yes", "yes"),
        (component("radio", values=YES_NO), "no", "no"),
        (component("select", values=[{"label": "1", "value": 1}]), 1, 1),
        (LIST, ["no", "yes"], ["no", "yes"]),
        (component("taglist", values=YES_NO), ["no"], ["no"]),
        (DAY, "2026-03-02", "2026-03-02"),
        (HOUR, "09:30", "09:30:00"),
        (INSTANT, "2026-03-02T09:30+08:00", "2026-03-02T09:30:00+08:00"),
        (INSTANT, "2026-03-02t01:30:00z", "2026-03-02T01:30:00+00:00"),
        (FILES, ["1000", "1001"], ["1000", "1001"]),
    ],
)
def test_a_good_answer_is_kept(raw: Raw, given: Any, kept: Any) -> None:
    assert judged(form(raw), {"field": given}) == {"field": kept}


@pytest.mark.parametrize(
    ("raw", "given", "why"),
    [
        (TEXT, 5, "must be a text"),
        (TEXT, "two\nlines", "one line"),
        (TEXT, "nul\x00", "cannot be kept"),
        (TEXT, "half \ud800", "cannot be kept"),
        (TEXT, "x" * 4001, "4000"),
        (component("textfield", validate={"minLength": 3}), "ab", "at least 3"),
        (component("textarea", validate={"maxLength": 3}), "abcd", "room for 3"),
        (component("textfield", validate={"maxLength": "=limit"}), "abcdef", "room for 5"),
        (component("textfield", validate={"pattern": "^[0-9]+$"}), "12a", "expected form"),
        (component("textfield", validate={"pattern": "^(a+)+$"}), "a" * 40 + "b", "expected form"),
        (component("textfield", validate={"validationType": "email"}), "a@b", "e-mail"),
        (component("textfield", validate={"validationType": "phone"}), "call me", "telephone"),
        (NUMBER, "1,5", "number"),
        (NUMBER, "1e5", "number"),
        (NUMBER, "٣", "number"),
        (NUMBER, True, "number"),
        (NUMBER, float("nan"), "number"),
        (NUMBER, float("inf"), "number"),
        (NUMBER, [1], "number"),
        (NUMBER, 10**15, "too large"),
        (WHOLE, 1.5, "whole"),
        (WHOLE, 0, "at least 1"),
        (WHOLE, 11, "at most 10"),
        (MONEY, "-0.01", "at least 0"),
        (MONEY, "1.005", "2 decimals"),
        (money(validate={"max": "=limit"}), 6, "at most 5"),
        (BOX, "true", "true or false"),
        (component("checkbox", validate={"required": True}), False, "checked"),
        (SELECT, "maybe", "yes, no"),
        (SELECT, ["yes"], "yes, no"),
        (component("select", values=[{"label": "1", "value": 1}]), True, "one of: 1"),
        (DAY, "02.03.2026", "date like"),
        (DAY, "2026-02-30", "date like"),
        (HOUR, "25:00", "time like"),
        (INSTANT, "2026-03-02T09:30", "offset"),
        (INSTANT, "2026-03-02", "offset"),
        (INSTANT, 20260302, "offset"),
        (FILES, "1000", "list"),
        (component("filepicker"), ["1", "2"], "one file"),
        (component("checklist", values=YES_NO), "yes", "list"),
    ],
)
def test_a_bad_answer_is_refused_and_says_why(raw: Raw, given: Any, why: str) -> None:
    found = refused(form(raw), {"field": given}, variables={"limit": 5})

    assert list(found) == ["/data/field"]
    assert why in found["/data/field"]


@pytest.mark.parametrize(
    ("raw", "given", "at"),
    [
        (LIST, ["yes", "maybe"], 1),
        (LIST, ["yes", "yes"], 1),
        (FILES, ["1", "../etc"], 1),
        (FILES, ["1", 2], 1),
        (FILES, ["1", "1"], 1),
    ],
)
def test_a_bad_entry_of_a_list_is_pointed_at(raw: Raw, given: Any, at: int) -> None:
    assert list(refused(form(raw), {"field": given})) == [f"/data/field/{at}"]


@pytest.mark.parametrize("given", [{}, {"field": None}, {"field": ""}, {"field": "  "}])
def test_a_required_field_needs_an_answer(given: Raw) -> None:
    schema = form(component("textfield", validate={"required": True}))

    assert refused(schema, given) == {"/data/field": "is required"}


@pytest.mark.parametrize("kind", ["checklist", "filepicker", "dynamiclist"])
def test_a_required_list_needs_an_entry(kind: str) -> None:
    schema = form(component(kind, values=YES_NO, validate={"required": True}, components=[]))

    assert refused(schema, {"field": []}) == {"/data/field": "is required"}


def test_fields_that_need_no_answer_are_left_out() -> None:
    assert judged(form(TEXT, money("amount"), component("checkbox", "ok")), {"field": ""}) == {}


def test_a_default_stands_in_for_an_answer() -> None:
    schema = form(money(defaultValue=0, validate={"required": True}))

    assert judged(schema, {}) == {"field": "0.00"}


def test_an_unknown_field_is_refused_with_the_name_that_was_meant() -> None:
    schema = form(component("textfield", "opinion"))

    with pytest.raises(InvalidInput) as caught:
        judged(schema, {"opinon": "fine", "a/b": 1})

    errors = [(error.pointer, error.code) for error in caught.value.errors]
    assert errors == [("/data/opinon", "unknown_field"), ("/data/a~1b", "unknown_field")]
    assert "opinion" in caught.value.errors[0].detail


def test_all_faults_are_named_at_once_in_the_readers_language() -> None:
    schema = form(component("textfield", validate={"required": True}), money("amount"))

    found = refused(schema, {"amount": -1}, language="zh")

    assert found == {"/data/field": "必填", "/data/amount": "不得小于 0"}


REASON = component(
    "textfield",
    "reason",
    validate={"required": True},
    conditional={"hide": '=decision != "refuse"'},
)
DECISION = component("select", "decision", values=[{"value": "pay"}, {"value": "refuse"}])


def test_a_field_that_is_shown_only_sometimes_is_required_only_then() -> None:
    schema = form(DECISION, REASON)

    assert judged(schema, {"decision": "pay"}) == {"decision": "pay"}
    assert refused(schema, {"decision": "refuse"}) == {"/data/reason": "is required"}


def test_the_answer_of_a_field_that_is_not_shown_is_not_kept() -> None:
    schema = form(DECISION, REASON)

    assert judged(schema, {"decision": "pay", "reason": "old"}) == {"decision": "pay"}


def test_what_hangs_on_a_hidden_field_is_hidden_with_it() -> None:
    note = component(
        "textfield", "note", validate={"required": True}, conditional={"hide": "=reason = null"}
    )

    assert judged(form(DECISION, REASON, note), {"decision": "pay", "reason": "old"}) == {
        "decision": "pay"
    }


def test_a_condition_reads_the_variables_of_the_task() -> None:
    schema = form(component("textfield", conditional={"hide": '=lob != "health"'}))

    assert judged(schema, {"field": "x"}, variables={"lob": "motor"}) == {}
    assert judged(schema, {"field": "x"}, variables={"lob": "health"}) == {"field": "x"}


def test_a_condition_sees_an_amount_as_a_number() -> None:
    schema = form(
        money("amount"),
        component(
            "textfield", validate={"required": True}, conditional={"hide": "=amount <= 1000"}
        ),
    )

    assert judged(schema, {"amount": "999.99"}) == {"amount": "999.99"}
    assert refused(schema, {"amount": "1000.01"}) == {"/data/field": "is required"}


def test_a_field_without_an_answer_does_not_take_the_variable_of_its_name() -> None:
    schema = form(DECISION, REASON)

    assert judged(schema, {}, variables={"decision": "refuse"}) == {}


def test_a_condition_without_end_refuses_the_answers_with_its_reason() -> None:
    endless = "=for i in 1..100000 return for j in 1..100000 return i"
    schema = form(component("textfield", conditional={"hide": endless}))

    with pytest.raises(InvalidInput, match="more than 5,000,000 steps"):
        judged(schema, {})

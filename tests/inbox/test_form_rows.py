"""Answers in lists, groups and fields that only show; choices that come from elsewhere."""

from decimal import Decimal
from typing import Any

import pytest

from app.inbox.forms import Choice, FormError, parse
from app.inbox.forms.readers import LIST_LENGTH
from tests.inbox.answering import Raw, component, form, judged, money, refused

ITEMS = component(
    "dynamiclist",
    "",
    path="items",
    validate={"required": True},
    components=[
        component("textfield", "name", validate={"required": True}),
        money("amount", validate={"required": True}),
        component("checkbox", "accepted", defaultValue=True),
        component("textfield", "why", conditional={"hide": "=accepted"}),
    ],
)


def test_each_row_of_a_list_is_judged() -> None:
    rows = [
        {"name": "bumper", "amount": 3600, "accepted": True, "why": "not kept"},
        {"name": "door", "amount": "1.5", "accepted": False, "why": "old damage"},
    ]

    assert judged(form(ITEMS), {"items": rows}) == {
        "items": [
            {"name": "bumper", "amount": "3600.00", "accepted": True},
            {"name": "door", "amount": "1.50", "accepted": False, "why": "old damage"},
        ]
    }


def test_a_fault_in_a_row_is_pointed_at() -> None:
    rows = [{"name": "bumper", "amount": 1}, {"name": "", "amount": -1, "colour": "red"}, "row"]

    assert list(refused(form(ITEMS), {"items": rows})) == [
        "/data/items/1/name",
        "/data/items/1/amount",
        "/data/items/1/colour",
        "/data/items/2",
    ]


@pytest.mark.parametrize("rows", [{"name": "x"}, [{"name": "x", "amount": 1}] * (LIST_LENGTH + 1)])
def test_what_is_no_list_or_far_too_long_is_refused(rows: Any) -> None:
    assert list(refused(form(ITEMS), {"items": rows})) == ["/data/items"]


def test_a_row_reads_its_own_answers_before_the_forms() -> None:
    schema = form(component("checkbox", "accepted"), ITEMS)
    rows = [{"name": "door", "amount": 1, "accepted": False, "why": "old"}]

    kept = judged(schema, {"accepted": True, "items": rows})

    assert kept["items"][0]["why"] == "old"


def test_a_group_with_a_path_holds_an_object_and_one_without_does_not() -> None:
    named = component("group", "", path="payee", components=[component("textfield", "bank")])
    plain = component("group", "", components=[component("textfield", "note")])

    answers = {"payee": {"bank": "ICBC"}, "note": "n"}

    assert judged(form(named, plain), answers) == answers
    assert list(refused(form(named), {"payee": {"bnk": "x"}})) == ["/data/payee/bnk"]
    assert list(refused(form(named), {"payee": 5})) == ["/data/payee"]


def test_the_fields_of_a_hidden_group_are_not_asked_for() -> None:
    schema = form(
        component("checkbox", "injured"),
        component(
            "group",
            "",
            conditional={"hide": "=not(injured)"},
            components=[component("textfield", "hospital", validate={"required": True})],
        ),
    )

    assert judged(schema, {"injured": False, "hospital": "x"}) == {"injured": False}
    assert refused(schema, {"injured": True}) == {"/data/hospital": "is required"}


def test_texts_and_lines_hold_no_answer() -> None:
    schema = form(
        {"type": "text", "text": "read this"}, {"type": "separator"}, component("textfield")
    )

    assert judged(schema, {"field": "x"}) == {"field": "x"}


@pytest.mark.parametrize("mark", [{"readonly": True}, {"disabled": True}, {"readonly": "=closed"}])
def test_a_read_only_field_may_be_left_out_or_sent_as_shown(mark: Raw) -> None:
    schema = form(money(validate={"required": True}, **mark))
    variables = {"field": Decimal("3600"), "closed": True}

    assert judged(schema, {}, variables=variables) == {}
    assert judged(schema, {"field": "3600.00"}, variables=variables) == {"field": "3600.00"}
    assert "3600" in refused(schema, {"field": 1}, variables=variables)["/data/field"]


def test_a_read_only_field_of_a_row_is_kept_as_sent() -> None:
    row = component("textfield", "document_id", readonly=True)
    schema = form(component("dynamiclist", "", path="documents", components=[row]))
    answers = {"documents": [{"document_id": "12"}]}

    assert judged(schema, answers, variables={"document_id": "noise"}) == answers


PEOPLE = component("select", properties={"source": "users:surveyor"})


def test_a_person_is_chosen_from_the_group_the_form_names() -> None:
    schema = form(PEOPLE)
    sources = {"users:surveyor": [Choice("7", "林海", "Lin Hai")]}

    assert schema.sources() == {"users:surveyor"}
    assert judged(schema, {"field": "7"}, sources=sources) == {"field": "7"}
    assert "7" in refused(schema, {"field": "8"}, sources=sources)["/data/field"]


def test_choices_that_were_not_handed_in_are_not_checked() -> None:
    assert judged(form(PEOPLE), {"field": "8"}) == {"field": "8"}


@pytest.mark.parametrize(
    "where", [{"valuesKey": "kinds"}, {"valuesExpression": "=kinds[item != null]"}]
)
def test_choices_may_come_from_a_variable(where: Raw) -> None:
    schema = form(component("select", **where))
    variables = {"kinds": ["id_card", "invoice"]}

    assert judged(schema, {"field": "invoice"}, variables=variables) == {"field": "invoice"}
    assert "id_card" in refused(schema, {"field": "x"}, variables=variables)["/data/field"]
    assert list(refused(schema, {"field": "x"})) == ["/data/field"]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"components": 5}', '{"components": [{"type": "chart"}]}', "[" * 100_000]
)
def test_what_is_no_form_is_not_read(text: str) -> None:
    with pytest.raises(FormError):
        parse(text)

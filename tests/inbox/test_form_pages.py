"""A form as a page shows it, and what the page sends back."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.errors import FieldError, InvalidInput
from app.inbox.forms import (
    Choice,
    FieldView,
    FormSchema,
    errors_elsewhere,
    flat,
    read_posted,
    render,
    validate,
)
from app.inbox.forms.views import Limits
from tests.inbox.answering import component, form, money
from tests.inbox.test_form_answers import (
    BOX,
    DAY,
    DECISION,
    FILES,
    INSTANT,
    LIST,
    NUMBER,
    REASON,
    SELECT,
    TEXT,
    WHOLE,
)
from tests.inbox.test_form_rows import ITEMS, PEOPLE

ZONE = ZoneInfo("Asia/Shanghai")


def shown(schema: FormSchema, **more: Any) -> dict[str, FieldView]:
    """Return every field of a page by its name in the page."""
    more.setdefault("variables", {})
    return {view.name: view for view in flat(render(schema, zone=ZONE, **more))}


@pytest.mark.parametrize(
    ("raw", "given", "value"),
    [
        (TEXT, "collision", "collision"),
        (TEXT, None, ""),
        (TEXT, ["wrong"], ""),
        (NUMBER, Decimal("1.50"), "1.5"),
        (NUMBER, 100, "100"),
        (NUMBER, "abc", "abc"),
        (money(), Decimal("3600"), "3600.00"),
        (money(), "12.5", "12.50"),
        (BOX, True, True),
        (BOX, None, False),
        (DAY, "2026-03-02", "2026-03-02"),
        (INSTANT, "2026-03-02T01:30:00+00:00", "2026-03-02T09:30"),
        (INSTANT, "yesterday", "yesterday"),
        (FILES, ["1000"], ["1000"]),
        (FILES, None, []),
    ],
)
def test_a_value_is_shown_as_the_pages_inputs_take_it(raw: Any, given: Any, value: Any) -> None:
    assert shown(form(raw), answers={"field": given})["field"].value == value


def test_a_draft_is_shown_before_the_variable_and_that_before_the_default() -> None:
    schema = form(component("textfield", defaultValue="default"))

    assert shown(schema)["field"].value == "default"
    assert shown(schema, variables={"field": None})["field"].value == "default"
    assert shown(schema, variables={"field": "case"})["field"].value == "case"
    draft = shown(schema, variables={"field": "case"}, answers={"field": "draft"})
    assert draft["field"].value == "draft"
    cleared = shown(schema, variables={"field": "case"}, answers={"field": None})
    assert cleared["field"].value == ""


def test_a_field_has_both_languages_and_falls_back_on_chinese() -> None:
    properties = {"label_en": "Amount", "description_en": "In yuan"}
    schema = form(
        money("amount", description="元", properties=properties), component("textfield", "说明")
    )

    amount, note = shown(schema).values()
    assert (amount.label, amount.label_en) == ("amount", "Amount")
    assert (amount.description, amount.description_en) == ("元", "In yuan")
    assert (note.label, note.label_en, note.description_en) == ("说明", "说明", "")


def test_choices_are_shown_with_what_is_chosen() -> None:
    one = shown(form(SELECT), answers={"field": "no"})["field"].choices
    some = shown(form(LIST), answers={"field": ["yes", "no"]})["field"].choices

    assert [(choice.value, choice.label_en, choice.chosen) for choice in one] == [
        ("yes", "Yes", False),
        ("no", "No", True),
    ]
    assert [choice.chosen for choice in some] == [True, True]


def test_people_are_shown_by_name() -> None:
    sources = {"users:surveyor": [Choice("7", "林海", "Lin Hai")]}

    assert shown(form(PEOPLE), sources=sources)["field"].choices[0].label_en == "Lin Hai"
    assert shown(form(PEOPLE))["field"].choices == ()


def test_a_page_is_told_the_limits() -> None:
    code = component("textfield", "code", validate={"minLength": 2, "pattern": "^[a-z]+$"})
    number = component("number", "any", validate={"max": "=most"})
    views = shown(form(money("sum"), WHOLE, number, code), variables={"most": 7})

    assert views["sum"].limits == Limits(least="0", step="0.01")
    assert views["field"].limits == Limits(least="1", most="10", step="1")
    assert views["any"].limits == Limits(most="7", step="any")
    assert views["code"].limits == Limits(shortest="2", pattern="^[a-z]+$")


@pytest.mark.parametrize(("decision", "hidden"), [("pay", True), ("refuse", False)])
def test_a_field_shown_only_sometimes_knows_when(decision: str, hidden: bool) -> None:
    reason = shown(form(DECISION, REASON), answers={"decision": decision})["reason"]

    assert (reason.hidden, reason.required) == (hidden, True)


def test_a_read_only_field_shows_the_variable() -> None:
    view = shown(form(money(readonly=True)), variables={"field": Decimal("3600")})["field"]

    assert (view.readonly, view.value) == (True, "3600.00")


def test_rows_are_numbered_and_a_blank_one_waits() -> None:
    answers = {"items": [{"name": "bumper", "amount": 3600}, {"name": "door"}]}
    views = shown(form(ITEMS), answers=answers)

    assert views["items.1.name"].value == "door"
    assert views["items.0.amount"].pointer == "/data/items/0/amount"
    assert views["items.0.why"].hidden
    blank = views["items"].blank
    assert [view.name for view in blank] == [
        f"items.__row__.{key}" for key in ("name", "amount", "accepted", "why")
    ]
    assert blank[2].value is True


def test_rows_may_come_from_a_variable() -> None:
    views = shown(form(ITEMS), variables={"items": [{"name": "door"}]})

    assert views["items.0.name"].value == "door"


def test_groups_hold_their_fields() -> None:
    named = component("group", "", path="payee", components=[component("textfield", "bank")])
    plain = component(
        "group",
        "",
        conditional={"hide": "=true"},
        components=[component("textfield", "note"), {"type": "text", "text": "x"}],
    )

    views = render(form(named, plain), variables={"payee": {"bank": "ICBC"}}, zone=ZONE)

    assert [child.name for child in views[0].children] == ["payee.bank"]
    assert views[0].children[0].value == "ICBC"
    assert (views[1].hidden, views[1].children[0].hidden) == (True, True)


def test_an_error_stands_at_its_field() -> None:
    schema = form(ITEMS, FILES, DECISION, REASON)
    answers: dict[str, Any] = {
        "items": [{"name": "", "amount": 1}],
        "field": ["../etc"],
        "decision": "pay",
        "colour": "red",
    }
    with pytest.raises(InvalidInput) as caught:
        validate(schema, answers, variables={})
    hidden = FieldError(pointer="/data/reason", code="invalid_field", detail="hidden")
    errors = (*caught.value.errors, hidden)

    views = render(schema, variables={}, zone=ZONE, answers=answers, errors=errors)

    by_name = {view.name: view.errors for view in flat(views) if view.errors}
    assert by_name["items.0.name"] == ("is required",)
    assert by_name["field"] == ("must be the id of a file",)
    elsewhere = [error.pointer for error in errors_elsewhere(views, errors)]
    assert elsewhere == ["/data/colour", "/data/reason"]


@pytest.mark.parametrize(
    ("raw", "texts", "answer"),
    [
        (TEXT, ["collision"], "collision"),
        (TEXT, [""], None),
        (TEXT, [], None),
        (money(), ["3600"], "3600"),
        (BOX, ["on"], True),
        (BOX, [], False),
        (SELECT, ["yes"], "yes"),
        (component("select", values=[{"value": 1}]), ["1"], 1),
        (LIST, ["yes", "no"], ["yes", "no"]),
        (LIST, [], []),
        (FILES, ["1000", ""], ["1000"]),
        (DAY, ["2026-03-02"], "2026-03-02"),
        (INSTANT, ["2026-03-02T09:30"], "2026-03-02T09:30:00+08:00"),
        (INSTANT, ["2026-13-02T09:30"], "2026-13-02T09:30"),
        (INSTANT, ["2026-03-02T09:30Z"], "2026-03-02T09:30Z"),
    ],
)
def test_a_posted_page_is_read_as_the_api_takes_it(raw: Any, texts: Any, answer: Any) -> None:
    assert read_posted(form(raw), {"field": texts}, zone=ZONE) == {"field": answer}


def test_posted_rows_keep_their_order_and_blank_ones_are_left_out() -> None:
    posted = {
        "items.10.name": ["door"],
        "items.2.name": ["bumper"],
        "items.2.accepted": ["on"],
        "items.3.name": [""],
        "items.3.accepted": ["on"],
        "items.__row__.name": ["blank"],
        "items.99999999.name": ["far"],
    }

    rows = read_posted(form(ITEMS), posted, zone=ZONE)["items"]

    assert [(row["name"], row["accepted"]) for row in rows] == [("bumper", True), ("door", False)]


def test_posted_groups_hold_their_fields() -> None:
    named = component("group", "", path="payee", components=[component("textfield", "bank")])
    plain = component("group", "", components=[component("textfield", "note")])
    posted = {"payee.bank": ["ICBC"], "note": ["n"]}

    assert read_posted(form(named, plain), posted, zone=ZONE) == {
        "payee": {"bank": "ICBC"},
        "note": "n",
    }


def test_a_posted_read_only_field_is_not_an_answer_but_in_a_row_it_tells_which() -> None:
    row = component("textfield", "document_id", readonly=True)
    schema = form(
        money("amount", readonly=True),
        component("textfield", "note", readonly="=closed"),
        component("dynamiclist", "", path="documents", components=[row]),
    )
    posted = {"amount": ["1"], "note": ["n"], "documents.0.document_id": ["12"]}

    assert read_posted(schema, posted, zone=ZONE) == {
        "note": "n",
        "documents": [{"document_id": "12"}],
    }


def test_what_a_page_shows_comes_back_as_it_was() -> None:
    schema = form(ITEMS, DECISION, component("datetime", "at", subtype="datetime"))
    answers = {
        "items": [{"name": "door", "amount": "1.50", "accepted": False, "why": "old"}],
        "decision": "pay",
        "at": "2026-03-02T09:30:00+08:00",
    }
    views = flat(render(schema, variables={}, zone=ZONE, answers=answers))
    posted = {view.name: [view.value] for view in views if view.value and not view.rows}

    back = read_posted(schema, posted, zone=ZONE)

    assert validate(schema, back, variables={}) == answers

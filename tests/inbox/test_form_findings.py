"""What is wrong with a form is found before anyone has to fill it in."""

import json
from typing import Any

import pytest

from app.inbox.forms import FormFinding, findings

Raw = dict[str, Any]
LABELS = {"label": "说明", "properties": {"label_en": "Note"}}


def check(*components: object, **form: Any) -> list[FormFinding]:
    text = json.dumps({"id": "note", "components": components, **form})
    return findings(text, file="note.form", groups={"surveyor"})


def text(**parts: Any) -> Raw:
    return {"type": "textfield", "id": "Field_1", "key": "note", **LABELS, **parts}


def select(**parts: Any) -> Raw:
    return text(type="select", **parts)


def test_a_sound_form_has_nothing_to_find() -> None:
    whole = [
        text(conditional={"hide": "=kind = null"}, validate={"minLength": 1, "maxLength": "=n"}),
        select(key="who", properties={"label_en": "Who", "source": "users:surveyor"}),
        select(key="kind", values=[{"value": "a", "label": "甲", "label_en": "A"}]),
        {"type": "group", **LABELS, "components": [text(key="inner")]},
        {"type": "dynamiclist", "path": "rows", **LABELS, "components": [text()]},
        {"type": "datetime", "key": "at", "dateLabel": "日期", "properties": {"label_en": "Day"}},
        {"type": "text", "text": "读", "properties": {"label_en": "Read"}},
        {"type": "separator"},
    ]

    assert check(*whole) == []


@pytest.mark.parametrize(
    ("component", "rule"),
    [
        ("text", "form.component"),
        (text(type="chart"), "form.type"),
        (text(type=["textfield"]), "form.type"),
        (text(key=""), "form.key.missing"),
        (text(key="a.b"), "form.key.name"),
        (text(conditional={"hide": "=a = = b"}), "form.feel"),
        (text(readonly="=("), "form.feel"),
        (text(validate={"maxLength": "=1 +"}), "form.feel"),
        (text(validate={"pattern": "[a-"}), "form.pattern"),
        (text(validate={"minLength": 5, "maxLength": 4}), "form.limits"),
        (text(type="number", validate={"min": 5, "max": 4}), "form.limits"),
        (text(type="number", decimalDigits="2"), "form.decimals"),
        (select(), "form.choices.missing"),
        (select(values=["a"]), "form.choices.value"),
        (select(values=[{"value": 1, "label_en": "1"}] * 2), "form.choices.twice"),
        (select(valuesExpression="=("), "form.feel"),
        (text(type="datetime", subtype="week"), "form.subtype"),
        (text(type="dynamiclist"), "form.list.empty"),
        (select(properties={"label_en": "x", "source": "people"}), "form.source"),
        (select(properties={"label_en": "x", "source": "users:nobody"}), "form.source.group"),
        ({"type": "group", **LABELS, "components": [text(key="")]}, "form.key.missing"),
    ],
)
def test_a_fault_keeps_a_form_from_being_deployed(component: Any, rule: str) -> None:
    assert [(one.level, one.rule) for one in check(component)] == [("error", rule)]


@pytest.mark.parametrize(
    ("component", "rule"),
    [
        (text(label=""), "form.label.missing"),
        (text(properties={}), "form.label_en.missing"),
        (select(values=[{"value": "a"}]), "form.label_en.missing"),
        ({"type": "text", "text": "读"}, "form.label_en.missing"),
    ],
)
def test_a_missing_label_is_only_listed(component: Raw, rule: str) -> None:
    assert [(one.level, one.rule) for one in check(component)] == [("warning", rule)]


def test_two_fields_of_one_object_may_not_share_a_key() -> None:
    group = {"type": "group", **LABELS, "components": [text()]}
    rows = {"type": "dynamiclist", "path": "rows", **LABELS, "components": [text()]}

    assert [one.rule for one in check(text(), group)] == ["form.key.twice"]
    assert check(text(), rows) == []


@pytest.mark.parametrize("data", ["", "{}", "[]", '{"components": {}}'])
def test_what_is_no_form_is_said_to_be_none(data: str) -> None:
    assert [one.rule for one in findings(data)] == ["form.unreadable"]


def test_a_finding_names_file_component_and_reason() -> None:
    found = check(text(key="a b"))[0]

    assert (found.file, found.element, found.name) == ("note.form", "Field_1", "a b")
    assert "a b" in found.reason


def test_a_form_needs_an_id() -> None:
    assert [one.rule for one in check(id="")] == ["form.id"]


def test_groups_are_only_checked_where_they_are_known() -> None:
    raw = select(properties={"label_en": "x", "source": "users:nobody"})

    assert findings(json.dumps({"id": "f", "components": [raw]})) == []

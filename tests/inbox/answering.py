"""Forms of one or a few fields, and what becomes of answers to them."""

import json
from typing import Any

import pytest

from app.errors import InvalidInput
from app.inbox.forms import FormSchema, parse, validate

Raw = dict[str, Any]

YES_NO = [
    {"label": "是", "label_en": "Yes", "value": "yes"},
    {"label": "否", "label_en": "No", "value": "no"},
]


def component(kind: str, key: str = "field", **parts: Any) -> Raw:
    return {"type": kind, "key": key, "label": key, **parts}


def money(key: str = "field", **parts: Any) -> Raw:
    return component("number", key, decimalDigits=2, serializeToString=True, **parts)


def form(*components: Raw) -> FormSchema:
    return parse(json.dumps({"id": "form", "components": components}))


def judged(schema: FormSchema, answers: Raw, **more: Any) -> Raw:
    return validate(schema, answers, variables=more.pop("variables", {}), **more)


def refused(schema: FormSchema, answers: Raw, **more: Any) -> dict[str, str]:
    """Return the detail of every field that is refused, by its pointer."""
    with pytest.raises(InvalidInput) as caught:
        judged(schema, answers, **more)
    return {error.pointer: error.detail for error in caught.value.errors}

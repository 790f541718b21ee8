"""Whatever is sent to whichever endpoint, it is the caller who was wrong: never a 500."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import API, Caller

BODIES: tuple[Any, ...] = (None, {}, [], "x", 5, {"nobody": 1}, {"data": []})
JSON, FORM = "application/json", "multipart/form-data; boundary=x"
PART = b"--x\r\nContent-Disposition: form-data; %s\r\n\r\n%%PDF-1.4\n%%%%EOF\r\n--x--\r\n"
#: bodies as no JSON library would write them, and what they are said to be
RAW = (
    (b"", JSON),
    (b"\xff\xfe", JSON),
    (b"{}x", JSON),
    (b'{"reason": "\\u0000", "text": "\\ud800"}', JSON),
    (b'{"a": ' * 3000 + b"1" + b"}" * 3000, JSON),
    (b"[" * 5000, JSON),
    (b'{"a": 1e999999999, "b": NaN}', JSON),
    (b'{"a": ' + b"9" * 5000 + b"}", JSON),
    (b"{}", "application/json; charset=utf-16"),
    (b"{}", "text/plain"),
    (b"a=1", "application/x-www-form-urlencoded"),
    (b"--x\r\n", FORM),
    (PART % b'name="a"; name=""', FORM),
    (PART % b"filename=a.pdf", FORM),
    (PART % b'name="file"; filename="a\0.pdf"', FORM),
    (PART % b'name="resources"; filename="../a\0.bpmn"', FORM),
)
NAMES = ("1", "0", "9223372036854775807", "CLM-20260101-000001", "..", "x" * 90)
RARE = ("9" * 19, "%00", "%ed%a0%80", "%F0%9F%92%A9", "%0d%0a")
QUERIES = ("", "?limit=1&count=false", "?nonsense=1")


def operations(app: Flask) -> Iterator[tuple[str, str]]:
    spec = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    for path, verbs in spec["paths"].items():
        for verb in verbs.keys() - {"parameters"}:
            yield verb.upper(), path.removeprefix(API)


def filled(path: str, name: str) -> str:
    return "/".join(name if "{" in part else part for part in path.split("/"))


def attempts(app: Flask) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for verb, path in sorted(operations(app)):
        for name in NAMES if "{" in path else NAMES[:1]:
            if verb == "GET":
                yield from ((verb, filled(path, name) + query, {}) for query in QUERIES)
            else:
                yield from ((verb, filled(path, name), {"json": body}) for body in BODIES)


def rare_attempts(app: Flask) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for verb, path in sorted(operations(app)):
        if verb == "GET":
            names = RARE if "{" in path else ()
            yield from ((verb, filled(path, name), {}) for name in names)
        else:
            sent = ({"data": raw, "content_type": kind} for raw, kind in RAW)
            yield from ((verb, filled(path, "1"), body) for body in sent)


def faults(caller: Caller, tried: Iterator[tuple[str, str, dict[str, Any]]]) -> list[Any]:
    """Send requests; return those that are met with a fault, or refused without a problem."""
    headers = {"If-Match": '"1"'}
    answers = [
        (verb, path, sent, caller.call(verb, path, headers=headers, **sent))
        for verb, path, sent in tried
    ]
    assert len(answers) > 100
    return [
        one[:3]
        for one in answers
        if one[3].status_code >= 500 or (one[3].status_code >= 400 and not one[3].json)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("username", ["u_adm", "u_ana", "u_int", "u_doc"])
def test_no_nonsense_is_answered_with_a_fault_of_ours(
    app: Flask, username: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    assert faults(Caller(app.test_client(), username), attempts(app)) == []


@pytest.mark.slow
def test_nothing_that_cannot_be_read_is_answered_with_a_fault_of_ours(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    assert faults(Caller(app.test_client(), "u_adm"), rare_attempts(app)) == []

"""What refusals look like, whatever refuses."""

from collections.abc import Iterator
from types import SimpleNamespace

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm.exc import StaleDataError

from app import errors
from app.api.errors import HTTP, refuse, refuse_database, status_of
from app.errors import ClaimdeskError, FieldError, InvalidInput, NotAllowed
from tests.api.conftest import API, Caller


def below(kind: type[ClaimdeskError]) -> Iterator[type[ClaimdeskError]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


@pytest.mark.parametrize("kind", sorted(set(below(ClaimdeskError)), key=lambda one: one.__name__))
def test_every_error_class_has_a_status(kind: type[ClaimdeskError]) -> None:
    assert status_of(kind.__new__(kind)) is not None


def test_the_table_names_every_class_of_the_house() -> None:
    assert set(errors.ClaimdeskError.__subclasses__()) <= set(HTTP)


def test_a_problem_says_what_where_and_which_request(clerk: Caller) -> None:
    answer = clerk.get("/users/u_nobody", headers={"X-Request-Id": "r-1"})

    assert answer.mimetype == "application/problem+json"
    assert answer.json == {
        "type": "/problems/not_found",
        "title": "Not Found",
        "status": 404,
        "detail": "there is no user u_nobody",
        "instance": f"{API}/users/u_nobody",
        "code": "not_found",
        "request_id": "r-1",
        "errors": [],
    }
    assert answer.headers["X-Request-Id"] == "r-1"


def test_a_refused_field_is_pointed_at(app: Flask) -> None:
    error = InvalidInput(
        "one field", errors=[FieldError(pointer="/data/items/0/amount", code="c", detail="d")]
    )

    with app.test_request_context():
        answer = refuse(error)

    assert answer.status_code == 422
    assert answer.json["errors"] == [
        {"pointer": "/data/items/0/amount", "code": "c", "detail": "d"}
    ]


def test_a_refusal_names_what_stands_in_the_way(app: Flask) -> None:
    with app.test_request_context():
        answer = refuse(NotAllowed("no", code="four_eyes_violation", about={"task_id": "17"}))

    assert (answer.status_code, answer.json["task_id"]) == (403, "17")
    assert answer.json["type"] == "/problems/four_eyes_violation"


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (sa.exc.OperationalError("", {}, Exception("database is locked")), 503, "busy"),
        (sa.exc.OperationalError("", {}, psycopg.errors.DeadlockDetected("x")), 503, "busy"),
        (sa.exc.TimeoutError("pool"), 503, "busy"),
        (sa.exc.IntegrityError("", {}, Exception("UNIQUE constraint failed: x")), 409, "conflict"),
        (sa.exc.IntegrityError("", {}, Exception("violates foreign key")), 500, "internal_error"),
        (sa.exc.OperationalError("", {}, Exception("no such table: x")), 500, "internal_error"),
        (sa.exc.DataError("", {}, Exception("value too long")), 422, "invalid_field"),
        (StaleDataError("x"), 409, "conflict"),
    ],
)
def test_what_the_database_refuses_is_told_apart(
    app: Flask, raised: sa.exc.SQLAlchemyError, status: int, code: str
) -> None:
    with app.test_request_context():
        answer = refuse_database(raised)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert ("Retry-After" in answer.headers) is (status == 503)


def test_a_lost_race_with_if_match_is_stale(app: Flask) -> None:
    with app.test_request_context(headers={"If-Match": '"1"'}):
        assert refuse_database(StaleDataError("x")).status_code == 412


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing/here", 404, "not_found"),
        ("DELETE", "/me", 405, "method_not_allowed"),
        ("GET", "/files/abc", 404, "not_found"),
        ("GET", "/files/99999999999999999999", 404, "not_found"),
        ("GET", "/files/9223372036854775808", 404, "not_found"),
    ],
)
def test_unknown_paths_and_methods_are_problems_too(
    clerk: Caller, method: str, path: str, status: int, code: str
) -> None:
    answer = clerk.call(method, path)

    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_misspelt_parameter_is_refused_with_the_one_that_was_meant(clerk: Caller) -> None:
    answer = clerk.get("/users?limt=3")

    assert (answer.status_code, answer.json["code"]) == (400, "unknown_parameter")
    assert answer.json["detail"] == "unknown parameter limt; did you mean limit?"


@pytest.mark.parametrize(
    "path",
    [
        "/users?limit=0",
        "/users?limit=201",
        "/users?limit=x",
        "/users?q=%00",
        "/me?q=1",
        "/users?after=%ff",
        "/users?after=é",
    ],
)
def test_parameters_that_cannot_be_are_malformed(clerk: Caller, path: str) -> None:
    assert clerk.get(path).status_code == 400


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"nonsense",
        b'{"now": NaN}',
        b'{"now": 1e999999999}',
        b'{"now": ' + b"9" * 5000 + b"}",
        b"\xff\xfe",
        b'{"now": "\\u0000"}',
        b'{"now": "\\ud800"}',
        b'{"now": ' + b"[" * 100 + b"]" * 100 + b"}",
        b"[" * 100_000,
    ],
)
def test_a_body_that_cannot_be_read_or_kept_is_malformed(admin: Caller, raw: bytes) -> None:
    answer = admin.call("PUT", "/clock", data=raw, content_type="application/json")

    assert answer.status_code == 400, answer.json


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/now", "required"),
        ({"now": "2026-03-02T09:30:00+08:00", "noow": 1}, "/noow", "unknown_field"),
        ({"now": "2026-03-02T09:30:00"}, "/now", "invalid_field"),
        ({"now": "2026-02-30T09:30:00Z"}, "/now", "invalid_field"),
        ({"now": "0001-01-01T00:00:00+08:00"}, "/now", "invalid_field"),
        ({"now": 5}, "/now", "invalid_field"),
        ([], "", "invalid_field"),
    ],
)
def test_a_wrong_field_is_named(admin: Caller, body: object, pointer: str, code: str) -> None:
    answer = admin.call("PUT", "/clock", json=body)

    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json["errors"]] == [(pointer, code)]


def test_a_body_of_another_kind_is_told(admin: Caller) -> None:
    answer = admin.call("PUT", "/clock", data="now=x", content_type="text/plain")

    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_media_type")


def test_a_fault_of_ours_tells_no_secrets(
    app: Flask, clerk: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "users.list_groups", lambda: SimpleNamespace().secret)

    answer = clerk.get("/groups")

    assert (answer.status_code, answer.json["code"]) == (500, "internal_error")
    assert "secret" not in answer.text


def test_pages_outside_the_api_keep_their_own_errors(client: FlaskClient) -> None:
    answer = client.get("/no-such-page")

    assert (answer.status_code, answer.mimetype) == (404, "text/html")

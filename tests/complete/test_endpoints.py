"""No endpoint is open by oversight, and each one describes itself."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.api import auth
from app.web import guard

API = "/api/v1"
#: Every endpoint that strangers may call, and why; a new one is written here first.
PUBLIC = {
    "sign_in.create_token": "whoever signs in is nobody yet",
    "api-docs.openapi_json": "the description of the API",
    "api_page.show_documentation": "the same, to be read",
    "health.show_health": "asked by the load balancer",
    "health.show_readiness": "asked by the load balancer",
    "web.static": "style and pictures",
    "web.show_sign_in": "whoever signs in is nobody yet",
    "web.sign_in": "whoever signs in is nobody yet",
    "web.choose_language": "the sign-in page speaks Chinese or English",
}
DAY = dt.date(2026, 5, 1)
PROBLEM = "application/problem+json"
Operation = tuple[str, str, dict[str, Any]]


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Give endpoint, method and an address of every route."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, adapter.build(rule.endpoint, filled(rule), method)


def filled(rule: Rule) -> dict[str, Any]:
    """Give every part of an address a value: an id, or a day."""
    return {name: DAY if name == "day" else 1 for name in rule.arguments}


def is_refused(answer: Any) -> bool:
    """Say whether a stranger was sent away: by 401, or from a page to the sign-in page."""
    sent_to_sign_in = answer.status_code == 302 and "/sign-in" in answer.location
    return answer.status_code == 401 or sent_to_sign_in


@pytest.fixture(scope="module")
def operations(app: Flask) -> list[Operation]:
    """Every operation of the API's description."""
    paths = app.test_client().get(f"{API}/openapi.json").json["paths"]
    return [
        (path, verb, operation)
        for path, verbs in paths.items()
        for verb, operation in verbs.items()
        if verb != "parameters"
    ]


def test_strangers_get_nowhere_but_where_everybody_may(app: Flask) -> None:
    client = app.test_client()

    open_to_all = {
        endpoint
        for endpoint, method, address in routes(app)
        if not is_refused(client.open(address, method=method))
    }

    assert open_to_all - set(PUBLIC) == set()


def test_what_everybody_may_call_is_there(app: Flask) -> None:
    assert set(PUBLIC) - set(app.view_functions) == set()


def test_the_doors_name_no_more_public_endpoints_than_this_list() -> None:
    assert set(PUBLIC) >= auth.PUBLIC | guard.PUBLIC


def test_every_answer_of_the_api_is_described(operations: list[Operation]) -> None:
    undescribed = [
        (verb, path, status)
        for path, verb, operation in operations
        for status, answer in operation["responses"].items()
        if status[0] == "2" and status != "204" and not schemas_of(answer)
    ]

    assert undescribed == []


def schemas_of(answer: dict[str, Any]) -> list[Any]:
    return [media["schema"] for media in answer.get("content", {}).values() if "schema" in media]


def test_every_refusal_of_the_api_is_described(operations: list[Operation]) -> None:
    undescribed = [
        (verb, path, sorted(missing))
        for path, verb, operation in operations
        if (missing := expected_refusals(path, verb) - operation["responses"].keys())
    ]

    assert undescribed == []


def expected_refusals(path: str, verb: str) -> set[str]:
    """Return what can go wrong by the shape of a request alone."""
    named = {"404"} if "{" in path else set()
    written = {"409", "412", "422"} if verb != "get" else set()
    return {"400", "401", "403"} | named | written


def test_every_body_of_the_api_is_described(operations: list[Operation]) -> None:
    bodies = [(verb, path, o["requestBody"]) for path, verb, o in operations if "requestBody" in o]

    assert [(verb, path) for verb, path, body in bodies if not schemas_of(body)] == []


def test_every_operation_has_a_name_of_its_own(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(API)]
    called = [(rule.endpoint, tuple(sorted(rule.methods or ()))) for rule in rules]

    assert len(called) == len(set(called))


def test_every_problem_has_one_form(app: Flask) -> None:
    components = app.test_client().get(f"{API}/openapi.json").json["components"]["responses"]

    assert {name: list(c["content"]) for name, c in components.items()} == {
        name: [PROBLEM] for name in components
    }

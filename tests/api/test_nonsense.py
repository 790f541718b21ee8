"""Whatever is sent to whichever endpoint, it is the caller who was wrong: never a 500."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import API, Caller

BODIES: tuple[Any, ...] = (None, {}, [], "x", 5, {"nobody": 1}, {"data": []})
NAMES = ("1", "0", "9223372036854775807", "CLM-20260101-000001", "..", "x" * 90)
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


@pytest.mark.slow
@pytest.mark.parametrize("username", ["u_adm", "u_ana", "u_int", "u_doc"])
def test_no_nonsense_is_answered_with_a_fault_of_ours(app: Flask, username: str) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    caller = Caller(app.test_client(), username)

    answers = [
        (verb, path, sent, caller.call(verb, path, headers={"If-Match": '"1"'}, **sent))
        for verb, path, sent in attempts(app)
    ]

    faults = [one[:3] for one in answers if one[3].status_code >= 500]
    unreadable = [one[:3] for one in answers if one[3].status_code >= 400 and not one[3].json]
    assert (faults, unreadable) == ([], [])
    assert len(answers) > 100

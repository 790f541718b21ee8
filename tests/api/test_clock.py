"""The test clock over the API."""

import dataclasses
import datetime as dt

import pytest
from flask import Flask

from app.api.parts import PARTS
from tests.api.conftest import Caller


def test_the_clock_answers_with_the_houses_offset(clerk: Caller) -> None:
    assert clerk.get("/clock").json == {"now": "2026-01-01T00:00:00+08:00"}


def test_an_administrator_sets_the_clock(admin: Caller) -> None:
    set_ = admin.call("PUT", "/clock", json={"now": "2026-03-02T01:30:00Z"})

    assert set_.json == {"now": "2026-03-02T09:30:00+08:00"}
    assert admin.get("/clock").json == set_.json


def test_the_clock_never_goes_back(admin: Caller) -> None:
    back = {"now": "2025-12-31T00:00:00+08:00"}

    assert admin.call("PUT", "/clock", json=back).status_code == 409
    assert admin.post("/clock/advance", json={"to": back["now"]}).status_code == 409


def test_nobody_else_moves_the_clock(clerk: Caller) -> None:
    refused = clerk.call("PUT", "/clock", json={"now": "2026-03-02T09:30:00+08:00"})

    assert (refused.status_code, refused.json["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("body", [{"to": "2026-01-01T02:00:00+08:00"}, {"by": "PT2H"}])
def test_the_clock_runs_to_an_instant_or_by_a_time(
    app: Flask, admin: Caller, body: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = dataclasses.replace(app.extensions[PARTS], advance=fire_one_timer)
    monkeypatch.setitem(app.extensions, PARTS, parts)

    answer = admin.post("/clock/advance", json=body)

    assert answer.json == {"now": "2026-01-01T02:00:00+08:00", "fired": {"timers": 1}}


def fire_one_timer(to: dt.datetime) -> dict[str, object]:
    return {"now": to, "fired": {"timers": 1}}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"by": "2 hours"},
        {"by": "P"},
        {"by": "PT"},
        {"by": "PT1H", "to": "2026-01-01T02:00:00+08:00"},
    ],
)
def test_how_far_is_said_once_and_in_words_of_iso_8601(admin: Caller, body: dict[str, str]) -> None:
    assert admin.post("/clock/advance", json=body).status_code == 422


def test_outside_test_mode_there_is_no_test_clock(
    app: Flask, admin: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = dataclasses.replace(app.extensions[PARTS], test_mode=False)
    monkeypatch.setitem(app.extensions, PARTS, parts)

    assert admin.post("/clock/advance", json={"by": "PT2H"}).status_code == 404

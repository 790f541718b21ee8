"""If-Match and Idempotency-Key, on a resource made for these tests."""

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import fields

from app import clock
from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.errors import refuse
from app.api.etags import if_match, versioned
from app.api.models import KeptAnswer
from app.api.schemas.fields import Key, Money
from app.api.schemas.people import UserAnswer
from app.api.schemas.shapes import Answer, Body
from app.audit.models import AuditRow
from app.audit.operations import record
from app.errors import Conflict, Stale
from app.extensions import db
from app.identity import operations, queries
from app.transaction import reading, transaction
from tests.api.conftest import API, Caller, make_app
from tests.scenarios.premises import Premises

notes = Blueprint("notes", __name__, description="For tests")


class NewNote(Body):
    text = fields.String(required=True)
    amount = Money(load_default=None)


class NoteAnswer(Answer):
    id = Key()
    text = fields.String()
    amount = Money()


@notes.route("/notes", methods=["POST"])
@notes.arguments(NewNote)
@notes.response(201, NoteAnswer)
def write_note(body: dict[str, Any]) -> Any:
    """Write a note"""
    with command() as work:
        record(work, "note.written", detail={"text": body["text"]})
        refuse_when_told(body["text"])
        note = {"id": 7, **body}
        return answer(work, note, location=f"{API}/notes/7")


@notes.route("/notes/users/<ref:name>")
@notes.response(200, UserAnswer)
def show(name: str) -> Any:
    """Show a user"""
    user = queries.get_user(reading().session, name)
    return versioned(user, user.version)


@notes.route("/notes/users/<ref:name>/rest", methods=["POST"])
@notes.response(200, UserAnswer)
def rest(name: str) -> Any:
    """Set a user inactive"""
    seen = if_match(lambda: show(name), required=name == "u_legal")
    with command() as work:
        user = queries.get_user(work.session, name)
        operations.set_active(work, user.id, False, expected_version=seen)
        return answer(work, user, version=user.version)


@notes.route("/notes/silent", methods=["POST"])
@notes.response(204)
def say_nothing() -> Any:
    """Answer nothing"""
    with command() as work:
        return answer(work, None)


@notes.route("/notes/forgetful", methods=["POST"])
@notes.response(200, NoteAnswer)
def forget() -> Any:
    """Forget to answer"""
    with command():
        return {}


def refuse_when_told(text: str) -> None:
    if text == "refuse":
        raise Conflict("refused")


def make_app_with_notes(url: str, data: Path) -> Flask:
    app = make_app(url, data)
    app.extensions["flask-smorest"]["apis"][""]["ext_obj"].register_blueprint(notes, url_prefix=API)
    return app


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Premises:
    """Where tests work that need the notes."""
    return Premises(tmp_path_factory.mktemp("notes"), make_app_with_notes)


def written(app: Flask) -> int:
    with app.app_context():
        query = sa.select(sa.func.count(AuditRow.id)).where(AuditRow.action == "note.written")
        return int(db.session.scalar(query))


def test_a_repeated_request_answers_the_first_result_and_does_nothing(
    app: Flask, clerk: Caller
) -> None:
    headers = {"Idempotency-Key": "k1"}

    first = clerk.post("/notes", json={"text": "a", "amount": 3600}, headers=headers)
    again = clerk.post("/notes", json={"amount": 3600, "text": "a"}, headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json == {"id": "7", "text": "a", "amount": "3600.00"}
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert written(app) == 1


def test_a_key_used_for_another_request_is_refused(app: Flask, clerk: Caller) -> None:
    headers = {"Idempotency-Key": "k1"}
    clerk.post("/notes", json={"text": "a"}, headers=headers)

    other = clerk.post("/notes", json={"text": "b"}, headers=headers)

    assert (other.status_code, other.json["code"]) == (422, "idempotency_mismatch")
    assert written(app) == 1


def test_a_key_belongs_to_one_user(app: Flask, client: FlaskClient, clerk: Caller) -> None:
    headers = {"Idempotency-Key": "k1"}
    clerk.post("/notes", json={"text": "a"}, headers=headers)

    other = Caller(client, "u_adj").post("/notes", json={"text": "b"}, headers=headers)

    assert other.status_code == 201


def test_a_refused_request_may_be_repeated(app: Flask, clerk: Caller) -> None:
    headers = {"Idempotency-Key": "k1"}

    refused = clerk.post("/notes", json={"text": "refuse"}, headers=headers)
    again = clerk.post("/notes", json={"text": "a"}, headers=headers)

    assert (refused.status_code, again.status_code) == (409, 201)
    assert written(app) == 1


def test_a_key_is_forgotten_after_a_day(app: Flask, clerk: Caller) -> None:
    headers = {"Idempotency-Key": "k1"}
    clerk.post("/notes", json={"text": "a"}, headers=headers)
    with app.app_context(), transaction() as work:
        clock.set_test_clock(work.session, work.now + dt.timedelta(days=1))

    again = clerk.post("/notes", json={"text": "b"}, headers=headers)

    assert again.status_code == 201
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(KeptAnswer)) == 1


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\there"])
def test_a_strange_key_is_malformed(clerk: Caller, key: str) -> None:
    answer = clerk.post("/notes", json={"text": "a"}, headers={"Idempotency-Key": key})

    assert answer.status_code == 400


def test_an_empty_answer_is_replayed_too(clerk: Caller) -> None:
    headers = {"Idempotency-Key": "k1"}
    clerk.post("/notes/silent", headers=headers)

    again = clerk.post("/notes/silent", headers=headers)

    assert (again.status_code, again.data) == (204, b"")
    assert again.headers["Idempotency-Replayed"] == "true"


def test_two_at_once_with_one_key_do_the_work_once(app: Flask, clerk: Caller) -> None:
    answers: list[Any] = []
    headers = {"Authorization": f"Bearer {clerk.token}", "Idempotency-Key": "k1"}

    def send() -> None:
        client = app.test_client()
        answers.append(client.post(f"{API}/notes", json={"text": "a"}, headers=headers))

    threads = [threading.Thread(target=send) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert [answer.status_code for answer in answers] == [201] * 4
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 3
    assert written(app) == 1


def test_a_command_that_answers_outside_its_frame_is_a_mistake(clerk: Caller) -> None:
    with pytest.raises(RuntimeError, match="answer"):
        clerk.post("/notes/forgetful")


def test_what_one_has_seen_may_be_changed(clerk: Caller) -> None:
    seen = clerk.get("/notes/users/u_rev").headers["ETag"]

    changed = clerk.post("/notes/users/u_rev/rest", headers={"If-Match": seen})

    assert changed.status_code == 200
    assert (changed.json["active"], changed.headers["ETag"]) == (False, '"2"')
    assert clerk.get("/notes/users/u_rev").headers["ETag"] == '"2"'


@pytest.mark.parametrize("sent", ['"7"', 'W/"1"', '"other"', "1", "garbage"])
def test_a_stale_change_shows_what_is_there_now(clerk: Caller, sent: str) -> None:
    refused = clerk.post("/notes/users/u_rev/rest", headers={"If-Match": sent})

    assert (refused.status_code, refused.json["code"]) == (412, "stale")
    assert refused.json["current"] == clerk.get("/notes/users/u_rev").json
    assert refused.headers["ETag"] == '"1"'


def test_a_stale_change_of_what_is_gone_shows_nothing(app: Flask) -> None:
    with app.test_request_context(headers={"If-Match": '"1"'}):
        if_match(lambda: show("u_nobody"))

        refused = refuse(Stale("gone"))

    assert refused.status_code == 412
    assert "current" not in refused.json


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}, {"If-Match": 'W/"9", "1"'}])
def test_any_version_is_changed_where_none_is_named(clerk: Caller, headers: dict[str, str]) -> None:
    assert clerk.post("/notes/users/u_rev/rest", headers=headers).status_code == 200


def test_some_changes_need_the_version_one_has_seen(clerk: Caller) -> None:
    refused = clerk.post("/notes/users/u_legal/rest")

    assert (refused.status_code, refused.json["code"]) == (428, "precondition_missing")


def test_nobody_is_signed_in_outside_a_request(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(Exception, match="sign in first"):
        current_actor()

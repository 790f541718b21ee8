"""Who may call the API."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf

from app.audit.models import AuditRow
from app.errors import Conflict
from app.extensions import db
from app.guesses import limiter, new_password
from app.identity import operations, queries, sessions
from app.transaction import reading, transaction
from tests.api.conftest import API, Caller


def test_a_token_names_the_user_and_lasts_eight_hours(client: FlaskClient) -> None:
    answer = client.post(f"{API}/auth/token", json={"username": "u_doc", "password": "claimdesk"})

    assert answer.status_code == 200
    assert (answer.json["token_type"], answer.json["expires_in"]) == ("Bearer", 28800)
    me = client.get(f"{API}/me", headers={"Authorization": f"Bearer {answer.json['access_token']}"})
    assert me.json["username"] == "u_doc"
    assert "claim.submit" in me.json["permissions"]


def test_signing_in_is_noted_in_the_log(app: Flask, clerk: Caller) -> None:
    with app.app_context():
        row = db.session.scalars(sa.select(AuditRow).filter_by(action="user.signed_in")).one()

    assert row.actor_name == "u_doc"


def test_a_local_user_may_show_the_password_with_each_request(client: FlaskClient) -> None:
    assert client.get(f"{API}/me", auth=("u_doc", "claimdesk")).json["name"] == "李文静"
    assert client.get(f"{API}/me", auth=("u_doc", "wrong")).status_code == 401
    assert client.get(f"{API}/me", auth=("u_doc\0", "wrong")).status_code == 401


@pytest.mark.parametrize(
    "header",
    [None, "Bearer", "Bearer x.y.z", "Basic !!!", "Digest username=u_doc", "Bearer " + "x" * 9000],
)
def test_whoever_is_not_signed_in_is_told_how(client: FlaskClient, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}

    answer = client.get(f"{API}/me", headers=headers)

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    challenges = answer.headers.getlist("WWW-Authenticate")
    assert [one.split()[0] for one in challenges] == ["Bearer", "Basic"]


def test_a_wrong_password_gives_no_token(client: FlaskClient) -> None:
    answer = client.post(f"{API}/auth/token", json={"username": "u_doc", "password": "wrong"})

    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


def test_the_token_of_a_user_set_inactive_opens_nothing(app: Flask, clerk: Caller) -> None:
    with app.app_context(), transaction() as work:
        operations.set_active(work, queries.get_user(work.session, "u_doc").id, False)

    assert clerk.get("/me").status_code == 401


def test_an_auditor_reads_and_writes_nothing(client: FlaskClient) -> None:
    auditor = Caller(client, "u_aud")

    assert auditor.get("/users").status_code == 200
    refused = auditor.post("/files")
    assert (refused.status_code, refused.json["code"]) == (403, "reads_only")


def test_the_pages_cookie_reads_but_writes_only_with_its_csrf_token(
    app: Flask, client: FlaskClient
) -> None:
    signed_in: dict[str, object] = {}
    with app.app_context(), transaction() as work:
        sessions.begin(work, signed_in, queries.get_user(work.session, "u_adm"))
    with app.test_request_context():
        signed = generate_csrf()
        from_page = session["csrf_token"]
    with client.session_transaction() as cookie:
        cookie.update(signed_in, csrf_token=from_page)
    body = {"now": "2026-03-02T09:00:00+08:00"}

    assert client.get(f"{API}/me").json["username"] == "u_adm"
    assert client.put(f"{API}/clock", json=body).json["code"] == "csrf_failed"
    answer = client.put(f"{API}/clock", json=body, headers={"X-CSRF-Token": signed})
    assert answer.status_code == 200


def test_every_path_below_the_api_asks_who_it_is(client: FlaskClient) -> None:
    assert client.get(f"{API}/no/such/thing").status_code == 401


@pytest.mark.parametrize("door", ["token", "basic"])
def test_ten_wrong_passwords_a_minute_are_enough(client: FlaskClient, door: str) -> None:
    limiter.reset()

    def tries(username: str, password: str) -> int:
        if door == "basic":
            return client.get(f"{API}/me", auth=(username, password)).status_code
        sent = {"username": username, "password": password}
        return client.post(f"{API}/auth/token", json=sent).status_code

    wrong = [tries("u_reg", "wrong") for _ in range(10)]
    late, colleague = tries("u_reg", "claimdesk"), tries("u_sur1", "claimdesk")

    assert wrong == [401] * 10
    assert (late, colleague) == (429, 200)
    refused = client.get(f"{API}/me", auth=("u_reg", "claimdesk"))
    assert refused.json["code"] == "too_many_requests"
    assert refused.headers["Retry-After"] == "60"
    limiter.reset()


WANTED = "correct horse battery"


def change(caller: Caller, current: str, wanted: str) -> Any:
    body = {"current_password": current, "new_password": wanted}
    return caller.post("/me/password", json=body)


@pytest.mark.parametrize("username", ["u_doc", "u_aud"])
def test_a_changed_password_ends_what_was_signed_in_by_the_one_before(
    app: Flask, client: FlaskClient, username: str
) -> None:
    caller, other = Caller(client, username), Caller(client, username)

    answer = change(caller, "claimdesk", WANTED)

    assert (answer.status_code, answer.data) == (204, b"")
    assert (caller.get("/me").status_code, other.get("/me").status_code) == (401, 401)
    assert client.get(f"{API}/me", auth=(username, "claimdesk")).status_code == 401
    assert client.get(f"{API}/me", auth=(username, WANTED)).status_code == 200
    with app.app_context():
        noted = sa.select(AuditRow).filter_by(action="user.password_changed")
        (row,) = db.session.scalars(noted)
    assert (row.actor_name, row.detail) == (username, {})


@pytest.mark.parametrize(
    ("current", "wanted", "pointer", "code"),
    [
        ("wrong", WANTED, "/current_password", "wrong_password"),
        ("claimdesk", "short", "/new_password", "password_too_short"),
        ("claimdesk", "", "/new_password", "invalid_field"),
        ("claimdesk", "u_doc-u_doc-u_doc", "/new_password", "password_guessable"),
    ],
)
def test_a_password_is_changed_by_who_knows_it_to_one_that_is_not_soon_guessed(
    clerk: Caller, current: str, wanted: str, pointer: str, code: str
) -> None:
    answer = change(clerk, current, wanted)

    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json["errors"]] == [(pointer, code)]
    assert clerk.get("/me").status_code == 200


def test_the_present_password_is_guessed_ten_times_a_minute_at_most(clerk: Caller) -> None:
    limiter.reset()

    wrong = [change(clerk, "wrong", WANTED).status_code for _ in range(10)]
    late = change(clerk, "claimdesk", WANTED)

    assert (set(wrong), late.status_code) == ({422}, 429)
    limiter.reset()


def test_who_signs_in_elsewhere_has_no_password_to_change(app: Flask) -> None:
    with app.test_request_context():
        with transaction() as work:
            queries.get_user(work.session, "u_adj").password_hash = None

        with pytest.raises(Conflict) as refused:
            new_password(reading(), "u_adj", "x", WANTED)

    assert refused.value.code == "no_password"

"""Signing in and out, who may open what, and what browsers are told."""

import pytest
from flask.testing import FlaskClient

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Page
from tests.web.conftest import Reads


@pytest.fixture
def client(company: Company) -> FlaskClient:
    return company.client.application.test_client()


def test_whoever_signs_in_sees_their_inbox(reads: Reads) -> None:
    page = reads("u_reg").page

    assert (page.status, page.path) == (200, "/tasks")
    assert "Wu Jianguo u_reg" in page.text
    assert page.words("//nav[@id='tasks-nav']//a") == [
        "My tasks 0",
        "To be taken 0",
        "Tasks of my groups 0",
    ]


def test_a_wrong_password_is_refused_and_the_name_stays(reads: Reads) -> None:
    page = reads().signs_in("u_reg", "wrong")

    assert page.status == 401
    assert page.words("//*[@role='alert']") == ["The user name or the password is wrong."]
    assert page.value_of("username") == "u_reg"


def test_signing_out_ends_the_session(reads: Reads) -> None:
    reader = reads("u_reg")

    assert "You are signed out." in reader.press("Sign out").text
    assert reader.open("/tasks").path == "/sign-in"


@pytest.mark.parametrize("path", ["/", "/tasks", "/tasks/1", "/cases", "/cases/CLM-1"])
def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")


def test_after_signing_in_one_is_where_one_wanted_to_go(reads: Reads, walk: Walk) -> None:
    walk.report()
    reader = reads()
    reader.open(f"/cases/{walk.claim_no}")

    assert reader.signs_in("u_reg").path == f"/cases/{walk.claim_no}"


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/////evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:1",
        "//[",
        "/tasks\r\nX: y",
    ],
)
def test_signing_in_never_leads_to_another_site(reads: Reads, place: str) -> None:
    page = reads().press("Sign in", username="u_reg", password="claimdesk", next=place)

    assert page.path == "/tasks"


@pytest.mark.parametrize("task", ["9" * 19, "9" * 30, "١", "x"])
def test_answers_kept_for_a_task_that_cannot_be_do_not_keep_one_from_signing_in(
    reads: Reads, task: str
) -> None:
    page = reads().press(
        "Sign in", username="u_reg", password="claimdesk", task=task, kept='{"a": ["1"]}'
    )

    assert (page.status, page.path) == (200, "/tasks")


def test_signing_in_begins_a_fresh_session(client: FlaskClient) -> None:
    before = Page(client.get("/sign-in"))
    token = before.value_of("csrf_token")
    sent = {"csrf_token": token, "username": "u_reg", "password": "claimdesk"}

    client.post("/sign-in", data=sent)

    with client.session_transaction() as session:
        assert "csrf_token" not in session
        assert session.permanent


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]

    assert cookie.startswith("claimdesk=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_ten_wrong_passwords_a_minute_are_enough(reads: Reads) -> None:
    reader = reads()
    wrong = [reader.signs_in("u_reg", "wrong").status for _ in range(10)]

    assert wrong == [401] * 10
    page = reader.press("Sign in", username="u_reg", password="claimdesk", task="1", kept="{}")
    assert (page.status, page.response.headers["Retry-After"]) == (429, "60")
    assert "Too many tries. Wait a minute." in page.text
    assert page.value_of("kept") == "{}"
    assert not page.document.xpath("//button[@name='language']")
    assert reads("u_sur1").page.path == "/tasks"


def test_a_form_of_another_site_changes_nothing(
    client: FlaskClient, company: Company, walk: Walk
) -> None:
    walk.report()
    task = company.task(walk.claim_no, "register_claim")
    token = Page(client.get("/sign-in")).value_of("csrf_token")
    client.post(
        "/sign-in", data={"csrf_token": token, "username": "u_reg", "password": "claimdesk"}
    )

    answer = Page(client.post(f"/tasks/{task['id']}/claim", data={"reserve_amount": "12.00"}))

    assert answer.status == 400
    assert answer.value_of("reserve_amount") == "12.00"
    assert company.task(walk.claim_no, "register_claim")["assignee"] is None


def test_pages_run_and_load_nothing_that_is_not_ours(client: FlaskClient) -> None:
    headers = client.get("/sign-in").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_unknown_address_has_a_page(reads: Reads, language: str) -> None:
    page = reads("u_reg", language="en").open(f"/nowhere?lang={language}")
    said = {"en": "There is nothing here", "zh": "此处没有内容"}

    assert page.status == 404
    assert said[language] in page.text
    assert "u_reg" in page.text


def test_the_api_answers_an_unknown_address_itself(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nowhere")

    assert answer.status_code in (401, 404)
    assert answer.mimetype == "application/problem+json"

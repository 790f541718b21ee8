"""What pages are kept from: other sites, copied cookies, guesses, eyes that may not see."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.config import ROOT
from app.identity import sessions
from app.web.guard import POLLS
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Page, Reader
from tests.web.conftest import Reads

TEMPLATES = sorted((ROOT / "app/web/templates").rglob("*.html"))
#: What the policy would not run: scripts and styles in the page, and what htmx hands to eval.
RUNS = re.compile(r"\sstyle=|\son\w+=|hx-on|javascript:|\bjs:|<script(?![^>]*\ssrc=)|<style")
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
HTTPS = "https://localhost"
SECRET = "倒车时碰到立柱"  # what happened, of the claim of the walk
Moves = Callable[[dt.timedelta], None]


@pytest.fixture
def client(company: Company) -> FlaskClient:
    return company.client.application.test_client()


@pytest.fixture
def moves(monkeypatch: pytest.MonkeyPatch) -> Moves:
    """Let time on the wall go by."""
    passed = [dt.timedelta(0)]
    real = sessions.wall_time
    monkeypatch.setattr(sessions, "wall_time", lambda: real() + passed[0])

    def move(by: dt.timedelta) -> None:
        passed[0] += by

    return move


@pytest.mark.parametrize(
    "path", ["/sign-in", "/tasks", "/cases/{no}", "/nowhere", "/cases/{no}/diagram.json"]
)
def test_every_answer_tells_browsers_to_run_and_keep_nothing(
    reads: Reads, walk: Walk, path: str
) -> None:
    walk.report()

    headers = reads("u_reg").client.get(path.format(no=walk.claim_no)).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_holds_nothing_that_the_policy_forbids(template: Any) -> None:
    assert RUNS.findall(template.read_text("utf-8")) == []


@pytest.mark.parametrize(("base", "secure"), [(HTTPS, True), ("http://localhost", False)])
def test_a_cookie_that_came_by_https_goes_back_by_nothing_else(
    client: FlaskClient, base: str, secure: bool
) -> None:
    answer = client.get("/sign-in", base_url=base)

    assert ("Secure" in answer.headers["Set-Cookie"]) is secure
    assert ("Strict-Transport-Security" in answer.headers) is secure


def test_a_copy_of_the_cookie_opens_nothing_after_signing_out(reads: Reads) -> None:
    reader = reads("u_reg")
    copied = reader.client.get_cookie("claimdesk")
    assert copied is not None

    reader.press("Sign out")
    reader.client.set_cookie("claimdesk", copied.value)

    assert reader.open("/tasks").path == "/sign-in"


def test_signing_out_everywhere_closes_the_browser_at_home(reads: Reads) -> None:
    here, at_home, colleague = reads("u_reg"), reads("u_reg"), reads("u_sur1")
    token = here.page.document.xpath("//input[@name='csrf_token']/@value")[0]

    said = here.client.post(
        "/sign-out/everywhere", data={"csrf_token": token}, follow_redirects=True
    )

    assert "You are signed out everywhere." in said.get_data(as_text=True)
    opened = [one.open("/tasks").path for one in (here, at_home, colleague)]
    assert opened == ["/sign-in", "/sign-in", "/tasks"]


@pytest.mark.parametrize(
    ("path", "then"), [("/tasks", "/tasks"), *((path, "/sign-in") for path in sorted(POLLS))]
)
def test_what_a_page_asks_by_itself_keeps_no_session_alive(
    reads: Reads, moves: Moves, path: str, then: str
) -> None:
    reader = reads("u_reg")

    moves(dt.timedelta(minutes=20))
    reader.open(path)
    moves(dt.timedelta(minutes=20))

    assert reader.open("/tasks").path == then


def test_whatever_is_polled_by_a_page_is_known_as_a_poll() -> None:
    polled = re.compile(r"<[^>]*hx-trigger=\"[^\"]*every [^>]*>", re.S)
    found = [one for path in TEMPLATES for one in polled.findall(path.read_text("utf-8"))]

    unknown = [one for one in found if not any(path in one for path in POLLS | {"url_for"})]

    assert unknown == []


def test_a_part_of_a_page_asked_for_after_time_is_up_leads_to_signing_in(
    client: FlaskClient,
) -> None:
    there = {**FRAGMENT, "HX-Current-URL": "https://evil.example/tasks?view=team"}

    answer = client.get("/tasks", headers=there)

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/tasks?view%3Dteam"
    assert answer.data == b""


def test_a_part_that_is_posted_after_time_is_up_shows_the_page_to_sign_in(
    client: FlaskClient,
) -> None:
    answer = client.post("/tasks/1/claim", headers=FRAGMENT, data={"note": "typed"})

    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "body"
    assert "typed" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("token", "refused"), [("", True), ("forged", True), ("of the page", False)]
)
def test_a_form_counts_only_with_the_token_of_its_page(
    reads: Reads, company: Company, walk: Walk, token: str, refused: bool
) -> None:
    walk.report()
    task = company.task(walk.claim_no, "register_claim")
    reader = reads("u_reg")
    own = reader.page.document.xpath("//input[@name='csrf_token']/@value")[0]

    answer = reader.client.post(
        f"/tasks/{task['id']}/claim",
        headers={"X-CSRFToken": own if token == "of the page" else token},
    )

    assert (answer.status_code == 400) is refused


def test_guesses_at_one_name_from_many_places_are_counted_together(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.identity.operations.passwords.is_right", lambda *_: False)
    token = Page(client.get("/sign-in")).value_of("csrf_token")

    def guess(place: int) -> int:
        sent = {"csrf_token": token, "username": "U_Cash ", "password": "wrong"}
        where = {"REMOTE_ADDR": f"10.0.0.{place}"}
        return client.post("/sign-in", data=sent, environ_overrides=where).status_code

    answers = [guess(number // 9) for number in range(101)]

    assert answers == [401] * 100 + [429]


#: Who may not see a claim's open task for registrars, and where they look for it.
HIDDEN = [
    ("u_cash", "/tasks?view=team"),
    ("u_cash", "/tasks?view=unassigned"),
    ("u_cash", "/tasks?view=all"),
    ("u_cash", "/tasks?view=team&q={no}"),
    ("u_cash", "/tasks?q={what}"),
    ("u_cash", "/tasks/{task}"),
    ("u_cash", "/tasks/{task}?part=papers"),
    ("u_cash", "/tasks/{task}?part=talk"),
    ("u_cash", "/files/{file}"),
    ("u_sal", "/cases/{no}"),
    ("u_sal", "/cases/{no}?part=papers"),
    ("u_sal", "/cases/{no}/diagram.json"),
    ("u_sal", "/cases?number={no}"),
    ("u_sal", "/tasks?q={no}"),
    ("u_sal", "/files/{file}"),
]


@pytest.fixture
def hidden(company: Company, walk: Walk) -> dict[str, Any]:
    """A task with a file at it, and what somebody might look for."""
    walk.report()
    task = company.task(walk.claim_no, "register_claim")
    (file,) = company.uploads("u_reg", ["protocol"])
    company.post("u_reg", f"/tasks/{task['id']}/attachments", {"file": file}, expect=201)
    return {"no": walk.claim_no, "task": task["id"], "what": SECRET[:3], "file": file}


@pytest.mark.parametrize(("user", "path"), HIDDEN)
def test_nothing_of_a_task_is_told_to_who_may_not_see_it(
    reads: Reads, hidden: dict[str, Any], user: str, path: str
) -> None:
    page = reads(user).open(path.format(**hidden))

    assert SECRET not in page.text
    assert "Register claim" not in page.text
    assert f"/tasks/{hidden['task']}" not in "".join(page.document.xpath("//main//a/@href"))
    assert counts(page) in ({"0"}, set())


def counts(page: Page) -> set[str]:
    """Return the numbers that the page counts tasks by."""
    return {words for words in page.words("//nav[@id='tasks-nav']//*[@class='count']") if words}


def test_the_same_is_told_to_who_may(reads: Reads, hidden: dict[str, Any]) -> None:
    reader: Reader = reads("u_reg")

    page = reader.open("/tasks?view=unassigned")

    assert "Register claim" in page.text
    assert "1" in counts(page)
    assert reader.client.get(f"/api/v1/files/{hidden['file']}").status_code == 200


def test_a_draft_tells_no_file_of_a_task_that_its_writer_may_not_see(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.report()
    seen, hidden = company.uploads("u_reg", ["photo", "protocol"])
    register = company.task(walk.claim_no, "register_claim")["id"]
    company.post("u_reg", f"/tasks/{register}/attachments", {"file": hidden}, expect=201)
    (attached,) = company.get("u_reg", f"/tasks/{register}/attachments")["items"]
    walk.register()
    walk.contact()
    task = f"/tasks/{company.task(walk.claim_no, 'survey')['id']}"
    answers = {"photos": [seen, attached["file"]["id"]]}
    company.call("u_sur1", "PUT", f"{task}/draft", json={"data": answers})

    page = reads("u_sur1").open(task)

    assert "photo.pdf" in page.text
    assert "protocol" not in page.text

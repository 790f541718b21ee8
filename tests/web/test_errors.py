"""What no database keeps, and what one refuses: told apart, and our fault only where it is."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from app.web.errors import refuse_database
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Page, Reader
from tests.web.conftest import Reads


@pytest.mark.parametrize("database_kind", ["postgresql"])
@pytest.mark.parametrize(
    "address",
    ["/dashboards/claims?org=%00", "/dashboards/claims/M10?event=%00", "/cases?number=%00"],
)
def test_a_null_character_in_an_address_is_refused(reads: Reads, address: str) -> None:
    assert reads("u_cmgr").open(address).status == 400


@pytest.mark.parametrize("database_kind", ["postgresql"])
@pytest.mark.parametrize(
    ("path", "name", "status"),
    [
        ("/settings/substitutions", "substitute", 400),
        ("/settings/substitutions", "note", 400),
        ("/team/claims_registrar/assign", "to", 400),
        ("/tasks/{task}/assign", "to", 422),
    ],
)
def test_a_null_character_in_a_form_is_refused(
    reads: Reads, company: Company, walk: Walk, path: str, name: str, status: int
) -> None:
    walk.report()
    lead, task = reads("u_sup"), company.task(walk.claim_no, "register_claim")["id"]
    (token, *_) = lead.page.document.xpath("//input[@name='csrf_token']/@value")
    sent = {"csrf_token": token, "task": task, name: "group:\0"}

    assert lead.client.post(path.format(task=task), data=sent).status_code == status


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (sa.exc.OperationalError("", {}, Exception("database is locked")), 503),
        (sa.exc.TimeoutError("pool"), 503),
        (sa.exc.IntegrityError("", {}, Exception("UNIQUE constraint failed: x")), 409),
        (sa.exc.IntegrityError("", {}, Exception("violates foreign key")), 500),
        (sa.exc.DataError("select … from sla_clock", {}, Exception("value too long")), 500),
        (StaleDataError("x"), 409),
    ],
)
def test_what_the_database_refuses_is_told_apart(
    company: Company, raised: sa.exc.SQLAlchemyError, status: int
) -> None:
    with company.client.application.test_request_context("/tasks"):
        answer = company.client.application.make_response(refuse_database(raised))

    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) is (status == 503)


@pytest.fixture
def forgets(company: Company) -> Callable[[Reader], None]:
    """Let the session of somebody end while they write."""

    def forget(reader: Reader) -> None:
        with reader.client.session_transaction() as cookie:
            cookie.pop("session", None)

    return forget


def test_a_comment_sent_after_time_is_up_is_shown_and_leaves_the_draft_alone(
    registrar: Reader, forgets: Callable[[Reader], None]
) -> None:
    task = registrar.page.path
    registrar.press("Take")
    registrar.press("Save draft", reserve_amount="4711.00")
    registrar.open(f"{task}?part=talk")
    forgets(registrar)

    page = registrar.press("Say it", text="Ask the garage for the second quote")

    assert (page.status, "You were away for too long" in page.text) == (401, True)
    assert registrar.press("Sign in", username="u_reg", password="x").status == 401
    page = registrar.press("Sign in", username="u_reg", password="claimdesk")
    assert "Ask the garage for the second quote" in page.text
    assert registrar.follows("Go on").path == task
    assert registrar.open(task).value_of("reserve_amount") == "4711.00"


def test_what_is_typed_elsewhere_is_shown_after_time_is_up_but_no_password(
    reads: Reads, forgets: Callable[[Reader], None]
) -> None:
    reader = reads("u_reg")
    reader.open("/settings")
    forgets(reader)
    sent = {"current_password": "claimdesk", "new_password": "x" * 20, "again": "x" * 20}

    password = reader.press("Change password", **sent)

    assert password.value_of("typed") == ""
    assert reader.press("Sign in", username="u_reg", password="claimdesk").path == "/tasks"


@pytest.mark.parametrize("typed", ["[", "1", "[1]", '[["a"]]', "{}", '[["a", {}]]'])
def test_what_no_page_brought_along_keeps_nobody_from_signing_in(reads: Reads, typed: str) -> None:
    page = reads().press("Sign in", username="u_reg", password="claimdesk", typed=typed)

    assert page.status == 200


def test_an_act_from_the_list_after_time_is_up_leads_back_to_it(
    reads: Reads, forgets: Callable[[Reader], None]
) -> None:
    reader = reads("u_reg")
    reader.open("/tasks?view=team")
    forgets(reader)
    (token, *_) = reader.page.document.xpath("//input[@name='csrf_token']/@value")
    here = {"HX-Request": "true", "HX-Current-URL": "https://elsewhere.example/tasks?view=team"}

    answer = reader.client.post("/tasks/bulk", data={"csrf_token": token}, headers=here)

    assert answer.headers["HX-Retarget"] == "body"
    assert "/tasks?view=team" in Page(answer).document.xpath("//input[@name='next']/@value")


def test_a_comment_from_a_page_that_is_too_old_is_shown(registrar: Reader) -> None:
    sent = {"csrf_token": "of yesterday", "text": "Ask the garage for the second quote"}

    page = Page(registrar.client.post(f"{registrar.page.path}/comments", data=sent))

    assert page.status == 400
    assert "Ask the garage for the second quote" in page.text

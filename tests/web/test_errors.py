"""What no database keeps, and what one refuses: told apart, and our fault only where it is."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from app.web.errors import refuse_database
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
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

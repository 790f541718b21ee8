"""Every way a service request can take is taken, up to each of its ends."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn, entered, only
from tests.scenarios.s1 import Walk
from tests.scenarios.serving_customers import (
    REQUEST,
    analyses,
    asks,
    customer_of,
    receives,
    replies,
    says,
    solves,
    waits,
    writes,
)
from tests.scenarios.test_transferred_requests import COMPLAINT


def in_work(company: Company, **other: object) -> str:
    """Bring a request to its solution."""
    number = str(asks(company, **other)["request_no"])
    receives(company, number)
    analyses(company, number)
    return number


def rated_well(company: Company) -> str:
    """Be asked, solve it anew, be called again, and rate before the next call."""
    number = in_work(company)
    waits(company, number)
    says(company, number, "reply", text="好的")
    solves(company, number, customer_confirmed=False)
    solves(company, number)
    company.now_is("2026-03-06T10:00")
    company.completes("u_svc", "track", number, next_contact="2026-03-07")
    company.now_is("2026-03-07T10:00")
    says(company, number, "rating", rating=5)
    return number


def made_good(company: Company) -> str:
    """Stay silent when asked, and rate badly."""
    number = in_work(company)
    waits(company, number)
    company.now_is("2026-03-25T00:00")
    solves(company, number)
    says(company, number, "rating", rating=1)
    answers = {"recovery": "致歉", "cause": "答复太慢", "action_needed": False}
    company.completes("u_qua", "recover_service", number, **answers)
    return number


def continued(company: Company) -> str:
    """Open a solved request again."""
    number = in_work(company)
    solves(company, number)
    says(company, number, "reopen", need="还有问题", expect=201)
    return number


def taken_back(company: Company) -> str:
    """Take a request back."""
    number = str(asks(company)["request_no"])
    says(company, number, "withdraw", reason="不需要了")
    return number


def passed_on(company: Company, **found: object) -> str:
    """Pass a request on."""
    number = str(asks(company)["request_no"])
    receives(company, number, **found)
    return number


def told_twice(company: Company) -> str:
    """Let another system raise a request twice; return the case of the second time."""
    who = customer_of(company)["customer_no"]
    data = {**REQUEST, "customer": who, "external_ref": "CARE-1"}
    raise_it = {"name": "request_raised", "data": data}
    company.post("u_int", "/messages", raise_it)
    return str(company.post("u_int", "/messages", raise_it)["case_id"])


def replied(company: Company) -> str:
    """Reply to a message about an open request that is solved already."""
    number = in_work(company)
    solves(company, number)
    told = writes(company, case=number)
    replies(company, told["id"])
    (found,) = company.get("u_aud", "/cases", **{"filter[process]": "inbound_message"})["items"]
    return str(found["business_key"])


@pytest.mark.slow
def test_every_flow_and_step_of_a_service_request_is_walked(
    company_on_sqlite: Company, walked: set[Flow]
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")
    numbers = [
        rated_well(company),
        made_good(company),
        continued(company),
        taken_back(company),
        passed_on(company, **COMPLAINT),
        passed_on(company, loss_report=True),
        told_twice(company),
        replied(company),
    ]

    come_by = set().union(*(entered(Walk(company, claim_no=number)) for number in numbers))

    for process in ("service_request", "inbound_message"):
        assert only(process, drawn("sequenceFlow") - walked) == set()
        assert only(process, drawn(*STEPS) - come_by) == set()

"""A customer asks for something: received, understood, solved, followed."""

from tests.scenarios.company import Company
from tests.scenarios.serving_customers import (
    NEW,
    analyses,
    asks,
    clock,
    customer_of,
    form,
    handling,
    raised,
    receives,
    request,
    says,
    solved,
    solves,
    waits,
)


def test_a_request_is_solved_within_a_day_and_rated(company: Company) -> None:
    number = raised(company, policy_no="P-MOT")

    receives(company, number, observations="语气着急")
    analyses(company, number)
    solves(company, number)

    found = request(company, number)
    assert (found["request_no"], found["status"]) == ("SRQ-20260302-000001", "tracking")
    assert (clock(company, number)["limit"], clock(company, number)["state"]) == ("1 wd", "met")
    assert handling(company, number)["solved_at_first_contact"] is True
    assert company.waiting(number) == {}
    company.now_is("2026-03-06T00:00")
    company.completes("u_svc", "track", number, rating=5, comment="很满意")
    assert request(company, number)["status"] == "solved"
    assert (request(company, number)["rating"], request(company, number)["comment"]) == (
        5,
        "很满意",
    )

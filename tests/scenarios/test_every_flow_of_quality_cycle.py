"""Every way a quality cycle can take is taken, up to each of its ends."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn, only
from tests.scenarios.improving import (
    checks,
    does,
    evaluates,
    judges,
    plans,
    says_so,
    tries,
)
from tests.scenarios.test_change_requests import approved


def nothing_found(company: Company) -> str:
    """Evaluate a month in which all was well."""
    number = str(evaluates(company)["cycle_no"])
    judges(company, number)
    return number


def given_up(company: Company) -> str:
    """Find a problem, let an agency look too, and try three times in vain."""
    checks(company, 3)
    company.now_is("2026-05-02T09:00")
    number = str(evaluates(company, period_to="2026-05-02")["cycle_no"])
    judges(company, number, external=True)
    report = company.uploads("u_qua", ["report"])
    company.completes(
        "u_qua", "external_evaluation", number, agency="评价中心", score=80, report=report
    )
    tries(company, number, 21)
    tries(company, number, 21, measure="training", audience="customers", segment="elderly")
    plans(company, number, change_kind="dmn", change_of="service_routing")
    approved(company, company.get("u_aud", "/change-requests")["items"][0]["change_no"])
    does(company, number)
    says_so(company, number, 21)
    company.completes("u_quam", "close_without_effect", number, reason="不再投入")
    return number


def told(company: Company) -> str:
    """Be told of an improvement by message, which works at once."""
    said = {"name": "improvement_proposed", "correlation_key": "DSP-1"}
    said["data"] = {"source": "DSP-1", "problem": "条款不清", "prevention": "clause"}
    company.post("u_int", "/messages", said)
    number = str(company.get("u_aud", "/quality-cycles")["items"][0]["cycle_no"])
    tries(company, number, 9)
    return number


def come_by(company: Company, number: str) -> set[Flow]:
    """Return the elements a cycle has come by."""
    rows = company.get("u_aud", f"/cases/{number}/history", limit=200)["items"]
    return {("quality_cycle", row["element"]) for row in rows}


@pytest.mark.slow
def test_every_flow_and_step_of_a_quality_cycle_is_taken(
    company_on_sqlite: Company, walked: set[Flow]
) -> None:
    company = company_on_sqlite
    company.now_is("2026-04-01T09:00")
    numbers = [nothing_found(company), told(company), given_up(company)]
    steps = set().union(*(come_by(company, number) for number in numbers))

    assert only("quality_cycle", drawn("sequenceFlow")) - only("quality_cycle", walked) == set()
    assert only("quality_cycle", drawn(*STEPS)) - only("quality_cycle", steps) == set()

"""Every way a revisit and the report on a month can take is taken, up to each of their ends."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.customer_files import sells
from tests.scenarios.drawings import STEPS, Flow, drawn, entered, only
from tests.scenarios.revisiting import (
    answered,
    begins,
    misses,
    new_policy,
    replies,
    resolves,
    revisits,
    says,
    speaks,
)
from tests.scenarios.s1 import Walk


def asked_by_telephone(company: Company) -> str:
    """Miss the customer once, put right what was not known, and ask again."""
    number = new_policy(company)
    misses(company, number, "2026-03-03T14:00")
    company.now_is("2026-03-03T14:00")
    speaks(company, number, answers=answered(company, number, NB7_4="no"))
    resolves(company, number)
    speaks(company, number)
    return number


def answered_by_message(company: Company) -> str:
    """Answer a questionnaire after it was sent twice."""
    sells(company, policy_no="P-HEA2", product="HEA", end="2027-03-01")
    company.now_is("2026-03-04T08:00")
    number = str(revisits(company)[0]["revisit_no"])
    company.now_is("2026-03-07T18:00")
    replies(company, number)
    return number


def never_answered(company: Company) -> str:
    """Leave a questionnaire unanswered."""
    sells(company, policy_no="P-HEA3", product="HEA", end="2027-03-01")
    company.now_is("2026-03-08T08:00")
    number = str(revisits(company)[0]["revisit_no"])
    company.now_is("2026-03-16T18:00")
    return number


def cancelled(company: Company) -> str:
    """Prepare by hand what is cancelled then."""
    body = {
        "type": "individual",
        "name": "陈安娜",
        "source_channel": "app",
        "source": "customer",
        "basis": "contract",
    }
    anna = company.post("u_svc", "/customers", body, expect=201)["customer_no"]
    number = str(begins(company, customer=anna)["revisit_no"])
    company.completes("u_rev", "prepare_revisit", number, materials_ok=True)
    company.post("u_rev", f"/revisits/{number}/cancel", {"reason": "opt_out"})
    return number


def not_wanted(company: Company) -> str:
    """Ask by message for what the customer refuses."""
    says(company, "service", granted=False)
    asked = {"customer": "C-ZHANG", "script": "CP4"}
    company.post("u_int", "/messages", {"name": "revisit_requested", "data": asked})
    return str(revisits(company)[0]["revisit_no"])


def reported(company: Company) -> str:
    """Report on March."""
    company.now_is("2026-04-01T08:00")
    said = {"report": "条款说明不足", "departments": ["sales"]}
    company.completes("u_revs", "report_findings", "RVR-202603", **said)
    return "RVR-202603"


@pytest.mark.slow
def test_every_flow_and_step_of_a_revisit_is_walked(
    company_on_sqlite: Company, walked: set[Flow]
) -> None:
    ways = (
        asked_by_telephone,
        answered_by_message,
        never_answered,
        cancelled,
        not_wanted,
        reported,
    )
    numbers = [goes(company_on_sqlite) for goes in ways]

    come_by = set[Flow]().union(
        *(entered(Walk(company_on_sqlite, claim_no=number)) for number in numbers)
    )

    for process in ("revisit", "revisit_report"):
        assert only(process, drawn("sequenceFlow") - walked) == set()
        assert only(process, drawn(*STEPS) - come_by) == set()

"""Every way that care can take is taken, up to each of its ends."""

import pytest

from tests.scenarios.caring import (
    LI,
    OFFER,
    WARNING,
    ZHANG,
    dislikes,
    idle_prospect,
    is_licensed,
    item,
    items,
    passes,
    recommends,
    says,
)
from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn, only


def talks(company: Company, response: str) -> None:
    """Let a customer be content or not, the day after a bad rating."""
    newest = items(company, ZHANG, "negative_feedback")[-1]
    company.completes(
        "u_care",
        "care_contact",
        newest["care_no"],
        done_at=newest["due_at"],
        content="已致歉并说明",
        response=response,
    )


def cares(company: Company) -> None:
    """Recommend twice, talk twice, verify, warn in vain and at night, and let one opt out."""
    care_no = idle_prospect(company)
    is_licensed(company, "u_sal", "property", "2026-12-31")
    recommends(company, care_no, next_contact="2026-03-24")
    dislikes(company, ZHANG)
    confirmed = {"verified_at": "2025-03-01T10:00:00+08:00"}
    company.post("u_svc", f"/customers/{ZHANG}/verify", confirmed)
    passes(company, "2026-03-24T09:30")
    recommends(company, items(company, LI, "prospect_idle_14d")[-1]["care_no"])
    talks(company, "negative")
    verify = item(company, ZHANG, "customer_data_older_12m")["care_no"]
    said = {"fields": [{"field": "email", "result": "unknown"}]}
    company.completes(
        "u_svc", "verify_customer_data", verify, verified_at="2026-03-24T09:10:00+08:00", **said
    )
    dislikes(company, ZHANG)
    passes(company, "2026-03-25T09:30")
    talks(company, "positive")
    says(company, ZHANG, granted=False, purpose="service")
    company.post("u_care", "/weather-warnings", WARNING, expect=201)
    passes(company, "2026-03-25T22:00")
    company.post("u_care", "/care-campaigns", OFFER, expect=201)
    passes(company, "2026-03-25T22:05")
    says(company, LI, granted=False)
    says(company, ZHANG, granted=True)
    passes(company, "2026-04-01T22:00")
    company.post("u_care", "/care-campaigns", OFFER, expect=201)
    passes(company, "2026-04-02T09:05")


def entered(company: Company) -> set[Flow]:
    """Return the elements that cases of care have come by."""
    cases = company.get("u_aud", "/cases", limit=200)["items"]
    histories = [
        company.get("u_aud", f"/cases/{case['id']}/history", limit=200)["items"] for case in cases
    ]
    return {
        (row["process"].partition(":")[0], row["element"]) for rows in histories for row in rows
    }


@pytest.mark.slow
def test_every_flow_and_step_of_care_is_walked(
    company_on_sqlite: Company, walked: set[Flow]
) -> None:
    cares(company_on_sqlite)

    assert only("customer_care", drawn("sequenceFlow") - walked) == set()
    assert only("customer_care", drawn(*STEPS) - entered(company_on_sqlite)) == set()

"""Every way a dispute can take is taken, up to each of its ends."""

import pytest

from tests.scenarios import staff
from tests.scenarios.company import Company
from tests.scenarios.disputing import (
    analyses,
    approve,
    closes,
    decided,
    defends,
    dispute,
    files,
    is_paid,
    is_sued,
    negotiates,
    opened,
    tells,
)
from tests.scenarios.drawings import STEPS, Flow, drawn, entered, only
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.test_raised_disputes import raised, repeats


def settled(company: Company) -> str:
    """Agree, be sued while that is approved, and have the lawsuit dismissed."""
    number = opened(decided(company))
    analyses(company, number)
    negotiates(company, number, "agreed", agreed_amount="150000.00")
    is_sued(company, number)
    defends(company, number)
    tells(company, number, "judgment", outcome="dismissed")
    closes(company, number)
    return number


def climbed(company: Company) -> str:
    """Extend, mediate in vain twice, appeal against a judgment, and take it back in the end."""
    staff.hires(company, "u_l3b", "approver_l3")
    walk = decided(company)
    number = opened(walk)
    repeats(company, int(dispute(company, number)["claim"]))
    analyses(company, number)
    negotiates(company, number, "continue", both_agree=True)
    negotiates(company, number, "failed")
    files(company, number)
    company.now_is("2026-05-12T10:00")
    tells(company, number, "mediation-result", result="agreed", amount="150000.00")
    company.completes("u_l2b", "approve_step", number, decision="refuse", opinion="金额过高")
    negotiates(company, number, "failed")
    files(company, number)
    tells(company, number, "mediation-result", result="failed")
    defends(company, number)
    tells(company, number, "judgment", outcome="upheld", amount="180000.00")
    company.completes("u_l3b", "approve_step", number, decision="refuse", opinion="提起上诉")
    tells(company, number, "withdraw", reason="撤诉")
    return number


def accepted(company: Company) -> str:
    """Agree on another sum, which the approvers accept; another dispute is sued over at once."""
    staff.hires(company, "u_l3b", "approver_l3")
    number = opened(decided(company))
    analyses(company, number)
    negotiates(company, number, "agreed", agreed_amount="150000.00")
    approve(company, number, "u_l2b", "u_l3b")
    return number


def sued_at_once(company: Company) -> str:
    """Be sued before anything was negotiated."""
    number = opened(decided(company))
    analyses(company, number)
    is_sued(company, number)
    return number


@pytest.mark.slow
def test_every_flow_and_step_of_a_dispute_is_walked(claim_at: ClaimAt, walked: set[Flow]) -> None:
    companies = [claim_at(Walk.report).company for _ in range(4)]
    numbers = [
        goes(company)
        for goes, company in zip((settled, climbed, accepted, sued_at_once), companies, strict=True)
    ]
    numbers.append("DSP-20260309-000002")  # the second message about an open dispute
    companies.append(companies[1])
    raised_anew = raises(companies[0]) | negotiated_before(companies[2], numbers[2])

    come_by = raised_anew.union(
        *(
            entered(Walk(company, claim_no=number))
            for company, number in zip(companies, numbers, strict=True)
        )
    )

    assert only("dispute", drawn("sequenceFlow") - walked) == set()
    assert only("dispute", drawn(*STEPS) - come_by) == set()


def negotiated_before(company: Company, closed: str) -> set[Flow]:
    """Begin with the fourth step, as a complaint that was not settled goes on."""
    claim_id = int(dispute(company, closed)["claim"])
    repeats(company, claim_id, negotiation_failed_at="2026-03-09T10:00:00+08:00")
    number = str(company.get("u_aud", "/disputes")["items"][0]["dispute_no"])
    analyses(company, number)
    assert "external_case" in company.waiting(number)
    return entered(Walk(company, claim_no=number))


def raises(company: Company) -> set[Flow]:
    """Raise another dispute over the claim whose first one is closed, once that is paid."""
    claim_id = company.get("u_aud", "/disputes")["items"][0]["claim"]
    claim_no = company.claim(claim_id)["claim_no"]
    is_paid(Walk(company, claim_no=claim_no), "B-1")
    number = str(raised(company, "u_cmp", claim_no)["dispute_no"])
    return entered(Walk(company, claim_no=number))

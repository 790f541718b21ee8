"""Every way a complaint can take is taken, up to each of its ends."""

import pytest

from tests.scenarios import rejections, staff
from tests.scenarios.company import Company
from tests.scenarios.complaining import (
    COMPLAINT,
    accepts,
    answered,
    approves,
    asks_longer,
    bank_pays,
    complains,
    decides,
    investigates,
    is_passed_on,
    is_raised,
    number_of,
    orders,
    payment,
    proposes,
    refuses,
    replies,
    reviews,
    says,
    traces,
    withdraws,
)
from tests.scenarios.drawings import STEPS, Flow, drawn, entered, only
from tests.scenarios.halts import ClaimAt
from tests.scenarios.paying import KNOWN, PAYEE
from tests.scenarios.s1 import Walk
from tests.scenarios.test_complaint_to_dispute import fails, of_claim

LARGE = "12000.00"


def refused(company: Company) -> str:
    """Come by message, twice, and be refused."""
    is_raised(company, external_ref="M-1")
    is_raised(company, external_ref="M-1")
    is_passed_on(company, "JG-1")
    number = str(company.get("u_aud", "/complaints")["items"][-1]["complaint_no"])
    refuses(company, number)
    return number


def extended(company: Company) -> str:
    """Extend with and without success, be reviewed, overturned and settled by a sum."""
    number = number_of(company, contact="周正@例.中国")
    accepts(company, number)
    asks_longer(company, number, "complex")
    decides(company, number, "refuse")
    asks_longer(company, number, "complex")
    decides(company, number, "approve")
    asks_longer(company, number, "special")
    decides(company, number, "approve")
    decides(company, number, "refuse", by="u_comp", task="confirm_extension")
    asks_longer(company, number, "special")
    decides(company, number, "approve")
    decides(company, number, "approve", by="u_comp", task="confirm_extension")
    investigates(company, number)
    proposes(company, number)
    replies(company, number)
    says(company, number, satisfied=False, review_requested=True)
    reviews(company, number, by="u_cmpm", uphold=False)
    is_paid_in_the_end(company, number)
    replies(company, number)
    traces(company, number)
    return number


def is_paid_in_the_end(company: Company, number: str) -> None:
    """Let a sum be refused, approved, held, released and paid."""
    proposes(company, number, remedy="payment", remedy_amount=LARGE)
    approves(company, number, "u_l1a", "refuse")
    proposes(company, number, remedy="payment", remedy_amount=LARGE)
    approves(company, number, "u_l1b")
    approves(company, number, "u_l2a")
    payee = {**PAYEE, "payee_name": COMPLAINT["complainant"], "relation": "complainant"}
    company.completes("u_cash", "payee_data", number, **payee)
    company.completes("u_aml", "cdd", number, **{**KNOWN, "risk": "high", "result": "restrict"})
    why = {"reason": "已补充身份证明"}
    company.post("u_comp", f"/payments/{payment(company, number)['id']}/release", why)
    company.completes("u_cash", "payee_data", number, **payee)
    company.completes("u_aml", "cdd", number, **KNOWN)
    company.completes("u_cash", "make_payment_order", number)
    company.completes("u_fin", "review_payment", number, result="confirm")
    (_, paid) = company.get("u_aud", f"/complaints/{number}/payments")["items"]
    body = {"status": "success", "bank_ref": "B-1", "executed_at": paid["sent_at"]}
    company.post("u_int", f"/payments/{paid['id']}/result", body)


def silent(company: Company) -> str:
    """Hear nothing for a week, and later of a review that upholds the reply."""
    number = number_of(company, subject="renewal")
    answered(company, number)
    company.now_is("2026-03-09T09:30")
    traces(company, number)
    says(company, number, satisfied=False, review_requested=True)
    reviews(company, number, by="u_cmpm")
    traces(company, number)
    return number


def pressed(company: Company) -> str:
    """Hear nothing for a week, and of a review before the cause is found."""
    number = number_of(company, subject="privacy_breach", contact="见信")
    answered(company, number, by="u_cmpm")
    company.now_is("2026-03-17T09:30")
    says(company, number, satisfied=False, review_requested=True)
    return number


def satisfied(company: Company) -> str:
    """End with a complainant who got a small sum and is satisfied."""
    number = number_of(company, subject="facility")
    accepts(company, number)
    investigates(company, number)
    proposes(company, number, remedy="payment", remedy_amount="300.00")
    approves(company, number, "u_l1a")
    orders(company, number)
    bank_pays(company, number)
    replies(company, number)
    says(company, number, satisfied=True)
    traces(company, number)
    return number


def waited(company: Company) -> str:
    """Wait for a review that nobody asks for."""
    number = number_of(company, subject="other")
    answered(company, number)
    says(company, number, satisfied=False)
    traces(company, number)
    company.now_is("2026-04-20T09:30")
    return number


def withdrawn(company: Company) -> str:
    """Take a complaint back."""
    number = str(complains(company)["complaint_no"])
    withdraws(company, number)
    return number


@pytest.mark.slow
def test_every_flow_and_step_of_a_complaint_is_walked(
    company_on_sqlite: Company, claim_at: ClaimAt, walked: set[Flow]
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")
    staff.hires(company, "u_l1b", "approver_l1")
    ways = (refused, withdrawn, satisfied, extended, silent, pressed, waited)
    numbers = [goes(company) for goes in ways]
    repeated = {"CMP-20260302-000002", "CMP-20260302-000003"}
    rejected = rejections.rejects_and_files(claim_at(Walk.assess, rejections.DRUNK))
    disputed = of_claim(rejected)
    fails(rejected.company, disputed)

    come_by = entered(Walk(rejected.company, claim_no=disputed)).union(
        *(entered(Walk(company, claim_no=number)) for number in {*numbers, *repeated})
    )

    assert only("complaint", drawn("sequenceFlow") - walked) == set()
    assert only("complaint", drawn(*STEPS) - come_by) == set()

"""A payment that is held waits until compliance releases it; one that is cancelled is made anew."""

import pytest

from tests.scenarios import staff
from tests.scenarios.branches import status
from tests.scenarios.company import Company
from tests.scenarios.losses import motor
from tests.scenarios.paying import bank_says, knows, payments, reviews, states
from tests.scenarios.s1 import Walk

COMPLIANCE = "u_cpl"


@pytest.fixture
def held(company: Company) -> Walk:
    """A payment of 30,000 to a payee whom due diligence restricts."""
    staff.hires(company, COMPLIANCE, "compliance_officer")
    walk = Walk(company, motor("30000.00"))
    walk.all_until(walk.approve)
    walk.agree()
    walk.payee()
    knows(walk, risk="high", result="restrict")
    return walk


def releases(walk: Walk, user: str = COMPLIANCE, *, expect: int = 200) -> None:
    """Let somebody release what is held."""
    payment = payments(walk)[-1]["id"]
    why = {"reason": "客户已补充身份证明"}
    walk.company.post(user, f"/payments/{payment}/release", why, expect=expect)


def test_a_released_payment_is_made_out_anew_and_paid(held: Walk, company: Company) -> None:
    assert (states(held), company.waiting(held.claim_no)) == (["held"], {})
    assert status(held) == "paying"

    releases(held)
    held.payee()
    knows(held)
    held.order()
    reviews(held, "confirm")
    bank_says(held, "success")

    assert states(held) == ["cancelled", "executed"]
    assert status(held) == "paid"


def test_only_compliance_releases_a_payment(held: Walk) -> None:
    releases(held, "u_cash", expect=403)
    releases(held, "u_fin", expect=403)

    assert states(held) == ["held"]


def test_what_is_not_held_is_not_released(unpaid: Walk) -> None:
    staff.hires(unpaid.company, COMPLIANCE, "compliance_officer")

    releases(unpaid, expect=409)


def test_a_cancelled_payment_is_made_out_anew(unpaid: Walk) -> None:
    claim_id = unpaid.company.claim(unpaid.claim_no)["id"]
    message = {"name": "payment_withdrawn", "correlation_key": claim_id}
    unpaid.company.post("u_int", "/messages", message)

    unpaid.payee()
    unpaid.order()
    bank_says(unpaid, "success", ref="B-2")

    assert states(unpaid) == ["cancelled", "executed"]

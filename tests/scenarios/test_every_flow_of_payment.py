"""Every way a payment can take is taken, up to each of its three ends."""

import pytest

from tests.scenarios import losses, paying
from tests.scenarios.drawings import STEPS, Flow, drawn, entered, only
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import hires

OF_ANOTHER = {"name": "李四"}


@pytest.fixture
def paid(claim_at: ClaimAt, walked: set[Flow]) -> Walk:
    """A claim of 60,000: examined, returned, failed, chased and paid in the end."""
    walk = claim_at(Walk.agree, losses.motor("60000.00"))
    hires(walk.company, "u_compliance", "compliance_officer")
    walk.payee()
    paying.knows(walk, result="report")
    walk.completes("u_compliance", "compliance_review", decision="continue", reason="已核实")
    walk.order()
    paying.reviews(walk, "return")
    walk.order()
    paying.reviews(walk, "confirm")
    paying.bank_says(walk, "failed")
    paying.fixes(walk)
    walk.order()
    paying.reviews(walk, "confirm")
    walk.company.now_is("2026-03-04T15:00")
    paying.bank_says(walk, "success", ref="B-2")
    return walk


def test_every_flow_and_step_of_a_payment_is_walked(paid: Walk, walked: set[Flow]) -> None:
    company = paid.company
    recovered = paying.pays(company, "PAY-1", paid, third_party="王五")
    recovered.order()
    paying.bank_says(paid, "success", ref="B-3")
    withdrawn = paying.pays(company, "PAY-2", paid, kind="ex_gratia")
    subject = company.claim(paid.claim_no)["id"]
    company.post("u_int", "/messages", {"name": "payment_withdrawn", "correlation_key": subject})
    unverified = paying.pays(company, "PAY-3", paid, kind="ex_gratia", payee=OF_ANOTHER)
    unverified.payee()
    restricted = paying.pays(company, "PAY-4", paid, kind="advance", amount_total=20000)
    paying.knows(restricted, result="restrict")

    come_by = set().union(*map(entered, (paid, recovered, withdrawn, unverified, restricted)))

    assert only("payment", drawn("sequenceFlow") - walked) == set()
    assert only("payment", drawn(*STEPS) - come_by) == set()
    assert paying.states(paid) == ["failed", "executed", "executed", "cancelled", "held", "held"]

"""An adjudicator who doubts the sum sends the claim back to the assessor."""

from typing import Any

from tests.scenarios.company import Company
from tests.scenarios.s1 import Loss, Walk

NEW = Loss(assessed="3000.00", payable="3000.00")


def returns(walk: Walk) -> Any:
    """Let the adjudicator send the assessment back."""
    return walk.completes(
        "u_adj",
        "adjudicate",
        decision="return_assessment",
        liability_basis="车损险第六条",
        opinion="金额偏高,请复核",
        check_c6="pass",
        check_c7="fail",
    )


def test_a_returned_assessment_is_made_anew_and_decided_on_its_own_sum(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.assess)

    returns(walk)
    assert company.waiting(walk.claim_no) == {"assess_loss": ["assessor"]}
    assert company.claim(walk.claim_no)["status"] == "assessing"
    walk.loss = NEW
    walk.assess()
    walk.adjudicate()
    walk.approve()

    claim = company.claim(walk.claim_no)
    assert (claim["payable"], claim["status"]) == ("3000.00", "awaiting_agreement")

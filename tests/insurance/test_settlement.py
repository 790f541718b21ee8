"""Assessment and calculation."""

from decimal import Decimal
from typing import Any

import pytest

from app.errors import InvalidInput
from app.insurance.claims import queries
from app.insurance.claims.handlers import settlement
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import ClaimStatus
from app.work import Work
from tests.insurance.calls import call, reported

ASSESSMENT: dict[str, Any] = {
    "items": [{"name": "保险杠", "amount": "3600.00", "accepted": True}],
    "fault": "single_party",
    "opinion": "更换",
}


def calculated(work: Work, claim: Claim, **answers: Any) -> dict[str, Any]:
    """Assess a claim and calculate what is payable."""
    left = settlement.record_assessment(call(work, claim), {**ASSESSMENT, **answers})
    return settlement.calc_payable(call(work, claim, **left))


def test_the_assessed_loss_is_payable(work: Work) -> None:
    claim = reported(work)

    assert calculated(work, claim) == {
        "payable": Decimal("3600.00"),
        "payable_now": Decimal("3600.00"),
        "already_paid": Decimal(0),
        "amount": Decimal("3600.00"),
    }
    (assessment,) = queries.list_assessments(work.session, claim.id)
    assert assessment.computed is not None and assessment.computed["gross"] == 3600
    assert claim.payable == Decimal("3600.00")


def test_an_advance_is_taken_off_what_is_payable_now(work: Work) -> None:
    claim = reported(work)
    claim.already_paid = Decimal("1000.00")

    assert calculated(work, claim)["payable_now"] == Decimal("2600.00")


def test_the_share_of_fault_lowers_the_sum(work: Work) -> None:
    assert calculated(work, reported(work), fault="primary")["payable"] == Decimal("2520.00")


def test_medical_bills_are_refunded_by_rate(work: Work) -> None:
    claim = reported(work, policy_no="P-HEA", loss_type="medical_expense", object_id=None)
    bills = [{"name": "住院费", "amount": "68000.00", "accepted": True}]

    found = calculated(work, claim, items=bills, social_insurance_paid="22000.00")

    assert found["payable"] == Decimal("28800.00")


def test_a_deductible_of_the_period_is_borne_once(work: Work) -> None:
    bills = [{"name": "住院费", "amount": "20000.00", "accepted": True}]
    first = reported(work, policy_no="P-HEA", loss_type="medical_expense")
    alone = {"items": bills, "social_insurance_paid": "0"}
    first.already_paid = calculated(work, first, **alone)["payable"]
    second = reported(work, policy_no="P-HEA", loss_type="medical_expense")

    assert first.already_paid == Decimal("8000.00")
    assert calculated(work, second, **alone)["payable"] == Decimal("16000.00")


def test_a_late_premium_is_deducted_from_a_death_benefit(work: Work) -> None:
    claim = reported(
        work,
        policy_no="P-LIF",
        loss_type="death",
        loss_time="2026-03-01T08:00:00+08:00",
        claimed_amount="500000",
    )

    assert calculated(work, claim)["payable"] == Decimal("488000.00")


def test_a_disability_is_paid_by_grade(work: Work) -> None:
    claim = reported(work, policy_no="P-ACC", loss_type="disability")

    assert calculated(work, claim, disability_grade=7)["payable"] == Decimal("120000.00")


@pytest.mark.parametrize(
    ("policy_no", "loss_type", "unsaid"),
    [
        ("P-ACC", "disability", "disability_grade"),
        ("P-HEA", "medical_expense", "social_insurance_paid"),
    ],
)
def test_a_sum_never_rests_on_something_left_unsaid(
    work: Work, policy_no: str, loss_type: str, unsaid: str
) -> None:
    claim = reported(work, policy_no=policy_no, loss_type=loss_type)

    with pytest.raises(InvalidInput) as refusal:
        settlement.record_assessment(call(work, claim), ASSESSMENT)

    assert [error.pointer for error in refusal.value.errors] == [f"/data/{unsaid}"]


def test_a_new_assessment_takes_the_place_of_the_first(work: Work) -> None:
    claim = reported(work)
    settlement.record_assessment(call(work, claim), ASSESSMENT)
    settlement.record_assessment(call(work, claim), ASSESSMENT)

    rows = queries.list_assessments(work.session, claim.id)
    assert [(row.seq, row.superseded) for row in rows] == [(1, True), (2, False)]
    assert claim.status is ClaimStatus.ADJUDICATING


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"items": []}, "/data/items"),
        ({"items": [{"name": "x", "accepted": True}]}, "/data/items/0/amount"),
        ({"items": [{"amount": "1", "accepted": True}]}, "/data/items/0/name"),
        ({"items": [{"name": "x", "amount": "1"}]}, "/data/items/0/accepted"),
        (
            {"items": [{"name": "x", "amount": "-1", "accepted": True}]},
            "/data/items/0/amount",
        ),
        (
            {"items": [{"name": "x", "amount": "1", "accepted": True, "depreciation_rate": "1.1"}]},
            "/data/items/0/depreciation_rate",
        ),
        ({"fault": "who knows"}, "/data/fault"),
        ({"disability_grade": 11}, "/data/disability_grade"),
        ({"salvage": "-0.01"}, "/data/salvage"),
        ({"opinion": ""}, "/data/opinion"),
    ],
)
def test_a_wrong_assessment_is_refused(work: Work, answers: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        settlement.record_assessment(call(work, reported(work)), {**ASSESSMENT, **answers})

    assert [error.pointer for error in refusal.value.errors] == [pointer]

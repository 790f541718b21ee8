"""What a loss is worth under the terms of a policy."""

from decimal import Decimal as D

import pytest

from app.insurance.claims import payable
from app.insurance.claims.payable import Item, Loss, Terms

MOTOR = Terms(sum_insured=D(180000), available_limit=D(180000))
FIRE = Terms(
    sum_insured=D(2000000),
    available_limit=D(2000000),
    deductible_amount=D(1000),
    deductible_rate=D("0.1"),
)
HEALTH = Terms(
    sum_insured=D(100000),
    available_limit=D(100000),
    deductible_amount=D(10000),
    reimbursement_rate=D("0.8"),
)
COMPULSORY = {"death_disability": D(180000), "medical": D(18000), "property": D(2000)}


def items(*amounts: str) -> list[Item]:
    return [Item(amount=D(amount)) for amount in amounts]


@pytest.mark.parametrize(
    ("loss", "terms", "expected"),
    [
        (Loss(items=items("3600")), MOTOR, "3600.00"),
        (Loss(items=items("3600.00", "400")), MOTOR, "4000.00"),
        (Loss(items=[Item(amount=D(500), accepted=False), *items("100")]), MOTOR, "100.00"),
        (Loss(items=[Item(amount=D(1000), depreciation_rate=D("0.25"))]), MOTOR, "750.00"),
        (Loss(items=items("1000"), salvage=D(200), third_party_paid=D(300)), MOTOR, "500.00"),
        (Loss(items=items("100"), salvage=D(200)), MOTOR, "0.00"),
        (Loss(items=items("1000"), liability_ratio=D("0.7")), MOTOR, "700.00"),
        (Loss(items=items("1000"), liability_ratio=D(0)), MOTOR, "0.00"),
        (Loss(items=items("9000")), FIRE, "8000.00"),
        (Loss(items=items("50000")), FIRE, "45000.00"),
        (Loss(items=items("800")), FIRE, "0.00"),
        (Loss(items=items("100000"), value_at_loss=D(4000000)), FIRE, "45000.00"),
        (Loss(items=items("100000"), value_at_loss=D(1000000)), FIRE, "90000.00"),
        (Loss(items=items("200000")), MOTOR, "180000.00"),
        (Loss(items=items("200000"), rescue_costs=D(5000)), MOTOR, "185000.00"),
        (Loss(items=items("0"), rescue_costs=D(999999)), MOTOR, "180000.00"),
        (Loss(items=items("0.05"), liability_ratio=D("0.5")), MOTOR, "0.03"),
    ],
)
def test_an_indemnity_makes_good_what_the_policy_covers(
    loss: Loss, terms: Terms, expected: str
) -> None:
    assert payable.indemnity(loss, terms)["payable"] == D(expected)


def test_earlier_payments_lower_what_is_left() -> None:
    terms = Terms(sum_insured=D(180000), available_limit=D(2500))

    assert payable.indemnity(Loss(items=items("3600")), terms)["payable"] == D("2500.00")


def test_the_insured_bears_the_agreed_part() -> None:
    terms = Terms(sum_insured=D(180000), available_limit=D(180000), coinsurance_rate=D("0.2"))

    assert payable.indemnity(Loss(items=items("1000")), terms)["payable"] == D("800.00")


def test_every_step_of_an_indemnity_is_named() -> None:
    steps = payable.indemnity(Loss(items=items("9000"), liability_ratio=D("0.7")), FIRE)

    assert steps == {
        "gross": D(9000),
        "net": D(9000),
        "prop": D(1),
        "liability_ratio": D("0.7"),
        "resp": D("6300.0"),
        "deductible": D(1000),
        "after": D(5300),
        "share": D(5300),
        "capped": D(5300),
        "costs": D(0),
        "payable": D(5300),
    }


@pytest.mark.parametrize(
    ("bills", "social", "expected"),
    [
        ("68000", "22000", "28800.00"),
        ("9000", "0", "0.00"),
        ("5000", "6000", "0.00"),
        ("200000", "0", "100000.00"),
    ],
)
def test_medical_bills_are_refunded_after_the_deductible(
    bills: str, social: str, expected: str
) -> None:
    loss = Loss(items=items(bills), social_insurance_paid=D(social))

    assert payable.reimbursement(loss, HEALTH)["payable"] == D(expected)


@pytest.mark.parametrize(
    ("grade", "sum_insured", "arrears", "loan", "expected"),
    [
        (None, "500000", "12000", "0", "488000.00"),
        (None, "500000", "12000", "100000", "388000.00"),
        (1, "300000", "0", "0", "300000.00"),
        (5, "300000", "0", "0", "180000.00"),
        (7, "300000", "0", "0", "120000.00"),
        (10, "300000", "0", "0", "30000.00"),
        (10, "10000", "12000", "0", "0.00"),
    ],
)
def test_a_fixed_benefit_follows_the_grade_less_arrears_and_loan(
    grade: int | None, sum_insured: str, arrears: str, loan: str, expected: str
) -> None:
    loss = Loss(items=[], benefit_pct=payable.benefit_pct(grade))
    terms = Terms(
        sum_insured=D(sum_insured),
        available_limit=D(sum_insured),
        premium_arrears=D(arrears),
        policy_loan=D(loan),
    )

    assert payable.fixed_benefit(loss, terms)["payable"] == D(expected)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([("property", "1500")], "1500.00"),
        ([("property", "1500"), ("property", "1500")], "2000.00"),
        ([("medical", "30000"), ("property", "500")], "18500.00"),
        ([("death_disability", "250000"), ("medical", "1"), ("property", "1")], "180002.00"),
    ],
)
def test_compulsory_cover_pays_each_head_up_to_its_limit(
    amounts: list[tuple[str, str]], expected: str
) -> None:
    loss = Loss(items=[Item(amount=D(amount), head=head) for head, amount in amounts])

    assert payable.liability_limits(loss, COMPULSORY)["payable"] == D(expected)


@pytest.mark.parametrize(
    ("lob", "loss_type", "needed"),
    [
        ("accident", "disability", True),
        ("accident", "medical_expense", True),
        ("accident", "death", False),
        ("life", "disability", True),
        ("life", "death", False),
        ("life", "critical_illness", False),
    ],
)
def test_an_accident_is_paid_by_grade_unless_somebody_died(
    lob: str, loss_type: str, needed: bool
) -> None:
    assert payable.needs_grade(lob, loss_type) is needed

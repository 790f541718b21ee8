"""What holds for every calculation, whatever the sums."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from app.insurance.claims import payable
from app.insurance.claims.payable import Item, Loss, Terms
from app.insurance.claims.vocabulary import HEADS

MONEY = st.decimals(0, 3_000_000, places=2)
RATES = st.decimals(0, 1, places=2)
ITEMS = st.lists(
    st.builds(
        Item,
        amount=MONEY,
        depreciation_rate=RATES,
        accepted=st.booleans(),
        head=st.sampled_from(HEADS),
    ),
    max_size=4,
)
LOSSES = st.builds(
    Loss,
    items=ITEMS,
    liability_ratio=RATES,
    salvage=MONEY,
    third_party_paid=MONEY,
    value_at_loss=st.none() | MONEY,
    rescue_costs=MONEY,
    social_insurance_paid=MONEY,
    benefit_pct=RATES,
)
TERMS = st.builds(
    Terms,
    sum_insured=MONEY,
    available_limit=MONEY,
    deductible_amount=MONEY,
    deductible_rate=RATES,
    deductible_used=MONEY,
    coinsurance_rate=RATES,
    reimbursement_rate=RATES,
    premium_arrears=MONEY,
    policy_loan=MONEY,
)
LIMITS = st.fixed_dictionaries(dict.fromkeys(HEADS, MONEY))
HALF_A_FEN = D("0.005")


def is_a_sum(amount: D) -> bool:
    return amount >= 0 and amount == amount.quantize(D("0.01"))


@given(LOSSES, TERMS)
def test_an_indemnity_never_exceeds_loss_limit_and_rescue(loss: Loss, terms: Terms) -> None:
    steps = payable.indemnity(loss, terms)

    assert is_a_sum(steps["payable"])
    assert steps["capped"] <= min(terms.available_limit, steps["net"])
    assert steps["costs"] <= min(terms.sum_insured, loss.rescue_costs)
    assert abs(steps["payable"] - steps["capped"] - steps["costs"]) <= HALF_A_FEN


@given(LOSSES, TERMS, MONEY)
def test_who_receives_more_from_others_is_never_paid_more(
    loss: Loss, terms: Terms, more: D
) -> None:
    richer = Loss(
        items=loss.items,
        liability_ratio=loss.liability_ratio,
        salvage=loss.salvage,
        third_party_paid=loss.third_party_paid + more,
    )
    poorer = Loss(
        items=loss.items,
        liability_ratio=loss.liability_ratio,
        salvage=loss.salvage,
        third_party_paid=loss.third_party_paid,
    )

    assert (
        payable.indemnity(richer, terms)["payable"] <= payable.indemnity(poorer, terms)["payable"]
    )


@given(LOSSES, TERMS)
def test_a_refund_never_exceeds_expense_and_limit(loss: Loss, terms: Terms) -> None:
    steps = payable.reimbursement(loss, terms)

    assert is_a_sum(steps["payable"])
    assert steps["capped"] <= min(terms.available_limit, steps["net"])
    assert 0 <= steps["deductible_used"] <= terms.deductible_amount


@given(LOSSES, TERMS)
def test_a_benefit_never_exceeds_the_sum_insured(loss: Loss, terms: Terms) -> None:
    steps = payable.fixed_benefit(loss, terms)

    assert is_a_sum(steps["payable"])
    assert steps["payable"] <= terms.sum_insured


@given(LOSSES, LIMITS)
def test_no_head_of_compulsory_cover_pays_more_than_its_limit(
    loss: Loss, limits: dict[str, D]
) -> None:
    steps = payable.liability_limits(loss, limits)

    assert is_a_sum(steps["payable"])
    assert all(steps.get(f"capped_{head}", D(0)) <= limits[head] for head in HEADS)
    assert steps["capped"] <= steps["gross"]


@given(ITEMS, LIMITS, TERMS)
def test_two_covers_of_one_car_never_pay_more_than_the_loss(
    items: list[Item], limits: dict[str, D], terms: Terms
) -> None:
    compulsory = payable.liability_limits(Loss(items=items), limits)
    commercial = payable.indemnity(Loss(items=items, third_party_paid=compulsory["payable"]), terms)

    assert compulsory["payable"] + commercial["payable"] <= compulsory["gross"] + 2 * HALF_A_FEN

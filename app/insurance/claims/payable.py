"""What a loss is worth under the terms of a policy (理算). Pure; rounds once, at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.database import round_money

Steps = dict[str, Decimal]  # every step of a calculation by its name, the last one ``payable``
ZERO = Decimal(0)
ONE = Decimal(1)
DISABILITY, DEATH = "disability", "death"  # types of loss
ACCIDENT = "accident"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What of the policy a calculation uses.

    ``available_limit`` is what earlier payments left; ``deductible_used`` what earlier claims of
    the period have borne of a deductible that counts once per period.
    """

    sum_insured: Decimal
    available_limit: Decimal
    deductible_amount: Decimal = ZERO
    deductible_rate: Decimal = ZERO
    deductible_used: Decimal = ZERO
    coinsurance_rate: Decimal = ZERO
    reimbursement_rate: Decimal = ONE
    premium_arrears: Decimal = ZERO
    policy_loan: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class Item:
    """One position of the loss; ``head`` is the compulsory cover it falls under."""

    amount: Decimal
    depreciation_rate: Decimal = ZERO
    accepted: bool = True
    head: str = "property"


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What the assessor found; ``liability_ratio`` follows from the fault (0..1)."""

    items: Sequence[Item]
    liability_ratio: Decimal = ONE
    salvage: Decimal = ZERO
    third_party_paid: Decimal = ZERO
    value_at_loss: Decimal | None = None
    rescue_costs: Decimal = ZERO
    social_insurance_paid: Decimal = ZERO
    benefit_pct: Decimal = ONE


def indemnity(loss: Loss, terms: Terms) -> Steps:
    """Make good a loss: motor, property, cargo, agriculture, liability, credit."""
    gross = _accepted(loss.items)
    net = max(ZERO, gross - loss.salvage - loss.third_party_paid)
    prop = _insured_part(loss, terms)
    resp = net * prop * loss.liability_ratio
    deductible = max(terms.deductible_amount, resp * terms.deductible_rate)
    after = max(ZERO, resp - deductible)
    share = after * (ONE - terms.coinsurance_rate)
    capped = min(share, terms.available_limit)
    # Art. 57: what rescuing cost comes on top, up to the sum insured once more.
    costs = min(loss.rescue_costs * prop, terms.sum_insured)
    return {
        "gross": gross,
        "net": net,
        "prop": prop,
        "liability_ratio": loss.liability_ratio,
        "resp": resp,
        "deductible": deductible,
        "after": after,
        "share": share,
        "capped": capped,
        "costs": costs,
        "payable": round_money(capped + costs),
    }


def _accepted(items: Sequence[Item]) -> Decimal:
    accepted = (item for item in items if item.accepted)
    return sum((item.amount * (ONE - item.depreciation_rate) for item in accepted), ZERO)


def _insured_part(loss: Loss, terms: Terms) -> Decimal:
    """Return the part that is insured where the sum is below the value (art. 55)."""
    if not loss.value_at_loss:
        return ONE
    return min(ONE, terms.sum_insured / loss.value_at_loss)


def reimbursement(loss: Loss, terms: Terms) -> Steps:
    """Refund expenses: health."""
    gross = _accepted(loss.items)
    net = max(ZERO, gross - loss.social_insurance_paid)
    deductible = max(ZERO, terms.deductible_amount - terms.deductible_used)
    after = max(ZERO, net - deductible)
    share = after * terms.reimbursement_rate
    capped = min(share, terms.available_limit)
    return {
        "gross": gross,
        "net": net,
        "deductible": deductible,
        "deductible_used": min(net, deductible),
        "after": after,
        "share": share,
        "capped": capped,
        "payable": round_money(capped),
    }


def fixed_benefit(loss: Loss, terms: Terms) -> Steps:
    """Pay an agreed part of the sum insured: life, accident."""
    gross = terms.sum_insured * loss.benefit_pct
    deductible = terms.premium_arrears + terms.policy_loan
    after = max(ZERO, gross - deductible)
    return {"gross": gross, "deductible": deductible, "payable": round_money(after)}


def liability_limits(loss: Loss, limits: Mapping[str, Decimal]) -> Steps:
    """Pay each head of compulsory motor cover up to its limit; no deductible, no salvage."""
    heads: Steps = {}
    for item in loss.items:
        if item.accepted:
            reduced = item.amount * (ONE - item.depreciation_rate)
            heads[item.head] = heads.get(item.head, ZERO) + reduced
    capped = {head: min(amount, limits[head]) for head, amount in heads.items()}
    total = sum(capped.values(), ZERO)
    return {
        "gross": sum(heads.values(), ZERO),
        **{f"capped_{head}": amount for head, amount in sorted(capped.items())},
        "capped": total,
        "payable": round_money(total),
    }


def needs_grade(lob: str | None, loss_type: str) -> bool:
    """Say whether a benefit depends on a grade of disability: all of accident but a death."""
    return loss_type == DISABILITY or (lob == ACCIDENT and loss_type != DEATH)


def benefit_pct(disability_grade: int | None) -> Decimal:
    """Return the part of the sum insured that is paid: grade 1 is all of it, grade 10 a tenth.

    :param disability_grade: None where the benefit depends on none, as at a death
    """
    return ONE if disability_grade is None else Decimal(11 - disability_grade) / 10

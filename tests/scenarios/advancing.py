"""Claims whose sum takes longer than forty days, and those who pay part of it in advance."""

from typing import Any

from tests.scenarios.company import Company, Json
from tests.scenarios.paying import PAYEE, bank_says, knows
from tests.scenarios.s1 import Loss, Walk

#: a warehouse worth 4,000,000 that is insured for half of that
WAREHOUSE = Loss(
    claimed="500000.00",
    assessed="400000.00",
    payable="180000.00",
    reported={
        "policy_no": "P-FIRE",
        "loss_cause": "fire",
        "loss_type": "fire",
        "object_id": "仓库一号",
    },
    surveyed={"mode": "onsite", "fault": "not_applicable"},
    costs={"value_at_loss": "4000000.00", "fault": "not_applicable"},
    photos=5,
)
FIRE = {"fault": "not_applicable"}
DAY_40 = "2026-04-12T00:00"  # the proofs were there on 2 March
DETERMINABLE: Json = {
    "determinable": True,
    "items": [{"name": "已确认货物损失", "amount": "60000.00"}],
    "reason": "货物损失部分已确认",
}


def waits_for_the_sum(company: Company, **more: Any) -> Walk:
    """Bring a large fire to the assessment, and let forty days pass."""
    loss = Loss(**{**vars(WAREHOUSE), "reported": {**WAREHOUSE.reported, **more}})
    walk = Walk(company, loss)
    company.now_is("2026-03-02T09:30")
    walk.claim_no = company.reports("u_int", **walk.report_with())["claim_no"]
    walk.register()
    walk.contact()
    second = company.get("u_adm", "/users/u_sur2")["id"]
    walk.loss = Loss(
        **{**vars(loss), "surveyed": {"mode": "onsite_joint", "second_surveyor": second, **FIRE}}
    )
    walk.survey()
    walk.survey_report()
    walk.papers()
    walk.verify()
    walk.review()
    company.now_is(DAY_40)
    return walk


def waits(company: Company) -> str:
    """Do the same, and return the claim's number."""
    return waits_for_the_sum(company).claim_no


def decides_on_advance(walk: Walk, *, expect: int = 200, **other: Any) -> Any:
    """Let the adjudicator say what can be paid already."""
    return walk.completes("u_adj", "advance_decision", expect=expect, **{**DETERMINABLE, **other})


def approves_advance(walk: Walk) -> None:
    """Let two tiers approve the advance."""
    walk.approves("u_l1a")
    walk.approves("u_l2a")


def names_payee(walk: Walk) -> None:
    """Let the cashier say whom to pay."""
    walk.completes("u_cash", "payee_data", **{**PAYEE, "payee_type": "corporate"})


def orders(walk: Walk) -> None:
    """Examine the payee, make out the order, and have it checked."""
    knows(walk)
    walk.order()
    walk.completes("u_fin", "review_payment", result="confirm")


def is_paid_in_advance(walk: Walk) -> None:
    """Take an advance from the decision to the bank."""
    decides_on_advance(walk)
    approves_advance(walk)
    names_payee(walk)
    orders(walk)
    bank_says(walk, "success", ref="ADV-1")


def advances(walk: Walk) -> list[Json]:
    """List what was decided on advances."""
    return list(walk.company.get("u_aud", f"/claims/{walk.claim_no}/advances")["items"])


def settles(walk: Walk, by: tuple[str, str] = ("u_l2b", "u_l3a")) -> None:
    """Assess, decide and approve the sum, and agree to it."""
    walk.assess(at="2026-04-20T11:00")
    walk.decides()
    for approver in by:
        walk.approves(approver)
    walk.completes(
        "u_adj",
        "record_agreement",
        reply="agree",
        agreed_amount=walk.loss.payable,
        agreed_at="2026-04-20T11:00:00+08:00",
    )

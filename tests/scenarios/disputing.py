"""A claimant who wants a higher grade of disability, and those who settle it with them."""

from typing import Any

from tests.scenarios import benefits, staff
from tests.scenarios.branches import disagrees
from tests.scenarios.company import Company, Json
from tests.scenarios.paying import PAYEE, bank_says, knows
from tests.scenarios.s1 import Loss, Walk

OFFER, DEMAND = "120000.00", "180000.00"  # grade 7 and grade 5 of 300,000
DISABLED = Loss(
    claimed=DEMAND,
    assessed=OFFER,
    payable=OFFER,
    reported={
        "policy_no": "P-ACC",
        "loss_cause": "accident_injury",
        "loss_type": "disability",
        "object_id": None,
    },
)


def decided(company: Company) -> Walk:
    """Bring a claim to the decision on grade 7; on Monday 9 March the claimant is asked."""
    walk = Walk(company, DISABLED)
    company.now_is("2026-03-02T09:30")
    walk.claim_no = company.reports("u_int", **walk.report_with())["claim_no"]
    walk.completes("u_reg", "register_claim", decision="register", reserve_amount=DEMAND)
    benefits.hands_in_papers(walk)
    walk.verify()
    walk.review()
    for _ in company.open_tasks(walk.claim_no, "investigate"):
        walk.completes("u_siu", "investigate", findings="伤情属实", conclusion="no_fraud")
    walk.completes(
        "u_ass",
        "assess_loss",
        items=[{"name": "伤残保险金", "amount": OFFER, "accepted": True}],
        fault="not_applicable",
        disability_grade=7,
        opinion="伤残七级",
    )
    walk.decides()
    walk.approves("u_l2a")
    walk.approves("u_l3a")
    company.now_is("2026-03-09T10:00")
    return walk


def asked(company: Company) -> str:
    """Bring a claim to the decision where a second approver of the third tier works."""
    staff.hires(company, "u_l3b", "approver_l3")
    return decided(company).claim_no


def opened(walk: Walk) -> str:
    """Let the claimant disagree; return the number of the dispute."""
    disagrees(walk, reason="应为五级伤残", disputed_amount=DEMAND)
    claim_id = walk.company.claim(walk.claim_no)["id"]
    found = walk.company.get("u_aud", "/disputes", **{"filter[claim]": claim_id})["items"]
    return str(found[0]["dispute_no"])


def dispute(company: Company, number: str) -> Json:
    """Return a dispute."""
    return dict(company.get("u_aud", f"/disputes/{number}"))


def analyses(company: Company, number: str, *, by: str = "u_dis", **other: Any) -> Any:
    """Find the cause, and what the company would settle for."""
    usual = {
        "cause": "DETERMINATION",
        "clause_ambiguous": False,
        "position": "鉴定为七级",
        "max_settlement": "160000.00",
    }
    expect = other.pop("expect", 200)
    return company.completes(by, "analyse_dispute", number, expect=expect, **{**usual, **other})


def negotiates(company: Company, number: str, result: str, **other: Any) -> Any:
    """Note two offers and how the negotiation ended."""
    at = company.get("u_adm", "/clock")["now"]
    offers = [
        {"at": at, "by": "insurer", "amount": "130000.00"},
        {"at": at, "by": "claimant", "amount": "170000.00", "note": "坚持五级"},
    ]
    expect = other.pop("expect", 200)
    answers = {"offers": offers, "result": result, **other}
    return company.completes("u_dis", "negotiate", number, expect=expect, **answers)


def files(company: Company, number: str) -> Any:
    """Bring the dispute before the insurance association."""
    at = company.get("u_adm", "/clock")["now"]
    case = {"body": "insurance_association", "external_no": "调解2026-0101", "filed_at": at}
    return company.completes("u_dis", "external_case", number, **case)


def tells(company: Company, number: str, what: str, *, expect: int = 200, **body: Any) -> Any:
    """Let another system or the officer tell what became of a dispute."""
    return company.post("u_dis", f"/disputes/{number}/{what}", body, expect=expect)


def is_sued(company: Company, number: str, *, expect: int = 200) -> Any:
    """Let the claimant go to court."""
    at = company.get("u_adm", "/clock")["now"]
    suit = {"court": "上海金融法院", "case_no": "(2026)沪74民初1号", "served_at": at}
    return tells(company, number, "lawsuit", expect=expect, **suit)


def defends(company: Company, number: str) -> Any:
    """Let the counsel file the defence."""
    at = company.get("u_adm", "/clock")["now"]
    answers = {"court": "上海金融法院", "case_no": "(2026)沪74民初1号", "served_at": at}
    return company.completes("u_legal", "litigation", number, **answers, defence_filed_at=at)


def closes(company: Company, number: str, *, expect: int = 200, **other: Any) -> Any:
    """Note the lesson."""
    usual = {"lesson": "伤残鉴定标准应事先说明", "prevention": "info"}
    return company.completes("u_dis", "close_dispute", number, expect=expect, **{**usual, **other})


def approve(company: Company, number: str, *users: str) -> None:
    """Let people approve the sum of a dispute, one step each."""
    for user in users:
        company.completes(user, "approve_step", number, decision="approve", opinion="同意")


def is_paid(walk: Walk, ref: str) -> None:
    """Pay what the claim owes now."""
    waiting = walk.company.waiting(walk.claim_no)
    if "payee_data" in waiting:
        walk.completes("u_cash", "payee_data", **PAYEE)
    knows(walk)
    walk.order()
    walk.completes("u_fin", "review_payment", result="confirm")
    bank_says(walk, "success", ref=ref)

"""Claims on life and home, and the steps of a claim that nobody surveys."""

from typing import Any

from tests.scenarios.company import Company
from tests.scenarios.s1 import Loss, Walk

HOME = {
    "policy_no": "P-HOM",
    "loss_cause": "fire",
    "loss_type": "property_damage",
    "object_id": "浦东新区住宅",
}


def home(company: Company, loss_time: str, **more: Any) -> Walk:
    """Report a loss of 15,000 at the home on Monday 2 March."""
    reported = {**HOME, "loss_time": f"{loss_time}+08:00", **more}
    walk = Walk(company, Loss(claimed="15000.00", reported=reported))
    walk.report()
    return walk


def life(company: Company, day: str) -> Walk:
    """Report on a day that the insured died on it."""
    company.clock_shows(f"{day}T10:00")
    reported = {
        "policy_no": "P-LIF",
        "loss_cause": "natural_death",
        "loss_type": "death",
        "object_id": None,
        "reporter_relation": "beneficiary",
        "loss_time": f"{day}T08:00:00+08:00",
    }
    walk = Walk(company, Loss(claimed="500000.00", assessed="500000.00", reported=reported))
    walk.claim_no = company.reports("u_int", **walk.report_with())["claim_no"]
    return walk


def hands_in_papers(walk: Walk) -> None:
    """Hand in every paper on the checklist."""
    company, papers = walk.company, f"/claims/{walk.claim_no}/documents"
    asked = company.get("u_int", papers)["missing"]
    rows = [
        {"doc_type": doc_type, "file": file}
        for doc_type, file in zip(asked, company.uploads("u_int", asked), strict=True)
    ]
    company.post("u_int", papers, {"documents": rows}, expect=201)


def investigates(walk: Walk) -> None:
    """Let the investigator find nothing."""
    walk.completes("u_siu", "investigate", findings="自然死亡,无异常", conclusion="no_fraud")


def assesses(walk: Walk) -> None:
    """Assess what a death is worth."""
    walk.completes(
        "u_ass",
        "assess_loss",
        items=[{"name": "身故保险金", "amount": "500000.00", "accepted": True}],
        fault="not_applicable",
        opinion="给付身故保险金",
    )


def adjudicates(walk: Walk) -> None:
    """Decide to pay."""
    walk.completes(
        "u_adj",
        "adjudicate",
        decision="pay",
        liability_basis="身故责任",
        opinion="属于保险责任",
        check_c6="pass",
        check_c7="pass",
    )


def approved(company: Company) -> Walk:
    """Have the benefit of a death approved, from the report to the last approver."""
    walk = life(company, "2026-03-10")
    walk.completes("u_reg", "register_claim", decision="register", reserve_amount="500000.00")
    hands_in_papers(walk)
    walk.verify()
    walk.review()
    investigates(walk)
    assesses(walk)
    adjudicates(walk)
    walk.approves("u_l3a")
    walk.approves("u_l4a")
    return walk

"""Every way a contingency can take is taken, up to each of its ends."""

import pytest

from app.insurance.claims.handlers import events
from app.insurance.contingency import telling
from tests.scenarios.company import Company
from tests.scenarios.drawings import STEPS, Flow, drawn, entered, only
from tests.scenarios.emergencies import (
    SCOPE,
    WORKERS,
    approves,
    changes,
    decides,
    ends,
    estimates,
    evaluates,
    is_active,
    is_reported,
    revises,
    says,
    sets_up,
    supplies,
    tells,
    works,
)
from tests.scenarios.s1 import Walk


def fought(company: Company) -> str:
    """Raise the level, keep it, work in every department, and revise the plan in vain."""
    reports_three(company)
    number = is_reported(company)
    decides(company, number, "change_level", level="II")
    decides(company, number, "change_level", by="u_cat", level="III")
    tells(company, number)
    sets_up(company, number)
    supplies(company, number)
    works(company, number, "claims", 50)
    says(company, number, "progress", department="claims", progress=100)
    for department in set(WORKERS) - {"claims"}:
        works(company, number, department, 100)
    company.now_is("2026-03-02T09:40")
    estimates(company, number)
    estimates(company, number, est_property_payout="60000000.00")
    changes(company, number, "keep")
    estimates(company, number, est_property_payout="60000000.00")
    changes(company, number, level="II", regions=[*SCOPE["regions"], {"region": "嘉兴市"}])
    company.completes("u_comp", "take_notice", number, compliance_opinion="知悉")
    company.now_is("2026-03-03T09:00")  # the second report is due while the first one waits
    company.completes("u_catc", "situation_report", number, issues="平稳")
    ends(company, number, by="u_cat", met=False)
    ends(company, number, by="u_cat")
    evaluates(company, number)
    revises(company, number)
    approves(company, number, "return", by="u_cat", opinion="补充演练安排")
    return number


def reports_three(company: Company) -> None:
    """Report a claim of every page."""
    for at in range(3):
        report = Walk(company).report_with(object_id=f"沪B{at:05}")
        company.reports("u_int", **report)


def exercised(company: Company) -> str:
    """Exercise the plan, without any effect; end before everything is done, and learn from it."""
    number = is_active(company, drill=True)
    ends(company, number)
    evaluates(company, number)
    revises(company, number, "1.2")
    approves(company, number)
    return number


def declined(company: Company) -> str:
    """Decide against a proposal."""
    number = is_reported(company)
    decides(company, number, "reject")
    return number


def watched(company: Company) -> str:
    """Report what is not grave enough."""
    return is_reported(company, est_property_payout="1.00")


@pytest.mark.slow
def test_every_flow_and_step_of_a_contingency_is_walked(
    company_on_sqlite: Company, walked: set[Flow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "PAGE", 2)
    monkeypatch.setattr(telling, "PAGE", 2)
    monkeypatch.setattr(telling, "RECIPIENTS", 1)
    company = company_on_sqlite
    company.clock_shows("2026-03-02T09:30")

    numbers = [goes(company) for goes in (fought, exercised, declined, watched)]
    come_by = set[Flow]().union(*(entered(Walk(company, claim_no=number)) for number in numbers))

    assert only("contingency", drawn("sequenceFlow") - walked) == set()
    assert only("contingency", drawn(*STEPS) - come_by) == set()

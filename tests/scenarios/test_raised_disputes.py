"""Disputes that are raised over a claim that is over, and told of twice."""

import pytest

from app.cases.operations import publish_message
from app.transaction import transaction
from app.work import SYSTEM
from tests.scenarios import rejections, staff
from tests.scenarios.branches import reopens
from tests.scenarios.company import Company
from tests.scenarios.disputing import (
    analyses,
    approve,
    closes,
    decided,
    dispute,
    negotiates,
    opened,
)
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


def raised(company: Company, user: str, claim: str, *, expect: int = 201) -> dict[str, object]:
    """Raise a dispute over a claim."""
    body = {
        "claim": claim,
        "raised_by": "insured",
        "claim_of_party": "拒赔理由不成立",
        "disputed_amount": "32000.00",
    }
    return dict(company.post(user, "/disputes", body, expect=expect))


@pytest.fixture
def rejected(claim_at: ClaimAt) -> Walk:
    """A claim that was rejected and filed."""
    return rejections.rejects_and_files(claim_at(Walk.assess, rejections.DRUNK))


def test_a_rejection_may_be_disputed_and_the_claim_opened_again_with_its_result(
    rejected: Walk,
) -> None:
    company = rejected.company
    staff.hires(company, "u_cmgr", "claims_manager")

    number = str(raised(company, "u_cmp", rejected.claim_no)["dispute_no"])
    assert (dispute(company, number)["subject"], dispute(company, number)["offered"]) == (
        "exclusion",
        "0.00",
    )
    analyses(company, number, max_settlement="20000.00", cause="CLAUSE")
    negotiates(company, number, "agreed", agreed_amount="20000.00")
    approve(company, number, "u_l1b", "u_l2b")
    refusal = closes(company, number, expect=422)
    assert [error["pointer"] for error in refusal["errors"]] == ["/data/claim_reopened"]
    new = reopens(rejected, reason="dispute_result", text=f"争议 {number} 结果")
    closes(company, number, claim_reopened=True)

    assert company.waiting(new["claim_no"]) == {"assess_loss": ["assessor"]}


def test_a_claim_has_one_dispute_at_a_time(rejected: Walk) -> None:
    raised(rejected.company, "u_cmp", rejected.claim_no)

    refusal = raised(rejected.company, "u_int", rejected.claim_no, expect=409)

    assert "DSP-" in str(refusal["detail"])


@pytest.mark.parametrize("step", [Walk.register, Walk.approve])
def test_what_is_not_decided_or_waits_for_a_reply_is_not_disputed(
    claim_at: ClaimAt, step: object
) -> None:
    walk = claim_at(step)

    raised(walk.company, "u_cmp", walk.claim_no, expect=409)


def test_only_some_raise_a_dispute_over_others_claims(rejected: Walk) -> None:
    raised(rejected.company, "u_sur1", rejected.claim_no, expect=403)


def repeats(company: Company, claim_id: int, **more: object) -> dict[str, object]:
    """Tell of a dispute again by message."""
    data = {
        "claim_id": claim_id,
        "claim_no": "CLM",
        "offered_amount": 1,
        "disputed_amount": 2,
        "raised_by": "insured",
        "claim_of_party": "再次",
        "dispute_subject": "other",
        "segregation_from": [],
        **more,
    }
    with company.client.application.app_context(), transaction(SYSTEM) as work:
        told = publish_message(work, name="dispute_opened", variables=data)
        return {"case_id": str(told.case_id)}


def test_a_second_message_about_an_open_dispute_opens_none(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = opened(decided(company))

    told = repeats(company, int(dispute(company, number)["claim"]))

    assert company.get("u_aud", f"/cases/{told['case_id']}")["state"] == "completed"
    assert len(company.get("u_aud", "/disputes")["items"]) == 1

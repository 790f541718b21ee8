"""S1: a small motor claim from loss report to archive, with every date and amount it names."""

from decimal import Decimal

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s1 import PAPERS, Walk


@pytest.fixture
def walk(company: Company) -> Walk:
    return Walk(company)


def test_the_loss_report_is_triaged_and_waits_for_registration(
    walk: Walk, company: Company
) -> None:
    walk.report()

    claim = company.claim(walk.claim_no)
    assert walk.claim_no == "CLM-20260302-000001"
    assert claim["policy_status"] == "in_force"
    assert (claim["risk_score"], claim["risk_level"]) == (0, "low")
    assert (claim["track"], claim["survey_mode"], claim["investigate"]) == ("fast", "remote", False)
    assert company.waiting(walk.claim_no) == {"register_claim": ["claims_registrar"]}
    assert company.due(walk.claim_no, "registration") == "2026-03-03"


def test_a_task_says_what_its_claim_is_about(walk: Walk, company: Company) -> None:
    walk.report()

    task = company.task(walk.claim_no, "register_claim")

    assert task["subject"] == "P-MOT · 沪A12345 · ¥3,800.00"
    assert task["sla"]["internal_due_at"] == "2026-03-04T00:00:00+08:00"


def test_a_task_of_a_called_process_says_what_the_whole_claim_is_about(
    walk: Walk, company: Company
) -> None:
    walk.all_until(walk.adjudicate)

    task = company.task(walk.claim_no, "approve_step")

    assert task["subject"] == "P-MOT · 沪A12345 · ¥3,800.00"


def test_registration_sends_the_checklist_of_ten_papers_and_dispatches_the_surveyor(
    walk: Walk, company: Company
) -> None:
    walk.all_until(walk.register)

    documents = company.get("u_aud", f"/claims/{walk.claim_no}/documents")
    assert {paper["doc_type"] for paper in documents["required"]} == set(PAPERS)
    assert set(documents["missing"]) == set(PAPERS)
    assert company.claim(walk.claim_no)["reserve"] == "3800.00"
    assert company.clocks(walk.claim_no)["checklist_notice", "internal"]["state"] == "met"
    assert company.waiting(walk.claim_no) == {"contact_customer": ["surveyor"]}


def test_complete_papers_open_the_clocks_of_decision_and_advance_payment(
    walk: Walk, company: Company
) -> None:
    walk.all_until(walk.papers)

    assert company.due(walk.claim_no, "decision") == "2026-03-05"
    assert company.due(walk.claim_no, "decision", "statutory") == "2026-04-01"
    assert company.due(walk.claim_no, "advance_payment", "statutory") == "2026-05-01"
    assert company.get("u_aud", f"/claims/{walk.claim_no}/documents")["missing"] == []


def test_the_assessed_amount_is_payable_in_full(walk: Walk, company: Company) -> None:
    walk.all_until(walk.review)
    assert company.due(walk.claim_no, "assessment") == "2026-03-05"

    walk.assess()

    assert company.claim(walk.claim_no)["payable"] == "3600.00"
    assert company.due(walk.claim_no, "adjudication") == "2026-03-03"


def test_one_supervisor_approves_and_the_decision_clock_stops(walk: Walk, company: Company) -> None:
    walk.all_until(walk.adjudicate)
    assert company.waiting(walk.claim_no) == {"approve_step": ["approver_l1"]}
    assert company.due(walk.claim_no, "approval_1") == "2026-03-03"

    walk.approve()

    (record,) = company.get("u_aud", f"/claims/{walk.claim_no}/approvals")["items"]
    assert (record["tier"], record["step"], record["decision"]) == (1, 1, "approve")
    assert record["amount_seen"] == "3600.00"
    decision = company.clocks(walk.claim_no)["decision", "internal"]
    assert (decision["state"], decision["stopped_at"]) == ("met", "2026-03-02T16:00:00+08:00")


def test_less_than_claimed_is_not_agreed_by_itself(walk: Walk, company: Company) -> None:
    walk.all_until(walk.approve)

    assert company.waiting(walk.claim_no) == {"record_agreement": ["claims_adjudicator"]}


def test_the_agreement_starts_the_payment_clock(walk: Walk, company: Company) -> None:
    walk.all_until(walk.agree)

    assert company.due(walk.claim_no, "payment") == "2026-03-04"
    assert company.due(walk.claim_no, "payment", "statutory") == "2026-03-13"
    assert company.claim(walk.claim_no)["agreement_at"] == "2026-03-03T15:00:00+08:00"


def test_the_order_goes_by_bank_transfer_without_second_check(walk: Walk, company: Company) -> None:
    walk.all_until(walk.order)

    payment = company.payment(walk.claim_no)
    assert (payment["method"], payment["second_check"]) == ("bank_transfer", False)
    assert (payment["cdd_level"], payment["amount"]) == ("none", "3600.00")
    assert company.waiting(walk.claim_no) == {}


def test_the_banks_answer_leads_to_the_archive(walk: Walk, company: Company) -> None:
    walk.all_until(walk.bank_result)

    assert company.payment(walk.claim_no)["executed_at"] == "2026-03-04T10:00:00+08:00"
    payment_clock = company.clocks(walk.claim_no)["payment", "internal"]
    assert payment_clock["stopped_at"] == "2026-03-04T10:00:00+08:00"
    assert company.waiting(walk.claim_no) == {"archive_claim": ["archivist"]}
    assert company.due(walk.claim_no, "archive") == "2026-03-11"


def test_the_archived_claim_is_kept_ten_years_and_every_clock_was_met(
    walk: Walk, company: Company
) -> None:
    walk.all_until(walk.archive)

    claim = company.claim(walk.claim_no)
    assert claim["status"] == "archived"
    assert claim["archive"]["retention_until"] >= "2036-12-31"
    assert company.get("u_aud", f"/cases/{claim['case_id']}")["state"] == "completed"
    assert {clock["state"] for clock in company.clocks(walk.claim_no).values()} == {"met"}
    assert Decimal(claim["already_paid"]) == Decimal("3600.00")


def test_the_bank_may_repeat_its_answer_but_not_change_it(walk: Walk, company: Company) -> None:
    walk.all_until(walk.bank_result)
    payment = company.payment(walk.claim_no)
    answer = {
        "status": "success",
        "bank_ref": "B-1",
        "executed_at": "2026-03-04T10:00:00+08:00",
    }

    company.post("u_int", f"/payments/{payment['id']}/result", answer)
    other = {**answer, "bank_ref": "B-2"}
    refused = company.post("u_int", f"/payments/{payment['id']}/result", other, expect=409)

    assert refused["code"] == "payment_executed"

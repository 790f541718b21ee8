"""The way of a claim through the shipped diagrams, on both databases."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.cases.operations import deploy
from app.decisions.operations import decide
from app.errors import Conflict, InvalidInput
from app.identity import demo as people
from app.identity.passwords import hash_password
from app.insurance.approvals import handlers as approvals
from app.insurance.approvals.queries import list_approvals
from app.insurance.claims import handlers as claims
from app.insurance.claims import queries
from app.insurance.claims.operations import report_once, take_reply
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.disputes import handlers as disputes
from app.insurance.overdue import handlers as overdue
from app.insurance.payments import handlers as payments
from app.insurance.payments.operations import record_result
from app.insurance.payments.queries import list_payments
from app.sla.operations import due
from app.work import Processes, Work
from tests.insurance.calls import REPORT
from tests.insurance.conftest import ZONE
from tests.insurance.office import MONDAY, Office

ROOT = Path(__file__).parents[2]
TUESDAY = "2026-03-03T15:00"
CLEAR = {"id_verified": True, "relation_verified": True, "risk": "low", "result": "clear"}
WEDNESDAY = "2026-03-04T10:00"
PROCESSES = Processes(
    handlers={
        **claims.HANDLERS,
        **approvals.HANDLERS,
        **payments.HANDLERS,
        **disputes.HANDLERS,
        **overdue.HANDLERS,
    },
    listeners={
        **claims.LISTENERS,
        **approvals.LISTENERS,
        **payments.LISTENERS,
        **disputes.LISTENERS,
        **overdue.LISTENERS,
    },
    functions={"due": due},
    decide=decide,
    zone=ZONE,
)
AGREE = {
    "reply": "agree",
    "agreed_amount": "3600.00",
    "agreed_at": f"{TUESDAY}:00+08:00",
}
PAYEE = {
    "payee_name": "张伟",
    "payee_type": "individual",
    "relation": "insured",
    "account_no": "6222020000000000001",
    "bank": "中国工商银行",
    "requested_method": "bank_transfer",
}


#: of the shipped diagrams those that a claim goes through
WAY = ("claim", "claim_document_review", "approval", "payment", "dispute", "overdue")


def shipped() -> dict[str, bytes]:
    kinds = (".bpmn", ".dmn", ".form")
    folders = ("dmn", *(f"bpmn/{process}" for process in WAY))
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    return {path.name: path.read_bytes() for path in paths if path.suffix in kinds}


@pytest.fixture
def office(work: Work, tmp_path: Path) -> Office:
    own = replace(work, processes=PROCESSES)
    people.create_people(own, hash_password("claimdesk", "weak"))
    deploy(own, shipped())
    return Office(own, tmp_path)


@pytest.mark.slow
def test_a_small_motor_claim_is_settled_paid_and_filed(office: Office) -> None:
    claim = office.reports()
    assert (claim.risk_score, claim.track, claim.survey_mode) == (0, "fast", "remote")
    office.settles("3600.00")
    assert office.due("decision") == {"internal": "2026-03-05", "statutory": "2026-04-01"}
    office.approves("u_l1a")
    office.does(TUESDAY, "u_adj", "record_agreement", **AGREE)
    assert office.due("payment") == {"internal": "2026-03-04", "statutory": "2026-03-13"}
    office.does(TUESDAY, "u_cash", "payee_data", **PAYEE)
    office.does(TUESDAY, "u_cash", "make_payment_order")
    (payment,) = list_payments(office.work.session, "claim", claim.id)
    record_result(office.at(WEDNESDAY, "u_int"), payment.id, status="success", bank_ref="B-1")
    assert office.due("archive") == {"internal": "2026-03-11"}
    office.does(WEDNESDAY, "u_arc", "archive_claim", index=[{"doc": "claim_form"}], checklist=True)

    assert (claim.status, claim.already_paid) == (ClaimStatus.ARCHIVED, Decimal(3600))
    assert claim.archive is not None
    assert claim.archive.retention_until == dt.date(2036, 12, 31)
    assert office.states() == {"met"}


@pytest.mark.slow
def test_the_claimants_own_reply_needs_nobody_to_note_it(office: Office) -> None:
    claim = office.reports()
    office.settles("3600.00")
    office.approves("u_l1a")

    take_reply(office.at(TUESDAY, "u_int"), claim, reply="agree", agreed_amount=Decimal("3600.00"))

    assert office.waiting() == ["payee_data"]
    assert office.due("payment") == {"internal": "2026-03-04", "statutory": "2026-03-13"}
    with pytest.raises(Conflict):
        take_reply(
            office.at(TUESDAY, "u_int"), claim, reply="agree", agreed_amount=Decimal("3600.00")
        )


@pytest.mark.slow
def test_a_larger_claim_waits_for_a_second_tier_and_a_second_check(office: Office) -> None:
    claim = office.reports(claimed_amount="30200.00")
    office.settles("30000.00")
    office.approves("u_l1a", "u_l2a")

    records = list_approvals(office.work.session, "claim", claim.id)
    assert [(record.tier, record.group_code) for record in records] == [
        (2, "approver_l1"),
        (2, "approver_l2"),
    ]
    office.does(TUESDAY, "u_adj", "record_agreement", **{**AGREE, "agreed_amount": "30000.00"})
    office.does(TUESDAY, "u_cash", "payee_data", **PAYEE)
    assert office.waiting() == ["cdd"]
    office.does(TUESDAY, "u_aml", "cdd", **CLEAR)
    office.does(TUESDAY, "u_cash", "make_payment_order")
    assert office.waiting() == ["review_payment"]


def test_the_same_reference_twice_is_one_claim(office: Office) -> None:
    first = office.reports("REF-1")

    assert office.reports("REF-1") is first
    assert office.reports("REF-2").claim_no == "CLM-20260302-000002"


def test_a_report_after_the_policy_ended_cannot_be_registered(office: Office) -> None:
    claim = office.reports(policy_no="P-HOM", loss_time="2026-03-01T00:30:00+08:00")
    assert claim.policy_status is not None and claim.policy_status.value == "expired"

    with pytest.raises(InvalidInput) as refusal:
        office.does(
            MONDAY + "09:40",
            "u_reg",
            "register_claim",
            decision="register",
            reserve_amount="3800.00",
        )

    assert refusal.value.code == "not_in_force"
    assert office.waiting() == ["register_claim"]


def test_papers_before_registration_start_the_law_and_wait_for_the_case(office: Office) -> None:
    office.reports()
    office.hands_in_papers()
    assert office.due("decision")["statutory"] == "2026-04-01"

    office.does(
        MONDAY + "11:00",
        "u_reg",
        "register_claim",
        decision="register",
        reserve_amount="3800.00",
    )

    assert office.waiting() == ["contact_customer", "verify_documents"]


def test_a_reference_that_came_in_at_the_same_moment_is_one_claim(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = office.reports("REF-1")
    seen = iter([None, first])
    monkeypatch.setattr(queries, "find_by_reference", lambda *_: next(seen))

    reported = report_once(office.at(MONDAY + "09:30", "u_int"), REPORT, external_ref="REF-1")

    assert (reported.claim, reported.is_new) == (first, False)
    assert list_claims_of(office) == ["CLM-20260302-000001"]


def list_claims_of(office: Office) -> list[str]:
    return [claim.claim_no for claim in queries.list_claims(office.work.session).rows]

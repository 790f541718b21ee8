"""From the loss report to the checklist."""

from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.errors import InvalidInput
from app.insurance.claims.handlers import triage
from app.insurance.claims.operations.report import read_claim
from app.insurance.claims.vocabulary import ClaimStatus
from app.sla import queries as sla
from app.sla.models import ClockState
from app.work import Work
from tests.insurance.calls import CASE, REPORT, TRIAGED, call, reported

REGISTER = {"decision": "register", "reserve_amount": "3800.00"}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("policy_no", None, "required"),
        ("policy_no", "P" * 33, "too_long"),
        ("reporter_phone", "call me", "invalid_value"),
        ("reporter_relation", "friend", "invalid_value"),
        ("loss_time", "2026-03-02T09:30:01+08:00", "in_future"),
        ("loss_time", "2026-03-02T08:00:00", "invalid_value"),
        ("report_time", "2026-03-02T09:31:00+08:00", "in_future"),
        ("loss_cause", "bad luck", "invalid_value"),
        ("loss_type", "vehicle", "invalid_value"),
        ("claimed_amount", "-1", "negative"),
        ("claimed_amount", "1.005", "invalid_value"),
        ("claimed_amount", "a lot", "invalid_value"),
        ("claimed_amount", "NaN", "invalid_value"),
        ("injury", None, "required"),
        ("liability_clear", "yes", "invalid_value"),
        ("deaths", 1.5, "invalid_value"),
        ("channel", "pigeon", "invalid_value"),
        ("loss_description", "   ", "required"),
        ("colour", "red", "unknown_field"),
    ],
)
def test_a_wrong_field_of_a_loss_report_is_named(
    work: Work, field: str, value: object, code: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_claim(work, {**REPORT, field: value}, "/data")

    named = [(error.pointer, error.code) for error in refusal.value.errors]
    assert named == [(f"/data/{field}", code)]


def test_all_wrong_fields_are_named_at_once(work: Work) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_claim(work, {}, "")

    assert len(refusal.value.errors) == 13


def test_the_reporters_telephone_is_stored_encrypted(work: Work) -> None:
    claim = reported(work)
    stored = work.session.execute(sa.text("SELECT reporter_phone FROM claim")).scalar_one()

    assert claim.reporter_phone == "+86-13800000000"
    assert b"13800000000" not in bytes(stored)


def test_the_policy_is_matched_at_the_loss_time(work: Work) -> None:
    claim = reported(work)

    matched = triage.match_policy(call(work, claim))

    assert matched == {
        "policy_id": claim.policy_id,
        "policy_status": "in_force",
        "lob": "motor_commercial",
        "sum_insured": Decimal(180000),
        "amount": Decimal("3800.00"),
        "cat_level": "none",
        "investigated": False,
    }


def test_an_unknown_policy_is_not_found_and_handled_as_such_a_loss_would_be(work: Work) -> None:
    matched = triage.match_policy(call(work, reported(work, policy_no="P-NONE")))

    assert (matched["policy_status"], matched["lob"]) == ("not_found", "motor_commercial")


def test_earlier_claims_of_the_policy_and_rejections_of_the_object_count(work: Work) -> None:
    earlier = [reported(work, loss_time="2026-02-01T08:00:00+08:00") for _ in range(3)]
    earlier[0].status = ClaimStatus.WITHDRAWN
    earlier[1].decision = "reject"
    reported(work, policy_no="P-FIRE", object_id="仓库一号")

    facts = triage.gather_risk_facts(call(work, reported(work)))

    assert (facts["claims_12m"], facts["prior_reject_same_object"]) == (2, True)


def test_triage_is_kept_and_the_checklist_is_due(work: Work) -> None:
    claim = reported(work)
    facts = dict.fromkeys(triage.FACTS, 0)

    triage.open_clocks(call(work, claim, **facts, **TRIAGED, cat_level="none"))

    assert (claim.risk_score, claim.risk_level, claim.survey_mode) == (0, "low", "remote")
    clocks = sla.list_clocks(work.session, CASE)
    assert {clock.stage for clock in clocks} == {"checklist_notice"}


def test_registration_keeps_the_reserve(work: Work) -> None:
    claim = reported(work)
    triage.match_policy(call(work, claim))

    left = triage.record_registration(call(work, claim), REGISTER)

    assert left == {
        "registration": "register",
        "reserve": Decimal("3800.00"),
        "begin_at": "assess",
        "track": "fast",
        "decision": None,
        "rejection_clause": None,
    }
    assert claim.status is ClaimStatus.REGISTERED
    assert (claim.updated_by, claim.reserve) == (work.actor.user_id, Decimal("3800.00"))


def test_registration_may_override_the_track_with_a_reason(work: Work) -> None:
    claim = reported(work)
    triage.match_policy(call(work, claim))
    answers = {**REGISTER, "track_override": "complex", "override_reason": "两车相撞"}

    assert triage.record_registration(call(work, claim), answers)["track"] == "complex"


@pytest.mark.parametrize(
    ("answers", "pointer", "code"),
    [
        ({"decision": "wait"}, "/data/decision", "invalid_value"),
        ({"decision": "refuse", "reason_text": "x"}, "/data/refuse_reason", "required"),
        (
            {"decision": "refuse", "refuse_reason": "time_barred"},
            "/data/reason_text",
            "required",
        ),
        ({"reserve_amount": ""}, "/data/reserve_amount", "required"),
        ({"track_override": "slow", "override_reason": "x"}, "/data/track_override", None),
        ({"track_override": "complex"}, "/data/override_reason", "required"),
    ],
)
def test_a_wrong_registration_is_refused(
    work: Work, answers: dict[str, str], pointer: str, code: str | None
) -> None:
    claim = reported(work)
    triage.match_policy(call(work, claim))

    with pytest.raises(InvalidInput) as refusal:
        triage.record_registration(call(work, claim), {**REGISTER, **answers})

    (error,) = refusal.value.errors
    assert (error.pointer, error.code) == (pointer, code or "invalid_value")


@pytest.mark.parametrize(
    ("policy_no", "loss_time"),
    [
        ("P-HOM", "2026-03-01T00:30:00+08:00"),
        ("P-MOT", "2025-12-31T23:59:59+08:00"),
        ("P-NONE", "2026-03-02T08:00:00+08:00"),
    ],
)
def test_without_cover_at_the_loss_time_nothing_is_registered(
    work: Work, policy_no: str, loss_time: str
) -> None:
    claim = reported(work, policy_no=policy_no, loss_time=loss_time)
    triage.match_policy(call(work, claim))

    with pytest.raises(InvalidInput) as refusal:
        triage.record_registration(call(work, claim), REGISTER)

    assert refusal.value.code == "not_in_force"
    assert [error.pointer for error in refusal.value.errors] == ["/data/decision"]


def test_a_loss_in_the_last_second_of_cover_is_registered_though_reported_late(
    work: Work,
) -> None:
    claim = reported(work, policy_no="P-HOM", loss_time="2026-02-28T23:59:59+08:00")
    triage.match_policy(call(work, claim))

    assert triage.record_registration(call(work, claim), REGISTER)["track"] == "fast"


def test_the_checklist_names_ten_papers_and_stops_its_clock(work: Work) -> None:
    claim = reported(work)
    facts = dict.fromkeys(triage.FACTS, 0)
    triage.open_clocks(call(work, claim, **facts, **TRIAGED, cat_level="none"))

    sent = triage.send_checklist(call(work, claim))

    assert len(sent["required_documents"]) == 10
    states = {clock.state for clock in sla.list_clocks(work.session, CASE)}
    assert states == {ClockState.MET}


def test_in_a_large_contingency_papers_are_waived(work: Work) -> None:
    claim = reported(work)
    claim.cat_level = "I"

    sent = triage.send_checklist(call(work, claim))

    assert {"policy_copy", "invoice"}.isdisjoint(sent["required_documents"])
    assert len(sent["required_documents"]) == 8

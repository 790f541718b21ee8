"""Risk facts, papers, agreement and retention."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import pytest

from app.insurance.claims import rules
from app.insurance.claims.rules import Report

ZONE = ZoneInfo("Asia/Shanghai")
LOSS = dt.datetime(2026, 3, 2, 8, tzinfo=ZONE)
MOTOR = Report(
    lob="motor_commercial",
    loss_type="vehicle_damage",
    relation="policyholder",
    loss_time=LOSS,
    report_time=LOSS + dt.timedelta(minutes=90),
    claimed_amount=D(3800),
    starts_on=dt.date(2026, 1, 1),
    sum_insured=D(180000),
)


def test_an_ordinary_report_has_no_risk_fact() -> None:
    assert rules.risk_facts(MOTOR, ZONE) == {
        "days_since_inception": 60,
        "report_delay_h": D("1.5"),
        "claims_12m": 0,
        "claimed_to_si": D("0.021111"),
        "night_single": False,
        "forged_doc": False,
        "watchlist": False,
        "payee_mismatch": False,
        "prior_reject_same_object": False,
        "late_registration_change": False,
    }


def test_without_a_policy_its_facts_are_unknown() -> None:
    facts = rules.risk_facts(replace(MOTOR, lob=None, starts_on=None, sum_insured=None), ZONE)

    assert (facts["days_since_inception"], facts["claimed_to_si"]) == (None, None)


@pytest.mark.parametrize(
    ("hour", "relation", "risky"),
    [
        (21, "driver", False),
        (22, "driver", True),
        (4, "policyholder", True),
        (5, "policyholder", False),
        (23, "third_party", False),
    ],
)
def test_a_single_party_accident_at_night_is_a_risk(hour: int, relation: str, risky: bool) -> None:
    report = replace(MOTOR, loss_time=LOSS.replace(hour=hour), relation=relation)

    assert rules.risk_facts(report, ZONE)["night_single"] is risky


@pytest.mark.parametrize(("days", "risky"), [(0, True), (30, True), (31, False), (-1, False)])
def test_cover_raised_shortly_before_the_loss_is_a_risk(days: int, risky: bool) -> None:
    report = replace(MOTOR, cover_raised_on=LOSS.date() - dt.timedelta(days=days))

    assert rules.risk_facts(report, ZONE)["late_registration_change"] is risky


def test_the_checklist_names_each_paper_once() -> None:
    hits = [["claim_form", "id_card"], ["accident_report", "id_card"], []]

    assert rules.required_documents(hits) == ["claim_form", "id_card", "accident_report"]


def test_waived_and_received_papers_are_not_missing() -> None:
    missing = rules.missing_documents(
        ["claim_form", "id_card", "policy_copy"], ["policy_copy"], ["id_card"]
    )

    assert missing == ["claim_form"]


@pytest.mark.parametrize(
    ("received", "arrived"),
    [
        ([], None),
        ([("claim_form", 0)], None),
        ([("invoice", 0), ("id_card", 1)], None),
        ([("claim_form", 0), ("invoice", 2), ("id_card", 1)], 1),
        ([("claim_form", 3), ("invoice", 2), ("claim_form", 5)], 3),
    ],
)
def test_the_law_counts_from_the_claim_form_and_the_first_proof(
    received: list[tuple[str, int]], arrived: int | None
) -> None:
    papers = [(code, LOSS + dt.timedelta(days=day)) for code, day in received]
    expected = None if arrived is None else LOSS + dt.timedelta(days=arrived)

    assert rules.proofs_arrived_at(papers) == expected


def test_a_checkpoint_is_closed_by_pass_or_not_applicable() -> None:
    results = dict.fromkeys(("C1", "C2", "C3", "C8"), "pass") | {
        "C4": "na",
        "C5": "query",
        "C6": "deferred",
    }

    assert rules.open_checks(results, "pay") == ["C5", "C6", "C7"]


@pytest.mark.parametrize(
    ("basis", "payable", "claimed", "agreed"),
    [
        ("indemnity", "3600", "3800", False),
        ("indemnity", "3800", "3800", True),
        ("reimbursement", "28800", "46000", False),
        ("fixed_benefit", "120000", "180000", True),
    ],
)
def test_nothing_is_left_to_agree_on(basis: str, payable: str, claimed: str, agreed: bool) -> None:
    assert rules.agrees_by_itself(basis, D(payable), D(claimed)) is agreed


@pytest.mark.parametrize(
    ("override", "decision"),
    [(None, "pay"), ("3600", "pay"), ("3599.99", "partial_pay"), ("3600.01", "ex_gratia")],
)
def test_another_sum_needs_another_decision(override: str | None, decision: str) -> None:
    assert rules.payable_decision(D(3600), override and D(override)) == decision


@pytest.mark.parametrize(
    ("ends_on", "paid_on", "until"),
    [
        (dt.date(2027, 1, 1), dt.date(2026, 3, 4), dt.date(2036, 12, 31)),
        (dt.date(2026, 3, 1), dt.date(2026, 3, 20), dt.date(2036, 3, 20)),
        (dt.date(2027, 1, 1), None, dt.date(2036, 12, 31)),
        (dt.date(2028, 3, 1), None, dt.date(2038, 2, 28)),
    ],
)
def test_a_file_is_kept_ten_years_after_contract_and_payment(
    ends_on: dt.date, paid_on: dt.date | None, until: dt.date
) -> None:
    assert rules.retention_until(ends_on, paid_on, 10) == until


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "longer"),
    [
        (dt.date(2026, 1, 1), dt.date(2027, 1, 1), False),
        (dt.date(2026, 1, 1), dt.date(2027, 1, 2), True),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), False),
    ],
)
def test_a_contract_of_a_year_is_not_longer_than_a_year(
    starts_on: dt.date, ends_on: dt.date, longer: bool
) -> None:
    assert rules.is_longer_than_a_year(starts_on, ends_on) is longer

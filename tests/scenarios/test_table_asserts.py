"""The tables answer as the company decided, asked over REST."""

import pytest

from tests.scenarios.company import Company

PLAIN = {
    "risk_level": "low",
    "decision": "pay",
    "related_party": False,
    "litigation": False,
    "reopened": False,
    "investigated": False,
}
QUIET = {
    "days_since_inception": 60,
    "report_delay_h": 1,
    "claims_12m": 0,
    "claimed_to_si": 0.02,
    "night_single": False,
    "forged_doc": False,
    "watchlist": False,
    "payee_mismatch": False,
    "prior_reject_same_object": False,
    "late_registration_change": False,
}


@pytest.mark.parametrize(
    ("lob", "amount", "tier"),
    [
        ("motor_commercial", "10000", 1),
        ("motor_commercial", "10000.01", 2),
        ("motor_commercial", "50000", 2),
        ("motor_commercial", "50000.01", 3),
        ("motor_commercial", "1000000", 4),
        ("motor_commercial", "1000000.01", 5),
        ("property", "100000", 2),
        ("property", "3000000.01", 5),
        ("health", "5000", 1),
        ("life", "300000", 3),
        ("credit", "1", 2),
    ],
)
def test_the_amount_decides_the_tier(company: Company, lob: str, amount: str, tier: int) -> None:
    asked = {"lob": lob, "tier_amount": float(amount), **PLAIN}

    assert company.evaluates("approval_tier", **asked) == tier


@pytest.mark.parametrize(
    ("lob", "amount", "facts", "tier"),
    [
        ("motor_commercial", 8000, {"risk_level": "high"}, 2),
        ("motor_commercial", 60000, {"risk_level": "high"}, 4),
        ("motor_commercial", 2000000, {"risk_level": "high"}, 5),
        ("property", 5000, {"decision": "ex_gratia"}, 4),
        ("property", 15000, {"related_party": True}, 3),
        ("motor_commercial", 8000, {"reopened": True}, 2),
    ],
)
def test_special_facts_raise_the_tier(
    company: Company, lob: str, amount: int, facts: dict[str, object], tier: int
) -> None:
    asked = {"lob": lob, "tier_amount": amount, **PLAIN, **facts}

    assert company.evaluates("approval_tier", **asked) == tier


@pytest.mark.parametrize(
    ("facts", "score", "level"),
    [
        ({}, 0, "low"),
        ({"days_since_inception": 8, "report_delay_h": 50, "claims_12m": 3}, 45, "medium"),
        (
            {
                "days_since_inception": 8,
                "report_delay_h": 50,
                "claims_12m": 3,
                "claimed_to_si": 0.95,
            },
            60,
            "high",
        ),
        ({"forged_doc": True}, 60, "high"),
    ],
)
def test_risk_points_add_up_to_a_level(
    company: Company, facts: dict[str, object], score: int, level: str
) -> None:
    asked = {**QUIET, **facts}

    assert company.evaluates("risk_score", **asked) == score
    assert company.evaluates("risk_level", **asked) == level


@pytest.mark.parametrize(
    ("clock_type", "hours", "level", "told"),
    [
        ("statutory", 0, "E3", ["compliance_officer", "claims_manager"]),
        ("internal", 0, "E1", ["claims_supervisor"]),
        ("internal", 24, "E2", ["claims_manager"]),
        ("internal", 34, "E2", ["claims_manager"]),
        ("internal", 72, "E3", ["claims_manager", "compliance_officer"]),
    ],
)
def test_an_overdue_clock_is_told_higher_up_as_time_passes(
    company: Company, clock_type: str, hours: int, level: str, told: list[str]
) -> None:
    answer = company.evaluates("escalation", clock_type=clock_type, overdue_hours=hours)

    assert answer == {"level": level, "assign_group": "overdue_handler", "also_notify": told}


def test_a_dispute_about_the_sum_goes_to_the_dispute_officer(company: Company) -> None:
    facts = {"clause_cited": False, "clock_breached": False, "explained_proof": False}

    answer = company.evaluates("dispute_cause", subject="loss_amount", **facts)

    assert (answer["cause"], answer["owner_group"]) == ("DETERMINATION", "dispute_officer")


@pytest.mark.parametrize(
    ("fault_any", "limits"),
    [(True, [180000, 18000, 2000]), (False, [18000, 1800, 100])],
)
def test_compulsory_motor_insurance_has_a_limit_for_each_head(
    company: Company, fault_any: bool, limits: list[int]
) -> None:
    heads = ("death_disability", "medical", "property")

    answers = [
        company.evaluates("compulsory_motor_limits", fault_any=fault_any, head=head)
        for head in heads
    ]

    assert answers == limits

"""The authority and risk tables answer as the company decided, asked over REST."""

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

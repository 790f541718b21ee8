"""The shipped tables: they load, their cases hold, authority and risk come out as agreed."""

from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from app.decisions.case_files import ENDING, load_folder, read_cases, run_cases

FOLDER = Path(__file__).parents[2] / "dmn"
DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
DECISIONS = load_folder(FOLDER)
PLAIN = {
    "risk_level": "low",
    "decision": "pay",
    "related_party": False,
    "litigation": False,
    "reopened": False,
    "investigated": False,
}
NO_RISK = {
    "days_since_inception": 60,
    "report_delay_h": Decimal("1.5"),
    "claims_12m": 0,
    "claimed_to_si": Decimal("0.02"),
    "night_single": False,
    "forged_doc": False,
    "watchlist": False,
    "payee_mismatch": False,
    "prior_reject_same_object": False,
    "late_registration_change": False,
}
HASTY = {"days_since_inception": 8, "report_delay_h": 50, "claims_12m": 3}


def rules_without_source(decision_id: str) -> list[int]:
    """Number the rules that do not say which law, manual or example they come from."""
    return [rule.index for rule in DECISIONS[decision_id].rules if not rule.annotation]


def columns_without_english(file: Path) -> list[str]:
    """Name the decisions and columns without an English description."""
    root = etree.parse(file).getroot()
    tags = (f"{DMN}decision", f"{DMN}input", f"{DMN}output", f"{DMN}inputData")
    return [
        node.get("id", "") for node in root.iter(*tags) if not node.findtext(f"{DMN}description")
    ]


@pytest.mark.parametrize("decision_id", sorted(DECISIONS))
def test_the_cases_beside_a_decision_hold_and_reach_every_rule(decision_id: str) -> None:
    file = FOLDER / f"{decision_id}{ENDING}"

    report = run_cases(DECISIONS[decision_id], read_cases(file.read_text("utf-8"), file.name))

    assert report.failed == []
    assert report.unreached == ()


@pytest.mark.parametrize("decision_id", sorted(DECISIONS))
def test_every_rule_says_which_law_it_follows_or_that_it_is_an_example(decision_id: str) -> None:
    assert rules_without_source(decision_id) == []


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.dmn")), ids=lambda file: file.stem)
def test_every_column_has_its_english_name(file: Path) -> None:
    assert columns_without_english(file) == []


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
def test_the_amount_decides_how_high_an_approval_goes(lob: str, amount: str, tier: int) -> None:
    inputs = {**PLAIN, "lob": lob, "tier_amount": Decimal(amount)}

    assert DECISIONS["approval_tier"].evaluate(inputs).value == tier


@pytest.mark.parametrize(
    ("lob", "amount", "circumstance", "tier"),
    [
        ("motor_commercial", 8000, {"risk_level": "high"}, 2),
        ("motor_commercial", 60000, {"risk_level": "high"}, 4),
        ("motor_commercial", 2000000, {"risk_level": "high"}, 5),
        ("property", 5000, {"decision": "ex_gratia"}, 4),
        ("property", 15000, {"related_party": True}, 3),
        ("motor_commercial", 8000, {"reopened": True}, 2),
    ],
)
def test_a_delicate_claim_is_approved_higher(
    lob: str, amount: int, circumstance: dict[str, object], tier: int
) -> None:
    inputs = {**PLAIN, "lob": lob, "tier_amount": Decimal(amount), **circumstance}

    assert DECISIONS["approval_tier"].evaluate(inputs).value == tier


@pytest.mark.parametrize(
    ("facts", "score", "level"),
    [
        ({}, 0, "low"),
        (HASTY, 45, "medium"),
        ({**HASTY, "claimed_to_si": Decimal("0.95")}, 60, "high"),
        ({"forged_doc": True}, 60, "high"),
    ],
)
def test_risk_points_add_up_to_a_level(facts: dict[str, object], score: int, level: str) -> None:
    inputs = {**NO_RISK, **facts}

    assert DECISIONS["risk_score"].evaluate(inputs).value == score
    assert DECISIONS["risk_level"].evaluate(inputs).value == level

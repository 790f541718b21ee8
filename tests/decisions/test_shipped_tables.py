"""The shipped tables: their cases hold; what costs money or breaks the law comes out as agreed."""

from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from app.decisions.case_files import ENDING, load_folder, read_cases, run_cases
from app.decisions.errors import DecisionError

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
CALM = {
    "national_response": False,
    "est_property_payout": 0,
    "est_casualty_payout": 0,
    "deaths": 0,
    "reports_24h": 0,
}
ONE_COMPLAINT = {
    "channel": "phone",
    "group_size": 1,
    "media": False,
    "amount": 0,
    "subject": "claim_delay",
    "repeat_count": 0,
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


@pytest.mark.parametrize(
    ("fault_any", "head", "limit"),
    [
        (True, "death_disability", 180000),
        (True, "medical", 18000),
        (True, "property", 2000),
        (False, "death_disability", 18000),
        (False, "medical", 1800),
        (False, "property", 100),
    ],
)
def test_compulsory_motor_insurance_pays_up_to_the_limit_of_each_head(
    fault_any: bool, head: str, limit: int
) -> None:
    inputs = {"fault_any": fault_any, "head": head}

    assert DECISIONS["compulsory_motor_limits"].evaluate(inputs).value == limit


def test_compulsory_motor_insurance_has_no_limit_while_the_fault_is_unknown() -> None:
    inputs = {"fault_any": None, "head": "medical"}

    with pytest.raises(DecisionError, match="null is given for fault_any"):
        DECISIONS["compulsory_motor_limits"].evaluate(inputs)


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({}, "none"),
        ({"national_response": True}, "I"),
        ({"est_property_payout": Decimal("999999999.99")}, "II"),
        ({"est_property_payout": 1000000000}, "I"),
        ({"est_casualty_payout": 5000000}, "III"),
        ({"est_casualty_payout": Decimal("4999999.99")}, "none"),
        ({"deaths": 9}, "III"),
        ({"deaths": 10}, "II"),
        ({"deaths": 30}, "I"),
        ({"reports_24h": 199}, "none"),
        ({"reports_24h": 200}, "IV"),
        ({"est_property_payout": 2000000, "deaths": 12, "reports_24h": 500}, "II"),
    ],
)
def test_the_worst_figure_of_a_catastrophe_sets_its_level(
    facts: dict[str, object], level: str
) -> None:
    inputs = {**CALM, **facts}

    assert DECISIONS["contingency_level"].evaluate(inputs).value == level


@pytest.mark.parametrize(
    ("facts", "severity", "owner", "track"),
    [
        ({}, "normal", "complaint_officer", "simple"),
        ({"subject": "facility"}, "minor", "complaint_officer", "simple"),
        ({"channel": "regulator_transfer"}, "major", "complaint_manager", "simple"),
        ({"subject": "mis_selling"}, "major", "complaint_manager", "complex"),
        ({"amount": Decimal("200000.01")}, "major", "complaint_manager", "complex"),
        ({"repeat_count": 2}, "major", "complaint_manager", "simple"),
        ({"group_size": 5}, "critical", "complaint_manager", "complex"),
        ({"media": True, "subject": "facility"}, "critical", "complaint_manager", "complex"),
    ],
)
def test_a_grave_complaint_goes_to_the_manager(
    facts: dict[str, object], severity: str, owner: str, track: str
) -> None:
    inputs = {**ONE_COMPLAINT, **facts}

    value = DECISIONS["complaint_class"].evaluate(inputs).value

    assert value == {"severity": severity, "owner_group": owner, "track": track}


@pytest.mark.parametrize(
    ("clock_type", "hours", "level", "told"),
    [
        ("statutory", "0", "E3", ["compliance_officer", "claims_manager"]),
        ("internal", "0", "E1", ["claims_supervisor"]),
        ("internal", "23.99", "E1", ["claims_supervisor"]),
        ("internal", "24", "E2", ["claims_manager"]),
        ("internal", "71.99", "E2", ["claims_manager"]),
        ("internal", "72", "E3", ["claims_manager", "compliance_officer"]),
    ],
)
def test_the_longer_a_clock_is_overdue_the_higher_it_is_told(
    clock_type: str, hours: str, level: str, told: list[str]
) -> None:
    inputs = {"clock_type": clock_type, "overdue_hours": Decimal(hours)}

    value = DECISIONS["escalation"].evaluate(inputs).value

    assert value == {"level": level, "assign_group": "overdue_handler", "also_notify": told}


@pytest.mark.parametrize(
    ("decision_id", "inputs"),
    [
        ("compulsory_motor_limits", {"fault_any": True, "head": "vehicle"}),
        ("contingency_level", {**CALM, "deaths": -1}),
        ("complaint_class", {**ONE_COMPLAINT, "channel": "fax"}),
        ("escalation", {"clock_type": "internal", "overdue_hours": -1}),
        ("revisit_plan", {"trigger": "policy_isued", "statutory_class": "personal"}),
        ("cdd_requirement", {"transaction": "claim_payments", "amount": 20000}),
    ],
)
def test_a_value_that_a_table_does_not_know_is_refused(
    decision_id: str, inputs: dict[str, object]
) -> None:
    with pytest.raises(DecisionError, match="is not among the allowed values"):
        DECISIONS[decision_id].evaluate(inputs)

"""What the regulator passed on, counted as its bulletin does."""

from typing import Any

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.complaining import complains
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk

REPORT = "/complaints/regulator-report"
MARCH = {"from": "2026-03-01", "to": "2026-04-01"}
MOTOR = {
    "lob": "motor_commercial",
    "premium": "50000000.00",
    "policies": 20000,
    "insured_persons": 0,
}
LIFE = {"lob": "life", "premium": "200000000.00", "policies": 5000, "insured_persons": 8000}


def passed_on(company: Company, number: int, subject: str, **other: Any) -> None:
    """Pass a complaint on."""
    transfer = {
        "channel": "regulator_transfer",
        "regulator_ref": f"JG-{number}",
        "complainant": f"投诉人{number}",
    }
    complains(company, subject=subject, **{**transfer, **other})


def enters(company: Company, user: str, month: str, *lines: Json, expect: int = 200) -> Any:
    """Enter what lines wrote in a month."""
    answer = company.call(user, "PUT", f"{REPORT}/bases/{month}", json={"items": lines})
    assert answer.status_code == expect, answer.text
    return answer.json


def rows(company: Company, **query: str) -> dict[tuple[str | None, str | None], Json]:
    """Return the rows of the bulletin by class and line."""
    items = company.get("u_comp", REPORT, **{**MARCH, **query})["items"]
    return {(row["statutory_class"], row["lob"]): row for row in items}


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A motor claim about which, and about other things, the regulator passed complaints on."""
    walk = claim_at(Walk.register)
    company = walk.company
    about = {"related_case": walk.claim_no}
    passed_on(company, 1, "claim_delay", **about)
    passed_on(company, 2, "claim_amount", **about)
    passed_on(company, 3, "mis_selling", **about)
    passed_on(company, 4, "facility")
    passed_on(company, 5, "surrender", transferred_at="2026-02-27T10:00:00+08:00", **about)
    complains(company, subject="claim_delay", **about)
    return walk


def test_the_bulletin_counts_at_the_day_of_transfer_by_class_line_and_cause(walk: Walk) -> None:
    enters(walk.company, "u_comp", "2026-03", MOTOR, LIFE)

    found = rows(walk.company)

    motor = found["property", "motor_commercial"]
    assert [motor[cause] for cause in ("claim", "sales", "surrender", "other")] == [2, 1, 0, 0]
    assert (motor["per_100m_premium"], motor["per_10k_policies"]) == ("6.0000", "1.5000")
    assert motor["per_10k_persons"] is None
    assert found["property", None]["total"] == 3
    life = found["personal", "life"]
    assert (life["total"], life["per_10k_persons"]) == (0, "0.0000")
    unknown = found[None, "other"]
    assert (unknown["other"], unknown["per_100m_premium"]) == (1, None)


def test_where_nothing_was_entered_the_contracts_that_began_are_counted(
    company_on_sqlite: Company,
) -> None:
    january = {"from": "2026-01-01", "to": "2026-02-01"}

    found = rows(company_on_sqlite, **january)

    # P-MOT, P-CTP and P-ACC began then; P-LIF only had another instalment
    written = {key: (row["premium"], row["policies"]) for key, row in found.items()}
    assert written == {
        ("personal", None): ("600.00", 1),
        ("personal", "accident"): ("600.00", 1),
        ("property", None): ("5150.00", 2),
        ("property", "motor_commercial"): ("4200.00", 1),
        ("property", "motor_compulsory"): ("950.00", 1),
    }
    assert found["personal", "accident"]["insured_persons"] == 1


def test_what_was_entered_for_a_line_and_month_stands_for_its_contracts(
    company_on_sqlite: Company,
) -> None:
    enters(company_on_sqlite, "u_comp", "2026-01", MOTOR)
    enters(company_on_sqlite, "u_comp", "2026-02", MOTOR)

    found = rows(company_on_sqlite, **{"from": "2026-01-01", "to": "2026-03-01"})

    motor = found["property", "motor_commercial"]
    assert (motor["premium"], motor["policies"]) == ("100000000.00", 40000)
    assert found["property", None]["premium"] == "100000950.00"


def test_the_bulletin_comes_as_csv(walk: Walk) -> None:
    answer = walk.company.call("u_comp", "GET", REPORT, query_string={**MARCH, "format": "csv"})

    assert answer.mimetype == "text/csv"
    head, *lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert head.startswith("statutory_class,lob,claim,sales,surrender,other,total")
    assert any(line.startswith("property,motor_commercial,2,1,0,0,3") for line in lines)


def test_only_overseers_read_the_bulletin_and_whole_months_are_asked_for(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite

    assert company.call("u_svc", "GET", REPORT, query_string=MARCH).status_code == 403
    halves = {"from": "2026-03-02", "to": "2026-04-01"}
    assert company.call("u_comp", "GET", REPORT, query_string=halves).status_code == 422
    assert company.call("u_comp", "GET", f"{REPORT}/bases/march").status_code == 400


@pytest.mark.parametrize(
    ("first", "end"),
    [("2026-04-01", "2026-03-01"), ("2020-01-01", "2025-02-01")],
)
def test_months_that_no_bulletin_is_about_are_refused(
    company_on_sqlite: Company, first: str, end: str
) -> None:
    asked = {"from": first, "to": end}

    assert company_on_sqlite.call("u_comp", "GET", REPORT, query_string=asked).status_code == 422


@pytest.mark.parametrize("first", ["0001-01-01", "9999-11-01"])
def test_days_that_no_calendar_here_can_tell_are_refused(
    company_on_sqlite: Company, first: str
) -> None:
    asked = {"from": first, "to": "2026-04-01"}

    refused = company_on_sqlite.call("u_comp", "GET", REPORT, query_string=asked)

    assert refused.status_code == 400
    assert [error["pointer"] for error in refused.json["errors"]] == ["/from"]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"policies": 1.5}, "/items/0/policies"),
        ({"insured_persons": 3_000_000_000}, "/items/0/insured_persons"),
        ({"premium": "-1.00"}, "/items/0/premium"),
    ],
)
def test_a_base_that_cannot_be_is_refused_with_its_field(
    company_on_sqlite: Company, wrong: Json, pointer: str
) -> None:
    refusal = enters(company_on_sqlite, "u_comp", "2026-02", {**MOTOR, **wrong}, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]


def test_what_lines_wrote_is_entered_by_those_who_may(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")

    enters(company, "u_cmpm", "2026-02", MOTOR, LIFE)
    enters(company, "u_comp", "2026-02", {**MOTOR, "policies": 21000})
    enters(company, "u_svc", "2026-02", MOTOR, expect=403)
    wrong = enters(company, "u_comp", "2026-02", {**MOTOR, "lob": "pets"}, LIFE, LIFE, expect=422)

    assert [error["pointer"] for error in wrong["errors"]] == ["/items/0/lob", "/items/2/lob"]
    (kept,) = company.get("u_comp", f"{REPORT}/bases/2026-02")["items"]
    assert (kept["lob"], kept["policies"]) == ("motor_commercial", 21000)

"""A case belongs to the branch of its policy, else of its customer, else of who entered it."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.complaining import accepts, number_of
from tests.scenarios.customer_files import sells, takes_in
from tests.scenarios.emergencies import is_active, works
from tests.scenarios.s1 import Walk
from tests.scenarios.serving_customers import asks, customer_of

MARCH = {"from": "2026-03-01", "to": "2026-04-01"}


def by_unit(company: Company, metric: str) -> dict[str, int]:
    """Return the count or denominator of a metric by unit."""
    parts = company.get("u_cmgr", f"/reports/{metric}", **MARCH, by="org")["splits"]
    first = {part["key"]: part["measures"][0] for part in parts}
    return {key: one["denominator"] or one["numerator"] for key, one in first.items()}


def behind(company: Company, metric: str, **query: str) -> list[str]:
    items = company.get("u_cmgr", f"/reports/{metric}/cases", **MARCH, **query)["items"]
    return [row["number"] for row in items]


@pytest.fixture
def claims(company: Company) -> dict[str, str]:
    """A claim under a policy of Shanghai, and one under a policy of Zhejiang."""
    walk = Walk(company)
    walk.report()
    fire = {
        "loss_type": "fire",
        "loss_cause": "fire",
        "object_id": "仓库一号",
        "claimed_amount": 900,
    }
    other = company.reports("u_int", **walk.report_with(policy_no="P-FIRE", **fire))
    return {"SH": walk.claim_no, "ZJ": other["claim_no"]}


def test_a_claim_is_of_the_branch_of_its_policy(company: Company, claims: dict[str, str]) -> None:
    assert by_unit(company, "M16") == {"SH": 1, "ZJ": 1}
    assert behind(company, "M16", org="ZJ") == [claims["ZJ"]]
    # the clocks of its steps are of that branch too, whoever works on them
    assert set(by_unit(company, "M13")) == {"SH", "ZJ"}


def test_complaints_are_told_apart_by_branch(company: Company, claims: dict[str, str]) -> None:
    about = number_of(company, related_case=claims["ZJ"], subject="claim_delay")
    of_customer = number_of(company, customer=customer_of(company)["customer_no"])
    of_nobody = number_of(company)
    accepts(company, about)
    accepts(company, of_customer)
    accepts(company, of_nobody)

    # nobody's was taken down in Shanghai
    assert by_unit(company, "M30") == {"SH": 2, "ZJ": 1}
    assert behind(company, "M30", org="ZJ") == [about]


def test_a_request_is_of_the_branch_of_the_policy_or_the_customer(company: Company) -> None:
    of_policy = asks(company, policy_no="P-FIRE")["request_no"]
    of_customer = asks(company)["request_no"]

    assert behind(company, "M51", part="denominator", org="ZJ") == []
    assert behind(company, "M13", part="denominator", org="ZJ") == [of_policy]
    assert of_customer in behind(company, "M13", part="denominator", org="SH")


def test_a_policy_is_sold_by_the_branch_that_is_named(company: Company) -> None:
    holder = takes_in(company, org_unit="JS")["customer_no"]

    named = sells(company, policyholder=holder, insureds=[holder], org_unit="GD")
    unnamed = sells(company, policyholder=holder, insureds=[holder], policy_no="P-NEW-2")

    assert (named["org_unit"], unnamed["org_unit"]) == ("GD", "JS")


def test_a_policy_that_moves_leaves_its_cases_behind(
    company: Company, claims: dict[str, str]
) -> None:
    moved = company.post("u_int", "/policies/P-FIRE/unit", {"org_unit": "GD"})
    later = asks(company, policy_no="P-FIRE")["request_no"]
    refused = [
        company.post(user, "/policies/P-FIRE/unit", {"org_unit": unit}, expect=status)["code"]
        for user, unit, status in (("u_svc", "GD", 403), ("u_int", "", 422))
    ]

    assert moved["org_unit"] == "GD"
    assert behind(company, "M16", org="ZJ") == [claims["ZJ"]]
    assert behind(company, "M13", part="denominator", org="GD") == [later]
    assert refused == ["not_allowed", "invalid_field"]


def test_a_user_is_moved_to_another_branch(company: Company) -> None:
    company.now_is("2026-03-02T09:30")
    answer = company.call("u_adm", "PATCH", "/users/u_svc", json={"org_unit": "ZJ"})
    number = number_of(company, by="u_svc")
    accepts(company, number)

    assert answer.json["org_unit"] == "ZJ"
    assert behind(company, "M30", org="ZJ") == [number]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/reports/M52?line=health", "line"),
        ("/reports/M50?line=health", "line"),
        ("/reports/M31?org=SH", "org"),
        ("/reports/M31/cases?channel=phone", "channel"),
        ("/reports/M40?channel=phone", "channel"),
        ("/reports/M17?person=u_adj", "person"),
        ("/reports/M60?line=health", "line"),
        ("/reports/M62?org=SH", "org"),
        ("/reports/M01?event=CAT-1", "event"),
        ("/reports/M34/cases?split=other", "split"),
    ],
)
def test_what_a_number_does_not_know_is_refused_not_ignored(
    company_on_sqlite: Company, path: str, what: str
) -> None:
    answer = company_on_sqlite.call("u_cmgr", "GET", path)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [f"/{what}"]


@pytest.mark.parametrize("metric", ["M17", "M31", "M50", "M52", "M60"])
def test_a_number_is_told_apart_only_by_what_it_knows(
    company_on_sqlite: Company, metric: str
) -> None:
    answer = company_on_sqlite.call("u_cmgr", "GET", f"/reports/{metric}?by=person")
    known = company_on_sqlite.get("u_cmgr", f"/reports/{metric}")["metric"]["ways"]

    assert answer.status_code == (200 if "person" in known else 422)


def test_a_contingency_is_followed_to_its_claims(company: Company) -> None:
    walk = Walk(company)
    walk.report()
    number = is_active(company)
    works(company, number, "claims", 40)
    works(company, number, "it", 60)

    progress = company.get("u_cmgr", "/reports/M60", **MARCH, event=number)
    measures = {one["code"]: one for one in progress["measures"]}

    assert (progress["value"], measures["backlog"]["value"]) == (50, 1)
    assert behind(company, "M60", event=number, measure="backlog") == [walk.claim_no]
    assert behind(company, "M60", event=number, measure="surveyed", part="numerator") == []
    assert behind(company, "M62", event=number, measure="delay") == [number]

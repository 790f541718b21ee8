"""A real contingency: activated, raised, ended and learnt from; claims keep its measures."""

from tests.scenarios.company import Company
from tests.scenarios.contingencies import tag
from tests.scenarios.emergencies import (
    WORKERS,
    approves,
    changes,
    contingency,
    ends,
    estimates,
    evaluates,
    is_active,
    items,
    revises,
    says,
    sets_up,
    supplies,
    tells,
    works,
)
from tests.scenarios.s1 import Walk

PLANS = "/contingency-plans"


def test_a_contingency_goes_from_the_report_to_the_revised_plan(company: Company) -> None:
    walk = Walk(company)
    walk.report()
    before = walk.claim_no

    number = is_active(company)

    assert tag(company, before) == (number, "III")
    assert company.waiting(number).keys() == {
        "set_up_command",
        "department_tasks",
        "allocate_resources",
        "communicate",
    }
    sets_up(company, number)
    supplies(company, number)
    tells(company, number)
    company.post("u_adm", "/clock/advance", {"by": "PT1M"})
    assert items(company, number, "communications")[0]["recipients"] == 1

    estimates(company, number, est_property_payout="60000000.00")
    changes(company, number, level="II")
    assert contingency(company, number)["commander_group"] == "cat_commander_hq"
    assert tag(company, before) == (number, "II")

    for department in WORKERS:
        works(company, number, department, 100)
    ends(company, number, by="u_cat")
    after = company.reports("u_int", **walk.report_with(object_id="沪B00001"))["claim_no"]
    assert tag(company, before) == (number, "II")
    assert tag(company, after) == (None, "none")

    evaluates(company, number)
    revises(company, number)
    approves(company, number, by="u_cat")

    found = contingency(company, number)
    assert found["status"] == "closed"
    versions = company.get("u_aud", PLANS, **{"filter[plan_code]": "PLAN-TRANSPORT_ACCIDENT"})
    assert [(row["plan_version"], row["status"]) for row in versions["items"]] == [
        ("1.1", "approved"),
        ("1.0", "retired"),
    ]
    metrics = company.get("u_aud", f"/contingencies/{number}/evaluation")["metrics"]
    assert metrics["event_claims"] == 1
    assert metrics["mean_progress"] == 100
    assert says(company, number, "resources", expect=409, people=1)["code"] == "conflict"

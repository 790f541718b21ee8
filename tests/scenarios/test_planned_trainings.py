"""Trainings that nobody asked for by hand: of the quarter's plan, and of the quality cycle."""

import pytest

from app.insurance.customers.contact_models import EventKind
from app.insurance.customers.models import Segment
from tests.scenarios.company import Company, Json
from tests.scenarios.training_customers import (
    approves,
    farmers,
    has,
    invitations,
    plans,
    training,
)


def trainings(company: Company) -> dict[str, Json]:
    """Return the trainings there are by whom they are for."""
    return {row["segment"]: row for row in company.get("u_aud", "/trainings")["items"]}


def test_a_quarter_begins_with_a_training_for_each_segment_to_which_something_happened(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.now_is("2026-03-31T10:00")
    (new,) = farmers(company_on_sqlite, 1, segment=Segment.NEW_CUSTOMER)
    (elderly,) = farmers(company_on_sqlite, 1, segment=Segment.ELDERLY)
    has(company_on_sqlite, new, EventKind.POLICY_ISSUED)
    has(company_on_sqlite, elderly, EventKind.CLAIM_REGISTERED)
    has(company_on_sqlite, elderly, EventKind.CLAIM_PAID)

    company_on_sqlite.now_is("2026-04-01T09:00")

    planned = trainings(company_on_sqlite)
    assert {row["segment"]: row["courses"] for row in planned.values()} == {
        "new_customer": ["product_knowledge", "service_knowledge"],
        "elderly": ["product_knowledge", "fraud_prevention"],
        "claimant": ["claim_skill"],
    }
    assert planned["elderly"]["method"] == "offline"
    assert planned["claimant"]["source"] == "training_plan 2026Q2"


def test_who_is_planned_for_is_invited(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-03-31T10:00")
    customers = farmers(company_on_sqlite, 2, segment=Segment.ELDERLY)
    has(company_on_sqlite, customers[1], EventKind.POLICY_ISSUED)
    company_on_sqlite.now_is("2026-04-01T09:00")
    number = str(trainings(company_on_sqlite)["elderly"]["training_no"])

    plans(company_on_sqlite, number, segment="elderly", courses=["fraud_prevention"])
    approves(company_on_sqlite, number)

    assert list(invitations(company_on_sqlite, number).values()) == ["sent"]


@pytest.mark.slow
def test_what_a_quarter_has_planned_the_next_one_leaves_alone(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-03-31T10:00")
    old, new = farmers(company_on_sqlite, 2, segment=Segment.NEW_CUSTOMER)
    has(company_on_sqlite, old, EventKind.POLICY_ISSUED)
    company_on_sqlite.now_is("2026-04-01T09:00")
    first = trainings(company_on_sqlite)["new_customer"]["training_no"]
    has(company_on_sqlite, new, EventKind.POLICY_ISSUED)

    company_on_sqlite.now_is("2026-07-01T09:00")

    items = company_on_sqlite.get("u_aud", "/trainings")["items"]
    second, known = [row["training_no"] for row in items]
    assert known == first
    plans(
        company_on_sqlite,
        second,
        segment="new_customer",
        dates=[{"at": "2026-07-20T09:00:00+08:00"}],
    )
    approves(company_on_sqlite, second)
    assert len(invitations(company_on_sqlite, second)) == 1


def test_the_quality_cycle_asks_for_a_training_by_message(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    needed = {"source": "QLT-20260401-000001", "segment": "complainant", "reason": "投诉增多"}

    company_on_sqlite.post("u_int", "/messages", {"name": "training_needed", "data": needed})

    found = trainings(company_on_sqlite)["complainant"]
    assert (found["source"], found["reason"]) == ("QLT-20260401-000001", "投诉增多")
    assert company_on_sqlite.waiting(found["training_no"]) == {"plan_training": ["trainer"]}


def test_the_table_of_plans_says_the_courses_where_nobody_did(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is("2026-04-01T10:00")
    needed = {"source": "QLT-20260401-000001", "segment": "vip", "reason": "满意度下降"}
    company_on_sqlite.post("u_int", "/messages", {"name": "training_needed", "data": needed})
    number = trainings(company_on_sqlite)["vip"]["training_no"]

    task = company_on_sqlite.task(number, "plan_training")
    form = company_on_sqlite.get("u_trn", f"/tasks/{task['id']}/form")["data"]

    assert form["courses"] == ["corporate_culture", "product_knowledge"]
    assert form["method"] == "personalised"
    assert training(company_on_sqlite, number)["courses"] == []


def test_the_catalogue_has_a_course_for_all_that_customers_are_taught(
    company_on_sqlite: Company,
) -> None:
    courses = company_on_sqlite.get("u_int", "/training-courses")["items"]

    assert {course["type"] for course in courses} == {
        "product_knowledge",
        "service_knowledge",
        "corporate_culture",
        "use_skill",
        "communication_skill",
    }
    assert len(courses) == 8

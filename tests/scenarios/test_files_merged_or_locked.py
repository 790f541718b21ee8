"""Customers whose file was merged into another or locked, in revisits and trainings."""

from app.insurance.customers.contact_models import EventKind
from tests.scenarios.company import Company
from tests.scenarios.customer_files import takes_in
from tests.scenarios.revisiting import (
    NEXT_MORNING,
    SOLD_ON,
    begins,
    happens,
    revisit,
    revisits,
    says,
    sold,
)
from tests.scenarios.training_customers import (
    NINETY_DAYS_AFTER,
    SESSION,
    customer_id,
    enrols,
    farmers,
    has,
    is_assessed,
    is_held,
    is_locked,
    is_reviewed,
    offered,
    training,
    withdraws,
)


def merges(company: Company, double: str, into: str) -> None:
    """Let one file be found under another."""
    company.post("u_svc", f"/customers/{double}/merge", {"into": into})


def test_who_is_merged_into_another_file_and_refuses_there_is_asked_no_more(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is(SOLD_ON)
    anna = takes_in(company)["customer_no"]
    double = takes_in(company, id_no=None, id_type=None)["customer_no"]
    number = begins(company, customer=double)["revisit_no"]
    merges(company, double, into=anna)
    says(company, "service", granted=False, customer=anna)

    company.now_is(NEXT_MORNING)

    assert revisit(company, number)["cancel_reason"] == "opt_out"


def test_who_has_the_file_locked_is_asked_no_more_unless_the_law_demands_it(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    sold(company)
    by_hand = begins(company)["revisit_no"]
    happens(company, EventKind.COMPLAINT_CLOSED)
    is_locked(company, "C-ZHANG")

    company.now_is(NEXT_MORNING)

    by_plan = {one["plan"]: one for one in revisits(company)}
    assert revisit(company, by_hand)["cancel_reason"] == "opt_out"
    assert by_plan["complaint_satisfaction"]["cancel_reason"] == "opt_out"
    assert by_plan["new_policy"]["status"] == "contacting"
    refused = begins(company, expect=422)
    assert refused["errors"][0]["code"] == "file_locked"


def offers(company: Company) -> str:
    """Offer three farmers a training; return its number."""
    company.now_is("2026-04-01T10:00")
    farmers(company, 3)
    return offered(company)


def test_who_was_merged_into_another_file_enrols_once_and_under_that_one(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = offers(company)
    first = enrols(company, number, "C-farmer-0")
    for double in ("C-farmer-0", "C-farmer-1"):
        merges(company, double, into="C-farmer-2")

    enrols(company, number, "C-farmer-1", expect=409)

    withdraws(company, number, first["id"])
    place = enrols(company, number, "C-farmer-1")
    assert place["customer"] == str(customer_id(company, "C-farmer-2"))


def test_who_had_the_file_locked_is_not_enrolled(company_on_sqlite: Company) -> None:
    number = offers(company_on_sqlite)
    is_locked(company_on_sqlite, "C-farmer-0")

    refusal = enrols(company_on_sqlite, number, "C-farmer-0", expect=409)

    assert refusal["code"] == "file_locked"


def test_the_complaints_of_who_was_merged_into_another_file_count_for_the_effect(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = offers(company)
    enrols(company, number, "C-farmer-0")
    company.now_is(SESSION)
    is_held(company, number)
    is_assessed(company, number, 90)
    has(company, "C-farmer-0", EventKind.COMPLAINT_CLOSED)
    merges(company, "C-farmer-0", into="C-farmer-1")
    company.now_is(NINETY_DAYS_AFTER)

    is_reviewed(company, number, "yes", actions="回访")

    assert training(company, number)["complaints_after"] == 1

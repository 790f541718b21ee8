"""An operator who ends a case ends its record with it: nothing stays open that nobody works on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.insurance.contingency import watching
from tests.scenarios import (
    advancing,
    caring,
    complaining,
    disputing,
    emergencies,
    improving,
    revisiting,
    serving_customers,
    training_customers,
)
from tests.scenarios.advancing import is_paid_in_advance
from tests.scenarios.branches import reopens, status
from tests.scenarios.company import Company
from tests.scenarios.contingencies import tag
from tests.scenarios.halts import ClaimAt, Halts, Step
from tests.scenarios.operating import operates
from tests.scenarios.overdue import overdue_of
from tests.scenarios.paying import payments, states
from tests.scenarios.s1 import Walk
from tests.scenarios.test_contingency_monitor import ENOUGH, is_flooded, proposals


def ends(company: Company, case: str, reason: str = "重复录入") -> None:
    """Let the administrator end a case."""
    assert operates(company, case, "cancel", reason=reason).status_code == 200


@pytest.fixture
def disputed(halts: Halts, tmp_path: Path) -> Iterator[Walk]:
    """A claimant who may disagree with the decision on grade 7."""
    with halts.brought(disputing.asked, tmp_path / "asked") as (company, claim_no):
        yield Walk(company, disputing.DISABLED, claim_no)


@pytest.fixture
def slow(halts: Halts, tmp_path: Path) -> Iterator[Walk]:
    """A large fire whose sum is not settled after forty days."""
    with halts.brought(advancing.waits, tmp_path / "waits") as (company, claim_no):
        yield Walk(company, advancing.WAREHOUSE, claim_no)


# ---------------------------------------------------------------- claims and what is paid on them
@pytest.mark.parametrize("step", [Walk.report, Walk.survey_report, Walk.adjudicate])
def test_a_claim_is_cancelled_and_nothing_is_reserved_for_it(claim_at: ClaimAt, step: Step) -> None:
    walk = claim_at(step)

    ends(walk.company, walk.claim_no)

    claim = walk.company.claim(walk.claim_no)
    assert (claim["status"], claim["reserve"]) == ("cancelled", "0.00")
    assert claim["closed_at"] is not None


def test_the_same_loss_reported_again_is_no_duplicate_of_a_cancelled_claim(
    claim_at: ClaimAt,
) -> None:
    walk = claim_at(Walk.report)
    company = walk.company
    ends(company, walk.claim_no)

    again = company.reports("u_int", **walk.report_with(external_ref="again"))["claim_no"]

    assert list(company.waiting(again)) == ["register_claim"]


def test_nothing_is_paid_on_a_cancelled_claim(unpaid: Walk) -> None:
    ends(unpaid.company, unpaid.claim_no)

    assert (states(unpaid), status(unpaid)) == (["cancelled"], "cancelled")
    (payment,) = payments(unpaid)
    said = {"status": "success", "bank_ref": "B-1"}
    late = unpaid.company.post("u_int", f"/payments/{payment['id']}/result", said)
    assert late["status"] == "reversed"


def test_what_was_paid_stays_paid(unpaid: Walk) -> None:
    unpaid.bank_result()

    ends(unpaid.company, unpaid.claim_no)

    claim = unpaid.company.claim(unpaid.claim_no)
    assert (claim["status"], states(unpaid)) == ("paid", ["executed"])
    assert claim["closed_at"] is not None


def test_a_claim_on_which_an_advance_was_paid_is_not_just_ended(slow: Walk) -> None:
    is_paid_in_advance(slow)

    refused = operates(slow.company, slow.claim_no, "cancel", reason="重复录入")

    assert (refused.status_code, refused.json["code"]) == (409, "payment_executed")
    assert slow.company.get("u_aud", f"/cases/{slow.claim_no}")["state"] == "active"


def test_a_claim_whose_reopening_is_ended_may_be_reopened_again(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.archive)
    reopened = reopens(walk)["claim_no"]
    ends(walk.company, reopened)

    assert walk.company.claim(reopened)["already_paid"] == "0.00"
    assert walk.company.claim(walk.claim_no)["already_paid"] == "3600.00"
    assert status(walk) == "archived"
    assert reopens(walk)["status"] == "assessing"


# ---------------------------------------------------------------- contingencies
def test_the_monitor_proposes_anew_what_an_operator_has_ended(
    company_on_sqlite: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = company_on_sqlite
    monkeypatch.setattr(watching, "ENOUGH", ENOUGH)
    company.clock_shows("2026-03-02T09:30")
    is_flooded(company, 0)
    company.now_is("2026-03-02T09:45")
    (first,) = proposals(company)

    ends(company, first["contingency_no"])
    is_flooded(company, ENOUGH, 1)
    company.now_is("2026-03-02T10:00")

    second, former = proposals(company)
    assert (former["status"], second["status"]) == ("cancelled", "proposed")


def test_no_further_claim_belongs_to_a_contingency_that_an_operator_has_ended(
    company: Company,
) -> None:
    walk = Walk(company)
    walk.report()
    number = emergencies.is_active(company)

    ends(company, number, "演练误报为实战")

    found = emergencies.contingency(company, number)
    assert (found["status"], found["end_reason"]) == ("cancelled", "演练误报为实战")
    later = company.reports("u_int", **walk.report_with(object_id="沪B00001"))["claim_no"]
    assert tag(company, walk.claim_no) == (number, "III")
    assert tag(company, later) == (None, "none")
    refused = emergencies.says(company, number, "resources", expect=409, people=1)
    assert refused["detail"] == f"contingency {number} is cancelled"


# ---------------------------------------------------------------- the other rooms
def test_a_cycle_and_its_action_are_cancelled(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = improving.proposed(company)
    improving.plans(company, number)

    ends(company, number)

    assert improving.cycle(company, number)["status"] == "cancelled"
    (action,) = improving.actions(company, number)
    assert (action["status"], action["close_reason"]) == ("cancelled", "重复录入")


def test_a_complaint_is_cancelled(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")
    number = complaining.number_of(company)

    ends(company, number)

    found = complaining.complaint(company, number)
    assert found["status"] == "cancelled"
    assert found["closed_at"] is not None


def test_after_a_dispute_is_cancelled_another_may_be_raised(disputed: Walk) -> None:
    company = disputed.company
    number = disputing.opened(disputed)
    ends(company, number)
    assert disputing.dispute(company, number)["status"] == "cancelled"

    raised = {
        "claim": disputed.claim_no,
        "raised_by": "insured",
        "claim_of_party": "应为五级伤残",
        "disputed_amount": disputing.DEMAND,
    }
    second = company.post("u_dis", "/disputes", raised, expect=201)

    assert second["status"] == "analysing"
    assert status(disputed) == "in_dispute"


def test_a_dispute_ends_with_its_cancelled_claim(disputed: Walk) -> None:
    number = disputing.opened(disputed)

    ends(disputed.company, disputed.claim_no)

    assert disputing.dispute(disputed.company, number)["status"] == "withdrawn"
    assert status(disputed) == "cancelled"


def test_a_service_request_is_cancelled(company_on_sqlite: Company) -> None:
    number = serving_customers.raised(company_on_sqlite)

    ends(company_on_sqlite, number)

    found = serving_customers.request(company_on_sqlite, number)
    assert found["status"] == "cancelled"
    assert found["closed_at"] is not None


def test_who_is_enrolled_in_a_cancelled_training_is_told(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    (customer,) = training_customers.farmers(company, 1)
    number = training_customers.offered(company)
    training_customers.enrols(company, number, customer)

    ends(company, number)

    assert training_customers.training(company, number)["status"] == "cancelled"
    assert training_customers.statuses(company, number) == ["cancelled"]
    assert list(training_customers.enrolments(company, number).values()) == ["cancelled"]


def test_a_customer_nobody_asked_stays_among_those_not_reached(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = revisiting.new_policy(company)

    ends(company, number)

    assert revisiting.revisit(company, number)["status"] == "unreachable"


def test_an_item_of_care_is_cancelled(company_on_sqlite: Company) -> None:
    number = caring.idle_prospect(company_on_sqlite)

    ends(company_on_sqlite, number)

    found = caring.item(company_on_sqlite, caring.LI, "prospect_idle_14d")
    assert (found["status"], found["reason"]) == ("cancelled", "case_ended")


def test_overdue_work_that_nobody_handles_is_listed_no_more(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.report)
    walk.company.now_is("2026-03-04T00:00")
    overdue = overdue_of(walk, "registration")

    ends(walk.company, overdue["overdue_no"])

    assert overdue_of(walk, "registration")["closed_at"] is not None
    assert walk.company.clocks(walk.claim_no)["registration", "internal"]["state"] == "breached"

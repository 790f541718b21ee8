"""The limits of a complaint: extended with approval, and reviewed by a superior."""

import pytest

from tests.scenarios import staff
from tests.scenarios.company import Company
from tests.scenarios.complaining import (
    accepts,
    answered,
    asks_longer,
    complaint,
    decides,
    investigates,
    number_of,
    proposes,
    replies,
    reviews,
    says,
    traces,
)
from tests.scenarios.test_complaints import clocks, letters

SECOND = "u_cmpm2"


@pytest.fixture
def number(company_on_sqlite: Company) -> str:
    """A complaint of Monday 2 March that was accepted."""
    company_on_sqlite.now_is("2026-03-02T09:30")
    number = number_of(company_on_sqlite)
    accepts(company_on_sqlite, number)
    return number


def test_two_extensions_run_from_the_first_receipt_and_a_review_overturns_the_reply(
    company_on_sqlite: Company, number: str
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-11T10:00")
    asks_longer(company, number, "complex")
    decides(company, number, "approve")
    assert clocks(company, number)["complaint", "statutory"] == ("running", "2026-04-01")
    company.now_is("2026-03-30T10:00")
    asks_longer(company, number, "special")
    decides(company, number, "approve")
    decides(company, number, "approve", by="u_comp", task="confirm_extension")
    assert clocks(company, number)["complaint", "statutory"] == ("running", "2026-05-01")
    assert company.waiting(number) == {"investigate_complaint": ["complaint_officer"]}

    company.now_is("2026-04-20T10:00")
    investigates(company, number)
    proposes(company, number)
    replies(company, number)
    says(company, number, satisfied=False, rating=2, review_requested=True)
    assert clocks(company, number)["complaint_review", "statutory"] == ("running", "2026-05-20")
    reviews(company, number, by="u_cmpm", uphold=False)
    proposes(company, number, resolution="书面致歉")
    replies(company, number)
    traces(company, number)

    found = complaint(company, number)
    assert (found["status"], found["track"], found["upheld"]) == ("resolved", "special", False)
    assert found["statutory_due_at"] == "2026-05-02T00:00:00+08:00"
    assert clocks(company, number)["complaint_review", "statutory"][0] == "met"
    assert letters(company, number) == ["complaint_reply", "complaint_review"]
    extensions = company.get("u_aud", f"/complaints/{number}/extensions")["items"]
    assert [one["to_track"] for one in extensions] == ["complex", "special"]


def test_after_the_limit_nothing_is_extended(company_on_sqlite: Company, number: str) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-17T23:00")
    asks_longer(company, number, "complex")
    company.now_is("2026-03-18T00:00")

    late = decides(company, number, "approve", expect=409)
    assert late["code"] == "extension_too_late"
    decides(company, number, "refuse")
    again = asks_longer(company, number, "complex", expect=409)

    assert again["code"] == "extension_too_late"
    assert clocks(company, number)["complaint", "statutory"] == ("breached", "2026-03-17")


def test_an_extension_follows_the_order_of_tracks_and_is_asked_anew_once_refused(
    company_on_sqlite: Company, number: str
) -> None:
    company = company_on_sqlite

    skipping = asks_longer(company, number, "special", expect=422)
    asks_longer(company, number, "complex")
    decides(company, number, "refuse")
    asks_longer(company, number, "complex")
    decides(company, number, "approve")
    asks_longer(company, number, "special")
    decides(company, number, "approve")
    decides(company, number, "refuse", by="u_comp", task="confirm_extension")

    assert [error["pointer"] for error in skipping["errors"]] == ["/data/to_track"]
    assert complaint(company, number)["track"] == "complex"
    assert "request_extension" in company.waiting(number)


def test_whoever_asks_for_an_extension_or_approves_it_is_not_its_second_pair_of_eyes(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")
    staff.hires(company, SECOND, "complaint_manager")
    staff.joins(company, SECOND, "compliance_officer")
    number = number_of(company, subject="mis_selling")
    accepts(company, number, by="u_cmpm")

    asks_longer(company, number, "special", by="u_cmpm")
    own = decides(company, number, "approve", by="u_cmpm", expect=403)
    decides(company, number, "approve", by=SECOND)
    twice = decides(company, number, "approve", by=SECOND, task="confirm_extension", expect=403)

    assert own["code"] == twice["code"] == "four_eyes_violation"


def test_an_own_limit_that_was_missed_stays_missed_and_the_longer_one_runs_beside_it(
    company_on_sqlite: Company, number: str
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-13T10:00")

    asks_longer(company, number, "complex")
    decides(company, number, "approve")

    items = company.get("u_aud", f"/complaints/{number}/clocks")["items"]
    own = [one for one in items if (one["stage"], one["type"]) == ("complaint", "internal")]
    assert [(one["state"], one["due_date"]) for one in own] == [
        ("breached_closed", "2026-03-12"),
        ("running", "2026-03-27"),
    ]
    assert company.task(number, "investigate_complaint")["due_at"] == "2026-03-28T00:00:00+08:00"


def test_a_review_is_by_another_person_and_may_be_asked_for_after_the_closing(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")
    staff.hires(company, SECOND, "complaint_manager")
    number = number_of(company, subject="mis_selling")
    answered(company, number, by="u_cmpm")
    company.now_is("2026-03-09T09:30")
    traces(company, number)
    company.now_is("2026-04-01T23:00")  # the thirtieth day, which ends at midnight

    says(company, number, satisfied=False, review_requested=True)
    own = reviews(company, number, by="u_cmpm", expect=403)
    company.completes(SECOND, "review_complaint", number, expect=422, uphold=False)
    reviews(company, number, by=SECOND)
    traces(company, number)

    assert own["code"] == "four_eyes_violation"
    assert letters(company, number) == ["complaint_reply", "complaint_review"]
    found = complaint(company, number)
    assert (found["status"], found["upheld"]) == ("unresolved", True)
    says(company, number, satisfied=False, review_requested=True, expect=409)


def test_a_review_does_not_wait_for_the_root_cause(company_on_sqlite: Company, number: str) -> None:
    company = company_on_sqlite
    investigates(company, number)
    proposes(company, number)
    replies(company, number)
    company.now_is("2026-03-20T10:00")
    assert company.waiting(number) == {"root_cause": ["complaint_officer"]}

    says(company, number, satisfied=False, review_requested=True)

    assert company.waiting(number) == {"review_complaint": ["complaint_manager"]}
    assert clocks(company, number)["complaint_review", "statutory"] == ("running", "2026-04-19")
    says(company, number, satisfied=False, review_requested=True, expect=409)
    reviews(company, number, by="u_cmpm")
    traces(company, number)
    assert complaint(company, number)["status"] == "unresolved"

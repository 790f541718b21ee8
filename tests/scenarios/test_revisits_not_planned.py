"""What cannot be planned for want of the calendar is seen, tried again, and holds nothing up."""

from app.insurance.customers.contact_models import EventKind
from tests.scenarios.company import Company, Json
from tests.scenarios.customer_files import sells
from tests.scenarios.revisiting import begins, happens, revisits

NEW_YEARS_EVE = "2026-12-30T10:00"
PROBLEM = (
    "the business calendar has no holidays and make-up days for 2027; "
    "enter them under calendar-days"
)


def unplanned(company: Company) -> list[Json]:
    """List what no revisit could be planned of."""
    return list(company.get("u_revs", "/revisits/unplanned")["items"])


def at_years_end(company: Company) -> None:
    """Let a claim be paid and a policy be sold before anybody has entered the calendar of 2027."""
    company.now_is(NEW_YEARS_EVE)
    happens(company, EventKind.CLAIM_PAID)
    sells(company, start="2026-12-30", end="2046-12-30")
    company.now_is("2026-12-31T08:00")


def plans(company: Company) -> set[str]:
    """Return the plans of the revisits that go on."""
    return {one["plan"] for one in revisits(company) if one["status"] == "contacting"}


def test_a_year_that_is_not_entered_holds_up_only_what_needs_it(company: Company) -> None:
    at_years_end(company)

    (held_up,) = unplanned(company)

    assert plans(company) == {"new_policy"}  # 15 days of the calendar, no working days
    assert (held_up["trigger"], held_up["source"]) == ("claim_paid", "X-1")
    assert (held_up["problem"], held_up["problem_code"]) == (PROBLEM, "calendar_year_missing")
    assert held_up["tried_at"] == "2026-12-31T08:00:00+08:00"


def test_what_could_not_be_planned_is_tried_again_every_morning(
    company_on_sqlite: Company,
) -> None:
    at_years_end(company_on_sqlite)

    company_on_sqlite.now_is("2027-01-01T08:00")

    (held_up,) = unplanned(company_on_sqlite)
    assert held_up["tried_at"] == "2027-01-01T08:00:00+08:00"
    assert plans(company_on_sqlite) == {"new_policy"}


def test_what_could_not_be_planned_is_planned_when_the_year_is_entered(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    at_years_end(company)
    holiday = {"day": "2027-01-01", "kind": "holiday", "note": "元旦"}
    company.post("u_adm", "/calendar-days", {"days": [holiday], "complete_years": [2027]})

    company.now_is("2027-01-01T08:00")

    assert unplanned(company) == []
    (planned,) = (one for one in revisits(company) if one["plan"] == "claim_satisfaction")
    assert planned["source"] == "X-1"
    assert planned["due_on"] == "2027-01-05"  # 31 December, 4 and 5 January


def test_who_sees_no_cases_sees_nothing_of_what_could_not_be_planned(
    company_on_sqlite: Company,
) -> None:
    assert company_on_sqlite.call("u_int", "GET", "/revisits/unplanned").status_code == 403
    assert unplanned(company_on_sqlite) == []


def test_by_hand_whoever_begins_a_revisit_is_told_that_the_year_is_not_entered(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.now_is(NEW_YEARS_EVE)

    refused = begins(company_on_sqlite, expect=422)

    assert (refused["code"], refused["detail"]) == ("calendar_year_missing", PROBLEM)
    assert begins(company_on_sqlite, due_on="2027-01-08")["due_on"] == "2027-01-08"

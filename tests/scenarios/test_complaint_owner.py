"""Who answers for a complaint: one named person who had no part in what it is about."""

from tests.scenarios import staff
from tests.scenarios.company import Company
from tests.scenarios.complaining import accepts, complains, complaint, number_of
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


def about(walk: Walk) -> str:
    """Complain about a claim; return the number of the complaint."""
    claim = {"related_case": walk.claim_no, "complainant": None, "contact": None}
    return number_of(walk.company, subject="claim_delay", **claim)


def owner(company: Company, number: str) -> str:
    """Return the username of the owner of a complaint."""
    wanted = complaint(company, number)["owner"]
    users = company.get("u_adm", "/users", limit=200)["items"]
    return next(str(user["username"]) for user in users if user["id"] == wanted)


def test_nobody_who_worked_on_the_claim_owns_a_complaint_about_it(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.register)
    company = walk.company
    staff.joins(company, "u_reg", "complaint_officer")
    staff.hires(company, "u_zz", "complaint_officer")
    complains(company)  # u_cmp is busier from now on

    number = about(walk)

    assert owner(company, number) == "u_zz"
    task = company.task(number, "acknowledge")
    given = {"user": "u_reg", "reason": "代班"}
    kept = company.post("u_cmpm", f"/tasks/{task['id']}/assign", given, expect=403)
    assert kept["code"] == "four_eyes_violation"


def test_where_all_officers_are_involved_a_manager_owns_it(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.report)
    company = walk.company
    staff.joins(company, "u_cmp", "claims_registrar")
    walk.completes("u_cmp", "register_claim", decision="register", reserve_amount="3800.00")

    number = about(walk)

    assert (owner(company, number), complaint(company, number)["owner_group"]) == (
        "u_cmpm",
        "complaint_manager",
    )


def test_where_nobody_is_free_it_waits_for_a_manager_who_comes(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.report)
    company = walk.company
    staff.joins(company, "u_cmpm", "claims_registrar")
    walk.completes("u_cmpm", "register_claim", decision="register", reserve_amount="3800.00")

    claim = {"related_case": walk.claim_no, "complainant": None, "contact": None}
    number = number_of(company, subject="claim_delay", media=True, **claim)
    assert complaint(company, number)["owner"] is None
    staff.hires(company, "u_new", "complaint_manager")
    accepts(company, number, by="u_new")

    assert owner(company, number) == "u_new"


def test_who_is_given_the_task_by_a_manager_becomes_the_owner(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")
    staff.hires(company, "u_zz", "complaint_officer")
    number = number_of(company)
    task = company.task(number, "acknowledge")

    given = {"user": "u_zz", "reason": "休假"}
    company.post("u_cmpm", f"/tasks/{task['id']}/assign", given)
    accepts(company, number, by="u_zz")

    assert owner(company, number) == "u_zz"
    assert company.task(number, "investigate_complaint")["assignee"]["username"] == "u_zz"

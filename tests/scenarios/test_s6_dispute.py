"""S6: a dispute over the grade of disability is negotiated in vain, mediated, and paid."""

from typing import Any

from tests.scenarios import staff
from tests.scenarios.company import Company
from tests.scenarios.disputing import (
    OFFER,
    analyses,
    approve,
    closes,
    decided,
    defends,
    dispute,
    files,
    is_paid,
    is_sued,
    negotiates,
    opened,
    tells,
)
from tests.scenarios.paying import payments
from tests.scenarios.s1 import Walk


def steps(company: Company, number: str) -> list[tuple[int, Any]]:
    return [(row["step"], row["result"]) for row in dispute(company, number)["ladder"]]


def reminders(company: Company, number: str) -> list[str]:
    """Return when the officer was reminded of the mediation."""
    case = dispute(company, number)["case_id"]
    rows = company.get("u_aud", f"/cases/{case}/history", limit=200)["items"]
    return [row["started_at"] for row in rows if row["element"] == "mediation_reminded"]


def takes_the_undisputed_part(walk: Walk) -> None:
    """Let the claimant agree to the decided sum on 10 March, and be paid on the 16th."""
    walk.company.now_is("2026-03-10T10:00")
    body = {"reply": "agree", "agreed_amount": OFFER, "agreed_at": "2026-03-10T10:00:00+08:00"}
    walk.company.post("u_int", f"/claims/{walk.claim_no}/reply", body)
    walk.company.now_is("2026-03-16T10:00")
    is_paid(walk, "B-1")


def test_the_undisputed_part_is_paid_while_the_dispute_is_negotiated(company: Company) -> None:
    walk = decided(company)

    number = opened(walk)
    found = dispute(company, number)
    assert (found["status"], found["offered"], found["demanded"]) == (
        "analysing",
        OFFER,
        "180000.00",
    )
    assert steps(company, number) == [(1, "claimed"), (2, "decided"), (3, None)]
    task = company.task(number, "analyse_dispute")
    assert company.get("u_dis", f"/tasks/{task['id']}/form")["data"]["cause"] == "DETERMINATION"
    analyses(company, number)
    task = company.task(number, "negotiate")
    assert (task["groups"], task["due_at"]) == (["dispute_officer"], "2026-03-24T00:00:00+08:00")
    takes_the_undisputed_part(walk)

    assert company.due(walk.claim_no, "payment") == "2026-03-17"
    assert company.due(walk.claim_no, "payment", "statutory") == "2026-03-20"
    assert company.clocks(walk.claim_no)["payment", "internal"]["state"] == "met"
    assert company.claim(walk.claim_no)["status"] == "in_dispute"


def mediated(company: Company) -> tuple[Walk, str]:
    """Negotiate in vain, and let the insurance association mediate 150,000 on 17 April."""
    staff.hires(company, "u_l3b", "approver_l3")
    walk = decided(company)
    number = opened(walk)
    analyses(company, number)
    takes_the_undisputed_part(walk)
    company.now_is("2026-03-23T16:00")
    negotiates(company, number, "failed")
    company.now_is("2026-03-25T09:00")
    files(company, number)
    company.now_is("2026-04-17T10:00")
    tells(company, number, "mediation-result", result="agreed", amount="150000.00")
    return walk, number


def test_what_was_mediated_is_approved_by_the_third_tier_and_the_difference_paid(
    company: Company,
) -> None:
    walk, number = mediated(company)

    approve(company, number, "u_l2b", "u_l3b")

    assert company.due(walk.claim_no, "payment") == "2026-04-24"
    assert company.due(walk.claim_no, "payment", "statutory") == "2026-04-27"
    is_paid(walk, "B-2")
    closes(company, number)
    assert [(row["kind"], row["amount"]) for row in payments(walk)] == [
        ("final", "120000.00"),
        ("dispute_difference", "30000.00"),
    ]
    found = dispute(company, number)
    assert (found["status"], found["outcome"], found["agreed"]) == (
        "closed",
        "new_amount",
        "150000.00",
    )
    assert steps(company, number) == [
        (1, "claimed"),
        (2, "decided"),
        (3, "failed"),
        (4, "agreed"),
    ]
    rounds = company.get("u_aud", f"/disputes/{number}/approvals")["items"]
    assert [(row["tier"], row["group"]) for row in rounds] == [
        (3, "approver_l2"),
        (3, "approver_l3"),
    ]
    claim = company.claim(walk.claim_no)
    assert (claim["payable"], claim["already_paid"], claim["status"]) == (
        "150000.00",
        "150000.00",
        "paid",
    )


def test_a_mediation_that_takes_long_is_a_reminder_and_no_breach(
    company_on_sqlite: Company,
) -> None:
    number = opened(decided(company_on_sqlite))
    analyses(company_on_sqlite, number)
    company_on_sqlite.now_is("2026-03-23T16:00")
    negotiates(company_on_sqlite, number, "failed")
    company_on_sqlite.now_is("2026-03-25T09:00")
    files(company_on_sqlite, number)

    company_on_sqlite.now_is("2026-04-30T09:00")

    assert reminders(company_on_sqlite, number) == ["2026-04-24T00:00:00+08:00"]
    late = company_on_sqlite.get("u_aud", "/clocks", state="breached", limit=200)["items"]
    assert [row["stage"] for row in late if row["business_key"] == number] == []


def test_a_lawsuit_instead_goes_to_court_and_to_the_third_tier_at_least(
    company: Company,
) -> None:
    staff.hires(company, "u_l3b", "approver_l3")
    walk = decided(company)
    number = opened(walk)
    analyses(company, number)
    company.now_is("2026-03-12T10:00")

    is_sued(company, number)
    assert company.waiting(number) == {"litigation": ["legal_counsel"]}
    task = company.task(number, "litigation")
    assert task["due_at"] == "2026-03-23T00:00:00+08:00"
    company.now_is("2026-03-20T10:00")
    defends(company, number)
    company.now_is("2026-03-24T10:00")
    tells(company, number, "judgment", outcome="partly", amount="140000.00")
    approve(company, number, "u_l2b", "u_l3b")

    found = dispute(company, number)
    assert (found["outcome"], found["agreed"]) == ("judgment", "140000.00")
    assert steps(company, number)[2:] == [(3, "failed"), (5, "partly")]
    is_paid(walk, "B-1")
    assert [row["amount"] for row in payments(walk)] == ["140000.00"]

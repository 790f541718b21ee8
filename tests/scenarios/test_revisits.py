"""Revisits of new policies: planned, reached, missed, and put right by another than the seller."""

from typing import Any

import pytest

from tests.scenarios import staff
from tests.scenarios.company import Company
from tests.scenarios.revisiting import (
    answered,
    clocks,
    letters_to,
    misses,
    misses_often,
    new_policy,
    opinions,
    records,
    resolves,
    revisit,
    revisits,
    speaks,
    told,
)

FIVE_TRIES = (
    "2026-03-03T14:00",
    "2026-03-04T10:00",
    "2026-03-05T15:00",
    "2026-03-10T09:30",
    "2026-03-18T14:00",
)


def test_a_new_policy_is_revisited_within_the_cooling_off_period(company: Company) -> None:
    number = new_policy(company, delivered_at="2026-03-01T09:00:00+08:00")
    planned = revisit(company, number)
    limits = clocks(company, number)
    before = company.task(number, "conduct_revisit")

    speaks(company, number, satisfaction=5, suggestion="讲解很清楚")

    assert planned["script"] == "NB7"
    assert len(planned["questions"]) == 6  # paid at once: nothing to ask about instalments
    assert planned["due_on"] == "2026-03-16"
    assert limits["revisit_new_policy", "statutory"]["due_date"] == "2026-03-16"
    assert before["due_at"].startswith("2026-03-12T00:00")
    done = revisit(company, number)
    assert (done["status"], done["issues"]) == ("done", [])
    assert clocks(company, number)["revisit_new_policy", "statutory"]["state"] == "met"
    assert records(company, number)[0]["recording_id"] == "REC-1"
    assert opinions(company) == [("revisit", 5)]


def test_a_policy_paid_in_instalments_has_seven_confirmations(company_on_sqlite: Company) -> None:
    dates = ["2026-03-01", "2027-03-01"]
    number = new_policy(company_on_sqlite, premium_due_dates=dates)

    asked = [row["q"] for row in revisit(company_on_sqlite, number)["questions"]]

    assert asked == [f"NB7-{one}" for one in range(1, 8)]


@pytest.mark.slow
def test_a_customer_who_is_never_reached_is_written_to_and_counts_as_missed(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = new_policy(company)
    misses_often(company, number, *FIVE_TRIES)

    misses(company, number, None)

    missed = revisit(company, number)
    assert (missed["status"], missed["attempts"]) == ("unreachable", 6)
    assert missed["first_success_at"] is None
    assert clocks(company, number)["revisit_new_policy", "statutory"]["state"] == "breached_closed"
    (letter,) = letters_to(company, missed["id"])
    assert letter.title == "客户回访通知书"
    assert company.waiting(number) == {}


def sells_and_revisits(company: Company) -> str:
    """Let the seller of a new policy belong to those who revisit; return the revisit's number."""
    staff.joins(company, "u_sal", "revisit_agent")
    staff.joins(company, "u_sal", "revisit_supervisor")
    company.tokens.pop("u_sal", None)
    return new_policy(company)


def offered(company: Company, user: str) -> tuple[list[str], int]:
    """Return the tasks that somebody's groups are offered, and how many they are told of."""
    found = company.get(user, "/tasks", view="team", count="true")
    return [task["task_definition"] for task in found["items"]], found["page"]["total"]


def test_a_seller_is_not_offered_the_revisit_of_their_own_policy(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = sells_and_revisits(company)
    task = company.task(number, "conduct_revisit")
    before = offered(company, "u_sal"), offered(company, "u_rev")
    given = {"user": "u_sal", "reason": "熟悉客户"}

    claimed = company.post("u_sal", f"/tasks/{task['id']}/claim", expect=403)
    assigned = company.post("u_revs", f"/tasks/{task['id']}/assign", given, expect=403)
    speaks(company, number, answers=answered(company, number, NB7_4="no"))

    assert before == (([], 0), (["conduct_revisit"], 1))
    assert claimed["code"] == assigned["code"] == "seller_excluded"
    assert offered(company, "u_sal") == ([], 0)
    assert offered(company, "u_revs") == (["resolve_issue"], 1)


def test_a_policy_that_nobody_of_the_house_sold_is_revisited_by_everybody(
    company_on_sqlite: Company,
) -> None:
    new_policy(company_on_sqlite, seller="an agency")

    assert offered(company_on_sqlite, "u_rev") == (["conduct_revisit"], 1)


def test_a_new_policy_is_not_conducted_nor_put_right_by_its_seller(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = sells_and_revisits(company)

    refused = speaks(company, number, by="u_sal", expect=403)
    speaks(company, number, answers=answered(company, number, NB7_4="no"))
    refused_again = resolves(company, number, by="u_sal", expect=403)

    assert refused["code"] == refused_again["code"] == "seller_excluded"


def test_what_a_customer_did_not_know_is_put_right_and_asked_again(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = new_policy(company)
    speaks(company, number, answers=answered(company, number, NB7_4="unclear", NB7_6="no"))
    found = revisit(company, number)
    due = company.task(number, "resolve_issue")["due_at"]

    resolves(company, number)
    again = [row["q"] for row in revisit(company, number)["questions"]]
    speaks(company, number)

    assert found["status"] == "resolving"
    assert [one["code"] for one in found["issues"]] == [
        "exclusions_not_known",
        "cooling_off_not_known",
    ]
    assert due.startswith("2026-03-18T00:00")
    assert again == ["NB7-4", "NB7-6", "FU-1"]
    done = revisit(company, number)
    assert done["status"] == "done"
    assert {one["result"] for one in done["issues"]} == {"fixed"}
    assert all(one["fixed_at"] for one in done["issues"])


def test_an_issue_that_was_none_is_told_apart_from_one_that_was_fixed(
    company_on_sqlite: Company,
) -> None:
    number = new_policy(company_on_sqlite)
    speaks(company_on_sqlite, number, issues=["mis_selling"])

    resolves(company_on_sqlite, number, result="rejected", measure="none_needed")

    (issue,) = revisit(company_on_sqlite, number)["issues"]
    assert (issue["result"], issue["fixed_at"]) == ("rejected", None)
    assert issue["resolved_at"]


def test_whoever_is_reached_but_not_the_customer_is_an_issue_and_no_success(
    company_on_sqlite: Company,
) -> None:
    number = new_policy(company_on_sqlite)
    wrong = [{"q": "NB7-1", "a": "no"}]

    speaks(company_on_sqlite, number, identity_confirmed=False, answers=wrong)

    found = revisit(company_on_sqlite, number)
    assert found["first_success_at"] is None
    assert [one["code"] for one in found["issues"]] == ["not_the_customer"]


def test_whoever_else_answers_is_no_success_and_the_customer_is_tried_again(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = new_policy(company)
    stranger: dict[str, Any] = {"identity_confirmed": False, "answers": [], "recording_id": None}
    again = "2026-03-03T14:00:00+08:00"

    speaks(company, number, next_try=again, **stranger)
    waits = company.waiting(number)
    company.now_is("2026-03-03T14:00")

    first = records(company, number)[0]
    assert (first["contacted"], first["identity_confirmed"]) == (True, False)
    assert first["next_try_at"] == again
    assert waits == {}
    assert company.waiting(number) == {"conduct_revisit": ["revisit_agent"]}
    consents = company.get("u_aud", "/customers/C-ZHANG/consents")["items"]
    assert [one for one in consents if one["purpose"] == "recording"] == []


def test_after_an_issue_a_customer_who_is_not_reached_any_more_counts_as_revisited(
    company_on_sqlite: Company,
) -> None:
    company = company_on_sqlite
    number = new_policy(company)
    speaks(company, number, answers=answered(company, number, NB7_5="no"))
    resolves(company, number)
    misses_often(company, number, *FIVE_TRIES)

    misses(company, number, None)

    ended = revisit(company, number)
    assert (ended["status"], ended["attempts"]) == ("done", 7)
    assert len(letters_to(company, ended["id"])) == 1


def test_what_was_planned_is_not_planned_again(company_on_sqlite: Company) -> None:
    new_policy(company_on_sqlite)

    company_on_sqlite.now_is("2026-03-05T08:00")

    assert len(revisits(company_on_sqlite)) == 1


def test_a_surrendered_policy_is_not_revisited_as_new(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    number = new_policy(company)
    company.post("u_int", "/policies/P-ANNA/surrender", {"on": "2026-03-03"})

    company.now_is("2026-03-04T08:00")

    reason, new = revisits(company)
    assert (new["status"], new["cancel_reason"]) == ("cancelled", "surrender")
    assert clocks(company, number)["revisit_new_policy", "statutory"]["state"] == "cancelled"
    assert company.waiting(number) == {}
    assert (reason["plan"], reason["script"]) == ("surrender_reason", "SR4")


def test_a_need_is_told_to_customer_service(company_on_sqlite: Company) -> None:
    number = new_policy(company_on_sqlite)

    speaks(company_on_sqlite, number, need="想变更受益人", need_topic="policy_change")

    (need,) = told(company_on_sqlite, "request_raised")
    assert (need["customer"], need["topic"]) == ("C-ZHANG", "policy_change")

"""Who stands in decides no more than they may, and four eyes look at both names."""

import pytest

from tests.scenarios import losses
from tests.scenarios.absences import counted, holds, listed, names
from tests.scenarios.approving import records
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import joins

APPROVED = {"data": {"decision": "approve", "opinion": "同意"}}


@pytest.fixture
def assessed(claim_at: ClaimAt) -> Walk:
    """A claim of 6,000 that waits to be assessed by u_dual, assessor and first approver."""
    walk = claim_at(Walk.review, losses.motor("6000.00"))
    holds(walk, "u_dual", "assess_loss")
    return walk


def test_neither_of_the_two_names_approves_what_they_assessed(assessed: Walk) -> None:
    company = assessed.company
    joins(company, "u_ass", "approver_l1")
    names(company, "u_dual", "u_ass")
    assessed.assess(by="u_ass")
    assessed.adjudicate()
    approval = f"/tasks/{company.task(assessed.claim_no, 'approve_step')['id']}"

    refusals = [
        company.call(user, "POST", f"{approval}/complete", json=APPROVED)
        for user in ("u_ass", "u_dual")
    ]

    assert [(one.status_code, one.json["code"]) for one in refusals] == [
        (403, "four_eyes_violation")
    ] * 2
    assert listed(company, "u_ass", "team") == listed(company, "u_dual", "team") == []
    assert listed(company, "u_l1a", "team") == [approval]


def test_who_assessed_does_not_approve_in_anothers_place(assessed: Walk) -> None:
    company = assessed.company
    assessed.assess(by="u_dual")
    assessed.adjudicate()
    approval = holds(assessed, "u_l1a", "approve_step")
    names(company, "u_l1a", "u_dual")

    refused = company.call("u_dual", "POST", f"{approval}/complete", json=APPROVED)

    assert (refused.status_code, refused.json["code"]) == (403, "four_eyes_violation")
    assert (listed(company, "u_dual"), counted(company, "u_dual")) == ([], 0)


def test_nobody_approves_in_the_place_of_one_who_decides_more(assessed: Walk) -> None:
    company = assessed.company
    assessed.assess(by="u_ass", expect=409)
    company.post("u_dual", f"/tasks/{company.task(assessed.claim_no, 'assess_loss')['id']}/release")
    assessed.assess(by="u_ass")
    assessed.adjudicate()
    approval = holds(assessed, "u_dual", "approve_step")
    made = names(company, "u_sup", "u_arc", user="u_dual")

    assert made["left_out"] == ["approver_l1"]
    assert (listed(company, "u_arc"), counted(company, "u_arc")) == ([], 0)
    assert company.call("u_arc", "GET", approval).status_code == 404
    assert company.call("u_arc", "POST", f"{approval}/claim").status_code == 404


def test_the_record_of_an_approval_bears_both_names(assessed: Walk) -> None:
    company = assessed.company
    assessed.assess(by="u_dual")
    assessed.adjudicate()
    approval = holds(assessed, "u_l1a", "approve_step")
    names(company, "u_l1a", "u_l2a")

    company.post("u_l2a", f"{approval}/complete", APPROVED)

    (record,) = records(assessed)
    assert (record["approver_name"], record["on_behalf_of_name"]) == ("褚明", "郑凯")
    assert record["group"] == "approver_l1"


# ---------------------------------------------------------------- nobody left
def test_where_all_others_are_away_the_next_higher_group_decides(assessed: Walk) -> None:
    company = assessed.company
    assessed.assess(by="u_dual")
    names(company, "u_l1a", "u_l2a")
    names(company, "u_l1b", "u_l2b")

    assessed.adjudicate()

    assert company.waiting(assessed.claim_no) == {"approve_step": ["approver_l2"]}


def test_what_waits_goes_up_when_the_last_one_goes_away(assessed: Walk) -> None:
    company = assessed.company
    assessed.assess(by="u_dual")
    names(company, "u_l1a", "u_l2a")
    assessed.adjudicate()
    assert company.waiting(assessed.claim_no) == {"approve_step": ["approver_l1"]}

    names(company, "u_l1b", "u_l2b", starts_at="2026-03-02T15:00:00+08:00")
    company.now_is("2026-03-02T15:00")

    assert company.waiting(assessed.claim_no) == {"approve_step": ["approver_l2"]}


def test_who_is_away_from_other_processes_only_is_there(assessed: Walk) -> None:
    company = assessed.company
    assessed.assess(by="u_dual")
    names(company, "u_l1a", "u_l2a", processes=["complaint"])
    names(company, "u_l1b", "u_l2b", processes=["complaint"])

    assessed.adjudicate()

    assert company.waiting(assessed.claim_no) == {"approve_step": ["approver_l1"]}

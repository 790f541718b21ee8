"""A claimant who disagrees is paid what is undisputed, and waits for the end of the dispute."""

import pytest

from tests.scenarios.branches import (
    disagrees,
    dispute_closes,
    reassesses,
    says,
    status,
    withdraws,
)
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.paying import PAYEE, bank_says, payments
from tests.scenarios.s1 import Walk


@pytest.fixture
def disputed(claim_at: ClaimAt) -> Walk:
    """A claim whose claimant wants 3,800 instead of the decided 3,600."""
    walk = claim_at(Walk.approve)
    walk.company.now_is("2026-03-03T10:00")
    disagrees(walk)
    return walk


def agrees_in_part(walk: Walk, *, expect: int = 200) -> None:
    """Let the claimant take the undisputed sum meanwhile."""
    body = {"reply": "agree", "agreed_amount": "3600.00"}
    walk.company.post("u_int", f"/claims/{walk.claim_no}/reply", body, expect=expect)


def pays(walk: Walk, ref: str) -> None:
    """Make out the order, and let the bank pay it."""
    if "payee_data" in walk.company.waiting(walk.claim_no):
        walk.completes("u_cash", "payee_data", **PAYEE)
    walk.order()
    bank_says(walk, "success", ref=ref)


def paid(walk: Walk) -> list[tuple[str, str, str]]:
    return [(row["kind"], row["amount"], row["status"]) for row in payments(walk)]


def test_the_undisputed_part_is_paid_at_once_and_the_rest_when_the_dispute_ends(
    company: Company,
) -> None:
    walk = Walk(company)
    walk.all_until(walk.approve)
    company.now_is("2026-03-03T10:00")

    disagrees(walk)
    assert status(walk) == "in_dispute"
    agrees_in_part(walk)
    pays(walk, "B-1")
    assert status(walk) == "in_dispute"
    company.now_is("2026-03-20T10:00")
    dispute_closes(
        walk, "new_amount", dispute_amount=3700, dispute_agreed_at="2026-03-20T09:00:00+08:00"
    )
    pays(walk, "B-2")

    assert paid(walk) == [
        ("final", "3600.00", "executed"),
        ("dispute_difference", "100.00", "executed"),
    ]
    claim = company.claim(walk.claim_no)
    assert (claim["payable"], claim["already_paid"]) == ("3700.00", "3700.00")
    assert claim["status"] == "paid"
    assert company.due(walk.claim_no, "payment", "statutory") == "2026-03-30"


def test_where_nothing_was_paid_meanwhile_the_whole_sum_is_paid(disputed: Walk) -> None:
    dispute_closes(disputed, "judgment", dispute_amount=3750)
    pays(disputed, "B-1")

    assert paid(disputed) == [("final", "3750.00", "executed")]


@pytest.mark.parametrize("result", ["upheld", "withdrawn"])
def test_a_dispute_that_is_lost_or_taken_back_leaves_the_decided_sum(
    disputed: Walk, result: str
) -> None:
    dispute_closes(disputed, result)
    pays(disputed, "B-1")

    assert paid(disputed) == [("final", "3600.00", "executed")]
    assert status(disputed) == "paid"


def test_after_a_lost_dispute_nothing_is_left_of_what_was_paid(disputed: Walk) -> None:
    agrees_in_part(disputed)
    pays(disputed, "B-1")

    dispute_closes(disputed, "upheld")

    assert disputed.company.waiting(disputed.claim_no) == {"archive_claim": ["archivist"]}
    assert status(disputed) == "paid"


def test_a_dispute_may_end_while_the_undisputed_part_is_at_the_bank(disputed: Walk) -> None:
    agrees_in_part(disputed)
    disputed.completes("u_cash", "payee_data", **PAYEE)
    disputed.order()

    dispute_closes(disputed, "upheld")
    bank_says(disputed, "success")

    assert paid(disputed) == [("final", "3600.00", "executed")]
    assert status(disputed) == "paid"


def test_the_undisputed_part_is_agreed_once(disputed: Walk) -> None:
    agrees_in_part(disputed)

    agrees_in_part(disputed, expect=409)


def test_who_disagrees_says_why(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.approve)

    refusal = disagrees(walk, reason=None, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/reason"]


def test_a_disagreement_may_also_be_noted_by_the_adjudicator(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.approve)

    walk.completes(
        "u_adj",
        "record_agreement",
        reply="disagree",
        agreed_at="2026-03-02T16:00:00+08:00",
        reason="对折旧有异议",
        disputed_amount="3750.00",
    )

    assert status(walk) == "in_dispute"


def test_a_disputed_claim_is_not_assessed_anew_beside_the_dispute(disputed: Walk) -> None:
    refusal = reassesses(disputed, expect=409)

    assert "in_dispute" in refusal["detail"]


@pytest.mark.parametrize(
    "reply",
    [
        {"reply": "agree", "agreed_amount": 9000, "agreed_at": "2026-03-02T16:00:00+08:00"},
        {"reply": "agree", "agreed_amount": "a lot", "agreed_at": "2026-03-02T16:00:00+08:00"},
        {"reply": "agree", "agreed_amount": 3600, "agreed_at": "soon"},
        {"reply": "maybe", "agreed_amount": None, "agreed_at": None},
    ],
)
def test_a_reply_that_agrees_to_something_else_is_asked_for_again(
    claim_at: ClaimAt, reply: dict[str, object]
) -> None:
    walk = claim_at(Walk.approve)

    says(walk, "claimant_reply", **reply, dispute_reason=None, disputed_amount=None)

    assert walk.company.waiting(walk.claim_no) == {"record_agreement": ["claims_adjudicator"]}


def test_a_part_that_is_not_agreed_to_as_decided_is_not_paid(disputed: Walk) -> None:
    said = {"reply": "disagree", "agreed_amount": 9000, "agreed_at": "2026-03-03T10:00:00+08:00"}

    says(disputed, "claimant_reply", **said)

    assert disputed.company.waiting(disputed.claim_no) == {}
    assert payments(disputed) == []


def test_a_dispute_that_ends_with_no_sum_pays_nothing(disputed: Walk) -> None:
    dispute_closes(disputed, "new_amount", dispute_amount=-5)

    (incident,) = disputed.company.get("u_adm", "/incidents")["items"]
    assert (incident["element"], "dispute_amount" in incident["message"]) == (
        "take_dispute_result",
        True,
    )


@pytest.mark.parametrize(
    "name", ["claimant_reply", "dispute_closed", "reassess", "claim_withdrawn", "payment_released"]
)
def test_what_carries_money_has_a_door_of_its_own(disputed: Walk, name: str) -> None:
    message = {"name": name, "correlation_key": disputed.company.claim(disputed.claim_no)["id"]}

    refusal = disputed.company.post("u_int", "/messages", message, expect=409)

    assert refusal["code"] == "own_door"


def test_a_claim_of_which_a_part_is_paid_is_neither_taken_back_nor_assessed_anew(
    disputed: Walk,
) -> None:
    agrees_in_part(disputed)
    pays(disputed, "B-1")

    assert withdraws(disputed, expect=409)["code"] == "payment_executed"
    assert reassesses(disputed, expect=409)["code"] == "payment_executed"


def test_a_cancelled_part_may_be_agreed_to_again(disputed: Walk) -> None:
    agrees_in_part(disputed)
    claim_id = disputed.company.claim(disputed.claim_no)["id"]
    message = {"name": "payment_withdrawn", "correlation_key": claim_id}
    disputed.company.post("u_int", "/messages", message)

    agrees_in_part(disputed)
    pays(disputed, "B-1")

    assert [row["status"] for row in payments(disputed)] == ["cancelled", "executed"]

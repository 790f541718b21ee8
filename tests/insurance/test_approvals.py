"""Approval rounds and their record."""

from decimal import Decimal
from typing import Any

import pytest

from app.errors import Conflict, InvalidInput
from app.insurance.approvals import handlers, queries, rules
from app.insurance.approvals.rules import Matter
from app.work import Work
from tests.insurance.calls import APPROVER, Call, call, reported

APPROVE = {"decision": "approve", "opinion": "同意"}
RETURN = {"decision": "return", "opinion": "重新核定", "return_to": "assess"}


def step(work: Work, subject: int, number: int, group: str, *, in_round: int = 1) -> Call:
    claim = reported(work)
    return call(
        work,
        claim,
        APPROVER,
        subject_type="claim",
        subject_id=subject,
        round=in_round,
        step=number,
        step_group=group,
        path=["approver_l1", "approver_l2"],
        meeting_needed=False,
        tier=2,
        amount=Decimal("30000.5"),
    )


def test_each_step_leaves_a_record_of_who_saw_which_sum(work: Work) -> None:
    handlers.record_step(step(work, 7, 1, "approver_l1"), APPROVE)
    handlers.record_step(step(work, 7, 2, "approver_l2"), {**APPROVE, "conditions": "存档"})

    first, second = queries.list_approvals(work.session, "claim", 7)
    assert (first.round, first.step, first.group_code) == (1, 1, "approver_l1")
    assert (second.round, second.step, second.conditions) == (1, 2, "存档")
    assert (first.approver_id, first.approver_name) == (APPROVER.user_id, APPROVER.name)
    assert (first.concludes, second.concludes) == (False, True)
    assert (first.amount_seen, first.decided_at) == (Decimal("30000.50"), work.now)


def opened(work: Work, subject: int, **more: Any) -> dict[str, Any]:
    """Return what opening a round gives."""
    claim = reported(work)
    asked = {"amount": Decimal("30000.5"), "tier_amount": Decimal("30000.5"), "decision": "pay"}
    seen = {"subject_type": "claim", "subject_id": subject, **asked, **more}
    return handlers.open_round(call(work, claim, **seen))


def test_a_round_takes_the_next_number(work: Work) -> None:
    handlers.record_step(step(work, 7, 1, "approver_l1"), APPROVE)

    assert (opened(work, 7)["round"], opened(work, 8)["round"]) == (2, 1)
    assert opened(work, 8, round=3)["round"] == 4


def test_a_new_round_supersedes_what_was_only_approved(work: Work) -> None:
    handlers.record_step(step(work, 7, 1, "approver_l1"), RETURN)
    handlers.record_step(step(work, 7, 1, "approver_l1", in_round=2), APPROVE)
    handlers.record_step(step(work, 8, 1, "approver_l1"), APPROVE)

    opened(work, 7)

    assert [r.superseded for r in queries.list_approvals(work.session, "claim", 7)] == [False, True]
    assert [r.superseded for r in queries.list_approvals(work.session, "claim", 8)] == [False]


@pytest.mark.parametrize(
    "wrong",
    [{"decision": "perhaps"}, {"decision": ["pay"]}, {"amount": -1}, {"tier_amount": -1}],
)
def test_a_round_on_nonsense_does_not_open(work: Work, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        opened(work, 7, **wrong)


def matter(amount: str, tier_amount: str, decision: str = "pay") -> Matter:
    return Matter(decision=decision, amount=Decimal(amount), tier_amount=Decimal(tier_amount))


@pytest.mark.parametrize(
    ("now", "void"),
    [
        (matter("100", "100"), False),
        (matter("100.01", "100"), True),
        (matter("99.99", "100"), True),
        (matter("100", "50"), False),
        (matter("100", "100", "ex_gratia"), True),
    ],
)
def test_a_fen_or_another_decision_voids_a_round(now: Matter, void: bool) -> None:
    assert rules.voids(matter("100", "100"), now) is void


@pytest.mark.parametrize(
    ("now", "tier_amount"),
    [
        (matter("900", "450"), "450"),  # the multiplier of an event, as its sender says
        (matter("900", "100"), "900"),
        (matter("20", "100"), "20"),
        (matter("20", "100", "reject"), "100"),
    ],
)
def test_the_tier_follows_the_new_sum_even_if_its_sender_forgot_it(
    now: Matter, tier_amount: str
) -> None:
    assert rules.retiered(matter("100", "100"), now) == Decimal(tier_amount)


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"decision": "perhaps"}, "/data/decision"),
        ({"opinion": "好"}, "/data/opinion"),
        ({"opinion": ""}, "/data/opinion"),
        ({"decision": "return"}, "/data/return_to"),
        ({"decision": "return", "return_to": "sender"}, "/data/return_to"),
    ],
)
def test_a_wrong_step_is_refused(work: Work, answers: dict[str, str], pointer: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        handlers.record_step(step(work, 7, 1, "approver_l1"), {**APPROVE, **answers})

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_a_round_ends_with_the_last_approval(work: Work) -> None:
    handlers.record_step(step(work, 7, 1, "approver_l1"), APPROVE)
    last = step(work, 7, 2, "approver_l2")
    handlers.record_step(last, APPROVE)

    concluded: dict[str, Any] = handlers.conclude(last)

    assert concluded == {
        "approval_result": "approved",
        "return_to": None,
        "approved_at": "2026-03-02T09:30:00+08:00",
        "approved_amount": Decimal("30000.50"),
        "tier": 2,
    }


def test_a_return_says_where_to(work: Work) -> None:
    only = step(work, 7, 1, "approver_l1")
    handlers.record_step(only, RETURN)

    concluded = handlers.conclude(only)

    assert (concluded["approval_result"], concluded["return_to"]) == ("returned", "assess")


@pytest.mark.parametrize(
    ("decisions", "result"),
    [
        (["approve"], "approved"),
        (["approve", "return"], "returned"),
        (["refuse"], "refused"),
    ],
)
def test_the_first_that_does_not_approve_decides(decisions: list[str], result: str) -> None:
    assert rules.result_of(decisions) == result


def test_a_record_is_never_rewritten(work: Work) -> None:
    handlers.record_step(step(work, 7, 1, "approver_l1"), APPROVE)
    (record,) = queries.list_approvals(work.session, "claim", 7)

    record.superseded = True
    work.session.flush()
    record.opinion = "不同意"
    with pytest.raises(Conflict):
        work.session.flush()


def test_a_record_is_never_deleted(work: Work) -> None:
    handlers.record_step(step(work, 7, 1, "approver_l1"), APPROVE)
    (record,) = queries.list_approvals(work.session, "claim", 7)

    work.session.delete(record)
    with pytest.raises(Conflict):
        work.session.flush()

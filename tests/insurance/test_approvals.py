"""Approval rounds and their record."""

from decimal import Decimal
from typing import Any

import pytest

from app.errors import Conflict, InvalidInput
from app.insurance.approvals import handlers, queries, rules
from app.work import Work
from tests.insurance.calls import APPROVER, Call, call, reported

APPROVE = {"decision": "approve", "opinion": "同意"}


def step(work: Work, subject: int, number: int, group: str) -> Call:
    claim = reported(work)
    return call(
        work,
        claim,
        APPROVER,
        subject_type="claim",
        subject_id=subject,
        step=number,
        step_group=group,
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
    assert (first.amount_seen, first.decided_at) == (Decimal("30000.50"), work.now)


def test_the_first_step_of_a_path_begins_a_round(work: Work) -> None:
    handlers.record_step(step(work, 7, 1, "approver_l1"), APPROVE)
    handlers.record_step(step(work, 7, 1, "approver_l1"), APPROVE)
    handlers.record_step(step(work, 8, 1, "approver_l1"), APPROVE)

    assert [record.round for record in queries.list_approvals(work.session, "claim", 7)] == [1, 2]
    assert queries.last_round(work.session, "claim", 8) == 1


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"decision": "perhaps"}, "/data/decision"),
        ({"opinion": "好"}, "/data/opinion"),
        ({"opinion": ""}, "/data/opinion"),
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
        "round": 1,
    }


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

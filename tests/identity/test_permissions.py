"""What each group may do (the permission table)."""

import pytest

from app.errors import NotAllowed
from app.identity import permissions
from app.identity.permissions import PERMISSIONS, REACH, may
from app.identity.roles import CODES
from app.work import SYSTEM, Actor


def member(*groups: str) -> Actor:
    return Actor(user_id=1, username="u_x", name="X", groups=frozenset(groups))


@pytest.mark.parametrize(
    ("group", "permission", "allowed"),
    [
        ("surveyor", "case.read", True),
        ("integrator", "case.read", False),
        ("integrator", "case.read_own", True),
        ("surveyor", "case.read_own", False),
        ("surveyor", "case.read_medical", False),
        ("approver_l4", "case.read_medical", True),
        ("fnol_agent", "claim.report", True),
        ("surveyor", "claim.report", False),
        ("claims_supervisor", "task.assign", True),
        ("complaint_manager", "task.read_all", True),
        ("assessor", "task.assign", False),
        ("auditor", "task.read_all", True),
        ("auditor", "task.assign", False),
        ("admin", "case.operate", True),
        ("claims_manager", "case.operate", False),
        ("analyst", "definition.deploy", True),
        ("admin", "definition.deploy", False),
        ("approver_l1", "decision.evaluate", True),
        ("integrator", "payment.result", True),
        ("cashier", "payment.result", False),
        ("doc_reviewer", "claim.submit", True),
        ("admin", "clock.set", True),
        ("analyst", "clock.set", False),
        ("product_manager", "report.read", True),
        ("surveyor", "audit.read", False),
        ("surveyor", "substitution.write", True),
        ("auditor", "substitution.write", False),
        ("integrator", "substitution.write", False),
    ],
)
def test_a_group_may_do_what_the_table_says(group: str, permission: str, allowed: bool) -> None:
    assert may(member(group), permission) is allowed


@pytest.mark.parametrize(
    ("groups", "task_groups", "allowed"),
    [
        (["surveyor"], ["cashier"], True),
        (["surveyor"], [], True),
        (["surveyor"], ["approver_l1"], False),
        (["approver_l1"], ["approver_l2"], False),
        (["approver_l2"], ["approver_l2"], True),
        (["approver_l1", "approver_l3"], ["approver_l2"], True),
        (["approver_l2"], ["approver_l2", "approver_l4"], True),
        (["surveyor", "auditor"], ["surveyor"], False),
        (["integrator"], ["surveyor"], False),
        ([], ["surveyor"], False),
    ],
)
def test_standing_in_lends_tasks_and_no_authority(
    groups: list[str], task_groups: list[str], allowed: bool
) -> None:
    assert permissions.may_stand_in(groups, task_groups) is allowed


def test_every_group_named_in_the_table_is_a_role() -> None:
    assert frozenset().union(*PERMISSIONS.values()) <= CODES
    assert REACH.keys() <= CODES
    assert frozenset().union(*REACH.values()) <= CODES


def test_a_refusal_names_the_permission() -> None:
    with pytest.raises(NotAllowed, match=r"clock\.set"):
        permissions.ensure_may(member("surveyor"), "clock.set")


def test_an_auditor_writes_nothing_even_as_a_member_of_another_group() -> None:
    with pytest.raises(NotAllowed) as refused:
        permissions.ensure_may_write(member("auditor", "surveyor"))

    assert refused.value.code == "reads_only"


def test_a_supervisor_reaches_their_own_officers_only() -> None:
    assert permissions.reach(member("revisit_supervisor")) == {
        "revisit_supervisor",
        "revisit_agent",
    }
    assert permissions.reach(member("surveyor")) == frozenset()
    assert permissions.reach(SYSTEM) == frozenset()

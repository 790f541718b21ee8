"""Four eyes: who did one task may not do another that the table sets apart."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.errors import NotAllowed
from app.inbox import rules, segregation
from app.inbox.models import TaskExclusion
from app.inbox.operations import (
    assign_task,
    claim_task,
    mark_completed,
    open_tasks,
    prepare_completion,
)
from app.inbox.queries import TaskFilter, View, Window, count_tasks, get_task, list_tasks
from app.inbox.rules import Facts
from tests.inbox.conftest import CASE, Office


def listed(office: Office, username: str, view: View = View.UNASSIGNED) -> list[str]:
    page = list_tasks(office.work_of(username), view, TaskFilter(), Window())
    return [task.element for task in page.rows]


def counted(office: Office, username: str) -> int:
    return count_tasks(office.work_of(username), View.TEAM, TaskFilter()).total


def test_an_assessor_who_also_approves_does_not_find_the_approval_of_their_own_claim(
    office: Office,
) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor"))

    office.opens("approve_step", "approver_l1")

    assert listed(office, "u_dual") == []
    assert counted(office, "u_dual") == 0
    assert listed(office, "u_l1a") == ["approve_step"]


def test_a_segregated_member_reads_the_task_by_its_id_but_may_not_take_it(office: Office) -> None:
    done = office.completes("u_dual", office.opens("assess_loss", "assessor"))
    task = office.opens("approve_step", "approver_l1")
    work = office.work_of("u_dual")

    assert get_task(work.session, task.id) is task
    with pytest.raises(NotAllowed) as claimed:
        claim_task(work, task.id)
    with pytest.raises(NotAllowed) as completed:
        prepare_completion(work, task.id)

    assert claimed.value.code == completed.value.code == "four_eyes_violation"
    assert str(done.id) in claimed.value.detail


def test_another_member_of_the_group_completes_what_the_segregated_one_may_not(
    office: Office,
) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor"))
    task = office.opens("approve_step", "approver_l1")

    assert office.completes("u_l1a", task).completed_by == office.user_id("u_l1a")


def test_two_steps_of_one_approval_need_two_people(office: Office) -> None:
    office.completes("u_l1a", office.opens("approve_step", "approver_l1", approval_subject="c:1"))
    office.opens("approve_step", "approver_l1", approval_subject="c:1")

    assert listed(office, "u_l1a") == []
    assert listed(office, "u_l1b") == ["approve_step"]


def test_an_advance_and_the_final_payment_are_two_subjects_of_approval(office: Office) -> None:
    office.completes("u_l1a", office.opens("approve_step", "approver_l1", approval_subject="a:1"))
    office.opens("approve_step", "approver_l1", approval_subject="c:1")

    assert listed(office, "u_l1a") == ["approve_step"]


def test_every_adjudication_of_a_claim_counts_not_only_the_last(office: Office) -> None:
    office.joins("u_adj", "approver_l1")
    office.completes("u_adj", office.opens("adjudicate", "claims_adjudicator"))
    office.joins("u_arc", "claims_adjudicator")
    office.completes("u_arc", office.opens("adjudicate", "claims_adjudicator"))
    office.opens("approve_step", "approver_l1")

    assert listed(office, "u_adj") == []


def test_the_order_of_a_pair_is_the_one_the_table_names(office: Office) -> None:
    office.joins("u_dual", "claims_adjudicator")
    office.completes("u_dual", office.opens("adjudicate", "claims_adjudicator"))
    office.opens("assess_loss", "assessor")

    assert listed(office, "u_dual") == ["assess_loss"]


def test_a_task_of_another_claim_does_not_segregate(office: Office) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor", case_id=7))
    office.opens("approve_step", "approver_l1")

    assert listed(office, "u_dual") == ["approve_step"]


def test_a_case_looked_back_at_segregates_like_the_case_itself(office: Office) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor", case_id=7))
    office.opens("approve_step", "approver_l1", segregation_from=[7])

    assert listed(office, "u_dual") == []


def test_what_is_completed_later_in_a_case_looked_back_at_segregates_too(office: Office) -> None:
    first = office.opens("assess_loss", "assessor", case_id=7)
    task = office.opens("approve_step", "approver_l1", segregation_from=[7])
    office.completes("u_dual", first)

    assert listed(office, "u_dual") == []
    with pytest.raises(NotAllowed, match=str(first.id)):
        claim_task(office.work_of("u_dual"), task.id)


def test_whoever_acted_in_a_claim_does_not_own_the_complaint_about_it(
    office: Office,
) -> None:
    office.joins("u_sur1", "complaint_officer")
    office.completes("u_sur1", office.opens("contact_customer", "surveyor"))
    office.opens(
        "acknowledge",
        "complaint_officer",
        case_id=8,
        process_id="complaint",
        root_process_id="complaint",
        kinds=["complaint_owner"],
        segregation_from=[100],
    )

    assert listed(office, "u_sur1") == []
    assert listed(office, "u_cmp") == ["acknowledge"]


def test_a_task_held_by_someone_who_becomes_segregated_is_given_back(office: Office) -> None:
    assessment = office.opens("assess_loss", "assessor")
    approval = office.opens("approve_step", "approver_l1")
    claim_task(office.work_of("u_dual"), approval.id)

    office.completes("u_dual", assessment)

    assert approval.assignee_id is None
    assert listed(office, "u_l1a") == ["approve_step"]


def test_a_diagram_cannot_assign_a_task_to_someone_segregated_from_it(office: Office) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor"))

    task = office.opens("approve_step", "approver_l1", assignee_id=office.user_id("u_dual"))

    assert task.assignee_id is None


def test_a_supervisor_cannot_assign_a_task_to_someone_segregated_from_it(office: Office) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor"))
    task = office.opens("approve_step", "approver_l1")
    office.joins("u_cmpm", "claims_manager")
    supervisor = office.work_of("u_cmpm")

    with pytest.raises(NotAllowed) as refused:
        assign_task(supervisor, task.id, user_id=office.user_id("u_dual"), reason="busy")

    assert refused.value.code == "four_eyes_violation"


@pytest.mark.parametrize(
    ("lob", "amount", "allowed"),
    [
        ("motor_commercial", "1900", True),
        ("motor_compulsory", "2000.00", True),
        ("motor_commercial", "2000.01", False),
        ("property", "100", False),
        ("motorcycle", "100", False),
    ],
)
def test_a_surveyor_assesses_only_small_motor_losses(
    office: Office,
    lob: str,
    amount: str,
    allowed: bool,
) -> None:
    office.joins("u_sur1", "assessor")
    office.completes("u_sur1", office.opens("survey", "surveyor"))
    task = office.opens("assess_loss", "assessor")
    work = office.work_of("u_sur1")
    facts = Facts(lob=lob, amount=Decimal(amount))

    assert listed(office, "u_sur1") == ["assess_loss"]
    claim_task(work, task.id)
    assert rules.allows("motor<=2000", facts) is allowed
    assert _refusal(office, facts) == ("" if allowed else "four_eyes_violation")


def _refusal(office: Office, facts: Facts) -> str:
    work = office.work_of("u_sur1")
    try:
        segregation.ensure_amount(work, case_id=CASE, element="assess_loss", facts=facts)
    except NotAllowed as refused:
        return refused.code
    return ""


def test_an_amount_without_a_task_is_nobodys_second_task(office: Office) -> None:
    assert _refusal(office, Facts(lob="property", amount=Decimal(1))) == ""


@pytest.mark.parametrize("word", ["never", "sometimes", "", "motor<2000"])
def test_a_word_that_the_table_should_not_hold_keeps_the_two_apart(word: str) -> None:
    assert not rules.allows(word, None)


def test_the_table_is_asked_once_per_pair_however_many_tasks_open(office: Office) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor"))
    office.opens("approve_step", "approver_l1")
    before = office.table.asked

    open_tasks(office.work, [office.new("approve_step", "approver_l1") for _ in range(20)])

    assert office.table.asked == before  # this transaction knows which version answers


def test_an_exclusion_is_written_once(office: Office, session: Session) -> None:
    task = office.opens("approve_step", "approver_l1")
    office.completes("u_dual", office.opens("assess_loss", "assessor"))
    office.completes("u_dual", office.opens("assess_loss", "assessor"))

    row = session.get(TaskExclusion, (task.id, office.user_id("u_dual")))
    assert row is not None


def test_the_system_is_nobodys_second_pair_of_eyes(office: Office) -> None:
    office.completes("u_dual", office.opens("assess_loss", "assessor"))
    task = office.opens("approve_step", "approver_l1")

    mark_completed(office.work, prepare_completion(office.work, task.id))

    assert task.completed_by is None


def test_whom_a_diagram_keeps_from_a_task_is_not_offered_it(office: Office) -> None:
    seller = office.user_id("u_dual")
    task = office.opens("conduct_revisit", "approver_l1", kept_from={seller: "seller"})

    with pytest.raises(NotAllowed) as claimed:
        claim_task(office.work_of("u_dual"), task.id)
    with pytest.raises(NotAllowed) as completed:
        prepare_completion(office.work_of("u_dual"), task.id)

    assert claimed.value.code == completed.value.code == "seller_excluded"
    assert (listed(office, "u_dual"), counted(office, "u_dual")) == ([], 0)
    assert listed(office, "u_l1a") == ["conduct_revisit"]


def test_an_assignee_whom_the_diagram_keeps_from_a_task_does_not_get_it(office: Office) -> None:
    seller = office.user_id("u_dual")

    task = office.opens(
        "conduct_revisit", "approver_l1", assignee_id=seller, kept_from={seller: "seller"}
    )

    assert task.assignee_id is None

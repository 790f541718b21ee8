"""Claiming, giving back, assigning, drafting and completing tasks, and what is remembered of it."""

from collections.abc import Callable

import pytest

from app.errors import ClaimdeskError, Conflict, InvalidInput, NotAllowed, NotFound, Stale
from app.inbox.history import list_history
from app.inbox.models import InboxTask, TaskAct, TaskStatus
from app.inbox.operations import (
    assign_task,
    claim_task,
    mark_completed,
    open_tasks,
    prepare_completion,
    release_task,
    withdraw_tasks,
)
from app.inbox.queries import find_open_task, get_task, list_case_tasks
from app.work import Work
from tests.inbox.conftest import CASE, Office


@pytest.fixture
def task(office: Office) -> InboxTask:
    office.opens("archive_claim", "archivist")
    return office.opens("survey", "surveyor")


def acts(office: Office, task: InboxTask) -> list[tuple[TaskAct, str | None]]:
    history = list_history(office.work.session, task.id).rows
    return [(entry.event.act, entry.actor.username if entry.actor else None) for entry in history]


def test_a_new_task_waits_for_its_group(office: Office, task: InboxTask) -> None:
    found = get_task(office.work.session, task.id)

    assert (found.status, found.assignee_id, found.groups) == (TaskStatus.OPEN, None, ["surveyor"])
    assert find_open_task(office.work.session, CASE, task.token_id) is found
    assert acts(office, task) == [(TaskAct.CREATED, None)]


def test_no_tasks_open_no_tasks(office: Office) -> None:
    assert open_tasks(office.work, []) == []


def test_a_name_longer_than_its_place_is_cut(office: Office) -> None:
    assert len(office.opens("survey", "surveyor", name="x" * 999, subject="y" * 999).name) == 255


def test_a_task_that_never_was_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        get_task(office.work.session, 1)
    with pytest.raises(NotFound):
        claim_task(office.work_of("u_sur1"), 1)


def test_who_claims_a_task_has_it(office: Office, task: InboxTask) -> None:
    claimed = claim_task(office.work_of("u_sur1"), task.id, expected_version=1)

    assert (claimed.assignee_id, claimed.version) == (office.user_id("u_sur1"), 2)
    assert acts(office, task)[-1] == (TaskAct.CLAIMED, "u_sur1")


def test_claiming_what_one_has_changes_nothing(office: Office, task: InboxTask) -> None:
    claim_task(office.work_of("u_sur1"), task.id)

    assert claim_task(office.work_of("u_sur1"), task.id).version == 2
    assert len(acts(office, task)) == 2


def test_a_claimed_task_names_its_holder_to_the_next(office: Office, task: InboxTask) -> None:
    claim_task(office.work_of("u_sur1"), task.id)

    with pytest.raises(Conflict, match="u_sur1") as refused:
        claim_task(office.work_of("u_sur2"), task.id)

    assert refused.value.code == "already_claimed"


def test_a_released_task_is_free_for_the_next(office: Office, task: InboxTask) -> None:
    claim_task(office.work_of("u_sur1"), task.id)
    release_task(office.work_of("u_sur1"), task.id)

    claim_task(office.work_of("u_sur2"), task.id)

    assert task.assignee_id == office.user_id("u_sur2")
    assert acts(office, task)[2] == (TaskAct.RELEASED, "u_sur1")


def test_a_supervisor_releases_what_someone_else_has(office: Office, task: InboxTask) -> None:
    office.joins("u_adj", "claims_supervisor")
    claim_task(office.work_of("u_sur1"), task.id)

    assert release_task(office.work_of("u_adj"), task.id).assignee_id is None


@pytest.mark.parametrize("act", [claim_task, prepare_completion])
def test_a_task_is_not_for_people_of_other_groups(
    office: Office, task: InboxTask, act: Callable[[Work, int], InboxTask]
) -> None:
    with pytest.raises(NotAllowed) as refused:
        act(office.work_of("u_arc"), task.id)

    assert refused.value.code == "not_in_group"


@pytest.mark.parametrize("act", [claim_task, release_task, prepare_completion])
def test_acting_on_an_older_version_is_refused(
    office: Office, task: InboxTask, act: Callable[..., InboxTask]
) -> None:
    claim_task(office.work_of("u_sur1"), task.id)

    with pytest.raises(Stale) as refused:
        act(office.work_of("u_sur1"), task.id, expected_version=1)

    assert refused.value.current == 2


def test_a_task_with_nobody_cannot_be_released(office: Office, task: InboxTask) -> None:
    with pytest.raises(Conflict):
        release_task(office.work_of("u_sur1"), task.id)


def test_a_task_of_someone_else_is_not_released(office: Office, task: InboxTask) -> None:
    claim_task(office.work_of("u_sur1"), task.id)

    with pytest.raises(Conflict, match="u_sur1"):
        release_task(office.work_of("u_sur2"), task.id)


def test_completing_a_free_task_claims_it(office: Office, task: InboxTask) -> None:
    done = office.completes("u_sur1", task)

    assert (done.status, done.ended_at) == (TaskStatus.COMPLETED, office.work.now)
    assert done.assignee_id == done.completed_by == office.user_id("u_sur1")
    assert acts(office, task)[-1] == (TaskAct.COMPLETED, "u_sur1")


def test_a_task_that_someone_else_has_is_not_completed(office: Office, task: InboxTask) -> None:
    claim_task(office.work_of("u_sur1"), task.id)

    with pytest.raises(Conflict, match="u_sur1"):
        prepare_completion(office.work_of("u_sur2"), task.id)


@pytest.mark.parametrize("act", [claim_task, release_task, prepare_completion])
def test_a_completed_task_stays_as_it_is(
    office: Office, task: InboxTask, act: Callable[[Work, int], InboxTask]
) -> None:
    office.completes("u_sur1", task)

    with pytest.raises(Conflict) as refused:
        act(office.work_of("u_sur1"), task.id)

    assert refused.value.code == "already_completed"


def test_a_task_is_closed_only_once(office: Office, task: InboxTask) -> None:
    office.completes("u_sur1", task)

    with pytest.raises(Conflict):
        mark_completed(office.work_of("u_sur1"), task)


def test_a_process_that_moves_on_withdraws_its_tasks(office: Office, task: InboxTask) -> None:
    withdrawn = withdraw_tasks(office.work, CASE, [task.token_id])

    assert withdrawn == [task]
    assert task.status is TaskStatus.WITHDRAWN
    with pytest.raises(Conflict, match="withdrawn"):
        claim_task(office.work_of("u_sur1"), task.id)
    assert [other.status for other in list_case_tasks(office.work.session, CASE)] == [
        TaskStatus.OPEN,
        TaskStatus.WITHDRAWN,
    ]


def test_a_cancelled_case_withdraws_all_its_tasks(office: Office, task: InboxTask) -> None:
    assert len(withdraw_tasks(office.work, CASE)) == 2
    assert list_case_tasks(office.work.session, CASE, status=TaskStatus.OPEN) == []


def test_a_supervisor_gives_a_task_to_a_surveyor(office: Office, task: InboxTask) -> None:
    office.joins("u_adj", "claims_supervisor")
    claim_task(office.work_of("u_sur1"), task.id)

    assign_task(office.work_of("u_adj"), task.id, user_id=office.user_id("u_sur2"), reason="ill")

    assert task.assignee_id == office.user_id("u_sur2")
    event = list_history(office.work.session, task.id).rows[-1].event
    assert event.detail == {"user": "u_sur2", "reason": "ill"}


def test_a_task_moved_to_another_group_is_free_there(office: Office, task: InboxTask) -> None:
    office.joins("u_adj", "claims_supervisor")
    claim_task(office.work_of("u_sur1"), task.id)

    assign_task(office.work_of("u_adj"), task.id, group="investigator", reason="suspicious")

    assert claim_task(office.work_of("u_siu"), task.id).groups == ["investigator"]
    with pytest.raises(NotAllowed):
        claim_task(office.work_of("u_sur1"), task.id)


@pytest.mark.parametrize(
    ("group", "wish", "refusal"),
    [
        ("surveyor", {"group": "investigator"}, NotAllowed),
        ("complaint_manager", {"group": "investigator"}, NotAllowed),
        ("claims_manager", {"group": "nobody"}, InvalidInput),
        ("claims_manager", {"user_id": 1}, InvalidInput),
        ("claims_manager", {}, InvalidInput),
        ("claims_manager", {"user_id": 1, "group": "investigator"}, InvalidInput),
    ],
)
def test_an_assignment_that_cannot_be_is_refused(
    office: Office,
    task: InboxTask,
    group: str,
    wish: dict[str, object],
    refusal: type[ClaimdeskError],
) -> None:
    office.joins("u_adj", group)

    with pytest.raises(refusal):
        assign_task(office.work_of("u_adj"), task.id, reason="no", **wish)  # type: ignore[arg-type]  # parametrised


@pytest.mark.parametrize("group", ["approver_l2", "claims_supervisor"])
def test_an_approval_is_not_moved_to_those_who_may_approve_less(office: Office, group: str) -> None:
    office.joins("u_adj", "claims_supervisor")
    task = office.opens("approve_step", "approver_l3")

    with pytest.raises(NotAllowed):
        assign_task(office.work_of("u_adj"), task.id, group=group, reason="in a hurry")

    assign_task(office.work_of("u_adj"), task.id, group="approver_l4", reason="on leave")
    assert task.groups == ["approver_l4"]


def test_a_supervisor_of_others_does_not_take_a_task_away(office: Office, task: InboxTask) -> None:
    office.joins("u_adj", "training_manager")
    claim_task(office.work_of("u_sur1"), task.id)

    with pytest.raises(Conflict):
        release_task(office.work_of("u_adj"), task.id)


def test_a_task_is_not_assigned_to_someone_of_another_group(
    office: Office, task: InboxTask
) -> None:
    office.joins("u_adj", "claims_manager")

    with pytest.raises(InvalidInput, match="u_arc") as refused:
        assign_task(office.work_of("u_adj"), task.id, user_id=office.user_id("u_arc"), reason="no")

    assert refused.value.errors[0].pointer == "/user"

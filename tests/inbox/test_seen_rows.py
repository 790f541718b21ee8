"""A list of what belongs to tasks shows a task exactly to those who see it by its id."""

import sqlalchemy as sa

from app.inbox.models import InboxTask
from app.inbox.operations import claim_task, withdraw_tasks
from app.inbox.visible import sees_task
from app.inbox.visible_rows import is_seen_by
from tests.inbox.conftest import Office


def tasks(office: Office) -> list[InboxTask]:
    """Tasks of groups and of people, taken, done, withdrawn, and given to an outsider."""
    named = (office.user_id("u_arc"), office.user_id("u_sal"))
    taken = office.opens("survey", "surveyor")
    claim_task(office.work_of("u_sur1"), taken.id)
    done = office.opens("survey", "surveyor", "assessor")
    office.completes("u_sur2", done)
    withdrawn = office.opens("adjudicate", "claims_adjudicator", case_id=7)
    withdraw_tasks(office.work, 7)
    return [
        taken,
        done,
        withdrawn,
        office.opens("approve_step", "approver_l1"),
        office.opens("acknowledge", "complaint_officer"),
        office.opens("archive_claim", users=named),
        office.opens("archive_claim", users=named[:1]),
        office.opens("survey_report", assignee_id=office.user_id("u_reg")),
        office.opens("recommend", "sales_agent"),
        office.opens("strange", 'a%b_c"d'),
    ]


def test_a_task_is_shown_to_those_who_see_it_and_to_nobody_else(office: Office) -> None:
    opened = tasks(office)

    shown = {
        username: set(office.work.session.scalars(sa.select(InboxTask.id).where(is_seen_by(actor))))
        for username, actor in office.people.items()
    }

    assert shown == {
        username: {task.id for task in opened if sees_task(actor, task)}
        for username, actor in office.people.items()
    }
    assert sum(map(len, shown.values())) > len(opened)

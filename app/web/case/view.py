"""A case as people see it beside their work: what it is about, its time limits, its steps."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.cases import queries as cases
from app.cases.models import Case, ElementInstance
from app.cases.steps import Step, steps_of
from app.identity.permissions import may
from app.identity.queries import list_groups, list_users_by_id, list_users_by_name
from app.inbox.models import InboxTask, TaskStatus
from app.inbox.queries import list_case_tasks
from app.inbox.visible import sees_task
from app.insurance.letters.queries import Printed, list_case_letters
from app.keyset import Cursor
from app.language import label
from app.sla.models import SlaClock
from app.sla.queries import get_calendar, list_clocks
from app.web.addresses import ref_of
from app.web.case.facts import FACTS
from app.web.left import Left, time_left, time_left_of
from app.web.shown import in_place_of
from app.web.words import (
    CASE_STATUS,
    CLOCK_STATE,
    CLOCK_TYPE,
    STAGE,
    STEP_STATE,
    word,
)
from app.work import SYSTEM, Work

STEPS = 200  # of a page; the newest ones
END = Cursor(values=(2**31 - 1,), back=True)  # behind the newest step
BY_PEOPLE = frozenset({"userTask", "manualTask"})
EVENTS = frozenset({"startEvent", "endEvent"})
WAITS = frozenset({"intermediateCatchEvent", "receiveTask"})
BY_THE_HOUSE = frozenset({"serviceTask", "businessRuleTask", "scriptTask", "sendTask"})


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One step as it is shown."""

    name: str
    #: BPMN tag, e.g. ``userTask``
    kind: str
    #: ``active``, ``completed`` or ``terminated``
    state: str
    state_word: str
    #: who did it, or who has it; empty where nobody is named
    who: str
    started_at: dt.datetime
    ended_at: dt.datetime | None
    #: nobody had to do anything
    automatic: bool
    #: the open task, for those who may see it
    task: InboxTask | None
    left: Left | None


@dataclass(frozen=True, kw_only=True)
class ClockView:
    """A time limit as it is shown."""

    stage: str
    type: str
    state: str
    state_word: str
    due_at: dt.datetime
    left: Left | None
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """A case as it is shown."""

    case: Case
    #: number of the case, else its id
    name: str
    #: names it in an address
    ref: str
    status: str
    facts: Sequence[tuple[str, str]]
    clocks: Sequence[ClockView]
    letters: Sequence[Printed]
    steps: Sequence[StepView]
    #: there are earlier steps than those shown
    has_more: bool
    #: the reader may raise a complaint about it
    may_complain: bool


def view_case(work: Work, case: Case) -> CaseView:
    """Collect what is shown of a case."""
    facts = FACTS.get(case.process_id)
    page = cases.list_history(work.session, case.id, after=END, limit=STEPS)
    calendar = get_calendar(work.session, work.processes.zone)
    return CaseView(
        case=case,
        name=case.business_key or str(case.id),
        ref=ref_of(case),
        status=word(CASE_STATUS, case.status.value),
        facts=() if facts is None else facts(work, case),
        clocks=[
            _clock(clock, time_left(clock.due_at, clock, calendar, work.now))
            for clock in list_clocks(work.session, case.id)
        ],
        letters=list_case_letters(work.session, case.id),
        steps=_steps(work, case, page.rows),
        has_more=page.prev is not None,
        may_complain=may(work.actor, "complaint.report"),
    )


def _clock(clock: SlaClock, left: Left | None) -> ClockView:
    return ClockView(
        stage=word(STAGE, clock.stage),
        type=word(CLOCK_TYPE, clock.clock_type.value),
        state=clock.state.value,
        state_word=word(CLOCK_STATE, clock.state.value),
        due_at=clock.due_at,
        left=left,
        is_open=clock.stopped_at is None and clock.state.value in ("running", "breached"),
    )


def _steps(work: Work, case: Case, rows: Sequence[ElementInstance]) -> list[StepView]:
    shown = [step for step in steps_of(work.session, rows) if _is_shown(step, case)]
    named = {name for step in shown for name in (step.row.actor, step.row.on_behalf_of) if name}
    people = list_users_by_name(work.session, named)
    names = {user.username: label(user.name, user.name_en) for user in people}
    waiting = list_case_tasks(work.session, case.id, status=TaskStatus.OPEN)
    seen = [task for task in waiting if sees_task(work.actor, task)]
    tasks = {
        task.token_id: (task, left)
        for task, left in zip(seen, time_left_of(work, seen), strict=True)
    }
    return [_step(step, names, *tasks.get(step.row.token_id, (None, None))) for step in shown]


def holders_of(work: Work, tasks: Sequence[InboxTask]) -> list[str]:
    """Name who has each task, else the groups that may take it."""
    taken = {task.assignee_id for task in tasks if task.assignee_id is not None}
    people = list_users_by_id(work.session, taken)
    groups = {one.code: label(one.name, one.name_en) for one in list_groups(work.session)}
    names = {key: label(one.name, one.name_en) for key, one in people.items()}
    return [
        names.get(task.assignee_id or 0) or " / ".join(groups.get(one, one) for one in task.groups)
        for task in tasks
    ]


def _is_shown(step: Step, case: Case) -> bool:
    """Say whether people take something for a step: no gateway, no frame around others."""
    if step.row.kind in EVENTS:
        return step.row.process_key == case.process_key
    return step.row.kind in BY_PEOPLE | WAITS | BY_THE_HOUSE


def _named(actor: str, names: Mapping[str, str]) -> str:
    return str(gettext("the system")) if actor == SYSTEM.username else names.get(actor, actor)


def _step(
    step: Step, names: Mapping[str, str], task: InboxTask | None, left: Left | None
) -> StepView:
    row = step.row
    automatic = row.kind in BY_THE_HOUSE or row.kind == "endEvent"
    actor = row.actor if row.ended_at is not None and not automatic else None
    absent = names.get(row.on_behalf_of or "", "") if actor else ""
    return StepView(
        name=label(step.name, step.label_en),
        kind=row.kind,
        state=row.state,
        state_word=word(STEP_STATE, row.state),
        who=in_place_of(_named(actor or "", names), absent),
        started_at=row.started_at,
        ended_at=row.ended_at,
        automatic=automatic,
        task=task,
        left=left,
    )

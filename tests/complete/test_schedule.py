"""Every job of the schedule may run twice: the second run finds nothing left to do."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import tables
from app.audit import operations as audit
from app.cases import buffer
from app.cases.operations import deploy
from app.config import ROOT
from app.database import next_key
from app.identity.models import User
from app.identity.queries import actor_of
from app.inbox.notices.choices import NoticeKind
from app.inbox.notices.operations import mark_all_read
from app.inbox.notices.telling import News, tell
from app.insurance.care import operations as care
from app.insurance.claims.event_queries import Reports
from app.insurance.contingency import plan_versions
from app.insurance.contingency.models import ContingencyPlan, PlanStatus
from app.insurance.contingency.opening import open_contingency
from app.insurance.customers.contact_models import EventKind, Feedback, FeedbackCategory
from app.insurance.customers.contact_operations import note_event, note_feedback
from app.insurance.customers.models import Customer, CustomerType
from app.insurance.quality import handlers as quality
from app.insurance.quality.change_models import ChangeKind, ChangeRequest, ChangeStatus
from app.insurance.records import enter
from app.insurance.revisits.entering import Plan, Reason, enter_item
from app.insurance.revisits.findings import open_report
from app.jobs import schedule
from app.jobs.models import JobFailure
from app.jobs.schedule import SCHEDULE, plan
from app.work import CallLike, Variables, Work
from tests.engine import diagrams as d
from tests.engine import extras as x
from tests.working import PROCESSES, deciding, work_of

LATER = dt.timedelta(days=100)  # after every retention and every time to live
TABLES = {
    "training_plan": [{"courses": ["service_knowledge"], "method": "online"}],
    "revisit_plan": [],
    "quality_threshold": [],
}
COUNTERS = {"key_space"}  # a block of keys may be taken in advance


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but the key counter's."""
    session.flush()
    return {
        name: sorted(map(tuple, session.execute(sa.select(table))), key=repr)
        for name, table in tables.METADATA.tables.items()
        if name not in COUNTERS
    }


def born_on(birthday: dt.date) -> Customer:
    """Return a customer who is greeted on a day."""
    return Customer(
        customer_no="C-1",
        type=CustomerType.INDIVIDUAL,
        name="张伟",
        birth_date=birthday.replace(year=1980),
    )


def leave_work(work: Work) -> None:
    """Leave something for every job to seal, give up, forget or count."""
    for number in range(3):
        audit.record(work, "case.started", detail={"number": number})
    for sender_id in (None, "m-1"):
        buffer.keep(
            work,
            name="claim_documents",
            correlation_key="17",
            variables={},
            ttl=dt.timedelta(hours=1),
            message_id=sender_id,
        )
    note_feedback(work, Feedback(category=FeedbackCategory.SERVICE, rating=5))
    proposed = d.diagram(
        x.extension(x.properties(number_prefix="CAT")),
        d.start(),
        d.service_task("open", "contingency.open"),
        d.end(),
        d.flows("start > open > end"),
        process_id="contingency",
    )
    deploy(work, {"contingency.bpmn": proposed, **shipped("quality_cycle")})
    customer = enter(work, born_on(work.today + LATER))
    note_event(work, EventKind.CLAIM_REGISTERED, customer.id)
    revisit(work, customer)
    care.start_campaign(work, text="家财险体检")
    approved_change(work)
    read_notice(work)
    work.session.add(
        JobFailure(
            id=next_key(work.session), kind="timer", row_id=1, error="lost", failed_at=work.now
        )
    )


def read_notice(work: Work) -> None:
    """Leave a notice that its reader has read."""
    reader = User(
        id=next_key(work.session),
        username="u_reader",
        name="李梅",
        name_en="Li Mei",
        skills=[],
        created_at=work.now,
    )
    work.session.add(reader)
    work.session.flush()
    tell(work, [reader.id], News(kind=NoticeKind.SUBSTITUTION_ENDED))
    mark_all_read(replace(work, actor=actor_of(reader)))


def approved_change(work: Work) -> None:
    """Leave a plan that is to be in force later."""
    plan = enter(
        work,
        ContingencyPlan(
            plan_code="PLAN-HAIL",
            plan_version="1.0",
            name="冰雹理赔预案",
            event_types=["rainstorm_flood"],
            status=PlanStatus.DRAFT,
            procedure="启动绿色通道",
            duties=[],
            change_log=[],
        ),
    )
    change = ChangeRequest(
        change_no="CHG-1",
        status=ChangeStatus.APPROVED,
        kind=ChangeKind.PLAN,
        definition=plan.plan_code,
        against="0.9",
        proposal="增列冰雹",
        tested=plan.plan_version,
        evidence=[],
        effective_from=work.today + LATER,
    )
    enter(work, change)


def revisit(work: Work, customer: Customer) -> None:
    """Leave something to revisit a customer for, and a revisit to report on."""
    report = d.diagram(
        d.start(),
        d.service_task("open", "revisits.open_report"),
        d.end(),
        d.flows("start > open > end"),
        process_id="revisit_report",
    )
    deploy(work, {"revisit_report.bpmn": report})
    note_event(work, EventKind.CLAIM_PAID, customer.id, at=work.now + LATER)
    reason = Reason(customer=customer, policy=None, trigger="by_hand", at=work.now)
    by_hand = Plan(plan="by_hand", due="5 d", channel="phone", script="CL5", attempts=3)
    item = enter_item(work, reason, by_hand)
    item.due_on = (work.today + LATER).replace(day=1) - dt.timedelta(days=1)


def shipped(process: str) -> dict[str, bytes]:
    """Return the shipped diagram of a process with its forms, and the table it asks."""
    folder = ROOT / "bpmn" / process
    paths = [*folder.rglob("*.bpmn"), *folder.rglob("*.form"), ROOT / "dmn/quality_threshold.dmn"]
    return {path.name: path.read_bytes() for path in paths}


def nothing_measured(call: CallLike) -> Variables:
    """Answer for the metrics, which are tested elsewhere."""
    return {"indicators": []}


def many_floods(session: Session, since: dt.datetime, at_least: int) -> list[Reports]:
    """Count as many reports as propose a contingency; later than that day there is none."""
    flooded = Reports(
        peril="storm_flood",
        place="上海市浦东新区",
        reports=at_least,
        deaths=0,
        property_claimed=Decimal(5_000_000),
        casualty_claimed=Decimal(0),
    )
    return [flooded] if since < work_of(session).now + LATER else []


def run(work: Work, job: str) -> None:
    """Run a job, page by page, until it has no more to do."""
    while SCHEDULE[job].run(work):
        pass


#: enough to enter a contingency, to report on a month of revisits, and to evaluate a quarter
OPENING = replace(
    PROCESSES,
    handlers={
        **quality.HANDLERS,
        "contingency.open": open_contingency,
        "revisits.open_report": open_report,
        "reports.collect_indicators": nothing_measured,
        "reports.measure_indicator": nothing_measured,
    },
    listeners=quality.LISTENERS,
    versioned={"plan": plan_versions},
)


@pytest.fixture
def later(session: Session, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A hundred days after there was work for every job."""
    leave_work(replace(work_of(session), processes=OPENING))
    session.flush()
    now = work_of(session).now + LATER
    session.execute(sa.text("UPDATE message SET run_at = NULL"))  # tried and nobody waited
    monkeypatch.setattr(schedule, "count_reports", many_floods)
    work = replace(work_of(session, now=now), processes=OPENING)
    return deciding(work, TABLES)


@pytest.mark.parametrize("job", SCHEDULE)
def test_a_job_that_runs_twice_has_run_once(later: Work, job: str) -> None:
    before = everything(later.session)
    run(later, job)
    once = everything(later.session)

    run(later, job)

    assert once != before
    assert everything(later.session) == once


@pytest.mark.parametrize("job", SCHEDULE)
def test_a_job_with_nothing_to_do_does_nothing(session: Session, job: str) -> None:
    before = everything(session)

    SCHEDULE[job].run(work_of(session))

    assert everything(session) == before


def test_planning_twice_plans_once(session: Session) -> None:
    plan(work_of(session))
    once = everything(session)

    plan(work_of(session))

    assert [row[1] for row in once["scheduled_job"]]
    assert everything(session) == once

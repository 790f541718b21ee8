"""Acts on a contingency beside its tasks: reported, estimated anew, supplied, told, reported on."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.cases.operations import publish_message, start_case
from app.cases.operations.publish import LONGEST_TTL
from app.errors import Conflict
from app.insurance.answers import local_text
from app.insurance.contingency import queries, rules
from app.insurance.contingency.models import (
    Activation,
    ActivationStatus,
    Communication,
    DepartmentProgress,
    ResourceAllocation,
    SituationReport,
)
from app.insurance.contingency.opening import estimate_row
from app.insurance.contingency.subject import note, refusal
from app.insurance.records import enter, touch
from app.work import Variables, Work

PROCESS = "contingency"
ESTIMATE, DEACTIVATION = "contingency_estimate", "contingency_deactivation"  # messages
DEPARTMENT_DONE, COMMUNICATION = "contingency_department_done", "contingency_communication"


def report_contingency(
    work: Work, *, started_at: dt.datetime, by_monitor: bool = False, **facts: Any
) -> Activation:
    """Report an event; whether it is a contingency the table of levels says.

    :param facts: kind, region, figures, whether it is a drill, perils that are not the usual ones
    :raises InvalidInput: it begins in the future
    """
    if started_at > work.now:
        detail = f"started_at lies after {work.now.isoformat()}"
        raise refusal("started_at", detail, "in_future")
    began = local_text(started_at, work.processes.zone)
    variables = {**facts, "started_at": began, "by_monitor": by_monitor}
    started = start_case(work, process_id=PROCESS, variables=variables)
    return queries.get_by_case(work.session, started.case.id)


def take_estimate(work: Work, activation: Activation, *, review: bool, **told: Any) -> Activation:
    """Take new figures: the table gives a level for them, and another one is decided on.

    While the commander decides on earlier ones they wait.

    :param told: figures by their names; one that is missing or None stays as it was
    :param review: the commander is to decide though the level stays, e.g. on the regions
    :raises Conflict: it is not active
    """
    ensure_active(activation)
    for name in rules.FIGURES:
        if told.get(name) is not None:
            setattr(activation, name, told[name])
    figures = {name: getattr(activation, name) for name in rules.FIGURES}
    activation.estimates = rules.logged(activation.estimates, **estimate_row(work, figures))
    touch(work, activation)
    publish_message(
        work,
        name=ESTIMATE,
        correlation_key=activation.contingency_no,
        variables={**figures, "review": review},
        ttl=LONGEST_TTL,
    )
    work.session.refresh(activation)
    return activation


def ask_for_end(work: Work, activation: Activation, *, reason: str) -> Activation:
    """Ask the commander to end a contingency.

    :raises Conflict: it is not active, or the commander was asked already
    """
    ensure_active(activation)
    if not _publish(work, DEACTIVATION, activation.contingency_no, {"request_reason": reason}):
        raise Conflict(f"the end of {activation.contingency_no} is with the commander already")
    note(work, activation, "end_asked_for", reason=reason)
    return activation


def allocate(
    work: Work,
    activation: Activation,
    *,
    people: int,
    vehicles: int,
    cash: Decimal,
    materials: str = "",
) -> ResourceAllocation:
    """Give people and means to a contingency, on top of what it has.

    :raises Conflict: it is not active
    """
    ensure_active(activation)
    given = ResourceAllocation(
        activation_id=activation.id,
        people=people,
        vehicles=vehicles,
        cash=cash,
        materials=materials,
        at=work.now,
    )
    enter(work, given)
    note(work, activation, "supplied", people=people, vehicles=vehicles, cash=cash)
    return given


def communicate(
    work: Work, activation: Activation, *, audience: str, message: str, sent_at: dt.datetime | None
) -> Communication:
    """Keep what was told to whom; to affected policyholders it is sent, page by page.

    :param sent_at: None: now
    :raises Conflict: it is not active
    """
    ensure_active(activation)
    if sent_at is not None and sent_at > work.now:
        raise refusal("sent_at", f"sent_at lies after {work.now.isoformat()}", "in_future")
    told = Communication(
        activation_id=activation.id,
        audience=audience,
        message=message,
        sent_at=sent_at or work.now,
    )
    enter(work, told)
    note(work, activation, "communicated", audience=audience)
    if audience == rules.POLICYHOLDERS:
        key = activation.contingency_no
        # The case may be busy with the task that tells it: the message waits for that.
        variables = {"communication_id": str(told.id)}
        publish_message(
            work, name=COMMUNICATION, correlation_key=key, variables=variables, ttl=LONGEST_TTL
        )
    return told


def note_progress(
    work: Work, activation: Activation, *, department: str, progress: int, remark: str = ""
) -> DepartmentProgress:
    """Keep how far a department is.

    :raises Conflict: the contingency is not active, or the department has done its duty already
    """
    ensure_active(activation)
    if queries.progress_of(work.session, activation.id, department) == rules.DONE:
        raise Conflict(f"{department} has done its duty in {activation.contingency_no}")
    told = DepartmentProgress(
        activation_id=activation.id,
        department=department,
        progress=progress,
        note=remark,
        at=work.now,
    )
    enter(work, told)
    note(work, activation, "progressed", department=department, progress=progress)
    return told


def tell_progress(work: Work, activation: Activation, **told: Any) -> DepartmentProgress:
    """Take a department's progress beside its task; with 100 per cent the task is done.

    :raises Conflict: the contingency is not active, or the department has done its duty already
    """
    row = note_progress(work, activation, **told)
    if row.progress == rules.DONE:
        _publish(work, DEPARTMENT_DONE, f"{activation.contingency_no}-{row.department}", {})
    return row


def report_situation(
    work: Work, activation: Activation, *, issues: str, figures: Mapping[str, Any]
) -> SituationReport:
    """Report how a contingency stands, out of turn.

    :raises Conflict: it is not active
    """
    ensure_active(activation)
    row = draw_up(work, activation, figures)
    return write_issues(work, activation, row, issues)


def draw_up(work: Work, activation: Activation, figures: Mapping[str, Any]) -> SituationReport:
    """Keep figures of a contingency's claims as they are now."""
    row = SituationReport(
        activation_id=activation.id,
        at=work.now,
        claims=figures["event_claims"],
        assessed=figures["event_assessed"],
        paid=figures["event_paid"],
        backlog=figures["event_backlog"],
    )
    return enter(work, row)


def write_issues(
    work: Work, activation: Activation, row: SituationReport, issues: str
) -> SituationReport:
    """Add to the figures what people have to say."""
    row.issues, row.reported_at = issues, work.now
    touch(work, row)
    note(work, activation, "situation_reported", claims=row.claims, backlog=row.backlog)
    return row


def ensure_active(activation: Activation) -> None:
    """Refuse what is done only while a contingency is active.

    :raises Conflict: it is not
    """
    if activation.status is not ActivationStatus.ACTIVE:
        raise Conflict(f"contingency {activation.contingency_no} is {activation.status.value}")


def _publish(work: Work, name: str, key: str, variables: Variables) -> bool:
    """Publish a message; say whether a case took it."""
    told = publish_message(work, name=name, correlation_key=key, variables=variables)
    return told.case_id is not None

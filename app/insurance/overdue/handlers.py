"""What the diagram of overdue handling calls."""

from collections.abc import Mapping

from app.audit import operations as audit
from app.cases.queries import get_case
from app.database import next_key
from app.errors import Conflict, FieldError, InvalidInput, NotAllowed
from app.identity.queries import list_members
from app.inbox import operations as inbox
from app.inbox import queries as tasks
from app.insurance.answers import Answers, local_text
from app.insurance.overdue import queries
from app.insurance.overdue.models import Escalation, OverdueCase
from app.insurance.records import enter, find_of_case, touch
from app.sla.models import ClockState, SlaClock
from app.sla.queries import get_clock
from app.work import CallLike, Ending, Handler, Listener, Variables, Work

CAUSES = ("workload", "documents", "third_party", "system", "customer", "staff")
REASSIGN, TAKEOVER = "reassign", "supervisor_takeover"
MEASURES = (REASSIGN, "add_staff", TAKEOVER, "expedite_third_party", "customer_agreement")
SUPERVISORS = "claims_supervisor"
LATE = (ClockState.BREACHED, ClockState.BREACHED_CLOSED)


def open_overdue(call: CallLike) -> Variables:
    """Keep that a clock is overdue, once per clock, and say what is to be known of it.

    A clock that closed before this began, that is kept after all, or that is handled already
    leaves nothing to do.
    """
    work: Work = call.work
    clock = get_clock(work.session, _clock_id(call))
    known = queries.find_by_clock(work.session, clock.id)
    if known is None and clock.state in LATE:
        _enter(call, clock)
    return {
        "clock_id": clock.id,
        "clock_open": known is None and clock.state is ClockState.BREACHED,
        "clock_type": clock.clock_type.value,
        "stage": clock.stage,
        "due_at": local_text(clock.due_at, work.processes.zone),
        "subject": _subject(work, clock),
    }


def _clock_id(call: CallLike) -> int:
    given = Answers(call.variables, "")
    clock_id = given.key("clock_id")
    given.finish()
    assert clock_id is not None  # else refused above
    return clock_id


def _enter(call: CallLike, clock: SlaClock) -> None:
    work: Work = call.work
    number = get_case(work.session, call.case_id).business_key
    record = OverdueCase(overdue_no=number, case_id=call.case_id, clock_id=clock.id)
    enter(work, record)
    _note(work, "overdue.opened", record, clock, {"due_at": clock.due_at})


def _subject(work: Work, clock: SlaClock) -> str:
    """Return what is overdue in one line: which case, and what of it."""
    number = get_case(work.session, clock.case_id).business_key or str(clock.case_id)
    if clock.task_id is None:
        return f"{number} · {clock.stage}"
    return f"{number} · {tasks.get_task(work.session, clock.task_id).name}"


def _note(work: Work, action: str, record: OverdueCase, clock: SlaClock, detail: Variables) -> None:
    """Record an act in the history of the case whose clock is overdue."""
    about = {"stage": clock.stage, "type": clock.clock_type.value, **detail}
    audit.record(work, action, case_id=clock.case_id, subject=record.overdue_no, detail=about)


def escalate(call: CallLike) -> None:
    """Keep the level that the table says now; a new one is told to the groups it names."""
    work: Work = call.work
    seen = call.variables
    record, clock = _record_of(call)
    if seen["level"] == record.level:
        return
    record.level = seen["level"]
    record.escalations.append(
        Escalation(
            id=next_key(work.session),
            level=record.level,
            at=work.now,
            notified=list(seen["also_notify"]),
        )
    )
    touch(work, record)
    detail = {"level": record.level, "notified": seen["also_notify"]}
    _note(work, "overdue.escalated", record, clock, detail)


def _record_of(call: CallLike) -> tuple[OverdueCase, SlaClock]:
    clock_id = int(call.variables["clock_id"])
    record = queries.find_by_clock(call.work.session, clock_id)
    assert record is not None  # this process has written it
    return record, get_clock(call.work.session, clock_id)


def assign(call: CallLike) -> Variables:
    """Name the one person of the group who sees to it: whoever has the fewest open tasks.

    Of several with equally few, the one whose username comes first. A group without anybody leaves
    the task to whoever joins it.
    """
    work: Work = call.work
    record, clock = _record_of(call)
    members = list_members(work.session, call.variables["assign_group"])
    chosen = tasks.least_busy(work.session, [member.id for member in members])
    names = {member.id: member.username for member in members}
    record.handler_id = chosen
    touch(work, record)
    name = None if chosen is None else names[chosen]
    _note(work, "overdue.assigned", record, clock, {"handler": name})
    return {"handler": name}


def record_measure(call: CallLike, answers: Variables) -> Variables:
    """Keep cause, measure and new target; what is to be moved is moved.

    :raises InvalidInput: with every field that is wrong, also where nobody else may do the task
    """
    work: Work = call.work
    record, clock = _record_of(call)
    given = Answers(answers)
    cause, measure = given.option("cause", CAUSES), given.option("measure", MEASURES)
    target = given.instant("new_target")
    note = given.text("note", required=False)
    if target is not None and target <= work.now:
        given.refuse("new_target", "new_target must lie in the future", "in_past")
    given.finish()
    _apply(work, clock, measure, record.overdue_no)
    record.cause, record.measure, record.new_target = cause, measure, target
    record.note = note or None
    record.handler_id = work.actor.user_id or record.handler_id
    touch(work, record)
    detail = {"cause": cause, "measure": measure, "new_target": target}
    _note(work, "overdue.measure_taken", record, clock, detail)
    return {"cause": cause, "measure": measure}


def _apply(work: Work, clock: SlaClock, measure: str, reason: str) -> None:
    """Move the overdue task to whom the measure names; segregation of duties is kept."""
    if measure not in (REASSIGN, TAKEOVER):
        return
    if clock.task_id is None:
        raise _refused(f"{measure}: {clock.stage} is a limit of the whole case, not of one task")
    try:
        if measure == REASSIGN:
            inbox.hand_on(work, clock.task_id, reason=reason)
        else:
            inbox.move_to_group(work, clock.task_id, group=SUPERVISORS, reason=reason)
    except (Conflict, NotAllowed) as refusal:
        raise _refused(f"{measure}: {refusal}") from refusal


def _refused(detail: str) -> InvalidInput:
    error = FieldError(pointer="/data/measure", code="not_possible", detail=detail)
    return InvalidInput(detail, errors=[error])


def close_overdue(call: CallLike) -> None:
    """Keep when the clock closed and how many hours late; nothing while it runs on."""
    work: Work = call.work
    clock = get_clock(work.session, int(call.variables["clock_id"]))
    record = queries.find_by_clock(work.session, clock.id)
    if record is None or record.closed_at is not None or clock.stopped_at is None:
        return
    late = (clock.stopped_at - clock.due_at).total_seconds()
    record.closed_at, record.overdue_seconds = clock.stopped_at, max(0, round(late))
    touch(work, record)
    _note(work, "overdue.closed", record, clock, {"overdue_hours": record.overdue_hours})


def end_overdue(work: Work, case_id: int, reason: str) -> None:
    """Close what an operator has ended; the clock runs on, and nobody in particular sees to it."""
    record = find_of_case(work.session, OverdueCase, OverdueCase.case_id, case_id)
    if record is None or record.closed_at is not None:
        return
    record.closed_at = work.now
    touch(work, record)
    clock = get_clock(work.session, record.clock_id)
    _note(work, "overdue.cancelled", record, clock, {"reason": reason})


HANDLERS: Mapping[str, Handler] = {
    "overdue.open": open_overdue,
    "overdue.escalate": escalate,
    "overdue.assign": assign,
    "overdue.close": close_overdue,
}
LISTENERS: Mapping[str, Listener] = {"overdue.record_measure": record_measure}
ENDINGS: Mapping[str, Ending] = {"overdue": end_overdue}

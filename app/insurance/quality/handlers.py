"""What the diagram of the quality cycle calls: opened, evaluated, improved, closed."""

from collections.abc import Mapping
from typing import Any

from app.cases.queries import get_case
from app.insurance.answers import Answers
from app.insurance.quality import cancelling, cycles, evaluating, improving, rules
from app.insurance.quality.models import CycleOrigin, CycleStatus, QualityCycle
from app.insurance.quality.subject import cycle_of, note
from app.insurance.records import enter, touch
from app.work import CallLike, Ending, Handler, Listener, Variables, Work


def open_cycle(call: CallLike) -> Variables:
    """Enter a cycle: of a proposal that is planned at once, or of a period to be evaluated.

    :raises InvalidInput: whoever began it left something out
    """
    work: Work = call.work
    is_period = call.variables.get("period_from") is not None
    cycle = _read_period(call) if is_period else _read_proposal(call)
    enter(work, cycle)
    note(call, cycle.cycle_no, "quality.opened", origin=cycle.origin.value, source=cycle.source)
    days = cycle.period_from and f"{cycle.period_from} – {cycle.period_to}"
    first = cycle.problems[0]["problem"] if cycle.problems else ""
    return {
        "cycle_id": cycle.id,
        "cycle_no": cycle.cycle_no,
        "proposed": bool(cycle.problems),
        "problems": cycle.problems,
        "period_from": cycle.period_from and cycle.period_from.isoformat(),
        "period_to": cycle.period_to and cycle.period_to.isoformat(),
        "subject": days or f"{cycle.source} · {first[:60]}",
    }


def _new(call: CallLike, status: CycleStatus, problems: list[dict[str, Any]]) -> QualityCycle:
    number = get_case(call.work.session, call.case_id).business_key
    assert number is not None  # the process has a prefix for it
    return QualityCycle(
        cycle_no=number, case_id=call.case_id, status=status, indicators=[], problems=problems
    )


def _read_proposal(call: CallLike) -> QualityCycle:
    """Read a proposal; whoever sends one by message may not have said what the problem is."""
    seen = call.variables
    given = Answers(seen, "")
    problem = given.text("problem", required=False)
    cause = given.text("cause", required=False)
    source = given.text("source", longest=64, required=False)
    if not problem and not source:
        given.need("problem")
    given.finish()
    measure = rules.measure_of(seen.get("measure"), seen.get("prevention"))
    problems = [rules.proposal(problem or source, cause=cause or None, measure=measure)]
    cycle = _new(call, CycleStatus.IMPROVING, problems)
    cycle.origin, cycle.source = CycleOrigin.PROPOSAL, source or cycle.cycle_no
    return cycle


def _read_period(call: CallLike) -> QualityCycle:
    given = Answers(call.variables, "")
    since, until = cycles.read_period(given, call.work.today)
    quarter = given.text("quarter", required=False)
    if quarter:
        cycles.check_quarter(call.work, given, quarter, (since, until))
    given.finish()
    cycle = _new(call, CycleStatus.EVALUATING, [])
    cycle.quarter = quarter or None
    cycle.origin = CycleOrigin.QUARTER if cycle.quarter else CycleOrigin.REQUEST
    cycle.period_from, cycle.period_to = since, until
    return cycle


def close_cycle(call: CallLike) -> None:
    """Close a cycle: every problem was mended or given up, or there was none."""
    work: Work = call.work
    cycle = cycle_of(call)
    cycle.status, cycle.closed_at = CycleStatus.CLOSED, work.now
    touch(work, cycle)
    note(call, cycle.cycle_no, "quality.closed", problems=len(cycle.problems))


HANDLERS: Mapping[str, Handler] = {
    "quality.open_cycle": open_cycle,
    "quality.list_problems": evaluating.list_problems,
    "quality.ask_for_training": improving.ask_for_training,
    "quality.request_change": improving.request_change,
    "quality.close_cycle": close_cycle,
}
LISTENERS: Mapping[str, Listener] = {
    "quality.record_internal": evaluating.record_internal,
    "quality.record_external": evaluating.record_external,
    "quality.record_plan": improving.record_plan,
    "quality.record_done": improving.record_done,
    "quality.record_effect": improving.record_effect,
    "quality.record_giving_up": improving.record_giving_up,
}
ENDINGS: Mapping[str, Ending] = {"quality_cycle": cancelling.end_cycle}

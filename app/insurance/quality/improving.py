"""What improvement actions call: planned, carried out, verified or given up."""

from decimal import Decimal

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.identity.models import User
from app.identity.queries import list_users_by_id
from app.insurance.answers import Answers
from app.insurance.customers.models import Segment
from app.insurance.quality import change_queries, changes, queries, rules
from app.insurance.quality.change_models import ChangeKind, ChangeStatus
from app.insurance.quality.models import ActionStatus, CycleStatus, ImprovementAction
from app.insurance.quality.subject import action_of, cycle_of, note
from app.insurance.quality.targets import find_version
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

TRAINING_NEEDED = "training_needed"  # message that starts a training of customers
KINDS = tuple(kind.value for kind in ChangeKind)
SEGMENTS = tuple(segment.value for segment in Segment)


def record_plan(call: CallLike, answers: Variables) -> Variables:
    """Keep an attempt at a problem: who does what until when, and how its effect is measured."""
    work: Work = call.work
    given = Answers(answers)
    action = _read_plan(call, given)
    change = _read_change(work, given, action.measure)
    owner = _owner(work, given)
    given.finish()
    assert owner is not None  # refused above
    action.org_unit = owner.org_unit
    enter(work, action)
    cycle = cycle_of(call)
    cycle.status = CycleStatus.IMPROVING
    touch(work, cycle)
    note(
        call,
        action.action_no,
        "quality.action_planned",
        measure=action.measure,
        owner=owner.username,
    )
    plan = {
        "problem": action.problem,
        "cause": action.cause,
        "measure": action.measure,
        "audience": action.audience,
        "metric": action.metric,
        "baseline": action.baseline,
        "target": action.target,
        "due": action.due_on.isoformat(),
        **change,
    }
    return {"action_id": action.id, "attempt": action.loop, "plan": plan, "owner": owner.username}


def _read_plan(call: CallLike, given: Answers) -> ImprovementAction:
    cycle, seen = cycle_of(call), call.variables
    before = seen.get("action_id")
    number = queries.count_actions(call.work.session, cycle.id) + 1
    action = ImprovementAction(
        action_no=f"{cycle.cycle_no}-A{number:02}",
        cycle_id=cycle.id,
        case_id=call.case_id,
        status=ActionStatus.PLANNED,
        loop=int(seen["attempt"]),
        previous_id=None if before is None else int(before),
        source=cycle.source or cycle.cycle_no,
        problem=given.text("problem"),
        cause=given.text("cause"),
        measure=given.option("measure", rules.MEASURES),
        owner_id=given.key("owner"),
        metric=given.text("metric", longest=64),
    )
    _read_aim(call.work, given, action)
    if action.measure == rules.TRAINING:
        _read_training(given, action)
    return action


def _read_aim(work: Work, given: Answers, action: ImprovementAction) -> None:
    baseline, target = given.measure("baseline"), given.measure("target")
    due = given.day("due")
    if baseline is not None and baseline == target:
        given.refuse("target", "target must differ from the baseline")
    if due is None:
        given.need("due")
    elif due <= work.today:
        given.refuse("due", "due must lie in the future", "in_past")
    else:
        action.due_on = due
    if baseline is not None and target is not None:
        action.baseline, action.target = baseline, target


def _read_training(given: Answers, action: ImprovementAction) -> None:
    action.audience = given.option("audience", rules.AUDIENCES)
    action.courses = given.text("courses", longest=200, required=False) or None
    if action.audience == rules.CUSTOMERS:
        action.segment = given.option("segment", SEGMENTS)


def _read_change(work: Work, given: Answers, measure: str) -> Variables:
    if measure not in rules.CHANGES:
        return {}
    kind = given.option("change_kind", KINDS)
    definition = given.text("change_of", longest=200)
    is_there = kind in KINDS and find_version(work, ChangeKind(kind), definition) is not None
    if kind in KINDS and definition and not is_there:
        given.refuse("change_of", f"there is no {kind} {definition}", "not_found")
    return {"change_kind": kind, "change_of": definition}


def _owner(work: Work, given: Answers) -> User | None:
    owner_id = given.key("owner")
    owner = list_users_by_id(work.session, [owner_id]).get(owner_id) if owner_id else None
    if owner_id is not None and (owner is None or not owner.active):
        given.refuse("owner", f"there is no user {owner_id}", "not_found")
    return owner


def ask_for_training(call: CallLike) -> None:
    """Let customers be trained; the training knows by its source what it is for."""
    action = action_of(call)
    publish_message(
        call.work,
        name=TRAINING_NEEDED,
        correlation_key=action.action_no,
        variables={
            "source": action.action_no,
            "segment": action.segment,
            "courses": action.courses,
            "reason": action.problem,
        },
        ttl=LONGEST_TTL,
        message_id=f"{TRAINING_NEEDED}-{action.action_no}",
    )
    note(call, action.action_no, "quality.training_needed", segment=action.segment)


def request_change(call: CallLike) -> None:
    """Draft the change that the action asks for; its owner sees it through."""
    action, plan = action_of(call), call.variables["plan"]
    wish = changes.Wish(
        kind=ChangeKind(plan["change_kind"]),
        definition=plan["change_of"],
        proposal=f"{action.problem}\n{action.cause}",
        action_id=action.id,
    )
    changes.draft(call.work, wish)


def record_done(call: CallLike, answers: Variables) -> Variables:
    """Keep what was done; what needs a change is done when that change is decided on."""
    work: Work = call.work
    action = action_of(call)
    given = Answers(answers)
    done = given.text("done")
    change = change_queries.find_change_of(work.session, action.id)
    if change is not None and change.status in (ChangeStatus.DRAFT, ChangeStatus.TESTED):
        wrong = f"change request {change.change_no} is {change.status.value}"
        given.refuse("done", f"{wrong}: it is decided on first", "not_possible")
    given.finish()
    action.status, action.done, action.done_at = ActionStatus.DONE, done, work.now
    if action.owner_id not in work.actor.people and work.actor.user_id is not None:
        action.owner_id = work.actor.user_id  # somebody else may have taken it over
    touch(work, action)
    note(call, action.action_no, "quality.action_done")
    return {"done_on": work.today.isoformat()}


def _is_met(action: ImprovementAction, value: Decimal) -> bool:
    return rules.is_met(baseline=action.baseline, target=action.target, value=value)


def record_effect(call: CallLike, answers: Variables) -> Variables:
    """Keep whether an action worked; a verdict against target and value needs its reason."""
    work: Work = call.work
    action = action_of(call)
    given = Answers(answers)
    value = given.measure("value")
    effective = given.truth("effective")
    differs = value is not None and _is_met(action, value) != effective
    reason = given.text("reason", required=differs)
    given.finish()
    action.result, action.effective = value, effective
    action.verdict_reason = reason or None
    action.status = ActionStatus.EFFECTIVE if effective else ActionStatus.INEFFECTIVE
    action.verified_by, action.verified_at = work.actor.user_id, work.now
    touch(work, action)
    note(call, action.action_no, "quality.action_verified", effective=effective, value=value)
    return {"effective": effective}


def record_giving_up(call: CallLike, answers: Variables) -> None:
    """Close a problem that three attempts did not mend."""
    action = action_of(call)
    given = Answers(answers)
    action.close_reason = given.text("reason")
    given.finish()
    action.status = ActionStatus.GIVEN_UP
    touch(call.work, action)
    note(call, action.action_no, "quality.action_given_up")

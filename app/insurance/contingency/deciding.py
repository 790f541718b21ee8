"""The commander's decisions: activate, change the level, end."""

from collections.abc import Mapping
from typing import Any

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.insurance.answers import Answers
from app.insurance.contingency import rules
from app.insurance.contingency.models import Activation, ActivationStatus
from app.insurance.contingency.opening import LONGEST_REGION
from app.insurance.contingency.subject import activation_of, note, now_of, scope_of
from app.insurance.records import touch
from app.work import CallLike, Variables, Work

BELOW_TABLE = "contingency_below_table"  # message to compliance
REGIONS_ADDED = "contingency_regions_added"  # message: policies there are to be listed too
MOST_REGIONS = 100


def record_decision(call: CallLike, answers: Variables) -> Variables:
    """Keep what the commander decides on a proposal.

    A level that belongs to a higher commander is not activated: it is put to that one.

    :raises InvalidInput: with every field that is wrong
    """
    given = Answers(answers)
    activation, proposed = activation_of(call), call.variables["proposed_level"]
    decision = given.option("decision", rules.DECISIONS)
    reason = given.text("reason")
    if decision == rules.REJECT:
        given.finish()
        return _reject(call, activation, reason)
    level = given.option("level", rules.LEVELS)
    _check_level(given, decision, level, proposed)
    scope = _read_scope(given)
    given.finish()
    _take_scope(activation, scope)
    if _is_for_another(call.work, activation, level):
        return _pass_on(call, activation, level, reason)
    return _activate(call, activation, level, reason)


def _check_level(given: Answers, decision: str, level: str, proposed: str) -> None:
    if decision == rules.ACTIVATE and level and level != proposed:
        given.refuse("level", f"level {level} is not the proposed {proposed}: change_level")
    if decision == rules.CHANGE_LEVEL and level == proposed:
        given.refuse("level", f"level {level} is the proposed one: activate")


def _read_scope(given: Answers) -> dict[str, Any]:
    window_from = given.instant("window_from")
    window_to = given.instant("window_to", required=False)
    if window_from and window_to and window_to <= window_from:
        given.refuse("window_to", "window_to must lie after window_from")
    regions = [
        given.row(at, row).text("region", longest=LONGEST_REGION)
        for at, row in given.rows("regions")
    ]
    if not 0 < len(regions) <= MOST_REGIONS:
        given.refuse("regions", f"regions needs 1 to {MOST_REGIONS}", "too_few")
    return {
        "window_from": window_from,
        "window_to": window_to,
        "perils": given.names("perils", at_least=1),
        "regions": list(dict.fromkeys(regions)),
    }


def _take_scope(activation: Activation, scope: Mapping[str, Any]) -> None:
    for name, value in scope.items():
        setattr(activation, name, value)


def commander_of(work: Work, level: str) -> str:
    """Return the group whose commander decides on a level."""
    measures = work.ask("contingency_measures", {"cat_level": level}).value
    return str(measures["commander_group"])


def _is_for_another(work: Work, activation: Activation, level: str) -> bool:
    assert activation.commander_group is not None  # it was proposed to somebody
    return rules.outranks(commander_of(work, level), activation.commander_group)


def _reject(call: CallLike, activation: Activation, reason: str) -> Variables:
    activation.status, activation.decided_at = ActivationStatus.REJECTED, call.work.now
    activation.decision_reason = reason
    touch(call.work, activation)
    note(call.work, activation, "rejected", reason=reason)
    return _decided(call, activation, rules.REJECTED)


def _pass_on(call: CallLike, activation: Activation, level: str, reason: str) -> Variables:
    touch(call.work, activation)
    note(call.work, activation, "passed_on", level=level, reason=reason)
    return {**_decided(call, activation, rules.PASSED_ON), "proposed_level": level}


def _activate(call: CallLike, activation: Activation, level: str, reason: str) -> Variables:
    work: Work = call.work
    activation.status = ActivationStatus.ACTIVE
    activation.activated_at = activation.decided_at = work.now
    activation.activated_by = work.actor.user_id
    activation.decision_reason = reason
    _set_level(work, activation, level, reason)
    note(work, activation, "activated", level=level, regions=activation.regions)
    return _decided(call, activation, rules.ACTIVATED)


def _decided(call: CallLike, activation: Activation, decided: str) -> Variables:
    return {
        "decided": decided,
        "proposed_level": call.variables["proposed_level"],
        "level": activation.level,
        **scope_of(activation, call.work),
    }


def _set_level(work: Work, activation: Activation, level: str, reason: str) -> None:
    """Keep a level that was decided, whose commander has the command from now on.

    One below the table's is told to compliance.
    """
    activation.level, activation.commander_group = level, commander_of(work, level)
    table_level = activation.table_level
    activation.levels = rules.logged(
        activation.levels,
        at=now_of(work),
        by=work.actor.username,
        level=level,
        table_level=table_level,
        reason=reason,
    )
    touch(work, activation)
    if rules.is_lower(level, table_level):
        told = {
            "notice_level": level,
            "notice_table_level": table_level,
            "notice_reason": reason,
        }
        _tell(work, activation, BELOW_TABLE, told)


def _tell(work: Work, activation: Activation, name: str, variables: Variables) -> None:
    publish_message(
        work,
        name=name,
        correlation_key=activation.contingency_no,
        variables=variables,
        ttl=LONGEST_TTL,
    )


def record_notice(call: CallLike, answers: Variables) -> Variables:
    """Keep that compliance knows of a level below the table's, and what it thinks of that."""
    given = Answers(answers)
    opinion = given.text("compliance_opinion")
    given.finish()
    note(call.work, activation_of(call), "notice_taken", opinion=opinion)
    return {"compliance_opinion": opinion}


def note_estimate(call: CallLike) -> Variables:
    """Keep the level of the newest figures, and say whether and by whom it is to be decided on.

    A graver level is decided on by its own commander, a lighter one by the present one.
    """
    work: Work = call.work
    activation, table_level = activation_of(call), call.variables["table_level"]
    level = activation.level
    assert level is not None  # it is active
    activation.table_level = table_level
    touch(work, activation)
    group = commander_of(work, rules.graver(level, table_level))
    note(work, activation, "estimated", level=level, table_level=table_level)
    to_decide = table_level != level or bool(call.variables.get("review"))
    return {"to_decide": to_decide, "deciding_group": group}


def record_change(call: CallLike, answers: Variables) -> Variables:
    """Keep the level, window, perils and regions from now on, or that they stay.

    Kept below the table's level it is told to compliance too. Where a region is new its policies
    are listed like those of the others.

    :raises InvalidInput: with every field that is wrong
    """
    work: Work = call.work
    given = Answers(answers)
    activation = activation_of(call)
    known = set(activation.regions)
    changes = given.option("decision", (rules.CHANGE, rules.KEEP)) == rules.CHANGE
    level = given.option("level", rules.LEVELS) if changes else str(activation.level)
    scope = _read_scope(given) if changes else {}
    if level and rules.outranks(commander_of(work, level), call.variables["deciding_group"]):
        given.refuse("level", f"level {level} is for a higher commander", "not_possible")
    reason = given.text("reason")
    given.finish()
    _take_scope(activation, scope)
    _set_level(work, activation, level, reason)
    note(work, activation, "level_decided", level=level, changed=changes, reason=reason)
    if set(activation.regions) - known:
        _tell(work, activation, REGIONS_ADDED, {})
    return {"changed": changes, "level": level, **scope_of(activation, work)}


def record_deactivation(call: CallLike, answers: Variables) -> Variables:
    """Keep whether the criteria for the end are met; if so the contingency has ended."""
    work: Work = call.work
    given = Answers(answers)
    met, reason = given.truth("criteria_met", required=False), given.text("reason")
    given.finish()
    activation = activation_of(call)
    if met:
        activation.status, activation.ended_at = ActivationStatus.ENDED, work.now
        activation.ended_by, activation.end_reason = work.actor.user_id, reason
    touch(work, activation)
    note(work, activation, "ended" if met else "goes_on", reason=reason)
    return {"criteria_met": met}

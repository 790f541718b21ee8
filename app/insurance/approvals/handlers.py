"""What the diagram of approval calls."""

from collections.abc import Mapping

from app.database import next_key
from app.errors import NotFound
from app.files.queries import get_file
from app.inbox.queries import find_open_task
from app.insurance.answers import Answers, local_text, money_of
from app.insurance.approvals import queries, rules
from app.insurance.approvals.models import ApprovalMeeting, ApprovalRecord
from app.insurance.approvals.rules import Matter
from app.work import CallLike, Ending, Handler, Listener, Variables, Work


def open_round(call: CallLike) -> Variables:
    """Begin a round; approvals of a round that it takes the place of count no more."""
    session, seen = call.work.session, call.variables
    subject = _subject_of(seen)
    recorded = queries.last_round(session, *subject)
    _supersede(call.work, subject, recorded)
    asked = _asked(seen)
    last = max(recorded, int(seen.get("round") or 0))
    return {
        "round": last + 1,
        "round_amount": asked.amount,
        "round_decision": asked.decision,
        "round_tier_amount": asked.tier_amount,
    }


def _subject_of(seen: Variables) -> tuple[str, int]:
    return seen["subject_type"], int(seen["subject_id"])


def _supersede(work: Work, subject: tuple[str, int], last: int) -> None:
    for number in range(1, last + 1):
        records = queries.list_round(work.session, *subject, number)
        if rules.is_cut_off([record.decision for record in records]):
            for record in records:
                record.superseded = True
    work.session.flush()


def _asked(seen: Variables) -> Matter:
    """Read what the caller, or who changed it meanwhile, wants approved.

    :raises InvalidInput: it is no decision, or no sum
    """
    given = Answers(seen, "")
    decision = given.option("decision", tuple(rules.PROPOSALS))
    amount = given.number("amount", required=True)
    tier_amount = given.number("tier_amount", required=True)
    given.finish()
    return Matter(decision=decision, amount=money_of(amount), tier_amount=money_of(tier_amount))


def _decided_on(seen: Variables) -> Matter:
    """Read what the round that runs decides on."""
    return Matter(
        decision=seen["round_decision"],
        amount=money_of(seen["round_amount"]),
        tier_amount=money_of(seen["round_tier_amount"]),
    )


def compare_change(call: CallLike) -> Variables:
    """Say whether what came while a round runs voids it; what does not leaves all as it was."""
    before, now = _decided_on(call.variables), _asked(call.variables)
    void = rules.voids(before, now)
    kept = now if void else before
    return {
        "round_void": void,
        "amount": kept.amount,
        "decision": kept.decision,
        "tier_amount": rules.retiered(before, now) if void else before.tier_amount,
    }


def record_meeting(call: CallLike, answers: Variables) -> Variables:
    """Keep how the committee voted."""
    work: Work = call.work
    given = Answers(answers)
    held_at = given.instant("held_at", no_later_than=work.now)
    attendees = given.names("attendees", at_least=rules.LEAST_ATTENDEES)
    votes_for = given.count("votes_for", most=len(attendees), required=True)
    votes_against = given.count("votes_against", most=len(attendees), required=True)
    if len(attendees) < (votes_for or 0) + (votes_against or 0):
        given.refuse("votes_against", f"{len(attendees)} attendees have no more votes than that")
    minutes = _read_minutes(work, given)
    given.finish()
    assert held_at is not None and minutes is not None  # else refused above
    subject_type, subject_id = _subject_of(call.variables)
    meeting = ApprovalMeeting(
        id=next_key(work.session),
        case_id=call.case_id,
        subject_type=subject_type,
        subject_id=subject_id,
        round=int(call.variables["round"]),
        held_at=held_at,
        attendees=[int(user_id) for user_id in attendees],
        votes_for=votes_for,
        votes_against=votes_against,
        minutes_id=minutes,
        recorded_by=work.actor.user_id,
        recorded_at=work.now,
    )
    work.session.add(meeting)
    work.session.flush()
    return {"votes_for": votes_for, "votes_against": votes_against}


def _read_minutes(work: Work, given: Answers) -> int | None:
    """Return the uploaded file of the minutes."""
    files = given.names("minutes", at_least=1)
    if not files:
        return None
    try:
        return get_file(work.session, int(files[0])).id
    except (NotFound, ValueError):
        given.refuse("minutes", f"there is no file {files[0]}", "not_found")
        return None


def record_step(call: CallLike, answers: Variables) -> Variables:
    """Add the record of one approver's decision."""
    given = Answers(answers)
    decision = given.option("decision", rules.DECISIONS)
    opinion = given.text("opinion")
    if given.has("opinion") and len(opinion) < 2:
        given.refuse("opinion", "opinion needs at least 2 characters", "too_short")
    conditions = given.text("conditions", required=False)
    returns = decision == rules.RETURN
    return_to = given.option("return_to", rules.RETURN_TARGETS) if returns else None
    if decision == rules.APPROVE:
        _check_votes(call, given)
    given.finish()
    record = _step_of(call)
    record.decision, record.opinion, record.conditions = decision, opinion, conditions or None
    record.return_to = return_to
    record.concludes = decision != rules.APPROVE or record.step >= len(call.variables["path"])
    call.work.session.add(record)
    call.work.session.flush()
    return {"decision": decision}


def _check_votes(call: CallLike, given: Answers) -> None:
    """Refuse the deciding approval against the vote of the meeting, where there has to be one."""
    seen = call.variables
    if not seen["meeting_needed"]:
        return
    subject, number = _subject_of(seen), int(seen["round"])
    meeting = queries.find_meeting(call.work.session, *subject, number)
    if meeting is None or not rules.is_majority(meeting.votes_for, len(meeting.attendees)):
        votes = "no" if meeting is None else f"{meeting.votes_for} of {len(meeting.attendees)}"
        detail = f"{votes} attendees voted for it: the meeting has not approved it"
        given.refuse("decision", detail, "no_majority")


def _step_of(call: CallLike) -> ApprovalRecord:
    work: Work = call.work
    seen = call.variables
    subject_type, subject_id = _subject_of(seen)
    task = find_open_task(work.session, call.case_id, call.token_id)
    absent = work.actor.on_behalf_of
    return ApprovalRecord(
        id=next_key(work.session),
        case_id=call.case_id,
        subject_type=subject_type,
        subject_id=subject_id,
        round=int(seen["round"]),
        step=int(seen["step"]),
        tier=int(seen["tier"]),
        # the task may have gone to a higher group than the path names
        group_code=task.groups[0] if task else seen["step_group"],
        approver_id=work.actor.user_id,
        approver_name=work.actor.name,
        on_behalf_of_id=None if absent is None else absent.user_id,
        on_behalf_of_name=None if absent is None else absent.name,
        decided_at=work.now,
        amount_seen=money_of(seen["amount"]),
        superseded=False,
    )


def conclude(call: CallLike) -> Variables:
    """Say how the round ended."""
    work: Work = call.work
    seen = call.variables
    records = queries.list_round(work.session, *_subject_of(seen), int(seen["round"]))
    last = records[-1]
    return {
        "approval_result": rules.result_of([record.decision for record in records]),
        "return_to": last.return_to,
        "approved_at": local_text(last.decided_at, work.processes.zone),
        "approved_amount": last.amount_seen,
        "tier": last.tier,
    }


HANDLERS: Mapping[str, Handler] = {
    "approvals.open_round": open_round,
    "approvals.compare_change": compare_change,
    "approvals.conclude": conclude,
}
LISTENERS: Mapping[str, Listener] = {
    "approvals.record_meeting": record_meeting,
    "approvals.record_step": record_step,
}
ENDINGS: Mapping[str, Ending] = {}

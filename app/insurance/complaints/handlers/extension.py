"""A longer limit: asked for by the owner, approved by others, counted from the first receipt.

Source: complaint rules (2020) art. 21: 15 days, complex 30, and after approval another 30.
"""

import datetime as dt

from app.cases.clocks import extend_clock
from app.errors import Conflict, NotAllowed
from app.inbox.queries import people_of
from app.insurance.answers import Answers, local_text
from app.insurance.complaints import queries, rules
from app.insurance.complaints.handlers.opening import STAGE
from app.insurance.complaints.handlers.owner import follow_owner
from app.insurance.complaints.models import Complaint, ComplaintExtension
from app.insurance.complaints.subject import complaint_of, note, tell
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

TOO_LATE = "extension_too_late"
CONFIRM = "confirm"  # a special limit needs compliance besides


def record_request(call: CallLike, answers: Variables) -> Variables:
    """Keep which longer limit is asked for, why, and when the complainant was told.

    :raises Conflict: extension_too_late, the limit has passed
    """
    work: Work = call.work
    complaint = complaint_of(call)
    given = Answers(answers)
    track = given.option("to_track", rules.TRACKS)
    reason = given.text("reason")
    told_at = given.instant("told_customer_at", no_later_than=work.now)
    following = rules.NEXT_TRACK.get(complaint.track or "")
    if told_at is not None and told_at < complaint.received_at:
        given.refuse("told_customer_at", "told_customer_at lies before the receipt")
    if track and track != following:
        given.refuse("to_track", f"after {complaint.track} comes {following}")
    given.finish()
    assert told_at is not None  # else refused above
    due = _ensure_in_time(work, complaint)
    asked = ComplaintExtension(
        complaint_id=complaint.id,
        to_track=track,
        reason=reason,
        told_customer_at=told_at,
        opinions=[],
        due_before=due,
    )
    enter(work, asked)
    note(work, complaint, "complaint.extension_asked", to_track=track)
    return {"owner": follow_owner(work, complaint), "to_track": track}


def _ensure_in_time(work: Work, complaint: Complaint) -> dt.datetime:
    due = complaint.statutory_due_at
    if due is None or work.now >= due:
        raise Conflict(f"the limit of {complaint.complaint_no} has passed", code=TOO_LATE)
    return due


def record_approval(call: CallLike, answers: Variables) -> Variables:
    """Keep what the manager says of an extension; the longest one is confirmed by compliance."""
    approved = _record_opinion(call, answers)
    if approved and call.variables["to_track"] == rules.SPECIAL:
        return {"extension_decision": CONFIRM}
    _conclude(call, approved=approved)
    return {"extension_decision": rules.APPROVE if approved else rules.REFUSE}


def record_confirmation(call: CallLike, answers: Variables) -> Variables:
    """Keep what compliance says of the longest extension.

    :raises NotAllowed: four_eyes_violation, the same person has approved it
    """
    asked = _asked(call)
    people = people_of(call.work, call.case_id)
    if any(row["by"] in people for row in asked.opinions):
        raise NotAllowed(
            "whoever approved an extension may not confirm it", code="four_eyes_violation"
        )
    approved = _record_opinion(call, answers)
    _conclude(call, approved=approved)
    return {"extension_decision": rules.APPROVE if approved else rules.REFUSE}


def _asked(call: CallLike) -> ComplaintExtension:
    complaint = complaint_of(call)
    asked = queries.find_asked_extension(call.work.session, complaint.id)
    if asked is None:
        raise Conflict(f"no extension of {complaint.complaint_no} is asked for")
    return asked


def _record_opinion(call: CallLike, answers: Variables) -> bool:
    work: Work = call.work
    given = Answers(answers)
    decision = given.option("decision", rules.DECISIONS)
    opinion = given.text("opinion")
    given.finish()
    approved = decision == rules.APPROVE
    if approved:
        _ensure_in_time(work, complaint_of(call))
    asked = _asked(call)
    said = {
        "at": local_text(work.now, work.processes.zone),
        "by": work.actor.user_id,
        "approve": approved,
        "opinion": opinion,
    }
    asked.opinions = [*asked.opinions, said]
    touch(work, asked)
    return approved


def _conclude(call: CallLike, *, approved: bool) -> None:
    work: Work = call.work
    asked = _asked(call)
    asked.approved, asked.decided_at = approved, work.now
    touch(work, asked)
    detail = {"to_track": asked.to_track, "approved": approved}
    note(work, complaint_of(call), "complaint.extension_decided", **detail)


def extend(call: CallLike) -> Variables:
    """Give the complaint the longer limits, counted from its first receipt, and tell that."""
    work: Work = call.work
    complaint = complaint_of(call)
    complaint.track = call.variables["to_track"]
    facts = {"track": complaint.track, "lob": None, "amount": None, "cat_level": None}
    due = extend_clock(work, case_id=call.case_id, stage=STAGE, facts=facts)
    complaint.statutory_due_at = due or complaint.statutory_due_at
    touch(work, complaint)
    granted = queries.list_extensions(work.session, complaint.id)[-1]
    granted.due_after = due
    touch(work, granted)
    if due is not None:
        last = (due - dt.timedelta(seconds=1)).astimezone(work.processes.zone).date()
        tell(work, complaint, f"因情况复杂，处理期限延长至{last.isoformat()}。")
    return {"track": complaint.track}

"""A complaint comes in: entered, given to its owner, accepted or refused."""

import datetime as dt
from typing import Any

from app.cases.clocks import cancel_clock, open_clock
from app.cases.queries import get_case
from app.insurance.answers import Answers
from app.insurance.complaints import letters, queries, rules
from app.insurance.complaints.handlers.owner import choose_owner, follow_owner, username_of
from app.insurance.complaints.intake import FIELDS, read_complaint, read_references
from app.insurance.complaints.models import Complaint, ComplaintStatus
from app.insurance.complaints.subject import NOTICES, complaint_of, move, note, tell
from app.insurance.records import enter, touch
from app.sla.models import ClockType
from app.sla.queries import list_case_stage_clocks
from app.work import CallLike, Variables, Work

STAGE, REVIEW_STAGE, PAYMENT_STAGE = "complaint", "complaint_review", "payment"
UNKNOWN_LINE = "liability"  # a remedy for what no policy is about is the company's own liability


def open_complaint(call: CallLike) -> Variables:
    """Enter a complaint that came by message; one that was raised over REST is entered already.

    The same ``external_ref`` or ``regulator_ref`` again is the first complaint, and ends here.

    :raises InvalidInput: whoever sent it left something out
    """
    work: Work = call.work
    given = call.variables
    entered = given.get("complaint_id") is not None
    first = None if entered else _find_first(work, given)
    if first is not None:
        return {"known": True, **_told_of(work, first)}
    complaint = complaint_of(call) if entered else _enter(call)
    complaint.case_id = call.case_id
    touch(work, complaint)
    tell(work, complaint, NOTICES[complaint.status])
    note(
        work,
        complaint,
        "complaint.received",
        channel=complaint.channel,
        subject=complaint.subject,
        repeats=complaint.repeat_count,
    )
    return {"known": False, **_told_of(work, complaint)}


def _find_first(work: Work, given: Variables) -> Complaint | None:
    external_ref, regulator_ref = read_references(given)
    queries.hold_reference(work.session, regulator_ref)
    return queries.find_first(work.session, external_ref, regulator_ref)


def _enter(call: CallLike) -> Complaint:
    work: Work = call.work
    given = call.variables
    fields = {name: given.get(name) for name in FIELDS}
    if fields["channel"] is None and fields["regulator_ref"]:
        fields["channel"] = rules.BY_REGULATOR
    case = get_case(work.session, call.case_id)
    known = given.get("known") or {}
    complaint = read_complaint(work, fields, known, came_at=case.started_at)
    complaint.external_ref, _ = read_references(given)
    assert case.business_key is not None  # the process has a prefix for it
    complaint.complaint_no = case.business_key
    return enter(work, complaint)


def _told_of(work: Work, complaint: Complaint) -> Variables:
    """Return what the process knows; names, contact and words stay in the record."""
    money = f"¥{complaint.amount:,.2f}" if complaint.amount else None
    parts = (complaint.related_case, complaint.subject, money)
    return {
        "complaint_id": complaint.id,
        "complaint_no": complaint.complaint_no,
        "subject": " · ".join(part for part in parts if part),
        "channel": complaint.channel,
        "complaint_subject": complaint.subject,
        "group_size": complaint.group_size,
        "media": complaint.media,
        "amount": complaint.amount,
        "repeat_count": complaint.repeat_count,
        "lob": complaint.lob or UNKNOWN_LINE,
        "claim_id": complaint.claim_id,
        "related_case": complaint.related_case,
        "segregation_from": complaint.segregation_from,
        "review_asked": False,
        "in_review": False,
        **dict.fromkeys(("satisfied", "remedy_amount", "payment_id", "resolution")),
    }


def assign_owner(call: CallLike) -> Variables:
    """Keep the class of a complaint, name its owner, and let the law's limit run.

    It runs from the first receipt (complaint rules 2020 art. 21).
    """
    work: Work = call.work
    complaint = complaint_of(call)
    classed: dict[str, Any] = call.variables["class"]
    complaint.severity, complaint.track = classed["severity"], classed["track"]
    group, owner_id = choose_owner(work, classed["owner_group"], complaint.segregation_from)
    complaint.owner_group, complaint.owner_id = group, owner_id
    facts = {"track": complaint.track, "lob": None, "amount": None, "cat_level": None}
    open_clock(work, case_id=call.case_id, stage=STAGE, facts=facts, at=complaint.received_at)
    complaint.statutory_due_at = statutory_due(work, call.case_id)
    touch(work, complaint)
    owner = username_of(work, owner_id)
    note(work, complaint, "complaint.owner_named", owner=owner, group=group, **classed)
    return {
        "severity": complaint.severity,
        "track": complaint.track,
        "owner_group": group,
        "owner": owner,
    }


def statutory_due(work: Work, case_id: int) -> dt.datetime | None:
    """Return when the law's limit of a complaint is due."""
    clocks = list_case_stage_clocks(work.session, [(case_id, STAGE)]).get((case_id, STAGE), ())
    dues = [clock.due_at for clock in clocks if clock.clock_type is ClockType.STATUTORY]
    return dues[-1] if dues else None


def record_ack(call: CallLike, answers: Variables) -> Variables:
    """Keep whether the complaint is accepted, and when that was told."""
    work: Work = call.work
    complaint = complaint_of(call)
    given = Answers(answers)
    accepted = given.truth("accepted")
    reason = "" if accepted else given.text("refuse_reason")
    told_at = given.instant("ack_at", no_later_than=work.now)
    if told_at is not None and told_at < complaint.received_at:
        given.refuse("ack_at", "ack_at lies before the receipt")
    given.finish()
    complaint.accepted, complaint.refuse_reason = accepted, reason or None
    complaint.acknowledged_at = told_at
    owner = follow_owner(work, complaint)
    if accepted:
        move(work, complaint, ComplaintStatus.INVESTIGATING)
    note(work, complaint, "complaint.acknowledged", accepted=accepted)
    return {"accepted": accepted, "owner": owner}


def refuse(call: CallLike) -> None:
    """Tell the complainant by letter why it is not accepted; its limit has no reason any more."""
    work: Work = call.work
    complaint = complaint_of(call)
    cancel_clock(work, case_id=call.case_id, stage=STAGE)
    complaint.closed_at = work.now
    letters.write_refusal(work, complaint)
    move(work, complaint, ComplaintStatus.NOT_ACCEPTED)
    note(work, complaint, "complaint.not_accepted")

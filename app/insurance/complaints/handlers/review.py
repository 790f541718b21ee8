"""What the complainant says of the reply, and the review by a superior."""

from app.cases.clocks import open_clock, stop_clock
from app.errors import NotAllowed
from app.inbox.queries import people_of
from app.insurance.answers import Answers
from app.insurance.complaints import letters, rules
from app.insurance.complaints.handlers.opening import REVIEW_STAGE
from app.insurance.complaints.models import ComplaintStatus
from app.insurance.complaints.opinions import keep_opinion
from app.insurance.complaints.subject import complaint_of, move, note
from app.insurance.records import touch
from app.work import CallLike, Variables, Work


def take_feedback(call: CallLike) -> Variables:
    """Keep what the complainant thinks of the reply; within 30 days of it a review may be asked."""
    work: Work = call.work
    complaint = complaint_of(call)
    given = Answers(call.variables, "")
    satisfied = given.truth("satisfied")
    rating = given.count("rating", least=1, most=5)
    text = given.text("comment", required=False)
    wanted = given.truth("review_requested", required=False)
    given.finish()
    keep_opinion(work, complaint, satisfied=satisfied, rating=rating, text=text)
    in_time = rules.may_ask_review(complaint.replied_at, work.now, work.processes.zone)
    asked = wanted and not satisfied and in_time
    if asked:
        complaint.review_requested_at = work.now
        touch(work, complaint)
    return {"satisfied": satisfied, "review_asked": asked, "comment": None}


def begin_review(call: CallLike) -> Variables:
    """Let the limit of the review run since it was asked for (complaint rules 2020 art. 24)."""
    work: Work = call.work
    complaint = complaint_of(call)
    complaint.review_requested_at = complaint.review_requested_at or work.now
    complaint.closed_at = None
    facts = dict.fromkeys(("track", "lob", "amount", "cat_level"))
    at = complaint.review_requested_at
    open_clock(work, case_id=call.case_id, stage=REVIEW_STAGE, facts=facts, at=at)
    move(work, complaint, ComplaintStatus.IN_REVIEW)
    note(work, complaint, "complaint.review_asked")
    return {"in_review": True}


def record_review(call: CallLike, answers: Variables) -> Variables:
    """Keep what the superior says; an upheld resolution is answered at once.

    :raises NotAllowed: four_eyes_violation, the owner does not review their own complaint
    """
    work: Work = call.work
    complaint = complaint_of(call)
    if complaint.owner_id in people_of(work, call.case_id):
        raise NotAllowed("the owner may not review a complaint", code="four_eyes_violation")
    given = Answers(answers)
    upheld = given.truth("uphold")
    new = "" if upheld else given.text("new_resolution")
    given.finish()
    complaint.upheld, complaint.new_resolution = upheld, new or None
    complaint.reviewed_by, complaint.reviewed_at = work.actor.user_id, work.now
    touch(work, complaint)
    if upheld:
        complaint.review_replied_at = work.now
        stop_clock(work, case_id=call.case_id, stage=REVIEW_STAGE)
        letters.write_upheld(work, complaint)
    note(work, complaint, "complaint.reviewed", upheld=upheld)
    return {"uphold": upheld, "resolution": new or complaint.resolution}

"""A complaint is worked on: investigated, a resolution proposed and paid for, the reply given."""

from app.cases.clocks import cancel_clock, open_clock, stop_clock
from app.errors import NotFound
from app.files.queries import get_file
from app.insurance.answers import Answers, instant_of, local_text, money_of
from app.insurance.authority import tier_amount
from app.insurance.complaints import letters, rules
from app.insurance.complaints.handlers.opening import PAYMENT_STAGE, REVIEW_STAGE, STAGE
from app.insurance.complaints.handlers.owner import follow_owner
from app.insurance.complaints.models import ComplaintStatus
from app.insurance.complaints.subject import complaint_of, move, note
from app.insurance.records import touch
from app.work import CallLike, Variables, Work

NO_CATASTROPHE = "none"
PAID, CANCELLED = "paid", "cancelled"  # how a payment ends; one that is held is not over


def record_findings(call: CallLike, answers: Variables) -> Variables:
    """Keep what happened, and who answers for it."""
    work: Work = call.work
    complaint = complaint_of(call)
    given = Answers(answers)
    complaint.findings = given.text("findings")
    complaint.responsibility = given.option("responsibility", rules.RESPONSIBILITIES)
    complaint.evidence = _files(work, given, "evidence")
    given.finish()
    owner = follow_owner(work, complaint)
    move(work, complaint, ComplaintStatus.RESOLVING)
    note(work, complaint, "complaint.investigated", responsibility=complaint.responsibility)
    return {"owner": owner}


def _files(work: Work, given: Answers, name: str) -> list[str]:
    """Read ids of stored files; each has to be there."""
    files = given.names(name)
    for index, file_id in enumerate(files):
        try:
            get_file(work.session, int(file_id))
        except (NotFound, ValueError):
            given.refuse(f"{name}/{index}", f"there is no file {file_id}", "not_found")
    return files


def record_proposal(call: CallLike, answers: Variables) -> Variables:
    """Keep how the complaint is to be settled; a sum goes to the approvers and the bank."""
    work: Work = call.work
    complaint = complaint_of(call)
    given = Answers(answers)
    resolution = given.text("resolution")
    remedy = given.option("remedy", rules.REMEDIES)
    pays = remedy == rules.PAYMENT
    amount = given.money("remedy_amount", required=True) if pays else None
    if amount is not None and amount == 0:
        given.refuse("remedy_amount", "a payment of nothing is none")
    granted = complaint.remedy_paid_at is not None or bool(call.variables.get("granted"))
    if pays and granted:
        given.refuse("remedy", "a remedy was granted for this complaint before")
    given.finish()
    complaint.resolution, complaint.remedy = resolution, remedy
    if not granted:
        complaint.remedy_amount = amount
    owner = follow_owner(work, complaint)
    note(work, complaint, "complaint.resolution_proposed", remedy=remedy, amount=amount)
    return {"owner": owner, "remedy": remedy, "remedy_amount": amount, "resolution": resolution}


def prepare_remedy(call: CallLike) -> Variables:
    """Say by which sum the approvers are chosen, and whom it goes to."""
    work: Work = call.work
    amount = money_of(call.variables["remedy_amount"])
    payee = {"name": complaint_of(call).complainant}
    return {"tier_amount": tier_amount(work, amount, NO_CATASTROPHE), "payee": payee}


def grant_remedy(call: CallLike) -> Variables:
    """Let the limit run for paying what was approved; the reply does not wait for the payment.

    The law wants the decision told in time (complaint rules 2020 art. 21), whatever the bank does.
    """
    work: Work = call.work
    complaint = complaint_of(call)
    facts = {
        "track": complaint.track,
        "lob": complaint.lob,
        "amount": complaint.remedy_amount,
        "cat_level": NO_CATASTROPHE,
    }
    open_clock(work, case_id=call.case_id, stage=PAYMENT_STAGE, facts=facts, at=work.now)
    note(work, complaint, "complaint.remedy_granted", amount=complaint.remedy_amount)
    return {"granted": True}


def record_return(call: CallLike) -> Variables:
    """Take back a sum that approvers did not approve; another resolution is proposed."""
    work: Work = call.work
    complaint = complaint_of(call)
    complaint.remedy = complaint.remedy_amount = None
    touch(work, complaint)
    note(work, complaint, "complaint.remedy_refused", result=call.variables["approval_result"])
    return {"remedy_amount": None, "granted": False}


def record_remedy(call: CallLike) -> Variables:
    """Keep when the remedy was paid; one that is held is not."""
    work: Work = call.work
    seen = call.variables
    complaint = complaint_of(call)
    if seen["payment_result"] == PAID:
        complaint.remedy_paid_at = instant_of(seen["executed_at"])
        touch(work, complaint)
        at = complaint.remedy_paid_at
        stop_clock(work, case_id=call.case_id, stage=PAYMENT_STAGE, at=at)
    if seen["payment_result"] == CANCELLED:
        cancel_clock(work, case_id=call.case_id, stage=PAYMENT_STAGE)
    note(work, complaint, "complaint.remedy", result=seen["payment_result"])
    return {"granted": True}


def record_reply(call: CallLike, answers: Variables) -> Variables:
    """Reply by letter; with its delivery the limit is met, that of the review where there was one.

    The reply says what else the complainant may do (complaint rules 2020 art. 22).
    """
    work: Work = call.work
    complaint = complaint_of(call)
    given = Answers(answers)
    reply = given.text("reply")
    delivered_at = given.instant("delivered_at", no_later_than=work.now)
    if not given.truth("rights_text"):
        given.refuse("rights_text", "the reply has to say what the complainant may do")
    begun_at = complaint.review_requested_at or complaint.received_at
    if delivered_at is not None and delivered_at < begun_at:
        given.refuse("delivered_at", "delivered_at lies before what is replied to")
    given.finish()
    assert delivered_at is not None  # else refused above
    complaint.reply = reply
    owner = follow_owner(work, complaint)
    after_review = complaint.reviewed_at is not None
    if after_review:
        complaint.review_replied_at = delivered_at
    else:
        complaint.replied_at = delivered_at
        move(work, complaint, ComplaintStatus.REPLIED)
    stage = REVIEW_STAGE if after_review else STAGE
    stop_clock(work, case_id=call.case_id, stage=stage, at=delivered_at)
    letters.write_reply(work, complaint, after_review=after_review)
    note(work, complaint, "complaint.replied", remedy=complaint.remedy)
    until = delivered_at + rules.SILENCE
    return {"owner": owner, "feedback_until": local_text(until, work.processes.zone)}

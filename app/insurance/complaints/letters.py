"""Collects what letters tell of a complaint; what they say about it is written in ``letters``."""

import datetime as dt
from collections.abc import Mapping

from app.insurance.complaints.models import Complaint
from app.insurance.letters import complaint_contents as contents
from app.insurance.letters.complaint_contents import ComplaintAbout
from app.insurance.letters.contents import Content, Row
from app.insurance.letters.models import Letter, LetterKind
from app.insurance.letters.operations import write_letter
from app.work import Work

SUBJECT = "complaint"
SUBJECT_NAMES: Mapping[str, str] = {
    "claim_delay": "理赔时效",
    "claim_amount": "赔付金额",
    "claim_rejection": "拒赔",
    "mis_selling": "销售误导",
    "surrender": "退保",
    "renewal": "续保续期",
    "policy_service": "保全服务",
    "privacy_breach": "个人信息泄露",
    "staff_misconduct": "工作人员违规",
    "service_attitude": "服务态度",
    "facility": "服务设施",
    "other": "其他",
}
REMEDY_NAMES: Mapping[str, str] = {
    "apology": "赔礼道歉",
    "correction": "更正",
    "payment": "支付补偿",
    "policy_change": "变更保单",
    "none": "无",
}


def write_refusal(work: Work, complaint: Complaint) -> Letter:
    """Tell the complainant why the complaint is not accepted."""
    reason = complaint.refuse_reason or ""
    content = contents.refusal(_about(work, complaint), reason, work.today)
    return _write(work, complaint, LetterKind.COMPLAINT_REFUSAL, content)


def write_reply(work: Work, complaint: Complaint, *, after_review: bool) -> Letter:
    """Tell the complainant how the complaint was settled; dated as it was delivered."""
    delivered = complaint.review_replied_at if after_review else complaint.replied_at
    remedy = [Row(name="处理方式", value=REMEDY_NAMES[complaint.remedy or "none"])]
    if complaint.remedy_amount is not None:
        remedy += contents.remedy_sum(complaint.remedy_amount)
    content = contents.reply(
        _about(work, complaint),
        text=complaint.reply or "",
        resolution=complaint.resolution or "",
        remedy=remedy,
        is_paid=complaint.remedy_amount is None or complaint.remedy_paid_at is not None,
        after_review=after_review,
        date=_day(work, delivered or work.now),
    )
    kind = LetterKind.COMPLAINT_REVIEW if after_review else LetterKind.COMPLAINT_REPLY
    return _write(work, complaint, kind, content)


def write_upheld(work: Work, complaint: Complaint) -> Letter:
    """Tell the complainant that the review left the resolution as it was."""
    resolution = complaint.resolution or ""
    content = contents.upheld(_about(work, complaint), resolution, work.today)
    return _write(work, complaint, LetterKind.COMPLAINT_REVIEW, content)


def write_handover(work: Work, complaint: Complaint) -> Letter:
    """Tell the complainant that the matter goes before a mediator."""
    content = contents.handover(_about(work, complaint), work.today)
    return _write(work, complaint, LetterKind.COMPLAINT_REPLY, content)


def _write(work: Work, complaint: Complaint, kind: LetterKind, content: Content) -> Letter:
    return write_letter(
        work,
        kind,
        content,
        recipient=complaint.complainant,
        subject=(SUBJECT, complaint.id),
        case_id=complaint.case_id,
    )


def _about(work: Work, complaint: Complaint) -> ComplaintAbout:
    return ComplaintAbout(
        complaint_no=complaint.complaint_no,
        received_on=_day(work, complaint.received_at),
        subject=SUBJECT_NAMES[complaint.subject],
        related_case=complaint.related_case,
    )


def _day(work: Work, instant: dt.datetime) -> dt.date:
    return instant.astimezone(work.processes.zone).date()

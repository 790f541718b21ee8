"""The complaint a call is about: found, moved on, and what happens to it noted and told."""

import re
from collections.abc import Mapping

from app.audit import operations as audit
from app.database import next_key
from app.insurance.channels.operations import Message, send
from app.insurance.complaints import queries, rules
from app.insurance.complaints.models import Complaint, ComplaintProgress, ComplaintStatus
from app.insurance.records import touch
from app.work import CallLike, Work

#: what the complainant is told when the complaint comes to a status
NOTICES: Mapping[ComplaintStatus, str] = {
    ComplaintStatus.RECEIVED: "您的投诉已收到，本公司将在24小时内告知是否受理。",
    ComplaintStatus.INVESTIGATING: "您的投诉已受理，正在核查。",
    ComplaintStatus.RESOLVING: "核查已完成，正在拟定处理方案。",
    ComplaintStatus.REPLIED: "处理决定已答复。如有异议，可在收到答复之日起30日内申请核查。",
    ComplaintStatus.IN_REVIEW: "已收到您的核查申请，将由上级人员重新核查。",
    ComplaintStatus.TRACING: "投诉已答复完毕，本公司正在查找根源、落实整改。",
    ComplaintStatus.RESOLVED: "投诉已办结，感谢您的监督。",
    ComplaintStatus.UNRESOLVED: "投诉已办结。您仍可申请核查、调解，或者依法提起诉讼、申请仲裁。",
    ComplaintStatus.NOT_ACCEPTED: "您的投诉未予受理，理由已书面告知。",
    ComplaintStatus.WITHDRAWN: "您已撤回投诉，处理终止。",
    ComplaintStatus.IN_DISPUTE: "协商未能达成一致，已转入理赔纠纷外部调解。",
}


def complaint_of(call: CallLike) -> Complaint:
    """Return the complaint that a case is about."""
    return queries.get_complaint(call.work.session, int(call.variables["complaint_id"]))


def move(work: Work, complaint: Complaint, status: ComplaintStatus) -> None:
    """Note how far a complaint has come, and tell the complainant; twice the same is told once."""
    is_news = complaint.status is not status
    complaint.status = status
    touch(work, complaint)
    if is_news:
        tell(work, complaint, NOTICES[status])


def tell(work: Work, complaint: Complaint, text: str) -> None:
    """Tell the complainant how things stand."""
    row = ComplaintProgress(
        id=next_key(work.session),
        complaint_id=complaint.id,
        status=complaint.status,
        at=work.now,
        text=text,
    )
    work.session.add(row)
    work.session.flush()
    channel = _channel_of(complaint.contact)
    if channel is None:
        return
    message = Message(
        customer_id=complaint.customer_id,
        channel=channel,
        subject=f"投诉 {complaint.complaint_no} 进展",
        text=f"投诉 {complaint.complaint_no}：{text}",
        case_id=complaint.case_id,
        to=complaint.contact,
    )
    send(work, message, key=f"complaint-progress-{row.id}")


def _channel_of(contact: str) -> str | None:
    """Return how a complainant is told; by letter alone where there is neither phone nor mail."""
    if "@" in contact:
        return "mail"
    return "sms" if re.fullmatch(rules.PHONE, contact) else None


def note(work: Work, complaint: Complaint, action: str, **detail: object) -> None:
    """Note in the log what happened to a complaint."""
    audit.record(
        work, action, case_id=complaint.case_id, subject=complaint.complaint_no, detail=detail
    )

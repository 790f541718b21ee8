"""Reads approval records; writes nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insurance.approvals.models import ApprovalMeeting, ApprovalRecord


def list_approvals(
    session: Session, subject_type: str, subject_id: int
) -> Sequence[ApprovalRecord]:
    """List the records of one subject, round by round and step by step."""
    return session.scalars(
        sa.select(ApprovalRecord)
        .where(ApprovalRecord.subject_type == subject_type, ApprovalRecord.subject_id == subject_id)
        .order_by(ApprovalRecord.round, ApprovalRecord.step)
        .limit(1000)
    ).all()


def list_round(
    session: Session, subject_type: str, subject_id: int, number: int
) -> Sequence[ApprovalRecord]:
    """List the records of one round."""
    records = list_approvals(session, subject_type, subject_id)
    return [record for record in records if record.round == number]


def last_round(session: Session, subject_type: str, subject_id: int) -> int:
    """Return the number of the latest round, 0 where there was none."""
    latest = session.execute(
        sa.select(sa.func.max(ApprovalRecord.round)).where(
            ApprovalRecord.subject_type == subject_type, ApprovalRecord.subject_id == subject_id
        )
    ).scalar()
    return latest or 0


def list_meetings(
    session: Session, subject_type: str, subject_id: int
) -> Sequence[ApprovalMeeting]:
    """List the meetings on one subject, round by round."""
    return session.scalars(
        sa.select(ApprovalMeeting)
        .where(
            ApprovalMeeting.subject_type == subject_type, ApprovalMeeting.subject_id == subject_id
        )
        .order_by(ApprovalMeeting.round)
        .limit(1000)
    ).all()


def find_meeting(
    session: Session, subject_type: str, subject_id: int, number: int
) -> ApprovalMeeting | None:
    """Return the meeting of one round."""
    meetings = list_meetings(session, subject_type, subject_id)
    return next((meeting for meeting in meetings if meeting.round == number), None)

"""What a complainant thinks of the reply."""

from app.insurance.complaints.models import Complaint
from app.insurance.complaints.subject import note
from app.insurance.customers.contact_models import Feedback, FeedbackCategory
from app.insurance.customers.contact_operations import note_feedback
from app.insurance.records import touch
from app.work import Work


def keep_opinion(
    work: Work, complaint: Complaint, *, satisfied: bool, rating: int | None, text: str
) -> None:
    """Keep whether the complainant is satisfied, and what they said, as an opinion on complaints.

    :param rating: 1, the worst, to 5
    """
    complaint.satisfied, complaint.feedback_at = satisfied, work.now
    touch(work, complaint)
    note_feedback(
        work,
        Feedback(
            customer_id=complaint.customer_id,
            source_case_id=complaint.case_id,
            category=FeedbackCategory.COMPLAINT,
            text=text,
            rating=rating,
            org_unit=complaint.org_unit,
        ),
        source=complaint.complaint_no,
    )
    note(work, complaint, "complaint.rated", satisfied=satisfied, rating=rating)

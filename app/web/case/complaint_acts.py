"""Acts on the cases of complaints: what those who raised them say later on."""

from collections.abc import Sequence

from flask_babel import lazy_gettext

from app.insurance.complaints import operations as complaints
from app.insurance.complaints.models import OVER, Complaint
from app.insurance.complaints.queries import get_complaint
from app.web.case.asking import NO, RATINGS, REASON, YES, Act, Question, Said
from app.web.case.subject import Subject
from app.work import Work

COMPLAINT = Subject(process="complaint", get=get_complaint)


def _feedback(work: Work, complaint: Complaint, said: Said) -> None:
    opinion = complaints.Opinion(
        satisfied=said["satisfied"] == "yes",
        rating=int(said["rating"]) if said.get("rating") else None,
        text=said.get("text", ""),
        review_requested=said.get("review_requested") == "yes",
    )
    complaints.take_feedback(work, complaint, opinion)


def _withdraw(work: Work, complaint: Complaint, said: Said) -> None:
    complaints.withdraw(work, complaint, reason=said["reason"])


COMPLAINT_ACTS: Sequence[Act] = (
    Act(
        key="feedback",
        title=lazy_gettext("Note what the complainant thinks"),
        hint=lazy_gettext("Of the reply they were given; with it a review may be asked for."),
        permission="complaint.tell",
        is_open=COMPLAINT.when(
            lambda one: one.status in complaints.ANSWERED and one.replied_at is not None
        ),
        run=COMPLAINT.do(_feedback),
        questions=(
            Question(
                name="satisfied",
                label=lazy_gettext("Satisfied"),
                kind="choice",
                choices=(YES, NO),
            ),
            Question(
                name="rating",
                label=lazy_gettext("Rating from 1 to 5"),
                kind="choice",
                choices=RATINGS,
                required=False,
            ),
            Question(
                name="review_requested",
                label=lazy_gettext("Asks for a review"),
                kind="choice",
                choices=(YES, NO),
                required=False,
            ),
            Question(
                name="text", label=lazy_gettext("In their words"), kind="lines", required=False
            ),
        ),
    ),
    Act(
        key="withdraw_complaint",
        title=lazy_gettext("Withdraw the complaint"),
        hint=lazy_gettext("The complainant takes it back; it ends at once."),
        permission="complaint.tell",
        is_open=COMPLAINT.when(lambda one: one.status not in OVER),
        run=COMPLAINT.do(_withdraw),
        questions=(REASON,),
        is_grave=True,
    ),
)

"""Acts on the cases of complaints and disputes: what those who raised them say later on."""

from collections.abc import Callable, Sequence

from flask_babel import lazy_gettext

from app.cases.models import Case
from app.cases.running import lock_case
from app.errors import NotFound
from app.insurance.complaints import operations as complaints
from app.insurance.complaints.models import OVER, Complaint
from app.insurance.complaints.queries import get_complaint
from app.insurance.disputes import operations as disputes
from app.insurance.disputes.models import OVER as SETTLED
from app.insurance.disputes.models import Dispute
from app.insurance.disputes.queries import get_dispute
from app.web.case.asking import REASON, Act, Question, Said
from app.work import Work

YES, NO = ("yes", lazy_gettext("Yes")), ("no", lazy_gettext("No"))
RATINGS = tuple((str(number), str(number)) for number in range(1, 6))


def _complaint_of(work: Work, case: Case) -> Complaint | None:
    if case.process_id != "complaint":
        return None
    try:
        return get_complaint(work.session, case.business_key or "")
    except NotFound:
        return None


def _dispute_of(work: Work, case: Case) -> Dispute | None:
    if case.process_id != "dispute":
        return None
    try:
        return get_dispute(work.session, case.business_key or "")
    except NotFound:
        return None


def _while_complaint(fits: Callable[[Complaint], bool]) -> Callable[[Work, Case], bool]:
    def is_open(work: Work, case: Case) -> bool:
        complaint = _complaint_of(work, case)
        return complaint is not None and fits(complaint)

    return is_open


def _is_disputed(work: Work, case: Case) -> bool:
    dispute = _dispute_of(work, case)
    return dispute is not None and dispute.status not in SETTLED


def _held(work: Work, case: Case) -> Complaint:
    """Return the complaint of a case as stored now."""
    lock_case(work, case.id)
    complaint = _complaint_of(work, case)
    if complaint is None:
        raise NotFound(f"case {case.id} is no complaint's")
    work.session.refresh(complaint)
    return complaint


def _feedback(work: Work, case: Case, said: Said) -> None:
    opinion = complaints.Opinion(
        satisfied=said["satisfied"] == "yes",
        rating=int(said["rating"]) if said.get("rating") else None,
        text=said.get("text", ""),
        review_requested=said.get("review_requested") == "yes",
    )
    complaints.take_feedback(work, _held(work, case), opinion)


def _withdraw_dispute(work: Work, case: Case, said: Said) -> None:
    lock_case(work, case.id)
    dispute = _dispute_of(work, case)
    if dispute is None:
        raise NotFound(f"case {case.id} is no dispute's")
    work.session.refresh(dispute)
    disputes.withdraw(work, dispute, reason=said["reason"])


COMPLAINT_ACTS: Sequence[Act] = (
    Act(
        key="feedback",
        title=lazy_gettext("Note what the complainant thinks"),
        hint=lazy_gettext("Of the reply they were given; with it a review may be asked for."),
        permission="complaint.tell",
        is_open=_while_complaint(
            lambda one: one.status in complaints.ANSWERED and one.replied_at is not None
        ),
        run=_feedback,
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
        is_open=_while_complaint(lambda one: one.status not in OVER),
        run=lambda work, case, said: complaints.withdraw(
            work, _held(work, case), reason=said["reason"]
        ),
        questions=(REASON,),
        is_grave=True,
    ),
    Act(
        key="withdraw_dispute",
        title=lazy_gettext("Withdraw the dispute"),
        hint=lazy_gettext("It is taken back; the decided sum stands."),
        permission="dispute.tell",
        is_open=_is_disputed,
        run=_withdraw_dispute,
        questions=(REASON,),
        is_grave=True,
    ),
)

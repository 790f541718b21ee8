"""What customers learned in a session, and what they think of it."""

from decimal import Decimal

from app.insurance.answers import Answers
from app.insurance.customers.contact_models import Feedback, FeedbackCategory
from app.insurance.customers.contact_operations import note_feedback
from app.insurance.records import enter, touch
from app.insurance.training import queries, rules
from app.insurance.training.models import (
    Enrolment,
    Training,
    TrainingAssessment,
    TrainingSession,
)
from app.insurance.training.subject import note, session_of, training_of
from app.insurance.training.vocabulary import SessionStatus
from app.work import CallLike, Variables, Work

WORST, BEST, FULL_SCORE = 1, 5, 100

Marks = tuple[int, int | None]  # score, satisfaction


def record_assessment(call: CallLike, answers: Variables) -> None:
    """Keep a score for each customer who attended, and the survey."""
    work: Work = call.work
    training, session = training_of(call), session_of(call)
    attended = {
        str(place.customer_id): place
        for place in queries.list_enrolled(work.session, session.id)
        if place.attended
    }
    given = Answers(answers)
    marks = _read_scores(given, attended)
    average = _read_survey(given, marks)
    given.finish()
    for customer, place in attended.items():
        _assess(work, place, marks[customer])
    session.status, session.assessed_at = SessionStatus.ASSESSED, work.now
    session.survey_avg = average
    touch(work, session)
    _note_opinions(work, training, session, marks)
    note(call, training, "training.assessed", session=session.number, survey_avg=average)


def _read_scores(given: Answers, attended: dict[str, Enrolment]) -> dict[str, Marks]:
    marks: dict[str, Marks] = {}
    for pointer, fields in given.rows("scores"):
        row = given.row(pointer, fields)
        customer = row.text("customer")
        score = row.count("score", most=FULL_SCORE, required=True)
        satisfaction = row.count("satisfaction", least=WORST, most=BEST)
        if customer and (customer not in attended or customer in marks):
            row.refuse("customer", f"{customer} did not attend, or stands here twice")
        marks[customer] = (score or 0, satisfaction)
    if attended.keys() - marks.keys():
        missing = ", ".join(sorted(attended.keys() - marks.keys()))
        given.refuse("scores", f"no score for {missing}", "incomplete")
    return marks


def _read_survey(given: Answers, marks: dict[str, Marks]) -> Decimal:
    """Return the mean of the survey: of what each said, or of one without names."""
    ratings = _ratings(marks)
    if ratings:
        return rules.mean(ratings)
    average = given.number("survey_avg", required=True)
    if average is not None and not WORST <= average <= BEST:
        given.refuse("survey_avg", f"survey_avg must be from {WORST} to {BEST}")
    return average or Decimal(WORST)


def _ratings(marks: dict[str, Marks]) -> list[int]:
    return [said for _, said in marks.values() if said is not None]


def _assess(work: Work, place: Enrolment, marks: Marks) -> None:
    score, satisfaction = marks
    assessment = TrainingAssessment(
        session_id=place.session_id,
        enrolment_id=place.id,
        customer_id=place.customer_id,
        score=score,
        passed=score >= rules.PASSED,
        satisfaction=satisfaction,
        assessed_at=work.now,
    )
    enter(work, assessment)


def _note_opinions(
    work: Work, training: Training, session: TrainingSession, marks: dict[str, Marks]
) -> None:
    """Keep each customer's opinion; of a survey without names its mean, rounded, is the one."""
    said: list[tuple[int | None, int]] = [
        (int(customer), rating) for customer, (_, rating) in marks.items() if rating is not None
    ]
    if not said and session.survey_avg is not None:
        said = [(None, rules.nearest(session.survey_avg))]
    for customer_id, rating in said:
        opinion = Feedback(
            customer_id=customer_id,
            source_case_id=training.case_id,
            category=FeedbackCategory.TRAINING,
            rating=rating,
            text="",
        )
        note_feedback(work, opinion, source=training.training_no)

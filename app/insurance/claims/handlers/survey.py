"""The survey of a loss: contact, visit, report."""

from app.errors import NotAllowed, NotFound
from app.identity import queries as identity
from app.inbox.queries import people_of
from app.insurance.answers import Answers, local_text
from app.insurance.claims import queries, vocabulary
from app.insurance.claims.handlers.subject import claim_of
from app.insurance.claims.models import Claim, SurveyReport
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

JOINT = "onsite_joint"
SURVEYORS = "surveyor"
PHOTOS = {"onsite": 5, JOINT: 5, "remote": 1}  # at least this many


def record_contact(call: CallLike, answers: Variables) -> Variables:
    """Keep when the customer was reached and what was arranged."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    contacted_at = given.instant("contacted_at", no_later_than=work.now)
    appointment_at = given.instant("appointment_at", required=False)
    note = given.text("note", required=False)
    given.finish()
    assert contacted_at is not None  # else refused above
    last = queries.last_survey(work.session, claim.id)
    survey = SurveyReport(
        claim_id=claim.id,
        seq=1 if last is None else last.seq + 1,
        surveyor_id=work.actor.user_id,
        contacted_at=contacted_at,
        appointment_at=appointment_at,
        contact_note=note or None,
        fraud_flags=[],
        photos=[],
        attachments=[],
    )
    enter(work, survey)
    move(work, claim, ClaimStatus.SURVEYING)
    return {"contacted_at": local_text(contacted_at, work.processes.zone)}


def record_survey(call: CallLike, answers: Variables) -> Variables:
    """Keep what the surveyor saw; the estimate is reserved, and limits then depend on it."""
    work: Work = call.work
    claim = claim_of(call)
    survey = _survey_of(work, claim)
    given = Answers(answers)
    mode = given.option("mode", vocabulary.SURVEY_MODES)
    surveyed_at = given.instant("surveyed_at", no_later_than=work.now)
    cause, extent = given.text("cause_finding"), given.text("extent_finding")
    fault = given.option("fault", vocabulary.FAULTS)
    photos = given.names("photos", at_least=PHOTOS.get(mode, 1))
    estimate = given.money("initial_estimate", required=True)
    second = _read_second(work, given) if mode == JOINT else None
    given.finish()
    survey.surveyor_id, survey.second_surveyor_id = work.actor.user_id, second
    survey.mode, survey.surveyed_at = mode, surveyed_at
    survey.cause, survey.extent, survey.fault = cause, extent, fault
    survey.photos, survey.initial_estimate = photos, estimate
    survey.fraud_flags = given.names("fraud_flags")
    touch(work, survey)
    claim.reserve = estimate
    touch(work, claim)
    return {"initial_estimate": estimate, "fault": fault}


def _survey_of(work: Work, claim: Claim) -> SurveyReport:
    survey = queries.last_survey(work.session, claim.id)
    if survey is None:
        raise NotFound(f"claim {claim.claim_no} has no survey")
    return survey


def _read_second(work: Work, given: Answers) -> int | None:
    """Return the second surveyor: another member of the surveyors."""
    second = given.key("second_surveyor")
    if second is None:
        return None
    if second in work.actor.people:
        given.refuse("second_surveyor", "needs another person", "four_eyes_violation")
    elif SURVEYORS not in identity.groups_of(work.session, second):
        given.refuse("second_surveyor", "is no surveyor", "not_in_group")
    return second


def record_survey_report(call: CallLike, answers: Variables) -> Variables:
    """Keep the report of the one who surveyed."""
    work: Work = call.work
    claim = claim_of(call)
    survey = _survey_of(work, claim)
    given = Answers(answers)
    report = given.text("report")
    opinion = given.option("liability_opinion", vocabulary.LIABILITY_OPINIONS)
    attachments = given.names("attachments")
    given.finish()
    if survey.surveyor_id not in people_of(work, call.case_id):
        raise NotAllowed("the report is written by the one who surveyed")
    survey.report, survey.liability_opinion = report, opinion
    survey.attachments, survey.reported_at = attachments, work.now
    touch(work, survey)
    review = queries.last_review(work.session, claim.id)
    reviewed = review is not None and review.concluded_at is not None
    move(work, claim, ClaimStatus.ASSESSING if reviewed else ClaimStatus.AWAITING_DOCUMENTS)
    return {"liability_opinion": opinion}

"""Attempts to reach a customer: made, sent, answered, and each of them kept."""

from app.cases.clocks import stop_clock
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.insurance.answers import Answers, local_text
from app.insurance.channels.operations import Message, send
from app.insurance.customers.contact_models import (
    Consent,
    ContactNote,
    CustomerEvent,
    Direction,
    Feedback,
    FeedbackCategory,
    Purpose,
)
from app.insurance.customers.contact_operations import note_consent, note_contact, note_feedback
from app.insurance.records import enter, touch
from app.insurance.revisits import queries, rules
from app.insurance.revisits.models import (
    RevisitIssue,
    RevisitOccasion,
    RevisitPlanItem,
    RevisitRecord,
    RevisitStatus,
)
from app.insurance.revisits.said import Attempt, Said, read_said, read_written
from app.insurance.revisits.subject import ensure_not_seller, item_of, note
from app.work import CallLike, Variables, Work

NEED = "request_raised"  # message
SERVED_BY = {"visit": "counter"}  # customer service knows no visits
#: what an opinion given to these scripts is about; to the others it is about the revisit
ABOUT = {"CL5": FeedbackCategory.CLAIM, "CP4": FeedbackCategory.COMPLAINT}
RECORDING_TEXT = "revisit-1"  # version of the words by which a call's recording is agreed to


def stage_of(item: RevisitPlanItem) -> str:
    """Return the stage of the clock that a revisit is under."""
    return "revisit_new_policy" if item.mandatory else "revisit"


def begin_attempt(call: CallLike) -> Variables:
    """Say how the customer is turned to now, and whether this is the last time."""
    item = item_of(call)
    item.status = RevisitStatus.CONTACTING
    touch(call.work, item)
    return {
        "written": item.channel in rules.WRITTEN,
        "last_attempt": _left(call, item) <= 1,
        "attempt_no": item.attempts + 1,
        "questions": item.questions,
    }


def _left(call: CallLike, item: RevisitPlanItem) -> int:
    """Return how many attempts are left since the customer was reached last."""
    return item.attempts_max - (item.attempts - int(call.variables["attempts_before"]))


def record_attempt(call: CallLike, answers: Variables) -> Variables:
    """Keep an attempt of an agent: what the customer said, or when to try again."""
    work: Work = call.work
    item = item_of(call)
    ensure_not_seller(work, item)
    last = queries.find_last_record(work.session, item.id)
    attempt = Attempt(item=item, last=last, is_last=_left(call, item) <= 1)
    said = read_said(work, Answers(answers), attempt)
    record = _keep(work, item, said)
    _note_contact(work, item, record, Direction.OUTBOUND)
    return _result(call, item, said)


def send_questions(call: CallLike) -> Variables:
    """Send the questions to the customer, who answers when it suits, or is asked again."""
    work: Work = call.work
    item = item_of(call)
    again = rules.next_try(work.now, work.processes.zone, rules.ANSWER_TIME)
    said = Said(channel=item.channel, contacted=False, next_try_at=again)
    record = _keep(work, item, said)
    text = "\n".join([row["text"] for row in item.questions])
    message = Message(
        customer_id=item.customer_id,
        channel=item.channel,
        subject=f"回访 {item.revisit_no}",
        text=text,
        case_id=item.case_id,
    )
    send(work, message, key=f"{item.revisit_no}-{record.attempt_no}")
    return _result(call, item, said)


def take_answers(call: CallLike) -> Variables:
    """Keep what a customer has answered without a call."""
    work: Work = call.work
    item = item_of(call)
    given = Answers(call.variables["answered"], "")
    said = read_written(work, given, item)
    record = _keep(work, item, said, by_agent=False)
    _note_contact(work, item, record, Direction.INBOUND)
    return _result(call, item, said)


def _result(call: CallLike, item: RevisitPlanItem, said: Said) -> Variables:
    zone = call.work.processes.zone
    following = said.next_try_at
    return {
        "reached": said.reached,
        "issues_found": bool(said.issues),
        "attempts_left": _left(call, item),
        "next_try_at": None if following is None else local_text(following, zone),
    }


def _keep(work: Work, item: RevisitPlanItem, said: Said, *, by_agent: bool = True) -> RevisitRecord:
    """Keep an attempt, and all that follows from what was said."""
    agent_id = work.actor.user_id if by_agent and said.channel not in rules.WRITTEN else None
    item.attempts += 1
    record = RevisitRecord(
        item_id=item.id,
        attempt_no=item.attempts,
        at=work.now,
        channel=said.channel,
        agent_id=agent_id,
        contacted=said.contacted,
        identity_confirmed=said.identity_confirmed,
        recording_id=said.recording_id,
        answers=said.answers,
        satisfaction=said.satisfaction,
        suggestion=said.suggestion,
        need=said.need,
        next_try_at=said.next_try_at,
        org_unit=item.org_unit,
    )
    enter(work, record)
    if said.reached and item.first_success_at is None:
        item.first_success_at, item.agent_id = work.now, agent_id
        stop_clock(work, case_id=item.case_id or 0, stage=stage_of(item))
    touch(work, item)
    _keep_issues(work, item, record, said)
    _keep_opinion(work, item, said)
    _pass_on(work, item, record, said)
    note(work, item, "revisit.attempted", attempt=record.attempt_no, reached=said.reached)
    return record


def _keep_issues(work: Work, item: RevisitPlanItem, record: RevisitRecord, said: Said) -> None:
    for code in said.issues:
        issue = RevisitIssue(
            item_id=item.id,
            record_id=record.id,
            code=code,
            found_at=work.now,
            org_unit=item.org_unit,
        )
        enter(work, issue)


def _keep_opinion(work: Work, item: RevisitPlanItem, said: Said) -> None:
    """Keep consent to the recording, and how content the customer is."""
    if said.recording_consent and said.recording_id:
        allowed = Consent(
            customer_id=item.customer_id,
            purpose=Purpose.RECORDING,
            granted=True,
            channel=said.channel,
            text_version=RECORDING_TEXT,
        )
        note_consent(work, allowed)
    if said.satisfaction is None:
        return
    feedback = Feedback(
        customer_id=item.customer_id,
        source_case_id=_case_asked_about(work, item),
        category=ABOUT.get(item.script, FeedbackCategory.REVISIT),
        text=said.suggestion or "",
        rating=said.satisfaction,
        org_unit=item.org_unit,
    )
    note_feedback(work, feedback, source=item.source or item.revisit_no)


def _case_asked_about(work: Work, item: RevisitPlanItem) -> int | None:
    """Return the claim's or complaint's case that the opinion is about, else the revisit's own."""
    occasion = item.occasion_id and work.session.get(RevisitOccasion, item.occasion_id)
    if item.script not in ABOUT or not occasion or occasion.event_id is None:
        return item.case_id
    event = work.session.get_one(CustomerEvent, occasion.event_id)
    return event.case_id or item.case_id


def _pass_on(work: Work, item: RevisitPlanItem, record: RevisitRecord, said: Said) -> None:
    """Ask customer service to see to a need that was told."""
    if said.need is None:
        return
    publish_message(
        work,
        name=NEED,
        correlation_key=item.revisit_no or "",
        variables={
            "customer": item.customer.customer_no,
            "channel": SERVED_BY.get(said.channel, said.channel),
            "topic": said.need_topic,
            "need": said.need,
            "urgency": "normal",
            "related_case": item.revisit_no,
        },
        ttl=LONGEST_TTL,
        message_id=f"{NEED}-{item.revisit_no}-{record.attempt_no}",
    )


def _note_contact(
    work: Work, item: RevisitPlanItem, record: RevisitRecord, direction: Direction
) -> None:
    words = [text for text in (record.suggestion, record.need) if text]
    contact = ContactNote(
        customer_id=item.customer_id,
        case_id=item.case_id,
        channel=record.channel,
        direction=direction,
        at=record.at,
        verbatim="\n".join(words),
        summary=f"回访 {item.revisit_no} 第{record.attempt_no}次",
        next_contact_at=record.next_try_at,
        org_unit=item.org_unit,
    )
    note_contact(work, contact)

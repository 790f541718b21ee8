"""A request is solved: routed, analysed, solved, the customer asked, confirmed or taken back."""

import sqlalchemy as sa

from app.cases.clocks import cancel_clock, follow_facts, pause_clocks, run_on, stop_clock
from app.insurance.answers import Answers
from app.insurance.channels.operations import Message, send
from app.insurance.customers.file_models import CaseReference
from app.insurance.records import touch
from app.insurance.service import rules
from app.insurance.service.answered import close_messages, reply_by_solution
from app.insurance.service.models import RequestStatus, ServiceRequest
from app.insurance.service.questions import all_questions, blank_rows
from app.insurance.service.subject import end, note, request_of
from app.work import CallLike, Variables, Work

WAIT, AGAIN, CONFIRMED = "wait", "again", "confirmed"
PAUSED_FOR = "waiting_for_customer"


def route(call: CallLike) -> Variables:
    """Send a request to the group and track that the table says, with the questions to ask."""
    work: Work = call.work
    request = request_of(call)
    request.routed_to = call.variables["routed_group"]
    request.status = RequestStatus.ANALYSING
    _set_complexity(call, request, call.variables["track"])
    note(work, request, "request.routed", group=request.routed_to, track=request.complexity)
    return {"questions": blank_rows(request.topic)}


def _set_complexity(call: CallLike, request: ServiceRequest, complexity: str) -> None:
    request.complexity = complexity
    touch(call.work, request)
    follow_facts(call.work, call.case_id, {"track": complexity})


def record_needs(call: CallLike, answers: Variables) -> Variables:
    """Keep what the customer needs and what is proposed; another complexity moves the limit."""
    request = request_of(call)
    given = Answers(answers)
    request.questions = _read_questions(given)
    request.background = given.text("background", required=False) or None
    request.similar_case = _read_reference(call.work, given)
    request.proposed_solution = given.text("proposed_solution")
    complexity = given.option("complexity", rules.COMPLEXITIES)
    given.finish()
    request.status = RequestStatus.SOLVING
    _set_complexity(call, request, complexity)
    note(call.work, request, "request.analysed", complexity=complexity)
    return {"track": complexity, "proposed_solution": request.proposed_solution}


def _read_questions(given: Answers) -> list[dict[str, str]]:
    codes = tuple(all_questions())
    rows = []
    for at, row in given.rows("questions"):
        one = given.row(at, row)
        answer = one.text("answer", required=False)
        question = one.option("question", codes)
        rows.append({"question": question, "answer": answer})
    if not any(row["answer"] for row in rows):
        given.refuse("questions", "at least one question needs an answer", "too_few")
    return rows


def _read_reference(work: Work, given: Answers) -> str | None:
    number = given.text("similar_case", longest=64, required=False) or None
    known = sa.select(CaseReference.id).where(CaseReference.reference_no == number)
    if number is not None and work.session.scalar(known) is None:
        given.refuse("similar_case", f"there is no case {number} to learn from", "not_found")
    return number


def record_solution(call: CallLike, answers: Variables) -> Variables:
    """Keep what is asked of the customer, or the solution and whether the customer confirms it."""
    request = request_of(call)
    given = Answers(answers)
    waits = given.truth("wait_customer", required=False)
    asked = given.text("asked_now", required=waits)
    solution = given.text("solution", required=not waits)
    confirmed = not waits and given.truth("customer_confirmed", required=False)
    given.finish()
    if waits:
        request.asked, request.times_asked = asked, request.times_asked + 1
        touch(call.work, request)
        return {"solving": WAIT, "asked": asked}
    request.solution, request.rounds = solution, request.rounds + 1
    if confirmed:
        _confirm(call, request)
    touch(call.work, request)
    note(call.work, request, "request.answered", confirmed=confirmed, round=request.rounds)
    return {"solving": CONFIRMED if confirmed else AGAIN, "asked": request.asked}


def _confirm(call: CallLike, request: ServiceRequest) -> None:
    """Stop the limit: the customer is content, and was replied to."""
    work: Work = call.work
    request.status = RequestStatus.TRACKING
    request.solved_at, request.solved_by = work.now, work.actor.user_id
    request.solved_at_first_contact = rules.is_first_contact(
        rounds=request.rounds,
        times_asked=request.times_asked,
        continues=request.previous_id is not None,
    )
    stop_clock(work, case_id=call.case_id, stage=rules.STAGE)
    reply_by_solution(work, request)


def ask_customer(call: CallLike) -> None:
    """Ask the customer by the way they came; until the answer the limit stands still."""
    work: Work = call.work
    request = request_of(call)
    asked = request.asked or ""
    channel = rules.ASKED_BY.get(request.channel, "sms")
    message = Message(
        customer_id=request.customer_id,
        channel=channel,
        subject=request.request_no,
        text=asked,
        case_id=call.case_id,
    )
    send(work, message, key=f"request-question-{request.id}-{request.times_asked}")
    pause_clocks(work, call.case_id, reason=PAUSED_FOR, stages=(rules.STAGE,))
    request.status = RequestStatus.WAITING
    touch(work, request)
    note(work, request, "request.customer_asked", channel=channel)


def take_up_again(call: CallLike) -> None:
    """Go on: the customer has answered, or has not for long; the limit runs on."""
    work: Work = call.work
    request = request_of(call)
    run_on(work, call.case_id)
    request.status = RequestStatus.SOLVING
    touch(work, request)
    answered = call.variables.get("reply") is not None
    note(work, request, "request.taken_up_again", answered=answered)


def record_withdrawal(call: CallLike) -> None:
    """End a request that the customer took back."""
    work: Work = call.work
    request = request_of(call)
    end(work, request, RequestStatus.WITHDRAWN)
    touch(work, request)
    close_messages(work, request)
    cancel_clock(work, case_id=call.case_id, stage=rules.STAGE)
    reason = call.variables.get("withdrawal_reason")
    note(work, request, "request.withdrawn", reason=reason)

"""What the diagrams of revisits call: opened, prepared, put right, concluded, reported."""

from collections.abc import Mapping

from app.cases.clocks import cancel_clock, open_clock, open_clock_under
from app.cases.queries import get_case
from app.errors import Conflict
from app.insurance.answers import Answers
from app.insurance.channels.operations import Message, send
from app.insurance.letters import contents
from app.insurance.letters.models import LetterKind
from app.insurance.letters.operations import write_letter
from app.insurance.records import touch
from app.insurance.revisits import (
    attempts,
    cancelling,
    findings,
    issues,
    material,
    requests,
    rules,
)
from app.insurance.revisits.attempts import stage_of
from app.insurance.revisits.models import RevisitPlanItem, RevisitStatus
from app.insurance.revisits.subject import ensure_not_seller, item_of, note
from app.sla.operations import own_terms
from app.work import CallLike, Ending, Handler, Listener, Variables, Work

#: what the clock of the stage depends on: nothing but the stage
FACTS = dict.fromkeys(("lob", "amount", "track", "cat_level"))
WARN_BEFORE = "P1D"
SOURCE = "revisit_plan"


def open_revisit(call: CallLike) -> Variables:
    """Begin a revisit that is planned, or enter the one that is asked for, and let its limit run.

    :raises InvalidInput: what asks for it left something out
    """
    work: Work = call.work
    item = _planned(call) or _requested(call)
    item.case_id = call.case_id
    item.revisit_no = get_case(work.session, call.case_id).business_key
    touch(work, item)
    wanted = item.status is not RevisitStatus.CANCELLED
    if wanted:
        _let_run(work, item)
    note(work, item, "revisit.opened", plan=item.plan, trigger=item.trigger)
    return {
        "item_id": item.id,
        "revisit_no": item.revisit_no,
        "plan": item.plan,
        "mandatory": item.mandatory,
        "wanted": wanted,
        "subject": f"{item.customer.name} · {item.plan}",
        "attempts_before": 0,
        "issues_found": False,
        "reached": False,
        "material_text": "",
        "seller": item.seller,
    }


def _planned(call: CallLike) -> RevisitPlanItem | None:
    if call.variables.get("item_id") is None:
        return None
    given = Answers(call.variables, "")
    key = given.key("item_id")
    item = None if key is None else call.work.session.get(RevisitPlanItem, key)
    if item is None or item.case_id is not None or item.status is RevisitStatus.CANCELLED:
        given.refuse("item_id", "item_id is no revisit that is planned and has not begun")
    given.finish()
    return item


def _requested(call: CallLike) -> RevisitPlanItem:
    """Enter what is asked for; whoever asks for what goes on already is told so at the policy."""
    try:
        return requests.enter_requested(call.work, call.variables)
    except Conflict as known:
        given = Answers(call.variables, "")
        given.refuse("policy", known.detail, "conflict")
        given.finish()
        raise


def _let_run(work: Work, item: RevisitPlanItem) -> None:
    stage, case_id = stage_of(item), item.case_id or 0
    if item.mandatory:
        open_clock(work, case_id=case_id, stage=stage, facts=FACTS, at=item.since_at)
        return
    terms = own_terms(stage, item.limit_text, warn_before=WARN_BEFORE, source=SOURCE)
    open_clock_under(work, terms, case_id=case_id, at=item.since_at)


def prepare(call: CallLike) -> Variables:
    """Put the material together; where nothing is missing nobody has to."""
    item = item_of(call)
    return _packed(call.work, item)


def _packed(work: Work, item: RevisitPlanItem) -> Variables:
    item.material = material.pack(work, item)
    touch(work, item)
    note(work, item, "revisit.prepared", missing=item.material["missing"])
    return {
        "pack_ready": not item.material["missing"],
        "material_text": material.as_text(item.material),
    }


def record_preparation(call: CallLike, answers: Variables) -> Variables:
    """Take that an agent has found what was missing, or turns to the customer another way."""
    item = item_of(call)
    ensure_not_seller(call.work, item)
    given = Answers(answers)
    if not given.truth("materials_ok"):
        given.refuse("materials_ok", "the revisit cannot begin without its material")
    channel = given.option("contact_channel", rules.PLANNABLE, required=False)
    given.finish()
    item.channel = channel or item.channel
    return _packed(call.work, item)


def conclude(call: CallLike) -> None:
    """End a revisit after which nothing is left open."""
    _end(call, RevisitStatus.DONE)


def give_up(call: CallLike) -> None:
    """Write to a customer who could not be reached, by letter and by SMS.

    Whoever was reached before, and not any more after an issue was seen to, counts as revisited.
    """
    work: Work = call.work
    item = item_of(call)
    write_letter(
        work,
        LetterKind.REVISIT,
        contents.revisit(
            item.revisit_no or "",
            policy_no=None if item.policy is None else item.policy.policy_no,
            questions=[row["text"] for row in item.questions],
            date=work.today,
        ),
        recipient=item.customer.name,
        subject=("revisit", item.id),
        case_id=item.case_id,
    )
    told = Message(
        customer_id=item.customer_id,
        channel="sms",
        subject=f"回访 {item.revisit_no}",
        text="我们多次联系您未果,回访内容已寄信告知,请您联系我们。",
        case_id=item.case_id,
    )
    send(work, told, key=f"{item.revisit_no}-unreachable")
    _end(call, RevisitStatus.DONE if item.first_success_at else RevisitStatus.UNREACHABLE)


def record_cancellation(call: CallLike) -> None:
    """End a revisit that is not wanted any more."""
    _end(call, RevisitStatus.CANCELLED)


def _end(call: CallLike, status: RevisitStatus) -> None:
    work: Work = call.work
    item = item_of(call)
    cancel_clock(work, case_id=call.case_id, stage=stage_of(item))
    item.status, item.closed_at = status, work.now
    touch(work, item)
    note(work, item, f"revisit.{status.value}", attempts=item.attempts)


HANDLERS: Mapping[str, Handler] = {
    "revisits.open": open_revisit,
    "revisits.prepare": prepare,
    "revisits.begin_attempt": attempts.begin_attempt,
    "revisits.send_questions": attempts.send_questions,
    "revisits.take_answers": attempts.take_answers,
    "revisits.begin_resolving": issues.begin_resolving,
    "revisits.conclude": conclude,
    "revisits.give_up": give_up,
    "revisits.record_cancellation": record_cancellation,
    "revisits.open_report": findings.open_report,
    "revisits.tell_findings": findings.tell_findings,
}
LISTENERS: Mapping[str, Listener] = {
    "revisits.record_preparation": record_preparation,
    "revisits.record_attempt": attempts.record_attempt,
    "revisits.resolve_issue": issues.resolve_issue,
    "revisits.record_report": findings.record_report,
}
ENDINGS: Mapping[str, Ending] = {"revisit": cancelling.end_revisit}

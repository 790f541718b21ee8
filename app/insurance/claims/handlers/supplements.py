"""Asks the claimant for missing papers, once; the limits stand still until they are in."""

from collections.abc import Sequence
from typing import Any

from app.audit import operations as audit
from app.cases import clocks
from app.cases.operations import publish_message
from app.database import MAX_DIGITS
from app.errors import Conflict
from app.identity import queries as identity
from app.insurance.answers import Answers, local_text
from app.insurance.claims import letters, notices, queries, vocabulary
from app.insurance.claims.handlers.subject import claim_of
from app.insurance.claims.models import Claim, SupplementNotice
from app.insurance.claims.operations.clocks import PAUSE
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

ISSUED = "supplement_already_issued"
EXCEPTION = ("new_fact", "supervisor", "reason")  # what a further notice needs, all of them
SUPERVISORS = frozenset(
    {"claims_supervisor", "claims_manager", *(f"approver_l{level}" for level in range(1, 6))}
)


def record_supplement_notice(call: CallLike, answers: Variables) -> Variables:
    """Keep the one notice that names every missing paper (Insurance Law art. 22).

    Where there was one already the reviewer may also give none and verify again.

    :raises Conflict: the notice was given already and no supervisor lets a new fact be an exception
    """
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    earlier = notices.last_notice(work.session, claim.id)
    if earlier is not None and given.truth("withdraw", required=False):
        return {"notice_given": False, "notice_delivered_at": None}
    supervisor = None if earlier is None else _read_supervisor(work, given, answers)
    items = _read_items(given, queries.read_checklist(work, claim).missing)
    delivered_at = given.instant("delivered_at", no_later_than=work.now)
    if delivered_at is not None and delivered_at < claim.report_time:
        given.refuse("delivered_at", "the loss was not reported yet")
    delivery = given.option("delivery", vocabulary.DELIVERIES)
    given.finish()
    assert delivered_at is not None  # else refused above
    notice = SupplementNotice(
        claim_id=claim.id,
        seq=1 if earlier is None else earlier.seq + 1,
        items=items,
        delivered_at=delivered_at,
        delivery=delivery,
        exception=earlier is not None,
        supervisor_id=supervisor,
        reason=None if earlier is None else given.text("reason"),
        reminders=[],
    )
    enter(work, notice)
    letters.write_supplement(work, claim, notice)
    move(work, claim, ClaimStatus.AWAITING_DOCUMENTS)
    _record(work, claim, notice, "claim.supplement_notice")
    delivered = local_text(delivered_at, work.processes.zone)
    return {"notice_given": True, "notice_delivered_at": delivered}


def _read_supervisor(work: Work, given: Answers, answers: Variables) -> int | None:
    """Return who lets a further notice go out; only a new fact is a reason for one."""
    if answers.get("new_fact") is not True or not all(map(given.has, EXCEPTION)):
        raise Conflict(
            "the one supplement notice has been issued; another one needs a new fact, "
            "a supervisor and a reason",
            code=ISSUED,
        )
    name = given.text("supervisor", longest=64)
    is_id = name.isascii() and name.isdecimal() and len(name) < MAX_DIGITS
    user = identity.find_user(work.session, int(name) if is_id else name)
    if user is None or not user.active:
        given.refuse("supervisor", f"there is no user {name}", "not_found")
    elif user.id in work.actor.people:
        given.refuse("supervisor", "needs another person", "four_eyes_violation")
    elif SUPERVISORS.isdisjoint(user.groups):
        given.refuse("supervisor", "is no supervisor", "not_in_group")
    return None if user is None else user.id


def _read_items(given: Answers, missing: Sequence[str]) -> list[dict[str, Any]]:
    items: dict[str, dict[str, Any]] = {}
    for at, row in given.rows("items"):
        one = given.row(at, row)
        doc_type = one.option("doc_type", vocabulary.DOC_TYPES)
        reason = one.text("reason", longest=400, required=False)
        items[doc_type] = {"doc_type": doc_type, "reason": reason or None}
    if not items:
        given.refuse("items", "items needs at least 1", "too_few")
    left_out = [doc_type for doc_type in missing if doc_type not in items]
    if left_out:
        given.refuse("items", f"missing as well: {', '.join(left_out)}", "incomplete")
    return list(items.values())


def pause_clocks(call: CallLike) -> None:
    """Let the limits stand still since the delivery of the notice; an exception pauses nothing."""
    work: Work = call.work
    notice = notices.get_notice(work.session, claim_of(call).id)
    if not notice.exception:
        clocks.pause_clocks(work, call.case_id, reason=PAUSE, at=notice.delivered_at)


def take_stock(call: CallLike) -> Variables:
    """Say which papers of the notice are left; with the last one the notice is met."""
    work: Work = call.work
    notice = notices.get_notice(work.session, claim_of(call).id)
    state = notices.state_of(work.session, notice)
    if state.complete_at is not None and notice.satisfied_at is None:
        notice.satisfied_at = max(state.complete_at, notice.delivered_at)
        touch(work, notice)
    return {"supplements_left": list(state.left)}


def resume_clocks(call: CallLike) -> None:
    """Let the limits run on since the last paper of the notice was there."""
    work: Work = call.work
    claim = claim_of(call)
    notice = notices.get_notice(work.session, claim.id)
    clocks.run_on(work, call.case_id, at=notice.satisfied_at)
    _record(work, claim, notice, "claim.supplements_complete")


def remind_of_supplements(call: CallLike) -> None:
    """Remind the claimant of the papers that are left; nothing is ever rejected by a timer."""
    work: Work = call.work
    claim = claim_of(call)
    notice = notices.get_notice(work.session, claim.id)
    left = list(notices.state_of(work.session, notice).left)
    reminder = {"at": local_text(work.now, work.processes.zone), "left": left}
    notice.reminders = [*notice.reminders, reminder]
    touch(work, notice)
    _record(work, claim, notice, "claim.supplements_reminded")
    publish_message(
        work,
        name="supplements_reminded",
        correlation_key=str(claim.id),
        variables={"claim_no": claim.claim_no, "documents": left},
    )


def _record(work: Work, claim: Claim, notice: SupplementNotice, action: str) -> None:
    audit.record(
        work,
        action,
        case_id=claim.case_id,
        subject=claim.claim_no,
        detail={
            "notice": notice.seq,
            "documents": [row["doc_type"] for row in notice.items],
            "exception": notice.exception,
        },
    )

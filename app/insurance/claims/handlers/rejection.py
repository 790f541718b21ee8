"""The notice of a rejection, which the law wants within three days (Insurance Law art. 24)."""

from app.cases.clocks import stop_clock
from app.insurance.answers import Answers
from app.insurance.claims import letters, vocabulary
from app.insurance.claims.handlers.closing import retention_of
from app.insurance.claims.handlers.subject import claim_of, note
from app.insurance.claims.models import RejectionNotice
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.records import enter
from app.work import CallLike, Variables, Work

SHORTEST_REASONS = 20  # characters; a rejection that is not explained is none


def record_rejection(call: CallLike, answers: Variables) -> Variables:
    """Keep what the claimant was told and when; the limit for telling ends with the delivery."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    reasons = given.text("reasons")
    if reasons and len(reasons) < SHORTEST_REASONS:
        given.refuse(
            "reasons", f"reasons needs at least {SHORTEST_REASONS} characters", "too_short"
        )
    clause = given.text("clause", longest=200)
    if not given.truth("rights_text") and given.has("rights_text"):
        given.refuse("rights_text", "the claimant must be told of complaint, mediation and court")
    delivery = given.option("delivery", vocabulary.DELIVERIES)
    delivered_at = given.instant("delivered_at", no_later_than=work.now)
    if delivered_at and claim.decision_at and delivered_at < claim.decision_at:
        given.refuse("delivered_at", "delivered_at lies before the decision")
    given.finish()
    assert delivered_at is not None  # else refused above
    notice = RejectionNotice(
        claim_id=claim.id,
        reasons=reasons,
        clause=clause,
        delivery=delivery,
        delivered_at=delivered_at,
        issued_by=work.actor.user_id,
    )
    enter(work, notice)
    letters.write_rejection(work, claim, notice)
    move(work, claim, ClaimStatus.REJECTED)
    stop_clock(work, case_id=call.case_id, stage="reject_notice", at=delivered_at)
    note(call, claim, "claim.rejection_notified", clause=clause, delivery=delivery)
    return {
        "retention_until": retention_of(work, claim).isoformat(),
        "overpaid": claim.already_paid,
    }

"""The investigation of a suspected fraud."""

from app.insurance.answers import Answers
from app.insurance.claims import queries, vocabulary
from app.insurance.claims.handlers.subject import claim_of, note
from app.insurance.claims.models import Investigation
from app.insurance.records import enter
from app.work import CallLike, Variables, Work


def order_investigation(call: CallLike) -> None:
    """Note that papers which a review suspects are investigated before the loss is assessed."""
    claim = claim_of(call)
    outcome = call.variables["review_outcome"]
    note(call, claim, "claim.investigation_ordered", review_outcome=outcome)


def record_investigation(call: CallLike, answers: Variables) -> Variables:
    """Keep what was found out; the claim is decided with it, not by it."""
    work: Work = call.work
    claim = claim_of(call)
    given = Answers(answers)
    found = Investigation(
        claim_id=claim.id,
        investigator_id=work.actor.user_id,
        findings=given.text("findings"),
        conclusion=given.option("conclusion", vocabulary.INVESTIGATION_CONCLUSIONS),
        evidence=given.names("evidence"),
    )
    given.finish()
    found.seq = queries.count_investigations(work.session, claim.id) + 1
    enter(work, found)
    return {"conclusion": found.conclusion, "investigated": True}

"""A dispute out of court: negotiated with the claimant, or before a mediator."""

from decimal import Decimal
from typing import Any

from app.insurance.answers import Answers, instant_of, local_text, money_of
from app.insurance.disputes import rules
from app.insurance.disputes.models import Dispute, DisputeStatus
from app.insurance.disputes.subject import dispute_of, note, now_of
from app.insurance.records import touch
from app.work import CallLike, Variables, Work

MOST_OFFERS = 200


def record_negotiation(call: CallLike, answers: Variables) -> Variables:
    """Keep what both sides offered and whether they came together; it is extended once."""
    dispute = dispute_of(call)
    given = Answers(answers)
    offers = _read_offers(call, given)
    result = given.option("result", rules.NEGOTIATIONS)
    agreed = given.money("agreed_amount", required=True) if result == rules.AGREED else None
    _check_sum(given, dispute, agreed)
    if result == rules.CONTINUE and dispute.extended:
        given.refuse("result", "the negotiation was extended once already", "extended_before")
    if result == rules.CONTINUE and not given.truth("both_agree", required=False):
        given.refuse("both_agree", "it is extended only where both sides agree")
    given.finish()
    dispute.offers = offers
    dispute.extended = dispute.extended or result == rules.CONTINUE
    return _settle(call, dispute, result, agreed, now_of(call.work))


def _check_sum(given: Answers, dispute: Dispute, agreed: Decimal | None) -> None:
    """Refuse less than was decided already, and more than the analysis allows."""
    if agreed is None:
        return
    if agreed > (dispute.max_settlement or Decimal(0)):
        given.refuse("agreed_amount", f"agreed_amount is more than {dispute.max_settlement}")
    if agreed < dispute.offered:
        given.refuse("agreed_amount", f"agreed_amount is less than the offered {dispute.offered}")


def _read_offers(call: CallLike, given: Answers) -> list[dict[str, Any]]:
    work: Work = call.work
    offers = []
    for at, row in given.rows("offers"):
        one = given.row(at, row)
        made_at = one.instant("at", no_later_than=work.now)
        offers.append(
            {
                "at": None if made_at is None else local_text(made_at, work.processes.zone),
                "by": one.option("by", rules.SIDES),
                "amount": one.money("amount", required=True),
                "note": one.text("note", required=False) or None,
            }
        )
    if not offers:
        given.refuse("offers", "offers needs at least 1", "too_few")
    if len(offers) > MOST_OFFERS:
        given.refuse("offers", f"offers has at most {MOST_OFFERS}", "too_many")
    return offers


def _settle(
    call: CallLike, dispute: Dispute, result: str, amount: Decimal | None, at: str
) -> Variables:
    """Keep how a step of the ladder ended."""
    if result != rules.CONTINUE:
        dispute.ladder = rules.ended(dispute.ladder, result, at)
    dispute.agreed = amount
    dispute.agreed_at = None if amount is None else instant_of(at)
    touch(call.work, dispute)
    note(call, dispute, "dispute.step_ended", result=result, amount=amount)
    return {
        "negotiation": result,
        "settled_amount": amount,
        "settled_at": None if amount is None else at,
        "extended": dispute.extended,
    }


def record_external(call: CallLike, answers: Variables) -> Variables:
    """Keep before which body the dispute was brought; its time is not the company's."""
    work: Work = call.work
    dispute = dispute_of(call)
    given = Answers(answers)
    dispute.external_body = given.option("body", rules.BODIES)
    dispute.external_no = given.text("external_no", longest=64)
    filed_at = given.instant("filed_at", no_later_than=work.now)
    given.finish()
    assert filed_at is not None  # else refused above
    filed = local_text(filed_at, work.processes.zone)
    dispute.ladder = rules.climbed(dispute.ladder, rules.MEDIATION, filed)
    dispute.status = DisputeStatus.IN_MEDIATION
    touch(work, dispute)
    note(call, dispute, "dispute.filed", body=dispute.external_body)
    names = ("lob", "amount", "track", "cat_level")
    facts = {name: call.variables.get(name) for name in names}
    limit = work.ask("sla_limit", {"stage": "dispute_mediation", **facts}).value["internal"]
    return {"filed_at": filed, "mediation_limit": limit}


def remind_of_mediation(call: CallLike) -> None:
    """Note that a mediation takes longer than usual; it is for others to end it."""
    note(call, dispute_of(call), "dispute.mediation_reminded")


def take_mediation(call: CallLike) -> Variables:
    """Take the result of a mediation."""
    seen = call.variables
    work: Work = call.work
    agreed = seen["mediation"] == rules.AGREED
    amount = money_of(seen["mediated_amount"]) if agreed else None
    return _settle(
        call, dispute_of(call), seen["mediation"], amount, seen.get("mediated_at") or now_of(work)
    )

"""A dispute in court: sued, defended, judged."""

from app.cases.clocks import stop_clock
from app.insurance.answers import Answers, instant_of, local_text, money_of
from app.insurance.disputes import defence, rules
from app.insurance.disputes.models import Dispute, DisputeStatus
from app.insurance.disputes.subject import dispute_of, note, now_of
from app.insurance.records import touch
from app.work import CallLike, Variables, Work


def begin_litigation(call: CallLike) -> Variables:
    """Take the last step; after a judgment that was not accepted the next court is not known yet.

    Once a lawsuit is served the limit for the defence runs; it may be served before or later.
    """
    work: Work = call.work
    dispute = dispute_of(call)
    if dispute.defence_filed_at is not None:
        dispute.court = dispute.case_no = dispute.served_at = dispute.defence_filed_at = None
    dispute.ladder = rules.climbed(dispute.ladder, rules.COURT, now_of(work))
    dispute.status = DisputeStatus.IN_COURT
    dispute.agreed = dispute.agreed_at = None
    touch(work, dispute)
    note(call, dispute, "dispute.in_court", court=dispute.court, case_no=dispute.case_no)
    served_at = dispute.served_at
    return {
        "litigation": True,
        "settled_amount": None,
        "court": dispute.court,
        "case_no": dispute.case_no,
        "served_at": served_at and local_text(served_at, work.processes.zone),
    }


def record_litigation(call: CallLike, answers: Variables) -> Variables:
    """Keep court, service and the defence; with its filing the limit for it is met."""
    work: Work = call.work
    dispute = dispute_of(call)
    given = Answers(answers)
    dispute.court = given.text("court", longest=100)
    dispute.case_no = given.text("case_no", longest=64)
    served_at = given.instant("served_at", no_later_than=work.now)
    filed_at = given.instant("defence_filed_at", no_later_than=work.now)
    dispute.hearing_at = given.instant("hearing", required=False)
    if served_at and filed_at and filed_at < served_at:
        given.refuse("defence_filed_at", "defence_filed_at lies before the service")
    given.finish()
    assert served_at is not None and filed_at is not None  # else refused above
    dispute.served_at, dispute.defence_filed_at = served_at, filed_at
    touch(work, dispute)
    defence.runs_since(work, dispute, served_at)
    stop_clock(work, case_id=call.case_id, stage=defence.STAGE, at=filed_at)
    note(call, dispute, "dispute.defended", court=dispute.court, case_no=dispute.case_no)
    return {"served_at": local_text(served_at, work.processes.zone)}


def take_judgment(call: CallLike) -> Variables:
    """Take what the court decided; a claim that it dismissed leaves the sum as it was."""
    work: Work = call.work
    seen = call.variables
    dispute: Dispute = dispute_of(call)
    outcome = seen["judged"]
    dismissed = outcome == rules.DISMISSED
    amount = dispute.offered if dismissed else money_of(seen["judged_amount"])
    at = seen.get("judged_at") or now_of(work)
    dispute.ladder = rules.ended(dispute.ladder, outcome, at)
    dispute.agreed, dispute.agreed_at = amount, instant_of(at)
    touch(work, dispute)
    note(call, dispute, "dispute.judged", outcome=outcome, amount=amount)
    return {"settled_amount": amount, "settled_at": at, "claim_dismissed": dismissed}

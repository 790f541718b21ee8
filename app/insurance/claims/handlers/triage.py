"""From the loss report to the checklist: policy, risk, track, registration."""

import datetime as dt

from app.cases.clocks import stop_clock
from app.cases.operations import publish_message
from app.insurance.answers import Answers
from app.insurance.claims import queries, rules, vocabulary
from app.insurance.claims.handlers.subject import claim_of, note
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.clocks import facts_of, follow
from app.insurance.claims.progress import move
from app.insurance.claims.vocabulary import ClaimStatus
from app.insurance.customers import rules as policies
from app.insurance.customers.models import PolicyStatus
from app.insurance.records import touch
from app.sla import operations as sla
from app.work import CallLike, Variables, Work

FACTS = (
    "days_since_inception",
    "report_delay_h",
    "claims_12m",
    "claimed_to_si",
    "night_single",
    "forged_doc",
    "watchlist",
    "payee_mismatch",
    "prior_reject_same_object",
    "late_registration_change",
)
YEAR = dt.timedelta(days=365)  # "12 months" of the risk facts


def match_policy(call: CallLike) -> Variables:
    """Say where the reported policy stood at the loss time, and what it insures."""
    work: Work = call.work
    claim = claim_of(call)
    claim.case_id = call.case_id
    policy = claim.policy
    claim.policy_status = (
        PolicyStatus.NOT_FOUND
        if policy is None
        else policies.status_at(policies.term_of(policy), claim.loss_time, work.processes.zone)
    )
    touch(work, claim)
    return {
        "policy_id": claim.policy_id,
        "policy_status": claim.policy_status.value,
        "lob": queries.lob_of(claim),
        "sum_insured": None if policy is None else policy.sum_insured,
        "amount": claim.claimed_amount,
        "cat_level": claim.cat_level,
        "investigated": False,
    }


def gather_risk_facts(call: CallLike) -> Variables:
    """Return what the risk tables ask about a report."""
    work: Work = call.work
    claim = claim_of(call)
    policy = claim.policy
    report = rules.Report(
        lob=queries.lob_of(claim),
        loss_type=claim.loss_type,
        relation=claim.reporter_relation,
        loss_time=claim.loss_time,
        report_time=claim.report_time,
        claimed_amount=claim.claimed_amount,
        starts_on=None if policy is None else policy.starts_on,
        sum_insured=None if policy is None else policy.sum_insured,
        cover_raised_on=None if policy is None else policy.cover_raised_on,
        claims_12m=queries.count_claims_before(work.session, claim, claim.loss_time - YEAR),
        prior_reject_same_object=queries.was_rejected_before(work.session, claim),
    )
    return dict(rules.risk_facts(report, work.processes.zone))


def open_clocks(call: CallLike) -> None:
    """Keep what triage found, and start the limit for telling the claimant which papers to send."""
    work: Work = call.work
    claim = claim_of(call)
    seen = call.variables
    facts = {name: seen[name] for name in FACTS}
    claim.risk_score = int(work.ask("risk_score", facts).value)
    claim.risk_level = seen["risk_level"]
    claim.track = seen["track"]
    claim.survey_mode = seen["survey_mode"]
    claim.investigate = seen["investigate"]
    claim.cat_level = seen["cat_level"]
    touch(work, claim)
    sla.open_clock(
        work,
        case_id=call.case_id,
        stage="checklist_notice",
        facts=facts_of(claim),
        at=claim.report_time,
    )


def record_registration(call: CallLike, answers: Variables) -> Variables:
    """Accept a report for handling, or refuse it, which approvers then confirm."""
    given = Answers(answers)
    decision = given.option("decision", vocabulary.REGISTRATIONS)
    if decision == vocabulary.REFUSE:
        return _refuse(call, claim_of(call), given)
    return _register(call, claim_of(call), given)


def _register(call: CallLike, claim: Claim, given: Answers) -> Variables:
    reserve = given.money("reserve_amount", required=True)
    override = given.option("track_override", vocabulary.TRACKS, required=False)
    reason = given.text("override_reason", required=bool(override))
    if claim.policy_status not in policies.COVERING:
        status = "unknown" if claim.policy_status is None else claim.policy_status.value
        given.refuse("decision", f"the policy was {status} at the loss time", "not_in_force")
    given.finish()
    claim.reserve = claim.reserve_at_registration = reserve
    claim.track = override or claim.track
    claim.refuse_reason = None
    move(call.work, claim, ClaimStatus.REGISTERED)
    follow(call.work, claim)
    detail = {"reserve": reserve, "track": claim.track, "override_reason": reason or None}
    note(call, claim, "claim.registered", **detail)
    return {
        "registration": vocabulary.REGISTER,
        "reserve": reserve,
        "track": claim.track,
        "decision": None,
        "rejection_clause": None,
        "begin_at": "assess",
    }


def _refuse(call: CallLike, claim: Claim, given: Answers) -> Variables:
    reason = given.option("refuse_reason", vocabulary.REFUSE_REASONS)
    text = given.text("reason_text")
    given.finish()
    claim.refuse_reason = reason
    claim.decision = vocabulary.REJECT
    move(call.work, claim, ClaimStatus.NOT_REGISTERED)
    note(call, claim, "claim.registration_refused", reason=reason, text=text)
    return {
        "registration": vocabulary.REFUSE,
        "reserve": claim.reserve,
        "track": claim.track,
        "decision": vocabulary.REJECT,
        "rejection_clause": None,
        "begin_at": "approval",
    }


def send_checklist(call: CallLike) -> Variables:
    """Tell the claimant once and completely which papers are needed."""
    work: Work = call.work
    claim = claim_of(call)
    checklist = queries.read_checklist(work, claim)
    required = [paper.doc_type for paper in checklist.required if not paper.waived]
    move(work, claim, ClaimStatus.AWAITING_DOCUMENTS)
    stop_clock(work, case_id=call.case_id, stage="checklist_notice")
    publish_message(
        work,
        name="checklist_sent",
        correlation_key=str(claim.id),
        variables={"claim_no": claim.claim_no, "documents": required},
    )
    return {"required_documents": required}

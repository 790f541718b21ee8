"""What a claim is about, on its page."""

from flask_babel import gettext

from app.cases.models import Case
from app.errors import NotFound
from app.insurance.claims.queries import get_claim
from app.web.shown import local, money
from app.web.words import CLAIM_STATUS, DECISION, POLICY_STATUS, RISK, TRACK, word
from app.work import Work


def claim_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of a claim, each with its word."""
    try:
        claim = get_claim(work.session, case.business_key or "")
    except NotFound:
        return []
    product = "" if claim.policy is None else f" · {claim.policy.product.name}"
    policy_status = claim.policy_status.value if claim.policy_status else None
    return [
        (gettext("Status"), word(CLAIM_STATUS, claim.status.value)),
        (gettext("Policy"), f"{claim.policy_no}{product}"),
        (gettext("Policy at the time of loss"), word(POLICY_STATUS, policy_status)),
        (gettext("Insured object"), claim.object_id or "—"),
        (gettext("Time of loss"), local(claim.loss_time)),
        (gettext("Place of loss"), claim.loss_place),
        (gettext("What happened"), claim.loss_description),
        (gettext("Claimed"), money(claim.claimed_amount)),
        (gettext("Reserve"), money(claim.reserve)),
        (gettext("Payable"), money(claim.payable)),
        (gettext("Paid"), money(claim.already_paid)),
        (gettext("Track"), word(TRACK, claim.track)),
        (gettext("Risk"), word(RISK, claim.risk_level)),
        (gettext("Decision"), word(DECISION, claim.decision)),
    ]

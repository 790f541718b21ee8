"""What of a case those who handle a complaint about it have to know; writes nothing."""

from app.cases.models import Case
from app.cases.queries import list_variables
from app.errors import NotFound
from app.insurance.claims import queries
from app.insurance.claims.models import Claim
from app.insurance.customers.queries import get_policy
from app.work import Variables, Work

FOR_HOLDER = ("policyholder", "agent")  # reporters who speak for the policyholder
ABOUT = ("claim_id", "policy_id", "customer_id")  # variables by which a case says what it is about


def complaint_facts(work: Work, case: Case) -> Variables:
    """Return what is known of a case: claim, policy, line, who reported, who worked on it."""
    about = {
        row.name: int(row.number)
        for row in list_variables(work.session, case.id)
        if row.name in ABOUT and row.number is not None
    }
    facts = {
        **about,
        "related_case_id": case.id,
        "related_case": case.business_key or str(case.id),
        "segregation_from": [case.id],
    }
    if "policy_id" in about:
        facts |= _of_policy(work, about["policy_id"])
    claim = _find_claim(work, about.get("claim_id"))
    return facts if claim is None else facts | _of_claim(work, case, claim)


def _find_claim(work: Work, claim_id: int | None) -> Claim | None:
    try:
        return None if claim_id is None else queries.get_claim(work.session, claim_id)
    except NotFound:
        return None


def _of_claim(work: Work, case: Case, claim: Claim) -> Variables:
    holder = None if claim.policy is None else claim.policy.policyholder
    for_holder = claim.reporter_relation in FOR_HOLDER
    own = case.id if claim.case_id is None else claim.case_id
    cases = [case.id, own, *queries.list_former_cases(work.session, claim)]
    facts: Variables = {
        "claim_id": claim.id,
        "complainant": claim.reporter_name,
        "contact": claim.reporter_phone,
        "segregation_from": list(dict.fromkeys(cases)),
    }
    if holder is not None and (for_holder or holder.name == claim.reporter_name):
        facts["customer_id"] = holder.id
    return facts if claim.policy_id is None else facts | _of_policy(work, claim.policy_id)


def _of_policy(work: Work, policy_id: int) -> Variables:
    policy = get_policy(work.session, policy_id)
    return {
        "policy_id": policy.id,
        "lob": policy.product.lob,
        "statutory_class": policy.product.statutory_class.value,
        "org_unit": policy.org_unit,
    }

"""The parts of a customer file: which rows of which room belong to it, and who sees them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.identity.permissions import APPROVERS, OUTSIDERS, STAFF
from app.insurance.care.models import CareItem
from app.insurance.channels.models import ChannelMessage
from app.insurance.claims.models import Claim
from app.insurance.complaints.models import Complaint
from app.insurance.customers.contact_models import Consent, ContactNote, CustomerEvent, Feedback
from app.insurance.customers.file_models import DataRequest
from app.insurance.customers.models import Policy, PolicyBeneficiary, PolicyInsured
from app.insurance.quality.survey_models import SurveyResponse
from app.insurance.revisits.models import RevisitPlanItem
from app.insurance.service.models import InboundMessage, ServiceRequest
from app.insurance.training.models import Enrolment, TrainingAssessment

Ids = Sequence[int]

#: whose work has nothing to do with losses and complaints
_ASIDE = frozenset({"trainer", "training_manager", "care_officer", "analyst", "product_manager"})
CASE_WORKERS = STAFF - _ASIDE
EVERYBODY = STAFF | (OUTSIDERS - {"integrator"})
PRIVACY = frozenset({"compliance_officer", "service_agent", "auditor"})
AML = APPROVERS | {"aml_officer", "compliance_officer", "cashier", "finance_reviewer", "auditor"}


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the file."""

    name: str
    model: Any
    #: picks the rows of a customer who is known under some ids
    of: Callable[[Ids], sa.ColumnElement[bool]]
    #: attributes shown in the overview; the copy for the customer has every column
    shown: tuple[str, ...]
    readers: Collection[str] = CASE_WORKERS
    #: picks the rows for the customer's own copy where it holds fewer: not those about others
    copied: Callable[[Ids], sa.ColumnElement[bool]] | None = None
    #: columns of a row that are not for the customer: about others, or how the house judges it
    withheld: Callable[[Any], Collection[str]] = lambda _: ()


def policies_of(ids: Ids) -> sa.ColumnElement[bool]:
    """Match the policies that a customer holds, is insured by or benefits from."""
    insured = sa.select(PolicyInsured.policy_id).where(PolicyInsured.customer_id.in_(ids))
    paid = sa.select(PolicyBeneficiary.policy_id).where(PolicyBeneficiary.customer_id.in_(ids))
    return sa.or_(Policy.policyholder_id.in_(ids), Policy.id.in_(insured), Policy.id.in_(paid))


def _held(ids: Ids) -> sa.ColumnElement[bool]:
    return Policy.policyholder_id.in_(ids)


def _covered(ids: Ids) -> sa.ColumnElement[bool]:
    """Match the policies that others hold for a customer."""
    return sa.and_(Policy.policyholder_id.not_in(ids), policies_of(ids))


def _own_claims(ids: Ids) -> sa.ColumnElement[bool]:
    """Match claims under policies that a customer holds, or that insure nobody else."""
    of_policy = PolicyInsured.policy_id == Policy.id
    insured = sa.exists().where(of_policy, PolicyInsured.customer_id.in_(ids))
    others = sa.exists().where(of_policy, PolicyInsured.customer_id.not_in(ids))
    own = sa.or_(_held(ids), sa.and_(insured, ~others))
    return Claim.policy_id.in_(sa.select(Policy.id).where(own))


#: how the house judges a claim
_JUDGEMENTS = (
    "risk_score",
    "risk_level",
    "investigate",
    "survey_mode",
    "reserve",
    "reserve_at_registration",
    "returns",
)
_REPORTER = ("reporter_name", "reporter_phone")


def _not_of_claim(claim: Claim) -> Collection[str]:
    own = claim.reporter_relation in ("policyholder", "insured")
    return _JUDGEMENTS if own else (*_JUDGEMENTS, *_REPORTER)


def _not_of_cover(policy: Policy) -> Collection[str]:
    """Return all but the cover: what its holder pays and owes is the holder's matter."""
    return set(sa.inspect(Policy).column_attrs.keys()) - set(_COVER)


_COVER = ("policy_no", "status", "starts_on", "ends_on", "terminated_on", "sum_insured")


def claims_of(ids: Ids) -> sa.ColumnElement[bool]:
    """Match the claims under those policies."""
    return Claim.policy_id.in_(sa.select(Policy.id).where(policies_of(ids)))


def _own(
    name: str, model: Any, shown: tuple[str, ...], readers: Collection[str] = CASE_WORKERS
) -> Section:
    """Return the part made of a table whose rows each name their customer."""
    return Section(
        name=name,
        model=model,
        of=lambda ids: model.customer_id.in_(ids),
        shown=shown,
        readers=readers,
    )


#: In the order in which they are shown; a room that knows customers has its line here.
SECTIONS: tuple[Section, ...] = (
    Section(
        name="policies",
        model=Policy,
        of=policies_of,
        shown=("policy_no", "status", "starts_on", "ends_on", "sum_insured", "premium"),
        readers=EVERYBODY,
        copied=_held,
    ),
    _own("consents", Consent, ("purpose", "granted", "at", "channel", "withdrawn_at"), EVERYBODY),
    Section(
        name="claims",
        model=Claim,
        of=claims_of,
        shown=("claim_no", "case_id", "status", "loss_type", "loss_time", "claimed_amount"),
        copied=_own_claims,
        withheld=_not_of_claim,
    ),
    _own(
        "complaints",
        Complaint,
        ("complaint_no", "case_id", "status", "subject", "received_at", "closed_at"),
    ),
    _own(
        "service_requests",
        ServiceRequest,
        ("request_no", "case_id", "status", "topic", "received_at", "closed_at"),
        STAFF,
    ),
    _own(
        "inbound_messages",
        InboundMessage,
        ("channel", "received_at", "subject", "replied_at"),
        STAFF,
    ),
    _own(
        "revisits",
        RevisitPlanItem,
        ("revisit_no", "case_id", "plan", "status", "due_on", "first_success_at"),
        STAFF,
    ),
    _own("care", CareItem, ("care_no", "case_id", "trigger", "status", "content", "due_at"), STAFF),
    _own("trainings", Enrolment, ("session_id", "status", "enrolled_at", "withdrawn_at"), STAFF),
    _own("training_results", TrainingAssessment, ("score", "passed", "assessed_at"), STAFF),
    _own("survey_responses", SurveyResponse, ("code", "at", "score", "comment"), STAFF),
    _own("messages_sent", ChannelMessage, ("channel", "status", "subject", "sent_at"), STAFF),
    _own(
        "contacts",
        ContactNote,
        ("channel", "direction", "at", "verbatim", "summary", "next_contact_at"),
        STAFF,
    ),
    _own("feedback", Feedback, ("category", "at", "rating", "text"), STAFF),
    _own("events", CustomerEvent, ("kind", "at", "source"), STAFF),
    _own(
        "data_requests",
        DataRequest,
        ("request_no", "kind", "status", "requested_at", "due_at"),
        PRIVACY,
    ),
)

#: only in the copy: what others have insured for the customer
COVER = Section(
    name="insured_by_others",
    model=Policy,
    of=_covered,
    shown=_COVER,
    withheld=_not_of_cover,
)

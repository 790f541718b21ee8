"""The parts of a customer file: which rows of which room belong to it, and who sees them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.identity.permissions import APPROVERS, OUTSIDERS, STAFF
from app.insurance.claims.models import Claim
from app.insurance.customers.contact_models import Consent, ContactNote, CustomerEvent, Feedback
from app.insurance.customers.file_models import DataRequest
from app.insurance.customers.models import Policy, PolicyBeneficiary, PolicyInsured

Ids = Sequence[int]

#: whose work has nothing to do with losses and complaints
_ASIDE = frozenset({"trainer", "training_manager", "care_officer", "analyst", "product_manager"})
CASE_WORKERS = STAFF - _ASIDE
EVERYBODY = STAFF | (OUTSIDERS - {"integrator"})
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


def _policies(ids: Ids) -> sa.ColumnElement[bool]:
    insured = sa.select(PolicyInsured.policy_id).where(PolicyInsured.customer_id.in_(ids))
    paid = sa.select(PolicyBeneficiary.policy_id).where(PolicyBeneficiary.customer_id.in_(ids))
    return sa.or_(Policy.policyholder_id.in_(ids), Policy.id.in_(insured), Policy.id.in_(paid))


def _claims(ids: Ids) -> sa.ColumnElement[bool]:
    return Claim.policy_id.in_(sa.select(Policy.id).where(_policies(ids)))


#: In the order in which they are shown; a room that knows customers has its line here.
SECTIONS: tuple[Section, ...] = (
    Section(
        name="policies",
        model=Policy,
        of=_policies,
        shown=("policy_no", "status", "starts_on", "ends_on", "sum_insured", "premium"),
        readers=EVERYBODY,
    ),
    Section(
        name="consents",
        model=Consent,
        of=lambda ids: Consent.customer_id.in_(ids),
        shown=("purpose", "granted", "at", "channel", "withdrawn_at"),
        readers=EVERYBODY,
    ),
    Section(
        name="claims",
        model=Claim,
        of=_claims,
        shown=("claim_no", "case_id", "status", "loss_type", "loss_time", "claimed_amount"),
    ),
    Section(
        name="contacts",
        model=ContactNote,
        of=lambda ids: ContactNote.customer_id.in_(ids),
        shown=("channel", "direction", "at", "verbatim", "summary", "next_contact_at"),
        readers=STAFF,
    ),
    Section(
        name="feedback",
        model=Feedback,
        of=lambda ids: Feedback.customer_id.in_(ids),
        shown=("category", "at", "rating", "text"),
        readers=STAFF,
    ),
    Section(
        name="events",
        model=CustomerEvent,
        of=lambda ids: CustomerEvent.customer_id.in_(ids),
        shown=("kind", "at", "source"),
        readers=STAFF,
    ),
    Section(
        name="data_requests",
        model=DataRequest,
        of=lambda ids: DataRequest.customer_id.in_(ids),
        shown=("request_no", "kind", "status", "requested_at", "due_at"),
        readers=frozenset({"compliance_officer", "service_agent", "auditor"}),
    ),
)

"""The customer whom a case is about, as far as the reader of a task may see them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, gettext

from app.cases.models import Case
from app.insurance.customers.models import Customer
from app.insurance.customers.rules import mask_phone
from app.insurance.overview.about import find_customer_of_case
from app.insurance.overview.queries import Overview, is_open_to, overview
from app.web.case.facts.complaints import COMPLAINT_STATUS
from app.web.case.facts.service import REQUEST_STATUS
from app.web.shown import money
from app.web.words import CLAIM_STATUS, POLICY_STATUS, RISK, TRAINED, word
from app.work import Work

SHOWN = 6  # rows of each kind; the file of the customer has them all
#: part of the file, the column of the number, the words of its status
CASES: Sequence[tuple[str, str, Mapping[str, LazyString]]] = (
    ("claims", "claim_no", CLAIM_STATUS),
    ("complaints", "complaint_no", COMPLAINT_STATUS),
    ("service_requests", "request_no", REQUEST_STATUS),
)


@dataclass(frozen=True, kw_only=True)
class OtherCase:
    """Another case of the customer."""

    number: str
    status: str


@dataclass(frozen=True, kw_only=True)
class CustomerView:
    """A customer beside a task; names without values where the file is locked."""

    facts: Sequence[tuple[str, str]]
    policies: Sequence[tuple[str, str]]
    others: Sequence[OtherCase]
    #: nobody has confirmed the data for twelve months
    stale: bool
    #: the file is kept by law and not for this reader
    locked: bool


def customer_of(work: Work, case: Case) -> CustomerView | None:
    """Return the customer of a case; None where it has none, or they are not for the reader."""
    customer = find_customer_of_case(work.session, case.id)
    if customer is None:
        return None
    if not is_open_to(work.actor, customer):
        locked = customer.locked_at is not None
        nothing = CustomerView(facts=(), policies=(), others=(), stale=False, locked=locked)
        return nothing if locked else None
    found = overview(work, customer)
    return CustomerView(
        facts=_facts(customer, found),
        policies=[_policy(row) for row in found.sections.get("policies", ())[:SHOWN]],
        others=[one for one in _others(found) if one.number != case.business_key],
        stale=found.stale,
        locked=False,
    )


def _facts(customer: Customer, found: Overview) -> list[tuple[str, str]]:
    phones = [mask_phone(one) for one in (customer.phones or "").splitlines()]
    facts = [
        (gettext("Name"), customer.name),
        (gettext("Customer number"), customer.customer_no),
        (gettext("Cared for as"), word(TRAINED, customer.segment.value)),
        (gettext("Telephone"), gettext(", ").join(phones) or "—"),
    ]
    if found.aml_risk:
        facts.append((gettext("Risk of money laundering"), word(RISK, found.aml_risk)))
    return facts


def _policy(row: Mapping[str, Any]) -> tuple[str, str]:
    said = [word(POLICY_STATUS, row["status"]), f"{row['starts_on']} – {row['ends_on']}"]
    if row["sum_insured"] is not None:
        said.append(money(row["sum_insured"]))
    return row["policy_no"], " · ".join(said)


def _others(found: Overview) -> Iterator[OtherCase]:
    for section, number, words in CASES:
        for row in found.sections.get(section, ())[:SHOWN]:
            yield OtherCase(number=row[number], status=word(words, row["status"]))

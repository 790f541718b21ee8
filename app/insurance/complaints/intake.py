"""Reads a complaint as it comes in; what the company knows already is not asked for again.

Source: complaint rules (2020) art. 14, no papers may be demanded that the company holds.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.errors import NotFound
from app.insurance.answers import Answers
from app.insurance.complaints import queries, rules
from app.insurance.complaints.models import Complaint, ComplaintStatus
from app.insurance.customers import queries as customers
from app.insurance.customers.models import Customer
from app.secrets import search_hash
from app.work import Work

#: what a start form, a message or a request may say
FIELDS = (
    "complainant",
    "is_customer",
    "customer",
    "contact",
    "channel",
    "subject",
    "related_case",
    "request",
    "facts",
    "amount",
    "group_size",
    "representatives",
    "media",
    "agent_authorised",
    "documents",
    "received_at",
    "regulator_ref",
    "transferred_at",
)
Known = Mapping[str, Any]  # what ``claims.complaint_facts`` tells of the related case
LONGEST_REFERENCE = 64


def read_references(fields: Mapping[str, Any], root: str = "") -> tuple[str | None, str | None]:
    """Read under which numbers of the reporter and of the regulator a complaint may be known.

    :raises InvalidInput: one of them cannot be a number
    """
    given = Answers(fields, root)
    names = ("external_ref", "regulator_ref")
    own, of_regulator = (
        given.text(name, longest=LONGEST_REFERENCE, required=False) or None for name in names
    )
    given.finish()
    return own, of_regulator


def read_complaint(
    work: Work,
    fields: Mapping[str, Any],
    known: Known,
    *,
    came_at: dt.datetime,
    root: str = "",
) -> Complaint:
    """Read a complaint; it is not entered yet.

    :param came_at: when it came, unless it says it was received before
    :param root: where the fields lie in what was sent, as a JSON pointer
    :raises InvalidInput: with every field that is wrong
    """
    given = Answers(fields, root)
    received_at = given.instant("received_at", no_later_than=came_at, required=False) or came_at
    channel = given.option("channel", rules.CHANNELS)
    subject = given.option("subject", rules.SUBJECTS)
    complaint = Complaint(
        status=ComplaintStatus.RECEIVED,
        channel=channel,
        subject=subject,
        request=given.text("request"),
        facts=given.text("facts"),
        amount=given.money("amount") or Decimal(0),
        media=given.truth("media", required=False),
        agent_authorised=given.truth("agent_authorised", required=False),
        documents=given.names("documents"),
        evidence=[],
        received_at=received_at,
        **_read_transfer(given, channel, received_at),
        **_read_group(given),
        **_of_related(fields, known),
    )
    _name_complainant(work, given, complaint, known)
    given.finish()
    _count_repeats(work, complaint)
    return complaint


def _read_transfer(given: Answers, channel: str, received_at: dt.datetime) -> dict[str, Any]:
    """Read by which number and when the regulator passed a complaint on."""
    by_regulator = channel == rules.BY_REGULATOR
    reference = given.text("regulator_ref", longest=LONGEST_REFERENCE, required=by_regulator)
    if reference and not by_regulator:
        given.refuse("regulator_ref", f"only the channel {rules.BY_REGULATOR} has a regulator_ref")
    at = given.instant("transferred_at", no_later_than=received_at, required=False)
    return {
        "regulator_ref": reference or None,
        "transferred_at": (at or received_at) if by_regulator else None,
    }


def _read_group(given: Answers) -> dict[str, Any]:
    """Read how many complain; a group speaks through five at most."""
    size = given.count("group_size", least=1, most=rules.LARGEST_GROUP) or 1
    names = [name.strip()[:100] for name in given.names("representatives") if name.strip()]
    most = min(size, rules.MOST_REPRESENTATIVES)
    if len(names) > most:
        given.refuse("representatives", f"{size} complainants name {most} at most", "too_many")
    return {"group_size": size, "representatives": names}


def _of_related(fields: Mapping[str, Any], known: Known) -> dict[str, Any]:
    return {
        "related_case_id": known.get("related_case_id"),
        "related_case": known.get("related_case") or fields.get("related_case") or None,
        "segregation_from": list(known.get("segregation_from") or ()),
        "claim_id": known.get("claim_id"),
        "policy_id": known.get("policy_id"),
        "lob": known.get("lob"),
        "statutory_class": known.get("statutory_class"),
        "org_unit": known.get("org_unit"),
    }


def _name_complainant(work: Work, given: Answers, complaint: Complaint, known: Known) -> None:
    """Fill in name and contact from the customer's file and the related case."""
    named = given.text("complainant", longest=100, required=False)
    customer = _find_customer(work, given, named, known)
    held = {**_of_reporter(known, named, customer), **_on_file(customer)}
    told = {"complainant": named, "contact": given.text("contact", longest=200, required=False)}
    who = {name: text or held.get(name) or _missing(given, name) for name, text in told.items()}
    complaint.complainant, complaint.contact = who["complainant"], who["contact"]
    complaint.customer_id = None if customer is None else customer.id
    if customer is not None:
        complaint.org_unit = complaint.org_unit or customer.org_unit
    complaint.complainant_key = _key_of(work, complaint)
    if complaint.group_size >= rules.GROUP_SIZE and not complaint.representatives:
        complaint.representatives = [complaint.complainant]


def _missing(given: Answers, name: str) -> str:
    """Refuse what neither the caller nor a file says; the text in its place is empty."""
    given.need(name)
    return ""


def _of_reporter(known: Known, named: str, customer: Customer | None) -> dict[str, str]:
    """Return what is known of who reported the related case, where that is who complains."""
    is_holder = customer is not None and customer.id == known.get("customer_id")
    if not is_holder and named not in ("", known.get("complainant")):
        return {}
    told = {name: known.get(name) for name in ("complainant", "contact")}
    return {name: text for name, text in told.items() if text}


def _find_customer(work: Work, given: Answers, named: str, known: Known) -> Customer | None:
    """Find who complains: named by number, the holder of the related contract, or by name."""
    if given.has("customer"):
        return _get_customer(work, given)
    holder_id = known.get("customer_id")
    holder = None if holder_id is None else customers.get_customer(work.session, holder_id)
    if holder is not None and named in ("", holder.name):
        return holder
    if not given.truth("is_customer", required=False) or not named:
        return None
    namesakes = customers.list_customers(work.session, name=named, limit=2).rows
    return namesakes[0] if len(namesakes) == 1 else None


def _get_customer(work: Work, given: Answers) -> Customer | None:
    number = given.text("customer", longest=32)
    if not number:
        return None
    try:
        return customers.get_customer(work.session, number)
    except NotFound:
        given.refuse("customer", f"there is no customer {number}", "not_found")
        return None


def _on_file(customer: Customer | None) -> dict[str, str]:
    if customer is None:
        return {}
    phones = (customer.phones or "").splitlines()
    contact = phones[0] if phones else customer.email or customer.address
    return {"complainant": customer.name, **({"contact": contact} if contact else {})}


def _key_of(work: Work, complaint: Complaint) -> str:
    if complaint.customer_id is not None:
        return search_hash(work.session, f"customer:{complaint.customer_id}")
    name, contact = ("".join(text.split()) for text in (complaint.complainant, complaint.contact))
    return search_hash(work.session, f"{name}|{contact}".casefold())


def _count_repeats(work: Work, complaint: Complaint) -> None:
    """Count what the complainant said of the subject before; the same matter is one in counts."""
    before = queries.list_repeats(
        work.session, complaint.complainant_key, complaint.subject, complaint.received_at
    )
    complaint.repeat_count = len(before)
    about = (complaint.related_case_id, complaint.policy_id)
    same = (one for one in before if (one.related_case_id, one.policy_id) == about)
    first = next(same, None)
    complaint.repeat_of_id = None if first is None else first.repeat_of_id or first.id

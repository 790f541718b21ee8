"""Reads what customers ask for, and finds the customer or takes a new one in."""

from collections.abc import Mapping
from typing import Any

from app.errors import NotFound
from app.insurance.answers import Answers
from app.insurance.customers import operations as customers
from app.insurance.customers.models import Customer, CustomerType
from app.insurance.customers.queries import find_policy, get_customer, list_customers
from app.insurance.service import rules
from app.insurance.service.models import RequestStatus, ServiceRequest
from app.work import Work

#: what a start form, a message or a request may say
FIELDS = (
    "customer",
    "contact",
    "channel",
    "topic",
    "need",
    "urgency",
    "policy_no",
    "related_case",
)
CONTACT_FIELDS = ("name", "phone", "email")
PHONE = r"^\+?[0-9-]{7,20}$"
EMAIL = r"^[^@\s]+@[^@\s]+$"


def read_request(
    work: Work, fields: Mapping[str, Any], root: str = ""
) -> tuple[ServiceRequest, Customer]:
    """Read a request and who asks; neither is entered yet, unless the customer is known.

    :param root: where the fields lie in what was sent, as a JSON pointer
    :raises InvalidInput: with every field that is wrong
    """
    given = Answers(fields, root)
    for name in sorted(set(fields) - set(FIELDS)):
        given.refuse(name, f"there is no field {name}", "unknown_field")
    request = ServiceRequest(
        status=RequestStatus.RECEIVED,
        channel=given.option("channel", rules.CHANNELS),
        topic=given.option("topic", rules.TOPICS),
        urgency=given.option("urgency", rules.URGENCIES, required=False) or rules.NORMAL,
        need=given.text("need"),
        related_case=given.text("related_case", longest=64, required=False) or None,
        received_at=work.now,
        questions=[],
        **_read_policy(work, given),
    )
    customer = read_customer(work, given, request.channel)
    given.finish()
    assert customer is not None  # else refused above
    request.org_unit = request.org_unit or customer.org_unit
    return request, customer


def _read_policy(work: Work, given: Answers) -> dict[str, str | None]:
    number = given.text("policy_no", longest=32, required=False) or None
    policy = None if number is None else find_policy(work.session, number)
    if number is not None and policy is None:
        given.refuse("policy_no", f"there is no policy {number}", "not_found")
    if policy is None:
        return {"policy_no": number, "lob": None}
    return {"policy_no": number, "lob": policy.product.lob, "org_unit": policy.org_unit}


def read_customer(work: Work, given: Answers, channel: str) -> Customer | None:
    """Return the customer who is named, or the one of a contact; None where that was refused.

    A contact with the name and the telephone or mail of a customer is that customer; another one
    is a new customer, whose source is the channel.
    """
    if given.has("customer") and given.has("contact"):
        given.refuse("contact", "name the customer or a new contact, not both")
        return None
    if not given.has("contact"):
        return _named(work, given)
    return _contacted(work, given, channel)


def _named(work: Work, given: Answers) -> Customer | None:
    key = given.need("customer")
    if key is None:
        return None
    try:
        customer = get_customer(work.session, str(key))
        if customer.merged_into_id is not None:
            customer = get_customer(work.session, customer.merged_into_id)
    except NotFound:
        given.refuse("customer", f"there is no customer {key}", "not_found")
        return None
    return customer


def _contacted(work: Work, given: Answers, channel: str) -> Customer | None:
    contact = given.need("contact")
    if not isinstance(contact, Mapping):
        given.refuse("contact", "contact must be an object")
        return None
    one = given.row("contact", contact)
    for name in sorted(set(contact) - set(CONTACT_FIELDS)):
        one.refuse(name, f"there is no field {name}", "unknown_field")
    name = one.text("name", longest=100)
    phone = one.matching("phone", PHONE) if one.has("phone") else None
    email = one.matching("email", EMAIL) if one.has("email") else None
    if phone is None and email is None:
        one.refuse("phone", "phone or email is required", "required")
    return _find_contact(work, name, phone, email) or Customer(
        type=CustomerType.INDIVIDUAL,
        name=name,
        phones=phone,
        email=email,
        source_channel=channel,
    )


def _find_contact(work: Work, name: str, phone: str | None, email: str | None) -> Customer | None:
    """Return the customer of a name with the same telephone or mail address."""
    for one in list_customers(work.session, name=name).rows:
        same_phone = phone is not None and phone in (one.phones or "").splitlines()
        if one.merged_into_id is None and (same_phone or (email and one.email == email)):
            return one
    return None


def ensure_entered(work: Work, customer: Customer) -> Customer:
    """Take a new customer in; one that is known stays as they are."""
    return customer if customer.id is not None else customers.create_customer(work, customer)

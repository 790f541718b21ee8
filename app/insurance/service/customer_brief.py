"""What whoever receives a customer knows beforehand: the customer's file in a few lines."""

import sqlalchemy as sa

from app.insurance.customers.contact_models import ContactNote, Direction
from app.insurance.customers.models import Customer
from app.insurance.customers.queries import list_policies
from app.insurance.customers.rules import mask_phone
from app.insurance.service.models import ServiceRequest
from app.insurance.service.queries import RequestFilter, list_requests
from app.work import Variables, Work

LINES = 5  # of each kind: what can be read while the telephone rings


def brief_of(work: Work, request: ServiceRequest) -> Variables:
    """Return the basics of a customer as the form of the reception shows them."""
    customer = work.session.get_one(Customer, request.customer_id)
    phones = [mask_phone(phone) for phone in (customer.phones or "").splitlines()]
    return {
        "customer_name": f"{customer.name} · {customer.customer_no}",
        "customer_segment": customer.segment.value,
        "customer_phones": ", ".join(phones),
        "customer_policies": _policies(work, customer),
        "customer_contacts": _contacts(work, request),
        "customer_requests": _requests(work, request),
    }


def _policies(work: Work, customer: Customer) -> str:
    found = list_policies(work.session, customer_id=customer.id, limit=LINES).rows
    lines = [
        f"{one.policy_no} · {one.product.name} · {one.starts_on}/{one.ends_on}" for one in found
    ]
    return "\n".join(lines)


def _contacts(work: Work, request: ServiceRequest) -> str:
    rows = sa.select(ContactNote).where(ContactNote.customer_id == request.customer_id)
    newest = rows.order_by(ContactNote.at.desc(), ContactNote.id.desc()).limit(LINES)
    return "\n".join(_contact(work, one) for one in work.session.scalars(newest))


def _contact(work: Work, one: ContactNote) -> str:
    arrow = "←" if one.direction is Direction.INBOUND else "→"
    at = one.at.astimezone(work.processes.zone)
    return f"{at:%Y-%m-%d %H:%M} {arrow} {one.channel} · {one.verbatim or one.summary}"[:200]


def _requests(work: Work, request: ServiceRequest) -> str:
    wanted = RequestFilter(customer_id=request.customer_id)
    found = list_requests(work.session, wanted, limit=LINES + 1).rows
    lines = [f"{one.request_no} · {one.topic} · {one.status.value}" for one in found]
    return "\n".join(line for line in lines if not line.startswith(request.request_no))

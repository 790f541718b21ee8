"""A request that is a complaint or a loss in truth is passed on, with what is known."""

from sqlalchemy.orm import Session

from app.cases.clocks import stop_clock
from app.cases.models import Case
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.cases.queries import find_case_by_message
from app.errors import NotFound
from app.insurance.answers import local_text
from app.insurance.customers.models import Customer
from app.insurance.customers.queries import find_policy
from app.insurance.records import touch
from app.insurance.service import rules
from app.insurance.service.answered import close_messages
from app.insurance.service.models import RequestStatus, ServiceRequest
from app.insurance.service.subject import end, note, request_of
from app.work import CallLike, Variables, Work

#: the message by which a request goes on
PASSED_ON_BY = {rules.COMPLAINT: "complaint_raised", rules.LOSS_REPORT: "loss_reported"}
LONGEST_TEXT = 4000


def raise_complaint(call: CallLike) -> None:
    """Pass a request on as a complaint, with what is known: nothing is asked for again.

    The limits of the law run since the customer came.
    """
    work: Work = call.work
    request = request_of(call)
    customer = work.session.get_one(Customer, request.customer_id)
    variables = {
        "complainant": customer.name,
        "is_customer": True,
        "customer": customer.customer_no,
        "contact": _first_phone(customer) or customer.email,
        "channel": rules.COMPLAINT_CHANNEL.get(request.channel, request.channel),
        "subject": call.variables["complaint_subject"],
        "related_case": request.related_case,
        "request": call.variables["complaint_request"],
        "facts": _facts_told(request),
        "received_at": local_text(request.received_at, work.processes.zone),
    }
    _pass_on(call, request, rules.COMPLAINT, variables)


def _facts_told(request: ServiceRequest) -> str:
    told = [request.need, request.observations]
    return "\n".join(text for text in told if text)[:LONGEST_TEXT]


def _first_phone(customer: Customer) -> str | None:
    return next(iter((customer.phones or "").splitlines()), None)


def report_loss(call: CallLike) -> None:
    """Pass a request on as a loss report; what the report lacks is asked for there."""
    work: Work = call.work
    request = request_of(call)
    customer = work.session.get_one(Customer, request.customer_id)
    policy = find_policy(work.session, request.policy_no) if request.policy_no else None
    holds = policy is not None and policy.policyholder_id == customer.id
    variables = {
        "policy_no": request.policy_no,
        "reporter_name": customer.name[:50],
        "reporter_phone": _first_phone(customer),
        "reporter_relation": "policyholder" if holds else None,
        "loss_description": _facts_told(request),
        "channel": rules.CLAIM_CHANNEL.get(request.channel, request.channel),
        "external_ref": request.request_no,
    }
    _pass_on(call, request, rules.LOSS_REPORT, variables)


def _pass_on(call: CallLike, request: ServiceRequest, as_what: str, told: Variables) -> None:
    work: Work = call.work
    name = PASSED_ON_BY[as_what]
    publish_message(
        work,
        name=name,
        correlation_key=request.request_no,
        variables=told,
        ttl=LONGEST_TTL,
        message_id=_message_id(name, request),
    )
    end(work, request, RequestStatus.TRANSFERRED)
    request.transferred_as = as_what
    touch(work, request)
    close_messages(work, request)
    stop_clock(work, case_id=call.case_id, stage=rules.STAGE)
    note(work, request, "request.transferred", to=as_what)


def _message_id(name: str, request: ServiceRequest) -> str:
    return f"{name}-{request.request_no}"


def get_passed_on(session: Session, request: ServiceRequest) -> Case:
    """Return the claim or complaint that a request went on as.

    :raises NotFound: it was not passed on, or nobody has taken it up yet
    """
    name = PASSED_ON_BY.get(request.transferred_as or "")
    number = request.request_no
    found = name and find_case_by_message(session, name, number, _message_id(name, request))
    if not found:
        raise NotFound(f"{number} has not gone on as another case")
    return found

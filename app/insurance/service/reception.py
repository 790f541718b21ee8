"""A request is received: entered, and its customer listened to."""

from app.cases.clocks import open_clock
from app.cases.queries import get_case
from app.insurance.answers import Answers
from app.insurance.customers.models import Customer
from app.insurance.records import enter, touch
from app.insurance.service import queries, rules
from app.insurance.service.customer_brief import brief_of
from app.insurance.service.intake import FIELDS, ensure_entered, read_request
from app.insurance.service.models import ServiceRequest
from app.insurance.service.operations import RECEIVED, note_need
from app.insurance.service.subject import note, request_of
from app.work import CallLike, Variables, Work

LONGEST_REFERENCE = 100
SERVE = "serve"  # neither a complaint nor a loss
#: what a message has told and the record keeps: the process forgets it
TOLD = dict.fromkeys(("need", "contact"))


def open_request(call: CallLike) -> Variables:
    """Take a request up whose record is there, or enter the one a message tells; open its limit.

    A message whose ``external_ref`` is known already tells nothing new.

    :raises InvalidInput: a message left something out
    """
    work: Work = call.work
    known = _find(call)
    if known is not None and known.case_id not in (None, call.case_id):
        return {**dict.fromkeys(_facts(known)), **TOLD, "known": True}  # it has told nothing new
    request = known or _enter(call)
    request.case_id = call.case_id
    touch(work, request)
    if known is None:
        note_need(work, request)
        note(work, request, RECEIVED, topic=request.topic, channel=request.channel)
    facts = _facts(request)
    open_clock(work, case_id=call.case_id, stage=rules.STAGE, facts=facts, at=request.received_at)
    return {**facts, **TOLD, "known": False}


def _find(call: CallLike) -> ServiceRequest | None:
    session = call.work.session
    if call.variables.get("request_id") is not None:
        return _entered(call)
    reference = _reference(call.variables)
    return queries.find_request_by_reference(session, reference) if reference else None


def _entered(call: CallLike) -> ServiceRequest:
    """Return the request whose record was entered for this case."""
    given = Answers(call.variables, "")
    work: Work = call.work
    request_id = given.key("request_id")
    request = None if request_id is None else work.session.get(ServiceRequest, request_id)
    fits = request is not None and request.case_id in (None, call.case_id)
    if request_id is not None and not fits:
        given.refuse("request_id", f"no request {request_id} waits for its case", "not_found")
    given.finish()
    assert request is not None  # else refused above
    return request


def _reference(seen: Variables) -> str | None:
    """Return the sender's own number; what cannot be one is left out."""
    reference = seen.get("external_ref")
    fits = isinstance(reference, str) and 0 < len(reference) <= LONGEST_REFERENCE
    return reference if fits else None


def _enter(call: CallLike) -> ServiceRequest:
    work: Work = call.work
    fields = {name: call.variables[name] for name in FIELDS if call.variables.get(name) is not None}
    request, customer = read_request(work, fields)
    number = get_case(work.session, call.case_id).business_key
    assert number is not None  # the process has a prefix for it
    request.request_no, request.external_ref = number, _reference(call.variables)
    request.customer_id = ensure_entered(work, customer).id
    return enter(work, request)


def _facts(request: ServiceRequest) -> Variables:
    """Return what the process knows of a request; words of the customer stay in the record."""
    return {
        "request_id": request.id,
        "request_no": request.request_no,
        "subject": " · ".join(filter(None, (request.topic, request.policy_no))),
        "topic": request.topic,
        "urgency": request.urgency,
        "track": rules.SIMPLE,  # until it is routed
        "lob": request.lob,
        "amount": None,
        "cat_level": None,
    }


def prepare_reception(call: CallLike) -> Variables:
    """Give who receives the customer their basics and their words."""
    request = request_of(call)
    return {
        **brief_of(call.work, request),
        "need": request.need,
        "complaint": request.topic == rules.COMPLAINT,
        "loss_report": request.topic == rules.LOSS_REPORT,
    }


def record_reception(call: CallLike, answers: Variables) -> Variables:
    """Keep what the reception found, and whether it is a complaint or a loss in truth.

    Nobody is told anything about personal data before they are identified.
    """
    request = request_of(call)
    given = Answers(answers)
    request.identified = given.truth("identified")
    request.greeting_script = given.truth("greeting_script", required=False)
    request.observations = given.text("observations", required=False) or None
    request.topic = given.option("topic", rules.TOPICS, required=False) or request.topic
    outcome = _read_outcome(given)
    if request.topic == rules.PERSONAL_DATA and not request.identified:
        given.refuse("identified", "personal data are for an identified customer only")
    subject = given.text("complaint_subject", longest=32, required=outcome == rules.COMPLAINT)
    wanted = given.text("complaint_request", required=outcome == rules.COMPLAINT)
    if outcome == rules.COMPLAINT and not _is_reachable(call.work, request):
        given.refuse("complaint", "no telephone, mail or address of the customer is on file")
    given.finish()
    touch(call.work, request)
    note(call.work, request, "request.taken_up", outcome=outcome, topic=request.topic)
    return {
        "reception": outcome,
        "topic": request.topic,
        "complaint_subject": subject or None,
        "complaint_request": wanted or None,
    }


def _is_reachable(work: Work, request: ServiceRequest) -> bool:
    """Say whether a complaint of the customer can be answered."""
    customer = work.session.get_one(Customer, request.customer_id)
    return bool(customer.phones or customer.email or customer.address)


def _read_outcome(given: Answers) -> str:
    complaint = given.truth("complaint", required=False)
    loss = given.truth("loss_report", required=False)
    if complaint and loss:
        given.refuse("loss_report", "choose the complaint or the loss: one case goes on")
    if complaint:
        return rules.COMPLAINT
    return rules.LOSS_REPORT if loss else SERVE

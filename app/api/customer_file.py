"""The customer file beside the customer: consents, contacts, and requests about their data."""

from typing import Any

from flask import Response

from app.api import customer_writes
from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.parts import parts
from app.api.schemas.customer_file import (
    AnswerRequest,
    AskForData,
    ConfirmData,
    ConsentAnswer,
    ConsentsAnswer,
    ContactNoteAnswer,
    ContactNoteListAnswer,
    DataRequestAnswer,
    DataRequestListAnswer,
    DataRequestsQuery,
    GiveConsent,
    MergeCustomers,
    NoteContact,
)
from app.api.schemas.customers import CustomerAnswer
from app.api.schemas.shapes import ListQuery
from app.cases.visible import get_visible_case
from app.identity.permissions import ensure_may
from app.insurance.customers import changes, contact_operations, contact_queries, requests
from app.insurance.customers.contact_models import Consent, ContactNote
from app.insurance.customers.models import Customer
from app.insurance.customers.queries import get_customer
from app.insurance.customers.requests import Asked
from app.insurance.overview import access
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("customer_file", __name__, description="Consents, contacts, data requests")


@blueprint.route("/customers/<ref:customer>/consents")
@blueprint.response(200, ConsentsAnswer)
def list_consents(customer: int | str) -> Any:
    """List what a customer allowed and refused, the newest first"""
    ensure_may(current_actor(), "case.read")
    session = reading().session
    return {"items": contact_queries.list_consents(session, get_customer(session, customer).id)}


@blueprint.route("/customers/<ref:customer>/consents", methods=["POST"])
@blueprint.arguments(GiveConsent)
@blueprint.response(201, ConsentAnswer)
def give_consent(body: dict[str, Any], customer: int | str) -> Response:
    """Note that a customer allows or refuses a use of personal data"""
    ensure_may(current_actor(), "customer.write")
    with command() as work:
        found = _usable(work, customer)
        consent = Consent(customer_id=found.id, **body)
        return answer(work, contact_operations.note_consent(work, consent), status=201)


@blueprint.route("/customers/<ref:customer>/contact-notes")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, ContactNoteListAnswer)
def list_contact_notes(query: dict[str, Any], customer: int | str) -> Any:
    """List contacts with a customer, the newest first"""
    ensure_may(current_actor(), "case.read")
    session = reading().session
    found = get_customer(session, customer)
    return page_of(contact_queries.list_contacts(session, found.id, **query))


@blueprint.route("/customers/<ref:customer>/contact-notes", methods=["POST"])
@blueprint.arguments(NoteContact)
@blueprint.response(201, ContactNoteAnswer)
def note_contact(body: dict[str, Any], customer: int | str) -> Response:
    """Note a contact, in the customer's own words"""
    ensure_may(current_actor(), "case.read")
    with command() as work:
        case = body.pop("case")
        case_id = None if case is None else get_visible_case(work, case).id
        note = ContactNote(customer_id=_usable(work, customer).id, case_id=case_id, **body)
        return answer(work, contact_operations.note_contact(work, note), status=201)


@blueprint.route("/customers/<ref:customer>/verify", methods=["POST"])
@blueprint.arguments(ConfirmData)
@blueprint.response(200, CustomerAnswer)
def confirm_data(body: dict[str, Any], customer: int | str) -> Response:
    """Note that a customer's data were looked through with the customer"""
    ensure_may(current_actor(), "customer.write")
    with command() as work:
        found = get_customer(work.session, customer)
        changes.confirm(work, found, at=body["verified_at"])
        return answer(work, found, version=found.version)


@blueprint.route("/customers/<ref:customer>/merge", methods=["POST"])
@blueprint.arguments(MergeCustomers)
@blueprint.response(200, CustomerAnswer)
def merge_customers(body: dict[str, Any], customer: int | str) -> Response:
    """Join two files of the same person"""
    ensure_may(current_actor(), "customer.merge")
    with command() as work:
        session = work.session
        one, into = get_customer(session, customer), get_customer(session, body["into"])
        found = changes.merge(work, one, into)
        return answer(work, found, version=found.version)


@blueprint.route("/customers/<ref:customer>/data-requests", methods=["POST"])
@blueprint.arguments(AskForData)
@blueprint.response(201, DataRequestAnswer)
def ask_for_data(body: dict[str, Any], customer: int | str) -> Response:
    """Take in what a customer asks about their own data: a copy, a correction, a deletion"""
    ensure_may(current_actor(), "privacy.ask")
    with command() as work:
        found = requests.ask(work, get_customer(work.session, customer), Asked(**body))
        location = f"/api/v1/data-requests/{found.id}"
        return answer(work, found, status=201, version=found.version, location=location)


@blueprint.route("/data-requests")
@blueprint.arguments(DataRequestsQuery, location="query")
@blueprint.response(200, DataRequestListAnswer)
def list_data_requests(query: dict[str, Any]) -> Any:
    """List personal-data requests, those due first in front"""
    ensure_may(current_actor(), "privacy.read")
    return page_of(requests.list_requests(reading().session, **query))


@blueprint.route("/data-requests/<ref:request>")
@blueprint.response(200, DataRequestAnswer)
def show_data_request(request: int | str) -> Any:
    """Show a personal-data request by id or number"""
    ensure_may(current_actor(), "privacy.read")
    found = requests.get_request(reading().session, request)
    return versioned(found, found.version)


@blueprint.route("/data-requests/<ref:request>/answer", methods=["POST"])
@blueprint.arguments(AnswerRequest)
@blueprint.response(200, DataRequestAnswer)
def answer_data_request(body: dict[str, Any], request: int | str) -> Response:
    """Grant a request, or refuse it with the reason; a deletion locks what must be kept"""
    ensure_may(current_actor(), "privacy.answer")
    with command() as work:
        found = requests.get_request(work.session, request)
        if body["granted"]:
            customer_writes.grant(work, found, lambda asked: _copy(work, asked.customer_id))
        else:
            requests.refuse(work, found, answer=customer_writes.reason(body["answer"]))
        return answer(work, found, version=found.version)


def _copy(work: Work, customer_id: int) -> int:
    """Store the copy of everything known of a customer; return the id of the file."""
    return access.store_copy(work, parts().files, customer_id)


def _usable(work: Work, key: int | str) -> Customer:
    customer = get_customer(work.session, key)
    changes.ensure_usable(customer)
    return customer

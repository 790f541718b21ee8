"""What the company may write, what it promises, and the cases it learns from."""

from typing import Any

from flask import Response

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.paging import page_of
from app.api.schemas.company import (
    CaseReferenceAnswer,
    CaseReferenceListAnswer,
    CaseReferencesQuery,
    EndPromise,
    EnterLicence,
    LicenceAnswer,
    LicencesAnswer,
    PromiseAnswer,
    PromisesAnswer,
    PromisesQuery,
    PublishPromise,
    TellCase,
)
from app.identity.permissions import ensure_may
from app.insurance.customers import licences, promises, references
from app.insurance.customers.file_models import CaseReference, CompanyLicence, ServicePromise
from app.insurance.customers.queries import get_customer
from app.insurance.customers.references import Wanted
from app.transaction import reading

blueprint = Blueprint("company", __name__, description="Licences, promises, cases to learn from")


@blueprint.route("/company-licences")
@blueprint.response(200, LicencesAnswer)
def list_licences() -> Any:
    """List the classes of business that the company may write"""
    return {"items": licences.list_licences(reading().session)}


@blueprint.route("/company-licences", methods=["POST"])
@blueprint.arguments(EnterLicence)
@blueprint.response(201, LicenceAnswer)
def enter_licence(body: dict[str, Any]) -> Response:
    """Enter a licence; an insurer has one class only (Insurance Law art. 95)"""
    ensure_may(current_actor(), "licence.write")
    with command() as work:
        return answer(work, licences.enter_licence(work, CompanyLicence(**body)), status=201)


@blueprint.route("/promises")
@blueprint.arguments(PromisesQuery, location="query")
@blueprint.response(200, PromisesAnswer)
def list_promises(query: dict[str, Any]) -> Any:
    """List the time limits that the company has promised"""
    return {"items": promises.list_promises(reading().session, query["on"])}


@blueprint.route("/promises", methods=["POST"])
@blueprint.arguments(PublishPromise)
@blueprint.response(201, PromiseAnswer)
def publish_promise(body: dict[str, Any]) -> Response:
    """Promise a time limit to the public; how often it is kept is measured"""
    ensure_may(current_actor(), "promise.write")
    with command() as work:
        return answer(work, promises.publish(work, ServicePromise(**body)), status=201)


@blueprint.route("/promises/<key:promise_id>/end", methods=["POST"])
@blueprint.arguments(EndPromise)
@blueprint.response(200, PromiseAnswer)
def end_promise(body: dict[str, Any], promise_id: int) -> Response:
    """Promise no more from a day on"""
    ensure_may(current_actor(), "promise.write")
    with command() as work:
        return answer(work, promises.end(work, promise_id, until=body["until"]))


@blueprint.route("/case-references")
@blueprint.arguments(CaseReferencesQuery, location="query")
@blueprint.response(200, CaseReferenceListAnswer)
def search_references(query: dict[str, Any]) -> Any:
    """Find cases like the present one, by line, need, outcome and words"""
    ensure_may(current_actor(), "reference.read")
    wanted = Wanted(
        line=query.pop("line"),
        need=query.pop("need"),
        outcome=query.pop("outcome"),
        words=query.pop("q"),
    )
    return page_of(references.search_references(reading().session, wanted, **query))


@blueprint.route("/case-references/<ref:reference>")
@blueprint.response(200, CaseReferenceAnswer)
def show_reference(reference: int | str) -> Any:
    """Show a case to learn from"""
    ensure_may(current_actor(), "reference.read")
    return references.get_reference(reading().session, reference)


@blueprint.route("/case-references", methods=["POST"])
@blueprint.arguments(TellCase)
@blueprint.response(201, CaseReferenceAnswer)
def tell_case(body: dict[str, Any]) -> Response:
    """Tell a case for others to learn from, without naming anybody"""
    ensure_may(current_actor(), "reference.write")
    with command() as work:
        named = body.pop("customer")
        about = None if named is None else get_customer(work.session, named)
        found = references.create_reference(work, CaseReference(**body), about=about)
        return answer(work, found, status=201)

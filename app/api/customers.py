"""Customers, products and policies; personal data masked."""

import datetime as dt
from typing import Any

from flask import Response

from app.api import customer_writes
from app.api.auth import current_actor
from app.api.blueprint import Blueprint, keeps_no_answer, takes_if_match
from app.api.commands import answer, command
from app.api.etags import if_match, versioned
from app.api.paging import page_of
from app.api.schemas.customers import (
    AdvantageSheetAnswer,
    ClearCustomerAnswer,
    CustomerAnswer,
    CustomerListAnswer,
    CustomersQuery,
    LookClear,
    OverviewAnswer,
    PoliciesQuery,
    PolicyAnswer,
    PolicyListAnswer,
    ProductAnswer,
    ProductListAnswer,
    ProductsQuery,
)
from app.api.schemas.policy_writes import (
    CreateCustomer,
    CreateProduct,
    CustomerFields,
    Delivery,
    IssuePolicy,
    MovePolicy,
    Surrender,
)
from app.audit import operations as audit
from app.cases.visible import get_visible_case
from app.identity.permissions import ensure_may
from app.insurance.customers import operations, queries
from app.insurance.customers.advantages import sheet_of
from app.insurance.customers.changes import STALE_AFTER
from app.insurance.customers.models import Product
from app.insurance.overview.queries import ensure_may_see_clear, overview
from app.transaction import reading, transaction

blueprint = Blueprint("customers", __name__, description="Customers, products, policies")


def _ensure_staff() -> None:
    ensure_may(current_actor(), "case.read")


@blueprint.route("/customers")
@blueprint.arguments(CustomersQuery, location="query")
@blueprint.response(200, CustomerListAnswer)
def list_customers(query: dict[str, Any]) -> Any:
    """List customers, find one by name or identity number, or those to be confirmed again"""
    _ensure_staff()
    work = reading()
    stale_at: dt.datetime | None = work.now - STALE_AFTER if query.pop("stale") else None
    return page_of(queries.list_customers(work.session, stale_at=stale_at, **query))


@blueprint.route("/customers/<ref:customer>")
@blueprint.response(200, CustomerAnswer)
def show_customer(customer: int | str) -> Any:
    """Show a customer by id or number"""
    _ensure_staff()
    found = queries.get_customer(reading().session, customer)
    return versioned(found, found.version)


@blueprint.route("/customers/<ref:customer>/overview")
@blueprint.response(200, OverviewAnswer)
def show_overview(customer: int | str) -> Any:
    """Show a customer with everything around, as far as one's role may see it"""
    ensure_may(current_actor(), "customer.read")
    work = reading()
    return overview(work, queries.get_customer(work.session, customer))


@blueprint.route("/customers/<ref:customer>/clear", methods=["POST"])
@blueprint.arguments(LookClear)
@blueprint.response(200, ClearCustomerAnswer)
@keeps_no_answer
def look_clear(body: dict[str, Any], customer: int | str) -> Any:
    """Show a customer's data unmasked, for a task in a case of theirs; each look is noted

    The answer is not kept under an Idempotency-Key: it would lie about in clear.
    """
    with transaction() as work:
        found = queries.get_customer(work.session, customer)
        case = get_visible_case(work, body["case"])
        ensure_may_see_clear(work, found, case)
        audit.record(work, "customer.seen", case_id=case.id, subject=found.customer_no, detail={})
    return versioned(found, found.version)


@blueprint.route("/customers", methods=["POST"])
@blueprint.arguments(CreateCustomer)
@blueprint.response(201, CustomerAnswer)
def create_customer(body: dict[str, Any]) -> Response:
    """Take a customer in; an identity number that is known is another's"""
    ensure_may(current_actor(), "customer.write")
    with command() as work:
        found = customer_writes.take_in(work, body)
        location = f"/api/v1/customers/{found.id}"
        return answer(work, found, status=201, version=found.version, location=location)


@blueprint.route("/customers/<ref:customer>", methods=["PATCH"])
@blueprint.arguments(CustomerFields)
@blueprint.response(200, CustomerAnswer)
@takes_if_match()
def change_customer(body: dict[str, Any], customer: int | str) -> Response:
    """Change fields of a customer; where each comes from is kept"""
    ensure_may(current_actor(), "customer.write")
    expected = if_match(lambda: show_customer(customer))
    with command() as work:
        found = queries.get_customer(work.session, customer)
        customer_writes.change(work, found, body, expected_version=expected)
        return answer(work, found, version=found.version)


@blueprint.route("/products", methods=["POST"])
@blueprint.arguments(CreateProduct)
@blueprint.response(201, ProductAnswer)
def create_product(body: dict[str, Any]) -> Response:
    """Take a product in, of a class that the company is licensed for"""
    ensure_may(current_actor(), "product.write")
    with command() as work:
        found = operations.create_product(work, Product(**body))
        return answer(work, found, status=201, version=found.version)


@blueprint.route("/products/<ref:product>/advantage-sheet")
@blueprint.response(200, AdvantageSheetAnswer)
def show_advantage_sheet(product: int | str) -> Any:
    """Show what speaks for a product, beside what it does not cover"""
    return sheet_of(queries.get_product(reading().session, product))


@blueprint.route("/products")
@blueprint.arguments(ProductsQuery, location="query")
@blueprint.response(200, ProductListAnswer)
def list_products(query: dict[str, Any]) -> Any:
    """List products, or those of a line of business"""
    return page_of(queries.list_products(reading().session, **query))


@blueprint.route("/products/<ref:product>")
@blueprint.response(200, ProductAnswer)
def show_product(product: int | str) -> Any:
    """Show a product by id or code"""
    found = queries.get_product(reading().session, product)
    return versioned(found, found.version)


@blueprint.route("/policies")
@blueprint.arguments(PoliciesQuery, location="query")
@blueprint.response(200, PolicyListAnswer)
def list_policies(query: dict[str, Any]) -> Any:
    """List policies, or those of a policyholder"""
    _ensure_staff()
    found = queries.list_policies(
        reading().session,
        customer_id=query["policyholder"],
        after=query["after"],
        limit=query["limit"],
        count=query["count"],
    )
    return page_of(found)


@blueprint.route("/policies/<ref:policy>")
@blueprint.response(200, PolicyAnswer)
def show_policy(policy: int | str) -> Any:
    """Show a policy by id or number"""
    _ensure_staff()
    found = queries.get_policy(reading().session, policy)
    return versioned(found, found.version)


@blueprint.route("/policies", methods=["POST"])
@blueprint.arguments(IssuePolicy)
@blueprint.response(201, PolicyAnswer)
def issue_policy(body: dict[str, Any]) -> Response:
    """Take in a policy that was sold"""
    ensure_may(current_actor(), "policy.write")
    with command() as work:
        found = operations.issue_policy(work, customer_writes.read_policy(work, body))
        if body["delivered_at"] is not None:
            operations.note_delivery(work, found, at=body["delivered_at"])
        return answer(work, found, status=201, version=found.version)


@blueprint.route("/policies/<ref:policy>/delivery", methods=["POST"])
@blueprint.arguments(Delivery)
@blueprint.response(200, PolicyAnswer)
def note_delivery(body: dict[str, Any], policy: int | str) -> Response:
    """Note that the holder signed for a policy; cooling-off runs from then"""
    ensure_may(current_actor(), "policy.write")
    with command() as work:
        found = queries.get_policy(work.session, policy)
        operations.note_delivery(work, found, at=body["delivered_at"])
        return answer(work, found, version=found.version)


@blueprint.route("/policies/<ref:policy>/surrender", methods=["POST"])
@blueprint.arguments(Surrender)
@blueprint.response(200, PolicyAnswer)
def surrender_policy(body: dict[str, Any], policy: int | str) -> Response:
    """End a policy before its time, as its holder wishes"""
    ensure_may(current_actor(), "policy.write")
    with command() as work:
        found = operations.surrender(work, queries.get_policy(work.session, policy), **body)
        return answer(work, found, version=found.version)


@blueprint.route("/policies/<ref:policy>/unit", methods=["POST"])
@blueprint.arguments(MovePolicy)
@blueprint.response(200, PolicyAnswer)
def move_policy(body: dict[str, Any], policy: int | str) -> Response:
    """Give a policy to another branch; cases there were stay where they are"""
    ensure_may(current_actor(), "policy.write")
    with command() as work:
        found = operations.move_policy(work, queries.get_policy(work.session, policy), **body)
        return answer(work, found, version=found.version)

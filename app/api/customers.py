"""Customers, products and policies: read only, personal data masked."""

from typing import Any

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.etags import versioned
from app.api.paging import page_of
from app.api.schemas.customers import (
    CustomerAnswer,
    CustomerListAnswer,
    CustomersQuery,
    PoliciesQuery,
    PolicyAnswer,
    PolicyListAnswer,
    ProductAnswer,
    ProductListAnswer,
    ProductsQuery,
)
from app.identity.permissions import ensure_may
from app.insurance.customers import queries
from app.transaction import reading

blueprint = Blueprint("customers", __name__, description="Customers, products, policies")


def _ensure_staff() -> None:
    ensure_may(current_actor(), "case.read")


@blueprint.route("/customers")
@blueprint.arguments(CustomersQuery, location="query")
@blueprint.response(200, CustomerListAnswer)
def list_customers(query: dict[str, Any]) -> Any:
    """List customers, or find one by name or identity number"""
    _ensure_staff()
    return page_of(queries.list_customers(reading().session, **query))


@blueprint.route("/customers/<ref:customer>")
@blueprint.response(200, CustomerAnswer)
def show_customer(customer: int | str) -> Any:
    """Show a customer by id or number"""
    _ensure_staff()
    found = queries.get_customer(reading().session, customer)
    return versioned(found, found.version)


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

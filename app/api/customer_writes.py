"""Turns what was sent about customers and policies into what the customer file takes."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError

from app.api.refusals import refusal
from app.api.schemas.policy_writes import CustomerFields
from app.errors import FieldError, InvalidInput, NotFound
from app.insurance.customers import changes, operations, queries, requests
from app.insurance.customers.file_models import DataRequest, RequestKind
from app.insurance.customers.models import (
    Customer,
    CustomerType,
    Policy,
    PolicyBeneficiary,
    PolicyInsured,
    PolicyObject,
    PolicyStatus,
    Product,
)
from app.insurance.overview.keeping import kept_until
from app.work import Work

ABOUT = ("source", "basis")  # of the values, not values themselves
OF_PEOPLE = ("birth_date", "gender", "deceased_on")
OF_ORGANISATIONS = ("industry", "company_size")


def take_in(work: Work, body: Mapping[str, Any]) -> Customer:
    """Take a customer in with what was sent."""
    values = _values(body)
    _ensure_fitting(body["type"], values)
    customer = Customer(**values)
    changes.note_sources(work, customer, _known(values), source=body["source"], basis=body["basis"])
    return operations.create_customer(work, customer)


def change(
    work: Work, customer: Customer, body: Mapping[str, Any], *, expected_version: int | None
) -> Customer:
    """Change a customer by what was sent."""
    values = _values(body)
    _ensure_fitting(customer.type, values)
    return changes.change_customer(
        work,
        customer,
        values,
        source=body["source"],
        basis=body["basis"],
        expected_version=expected_version,
    )


def _values(body: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in body.items() if name not in ABOUT}
    if "phones" in values:
        values["phones"] = "\n".join(values["phones"]) or None
    return values


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in changes.FIELDS}


def _ensure_fitting(kind: CustomerType, values: Mapping[str, Any]) -> None:
    """Refuse what only people, or only organisations, have."""
    foreign = OF_PEOPLE if kind is CustomerType.CORPORATE else OF_ORGANISATIONS
    errors = [
        FieldError(
            pointer=f"/{name}", code="not_possible", detail=f"a {kind.value} customer has no {name}"
        )
        for name in foreign
        if values.get(name) is not None
    ]
    if errors:
        raise InvalidInput("; ".join(one.detail for one in errors), errors=errors)


def read_policy(work: Work, body: Mapping[str, Any]) -> Policy:
    """Read a policy that was sold.

    :raises InvalidInput: it names a product or customer that is not there
    """
    starts_on = body["start"]
    given = {name: body[name] for name in COPIED}
    with work.session.no_autoflush:
        return Policy(
            **given,
            product=_product(work, body["product"]),
            policyholder=_customer(work, body["policyholder"], "/policyholder"),
            starts_on=starts_on,
            ends_on=body["end"],
            status=PolicyStatus.IN_FORCE if starts_on <= work.today else NOT_YET,
            paid_to=body["paid_to"] or body["end"],
            premium_due_dates=[day.isoformat() for day in body["premium_due_dates"]]
            or [starts_on.isoformat()],
            deductible_amount=body["deductible_amount"] or Decimal(0),
            **{name: Decimal(body[name]) for name in RATES},
            insureds=_insureds(work, body["insureds"]),
            beneficiaries=_beneficiaries(work, body["beneficiaries"]),
            objects=[PolicyObject(**row) for row in body["objects"]],
        )


NOT_YET = PolicyStatus.NOT_YET_EFFECTIVE
COPIED = ("policy_no", "premium", "sum_insured", "seller", "explanation_proof", "org_unit")
RATES = ("deductible_rate", "coinsurance_rate", "reimbursement_rate")


def _insureds(work: Work, keys: list[str]) -> list[PolicyInsured]:
    found = [_customer(work, key, f"/insureds/{at}") for at, key in enumerate(keys)]
    if len({one.id for one in found}) < len(found):
        raise _refused("/insureds", "a customer is named twice", "invalid_value")
    return [PolicyInsured(customer_id=one.id) for one in found]


def _beneficiaries(work: Work, rows: list[Mapping[str, Any]]) -> list[PolicyBeneficiary]:
    for rank in {row["order"] for row in rows}:
        shares = sum(Decimal(row["share"]) for row in rows if row["order"] == rank)
        if shares != 1:
            detail = f"the shares of order {rank} add up to {shares}, not to 1"
            raise _refused("/beneficiaries", detail, "invalid_value")
    return [
        PolicyBeneficiary(
            customer_id=_customer(work, row["customer"], f"/beneficiaries/{at}/customer").id,
            rank=row["order"],
            share=Decimal(row["share"]),
        )
        for at, row in enumerate(rows)
    ]


def _product(work: Work, key: str) -> Product:
    try:
        product = queries.get_product(work.session, key)
    except NotFound as error:
        raise _refused("/product", error.detail) from error
    if not product.on_sale:
        raise _refused("/product", f"product {key} is not on sale", "not_possible")
    return product


def _customer(work: Work, key: str, pointer: str) -> Customer:
    try:
        return queries.get_customer(work.session, key)
    except NotFound as error:
        raise _refused(pointer, error.detail) from error


def grant(work: Work, request: DataRequest, copy: Callable[[DataRequest], int]) -> None:
    """Do what a customer asks about their own data.

    :param copy: stores the copy of an access request and returns the id of its file
    """
    if request.kind is RequestKind.ACCESS:
        requests.grant_access(work, request, file_id=copy(request))
    elif request.kind is RequestKind.DELETION:
        customer = queries.get_customer(work.session, str(request.customer_id))
        requests.delete(work, request, until=kept_until(work, customer))
    else:
        told = {**(request.changes or {}), "source": "customer", "basis": "legal_duty"}
        try:
            values = _values(CustomerFields().load(told))
        except ValidationError as error:
            raise refusal({"json": {"changes": error.messages}}) from error
        requests.correct(work, request, values)


def reason(text: str) -> str:
    """Return why a request is refused; the customer is to be told (art. 50)."""
    if not text.strip():
        raise _refused("/answer", "a refusal needs its reason", "required")
    return text.strip()


def _refused(pointer: str, detail: str, code: str = "not_found") -> InvalidInput:
    return InvalidInput(detail, errors=[FieldError(pointer=pointer, code=code, detail=detail)])

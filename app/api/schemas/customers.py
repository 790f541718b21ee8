"""Customers, products and policies as they travel; sensitive fields are masked."""

from marshmallow import fields, validate

from app.api.schemas.fields import Instant, Key, Money
from app.api.schemas.shapes import Answer, ListQuery, list_of
from app.insurance.customers import rules
from app.insurance.customers.models import Customer


def _masked_id_no(customer: Customer) -> str | None:
    return None if customer.id_no is None else rules.mask_id_no(customer.id_no)


def _masked_phones(customer: Customer) -> list[str]:
    return [rules.mask_phone(phone) for phone in (customer.phones or "").splitlines()]


class CustomerAnswer(Answer):
    """A customer as staff see them outside a case."""

    id = Key(required=True)
    customer_no = fields.String(required=True)
    type = fields.Function(lambda row: row.type.value, metadata={"type": "string"})
    name = fields.String(required=True)
    id_type = fields.String(allow_none=True)
    id_no = fields.Function(
        _masked_id_no, metadata={"type": ["string", "null"], "description": "masked"}
    )
    phones = fields.Function(
        _masked_phones,
        metadata={"type": "array", "items": {"type": "string"}, "description": "masked"},
    )
    segment = fields.Function(lambda row: row.segment.value, metadata={"type": "string"})
    aml_risk = fields.Function(lambda row: row.aml_risk.value, metadata={"type": "string"})
    version = fields.Integer(required=True)


class CustomersQuery(ListQuery):
    """Which customers to list."""

    name = fields.String(
        load_default=None,
        data_key="filter[name]",
        validate=validate.Length(max=100),
        metadata={"description": "the whole name"},
    )
    id_no = fields.String(
        load_default=None,
        data_key="filter[id_no]",
        validate=validate.Length(max=64),
        metadata={"description": "the whole number"},
    )


class ClauseAnswer(Answer):
    """A clause of a product's terms."""

    no = fields.String(required=True)
    text = fields.String(required=True)
    is_exclusion = fields.Boolean(required=True)


class ProductAnswer(Answer):
    """A product."""

    id = Key(required=True)
    product_code = fields.String(required=True)
    name = fields.String(required=True)
    lob = fields.String(required=True, metadata={"description": "line of business"})
    subtype = fields.String(required=True)
    seed_class = fields.String(required=True)
    statutory_class = fields.Function(
        lambda row: row.statutory_class.value, metadata={"type": "string"}
    )
    advantages = fields.List(fields.String(), required=True)
    clauses = fields.List(fields.Nested(ClauseAnswer), required=True)
    product_version = fields.String(required=True)
    on_sale = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class ProductsQuery(ListQuery):
    """Which products to list."""

    lob = fields.String(load_default=None, data_key="filter[lob]")


class PersonAnswer(Answer):
    """A customer in a policy."""

    id = Key(required=True)
    customer_no = fields.String(required=True)
    name = fields.String(required=True)


class InsuredAnswer(Answer):
    """A person whom a policy insures."""

    customer = fields.Nested(PersonAnswer, required=True)


class BeneficiaryAnswer(Answer):
    """A person whom a policy pays when the insured cannot be paid."""

    customer = fields.Nested(PersonAnswer, required=True)
    order = fields.Integer(attribute="rank", required=True)
    share = fields.String(required=True, metadata={"description": "part of the sum, 0 to 1"})


class ObjectAnswer(Answer):
    """A thing that a policy insures."""

    object_id = fields.String(required=True)
    type = fields.String(required=True)
    value = Money(required=True, allow_none=True)


class PolicyProductAnswer(Answer):
    """The product of a policy."""

    id = Key(required=True)
    product_code = fields.String(required=True)
    name = fields.String(required=True)
    lob = fields.String(required=True, metadata={"description": "line of business"})


class PolicyAnswer(Answer):
    """A policy: who and what is insured, for how much, from ``start`` to before ``end``."""

    id = Key(required=True)
    policy_no = fields.String(required=True)
    product = fields.Nested(PolicyProductAnswer, required=True)
    policyholder = fields.Nested(PersonAnswer, required=True)
    insureds = fields.List(fields.Nested(InsuredAnswer), required=True)
    beneficiaries = fields.List(fields.Nested(BeneficiaryAnswer), required=True)
    objects = fields.List(fields.Nested(ObjectAnswer), required=True)
    start = fields.Date(attribute="starts_on", required=True)
    end = fields.Date(attribute="ends_on", required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    sum_insured = Money(required=True)
    deductible_amount = Money(required=True)
    deductible_rate = fields.String(required=True)
    coinsurance_rate = fields.String(required=True)
    reimbursement_rate = fields.String(required=True)
    premium = Money(required=True)
    paid_to = fields.Date(allow_none=True)
    delivered_at = Instant(allow_none=True)
    explanation_proof = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class PoliciesQuery(ListQuery):
    """Which policies to list."""

    policyholder = Key(load_default=None, data_key="filter[policyholder]")


CustomerListAnswer = list_of(CustomerAnswer)
ProductListAnswer = list_of(ProductAnswer)
PolicyListAnswer = list_of(PolicyAnswer)

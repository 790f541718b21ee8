"""Customers, products and policies as they travel; sensitive fields are masked."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, Instant, JsonObject, Key, Money
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.insurance.customers import rules
from app.insurance.customers.models import Customer
from app.language import label


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
    industry = fields.String(required=True, allow_none=True)
    company_size = fields.String(required=True, allow_none=True)
    verified_at = Instant(required=True, allow_none=True)
    locked = fields.Function(
        lambda row: row.locked_at is not None,
        metadata={"type": "boolean", "description": "kept only because the law orders it"},
    )
    merged_into = Key(attribute="merged_into_id", required=True, allow_none=True)
    version = fields.Integer(required=True)


class LookClear(Body):
    """For which case somebody has to see unmasked data."""

    case = fields.String(required=True, metadata={"description": "case by id or number"})


class ClearCustomerAnswer(Answer):
    """A customer's data unmasked."""

    id = Key(required=True)
    customer_no = fields.String(required=True)
    name = fields.String(required=True)
    id_type = fields.String(required=True, allow_none=True)
    id_no = fields.String(required=True, allow_none=True)
    birth_date = Day(required=True, allow_none=True)
    phones = fields.Function(
        lambda row: (row.phones or "").splitlines(),
        metadata={"type": "array", "items": {"type": "string"}},
    )
    email = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)


class OpenTaskAnswer(Answer):
    """What is to be done in a case of the customer."""

    id = Key(required=True)
    case_id = Key(required=True)
    task_definition = fields.String(attribute="element", required=True)
    due_at = Instant(required=True, allow_none=True)


class OverviewAnswer(Answer):
    """A customer with everything around, as far as its reader may see it."""

    customer = fields.Nested(CustomerAnswer, required=True)
    stale = fields.Boolean(
        required=True, metadata={"description": "nobody confirmed the data for twelve months"}
    )
    aml_risk = fields.String(required=True, allow_none=True)
    sections = JsonObject(
        required=True,
        metadata={"description": "the newest rows of each part that the reader may see"},
    )
    open_tasks = fields.List(fields.Nested(OpenTaskAnswer), required=True)


class CustomersQuery(ListQuery):
    """Which customers to list."""

    stale = fields.Boolean(
        load_default=False,
        data_key="filter[stale]",
        metadata={"description": "only those whose data nobody confirmed for twelve months"},
    )

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


class DisclosureAnswer(Answer):
    """An advantage as it is told to a customer."""

    code = fields.String(required=True)
    text = fields.Function(
        lambda one: label(one.text, one.text_en),
        metadata={"type": "string", "description": "in the reader's language"},
    )


class AdvantageSheetAnswer(Answer):
    """What a customer is shown before buying."""

    product_code = fields.String(attribute="product.product_code", required=True)
    name = fields.String(attribute="product.name", required=True)
    advantages = fields.List(fields.Nested(DisclosureAnswer), required=True)
    exclusions = fields.List(fields.String(), required=True)


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
    start = Day(attribute="starts_on", required=True)
    end = Day(attribute="ends_on", required=True)
    status = fields.Function(lambda row: row.status.value, metadata={"type": "string"})
    sum_insured = Money(required=True)
    deductible_amount = Money(required=True)
    deductible_rate = fields.String(required=True)
    coinsurance_rate = fields.String(required=True)
    reimbursement_rate = fields.String(required=True)
    premium = Money(required=True)
    paid_to = Day(allow_none=True)
    delivered_at = Instant(allow_none=True)
    explanation_proof = fields.Boolean(required=True)
    org_unit = fields.String(allow_none=True, metadata={"description": "branch it belongs to"})
    version = fields.Integer(required=True)


class PoliciesQuery(ListQuery):
    """Which policies to list."""

    policyholder = Key(load_default=None, data_key="filter[policyholder]")


CustomerListAnswer = list_of(CustomerAnswer)
ProductListAnswer = list_of(ProductAnswer)
PolicyListAnswer = list_of(PolicyAnswer)

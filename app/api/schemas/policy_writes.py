"""Customers, products and policies that are taken in or changed."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, Instant, Money
from app.api.schemas.shapes import Body
from app.insurance.customers.advantages import CODES
from app.insurance.customers.models import CustomerType, Segment, StatutoryClass
from app.insurance.customers.rules import BASES, LOB, PHONE, SEED_CLASSES, SUBTYPES

PRINTABLE = validate.Regexp(r"[^\x00-\x1f\x7f]*$")
UNIT = "the branch it belongs to; by default its holder's, or that of who enters it"
RATE = validate.Regexp(r"(0(\.\d{1,6})?|1(\.0{1,6})?)$", error="A rate lies between 0 and 1.")


def _text(most: int, *, required: bool = False, about: str = "") -> fields.String:
    """Return a line of text; left out it stays out."""
    told = {"description": about} if about else {}
    whole = [validate.Length(1, most), PRINTABLE]
    return fields.String(required=required, validate=whole, metadata=told)


class CustomerFields(Body):
    """What is known of a customer; PATCH names only what changes."""

    name = _text(100)
    id_type = fields.String(
        validate=validate.OneOf(("id_card", "passport", "business_license", "other"))
    )
    id_no = fields.String(validate=validate.Regexp(r"[0-9A-Za-z-]{5,32}$"))
    birth_date = Day(allow_none=True)
    gender = fields.String(validate=validate.OneOf(("male", "female", "unknown")))
    phones = fields.List(
        fields.String(validate=validate.Regexp(PHONE)),
        validate=validate.Length(max=5),
        metadata={"description": "the preferred one first"},
    )
    email = fields.Email(validate=validate.Length(max=200))
    address = _text(400)
    industry = _text(64)
    company_size = fields.String(
        validate=validate.OneOf(("micro", "small", "medium", "large")),
        metadata={"description": "of an organisation"},
    )
    segment = fields.Enum(Segment, by_value=True)
    deceased_on = Day(allow_none=True)
    source = fields.String(
        required=True,
        validate=validate.OneOf(("customer", "policy", "public_register", "partner", "staff")),
        metadata={"description": "where these values come from; kept for each field"},
    )
    basis = fields.String(
        required=True,
        validate=validate.OneOf(BASES),
        metadata={"description": "lawful basis of the use (data protection law art. 13)"},
    )


class CreateCustomer(CustomerFields):
    """A customer to take in."""

    name = _text(100, required=True)
    type = fields.Enum(CustomerType, by_value=True, required=True)
    org_unit = _text(64, about=UNIT)
    source_channel = _text(32, required=True)
    customer_no = fields.String(load_default=None, validate=validate.Regexp(r"[0-9A-Za-z-]{1,32}$"))


class ClauseBody(Body):
    """A clause of a product's terms."""

    no = _text(16, required=True)
    text = fields.String(required=True, validate=validate.Length(1, 4000))
    is_exclusion = fields.Boolean(required=True)


class CreateProduct(Body):
    """A product to sell."""

    product_code = fields.String(required=True, validate=validate.Regexp(r"[0-9A-Za-z-]{1,32}$"))
    name = _text(100, required=True)
    seed_class = fields.String(required=True, validate=validate.OneOf(SEED_CLASSES))
    subtype = fields.String(required=True, validate=validate.OneOf(SUBTYPES))
    lob = fields.String(
        required=True, validate=validate.OneOf(LOB), metadata={"description": "line of business"}
    )
    statutory_class = fields.Enum(StatutoryClass, by_value=True, required=True)
    advantages = fields.List(fields.String(validate=validate.OneOf(CODES)), load_default=list)
    has_savings = fields.Boolean(load_default=False)
    has_tax_benefit = fields.Boolean(load_default=False)
    clauses = fields.List(fields.Nested(ClauseBody), required=True, validate=validate.Length(1))
    product_version = _text(16)


class ObjectBody(Body):
    """A thing that a policy insures."""

    object_id = _text(64, required=True)
    type = _text(32, required=True)
    value = Money(load_default=None, allow_none=True)


class BeneficiaryBody(Body):
    """A person whom a policy pays when the insured cannot be paid."""

    customer = _text(32, required=True)
    order = fields.Integer(required=True, validate=validate.Range(1, 20))
    share = fields.String(required=True, validate=RATE)


class IssuePolicy(Body):
    """A policy that was sold."""

    policy_no = fields.String(required=True, validate=validate.Regexp(r"[0-9A-Za-z-]{1,32}$"))
    product = _text(32, required=True)
    policyholder = _text(32, required=True)
    insureds = fields.List(
        _text(32),
        required=True,
        validate=validate.Length(1, 200),
        metadata={"description": "customers by id or number"},
    )
    beneficiaries = fields.List(fields.Nested(BeneficiaryBody), load_default=list)
    objects = fields.List(fields.Nested(ObjectBody), load_default=list)
    start = Day(required=True)
    end = Day(required=True, metadata={"description": "the first day without cover"})
    premium = Money(required=True, metadata={"description": "of one instalment"})
    premium_due_dates = fields.List(Day(), load_default=list)
    paid_to = Day(load_default=None, allow_none=True)
    sum_insured = Money(required=True)
    deductible_amount = Money(load_default=None, allow_none=True)
    deductible_rate = fields.String(load_default="0", validate=RATE)
    coinsurance_rate = fields.String(load_default="0", validate=RATE)
    reimbursement_rate = fields.String(load_default="1", validate=RATE)
    seller = fields.String(
        load_default=None,
        validate=[validate.Length(1, 64), PRINTABLE],
        metadata={"description": "username of who sold it"},
    )
    explanation_proof = fields.Boolean(required=True)
    delivered_at = Instant(load_default=None, allow_none=True)
    org_unit = fields.String(
        load_default=None,
        allow_none=True,
        validate=[validate.Length(1, 64), PRINTABLE],
        metadata={"description": UNIT},
    )


class Surrender(Body):
    """The end of a policy before its time."""

    on = Day(required=True, metadata={"description": "the first day without cover"})


class MovePolicy(Body):
    """The branch that a policy goes to."""

    org_unit = _text(64, required=True)


class Delivery(Body):
    """The signed receipt of a policy."""

    delivered_at = Instant(required=True)

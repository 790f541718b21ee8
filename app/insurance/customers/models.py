"""Tables of customers, products and policies."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Key, Ref
from app.insurance.records import Record, Share, words
from app.secrets import Encrypted


class CustomerType(Enum):
    """What a customer is."""

    INDIVIDUAL = "individual"  #: a natural person
    CORPORATE = "corporate"  #: a company or another organisation
    FARMER = "farmer"  #: a natural person insured with farm produce


class Segment(Enum):
    """How a customer is cared for."""

    GENERAL = "general"  #: no special care
    NEW_CUSTOMER = "new_customer"  #: first policy not older than a year
    ELDERLY = "elderly"  #: served in plain words, by telephone first
    VIP = "vip"  #: has one contact person
    CORPORATE = "corporate"  #: served by the corporate desk
    FARMER = "farmer"  #: served in the village


class AmlRisk(Enum):
    """Money-laundering risk class of a customer."""

    LOW = "low"  #: ordinary due diligence
    MEDIUM = "medium"  #: looked at more often
    HIGH = "high"  #: enhanced due diligence before any payment


class StatutoryClass(Enum):
    """The law's class of business; one insurer may not write both (Insurance Law art. 95)."""

    PROPERTY = "property"  #: things, liability, credit
    PERSONAL = "personal"  #: life, health, accident


class PolicyStatus(Enum):
    """Where a policy stands, today or at a loss time."""

    IN_FORCE = "in_force"  #: covers
    GRACE = "grace"  #: covers although a premium is late (art. 36)
    NOT_YET_EFFECTIVE = "not_yet_effective"  #: begins later
    EXPIRED = "expired"  #: has ended as agreed
    LAPSED = "lapsed"  #: suspended, because the days of grace are over (效力中止)
    TERMINATED = "terminated"  #: ended before its time
    NOT_FOUND = "not_found"  #: no policy has that number


class Customer(Record, Base):
    """A person or organisation the insurer knows."""

    __tablename__ = "customer"
    customer_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    type: Mapped[CustomerType] = mapped_column(words(CustomerType))
    name: Mapped[str] = mapped_column(sa.String(100), index=True)
    id_type: Mapped[str | None] = mapped_column(sa.String(32))
    id_no: Mapped[str | None] = mapped_column(Encrypted)
    #: keyed hash of id_no, by which it is found
    id_no_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    birth_date: Mapped[dt.date | None] = mapped_column(sa.Date, index=True)
    gender: Mapped[str | None] = mapped_column(sa.String(16))
    #: one a line, the preferred one first
    phones: Mapped[str | None] = mapped_column(Encrypted)
    email: Mapped[str | None] = mapped_column(Encrypted)
    address: Mapped[str | None] = mapped_column(Encrypted)
    industry: Mapped[str | None] = mapped_column(sa.String(64))
    company_size: Mapped[str | None] = mapped_column(sa.String(32))
    segment: Mapped[Segment] = mapped_column(words(Segment), default=Segment.GENERAL, index=True)
    aml_risk: Mapped[AmlRisk] = mapped_column(words(AmlRisk), default=AmlRisk.LOW)
    verified_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    source_channel: Mapped[str | None] = mapped_column(sa.String(32))
    #: by field: where it comes from, on which lawful basis it is used, and since when
    sources: Mapped[dict[str, Any] | None]
    #: nothing is sent to the dead
    deceased_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: asked to be deleted while a duty to keep the file holds: used for nothing else any more
    locked_at: Mapped[dt.datetime | None]
    #: the last day of that duty; None while the relationship goes on
    locked_until: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: the customer this one turned out to be
    merged_into_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("customer.id"), index=True)


class Product(Record, Base):
    """What is sold: its classes and clauses."""

    __tablename__ = "product"
    product_code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    #: personal, property, credit or investment, as the service plan divides business
    seed_class: Mapped[str] = mapped_column(sa.String(16))
    subtype: Mapped[str] = mapped_column(sa.String(32))
    #: line of business, the key of the decision ``lob_profile``
    lob: Mapped[str] = mapped_column(sa.String(32), index=True)
    statutory_class: Mapped[StatutoryClass] = mapped_column(words(StatutoryClass))
    #: of ``rules.ADVANTAGES``
    advantages: Mapped[list[str]]
    #: it builds up a value, so that savings may be named as an advantage
    has_savings: Mapped[bool] = mapped_column(default=False)
    #: its premium lowers the tax, so that this may be named as an advantage
    has_tax_benefit: Mapped[bool] = mapped_column(default=False)
    #: rows of number, text and whether the clause excludes something
    clauses: Mapped[list[Any]]
    product_version: Mapped[str] = mapped_column(sa.String(16), default="1")
    on_sale: Mapped[bool] = mapped_column(default=True)


class Policy(Record, Base):
    """A contract: who, what, from when (included) to when (excluded)."""

    __tablename__ = "policy"
    policy_no: Mapped[str] = mapped_column(sa.String(32), unique=True)
    product_id: Mapped[Ref] = mapped_column(sa.ForeignKey("product.id"), index=True)
    policyholder_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    starts_on: Mapped[dt.date] = mapped_column(sa.Date, index=True)
    #: the first day without cover
    ends_on: Mapped[dt.date] = mapped_column(sa.Date, index=True)
    status: Mapped[PolicyStatus] = mapped_column(words(PolicyStatus))
    #: the first day without cover of a policy ended before its time
    terminated_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: when the sum insured was last raised
    cover_raised_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: of one instalment
    premium: Mapped[Decimal]
    #: ISO dates, ascending
    premium_due_dates: Mapped[list[str]]
    #: instalments due before this day are paid
    paid_to: Mapped[dt.date | None] = mapped_column(sa.Date)
    cooling_off_until: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: when the customer signed for it
    delivered_at: Mapped[dt.datetime | None]
    sum_insured: Mapped[Decimal]
    #: further limits by name
    limits: Mapped[dict[str, Any]]
    deductible_amount: Mapped[Decimal] = mapped_column(default=Decimal(0))
    deductible_rate: Mapped[Decimal] = mapped_column(Share, default=Decimal(0))
    #: the part of each loss the insured bears
    coinsurance_rate: Mapped[Decimal] = mapped_column(Share, default=Decimal(0))
    reimbursement_rate: Mapped[Decimal] = mapped_column(Share, default=Decimal(1))
    loan: Mapped[Decimal] = mapped_column(default=Decimal(0))
    seller: Mapped[str | None] = mapped_column(sa.String(64))
    #: the exclusions were explained and that is proved (art. 17)
    explanation_proof: Mapped[bool] = mapped_column(default=False)

    product: Mapped[Product] = relationship(lazy="joined", innerjoin=True)
    policyholder: Mapped[Customer] = relationship(lazy="joined", innerjoin=True)
    insureds: Mapped[list["PolicyInsured"]] = relationship(order_by="PolicyInsured.id")
    beneficiaries: Mapped[list["PolicyBeneficiary"]] = relationship(order_by="PolicyBeneficiary.id")
    objects: Mapped[list["PolicyObject"]] = relationship(order_by="PolicyObject.id")

    __table_args__ = (sa.CheckConstraint("ends_on > starts_on", name="ends_after_start"),)


class PolicyInsured(Base):
    """A person insured by a policy."""

    __tablename__ = "policy_insured"
    id: Mapped[Key]
    policy_id: Mapped[Ref] = mapped_column(sa.ForeignKey("policy.id"), index=True)
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    customer: Mapped[Customer] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (sa.UniqueConstraint("policy_id", "customer_id"),)


class PolicyBeneficiary(Base):
    """A person who is paid when the insured cannot be."""

    __tablename__ = "policy_beneficiary"
    id: Mapped[Key]
    policy_id: Mapped[Ref] = mapped_column(sa.ForeignKey("policy.id"), index=True)
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    #: 1 is paid before 2
    rank: Mapped[int]
    share: Mapped[Decimal] = mapped_column(Share)
    customer: Mapped[Customer] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (sa.UniqueConstraint("policy_id", "customer_id"),)


class PolicyObject(Base):
    """A thing insured by a policy, e.g. a car by its plate."""

    __tablename__ = "policy_object"
    id: Mapped[Key]
    policy_id: Mapped[Ref] = mapped_column(sa.ForeignKey("policy.id"), index=True)
    object_id: Mapped[str] = mapped_column(sa.String(64), index=True)
    type: Mapped[str] = mapped_column(sa.String(32))
    value: Mapped[Decimal | None]

    __table_args__ = (sa.UniqueConstraint("policy_id", "object_id"),)

"""The demo's products, customers and policies; the same ones serve tests and the README's tour."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from app.insurance.customers import licences, operations, queries
from app.insurance.customers.file_models import CompanyLicence
from app.insurance.customers.models import (
    Customer,
    CustomerType,
    Policy,
    PolicyBeneficiary,
    PolicyInsured,
    PolicyObject,
    PolicyStatus,
    Product,
    Segment,
    StatutoryClass,
)
from app.work import Work

PLATE = "沪A12345"  # of the car that P-MOT and P-CTP insure


@dataclass(frozen=True, kw_only=True)
class _Product:
    code: str
    name: str
    seed_class: str
    subtype: str
    lob: str
    statutory_class: StatutoryClass
    exclusion: str


PRODUCTS = (
    _Product(
        code="MOT",
        name="机动车商业保险",
        seed_class="property",
        subtype="motor_commercial",
        lob="motor_commercial",
        statutory_class=StatutoryClass.PROPERTY,
        exclusion="驾驶人饮酒、无证驾驶造成的损失，保险人不负责赔偿。",
    ),
    _Product(
        code="CTP",
        name="机动车交通事故责任强制保险",
        seed_class="property",
        subtype="motor_compulsory",
        lob="motor_compulsory",
        statutory_class=StatutoryClass.PROPERTY,
        exclusion="受害人故意造成的损失，保险人不负责赔偿。",
    ),
    _Product(
        code="PRO",
        name="企业财产保险",
        seed_class="property",
        subtype="fire",
        lob="property",
        statutory_class=StatutoryClass.PROPERTY,
        exclusion="投保人、被保险人的故意行为造成的损失，保险人不负责赔偿。",
    ),
    _Product(
        code="HEA",
        name="医疗费用保险",
        seed_class="personal",
        subtype="health",
        lob="health",
        statutory_class=StatutoryClass.PERSONAL,
        exclusion="等待期内发生的疾病，保险人不负责给付。",
    ),
    _Product(
        code="ACC",
        name="人身意外伤害保险",
        seed_class="personal",
        subtype="accident",
        lob="accident",
        statutory_class=StatutoryClass.PERSONAL,
        exclusion="被保险人故意犯罪导致的伤害，保险人不负责给付。",
    ),
    _Product(
        code="LIF",
        name="终身寿险",
        seed_class="personal",
        subtype="life",
        lob="life",
        statutory_class=StatutoryClass.PERSONAL,
        exclusion="投保人故意造成被保险人死亡，保险人不负责给付。",
    ),
)


@dataclass(frozen=True, kw_only=True)
class _Policy:
    policy_no: str
    product: str
    starts_on: str
    ends_on: str
    sum_insured: int
    premium: int
    deductible_amount: int = 0
    deductible_rate: str = "0"
    reimbursement_rate: str = "1"
    premium_due_dates: tuple[str, ...] = ()
    paid_to: str | None = None
    objects: tuple[tuple[str, str, int], ...] = field(default=())
    of_company: bool = False


CAR = ((PLATE, "vehicle", 180_000),)
POLICIES = (
    _Policy(
        policy_no="P-MOT",
        product="MOT",
        starts_on="2026-01-01",
        ends_on="2027-01-01",
        sum_insured=180_000,
        premium=4_200,
        objects=CAR,
    ),
    _Policy(
        policy_no="P-CTP",
        product="CTP",
        starts_on="2026-01-01",
        ends_on="2027-01-01",
        sum_insured=200_000,
        premium=950,
        objects=CAR,
    ),
    _Policy(
        policy_no="P-FIRE",
        product="PRO",
        starts_on="2025-07-01",
        ends_on="2026-07-01",
        sum_insured=2_000_000,
        premium=8_000,
        deductible_amount=1_000,
        deductible_rate="0.1",
        objects=(("仓库一号", "building", 2_000_000),),
        of_company=True,
    ),
    _Policy(
        policy_no="P-HEA",
        product="HEA",
        starts_on="2025-09-01",
        ends_on="2026-09-01",
        sum_insured=100_000,
        premium=1_200,
        deductible_amount=10_000,
        reimbursement_rate="0.8",
    ),
    _Policy(
        policy_no="P-ACC",
        product="ACC",
        starts_on="2026-01-01",
        ends_on="2027-01-01",
        sum_insured=300_000,
        premium=600,
    ),
    _Policy(
        policy_no="P-LIF",
        product="LIF",
        starts_on="2024-01-15",
        ends_on="2054-01-15",
        sum_insured=500_000,
        premium=12_000,
        premium_due_dates=("2024-01-15", "2025-01-15", "2026-01-15", "2027-01-15"),
        paid_to="2026-01-15",
    ),
    _Policy(
        policy_no="P-HOM",
        product="PRO",
        starts_on="2025-03-01",
        ends_on="2026-03-01",
        sum_insured=500_000,
        premium=500,
        objects=(("浦东新区住宅", "home", 500_000),),
    ),
)


def create_portfolio(work: Work) -> list[Policy]:
    """Create the demo's policies, products and customers, once."""
    if queries.find_policy(work.session, POLICIES[0].policy_no) is not None:
        return []
    _enter_licences(work)
    products = {row.code: _create_product(work, row) for row in PRODUCTS}
    person, heir, company = _create_customers(work)
    return [
        _create_policy(
            work, row, products[row.product], company if row.of_company else person, heir
        )
        for row in POLICIES
    ]


def _enter_licences(work: Work) -> None:
    """Let the demo's company write both classes, which the law allows to no real one."""
    for kind in StatutoryClass:
        licence = CompanyLicence(
            statutory_class=kind,
            licence_no=f"DEMO-{kind.value}",
            valid_from=dt.date(2020, 1, 1),
            demonstration=True,
        )
        licences.enter_licence(work, licence)


def _create_product(work: Work, row: _Product) -> Product:
    return operations.create_product(
        work,
        Product(
            product_code=row.code,
            name=row.name,
            seed_class=row.seed_class,
            subtype=row.subtype,
            lob=row.lob,
            statutory_class=row.statutory_class,
            advantages=["risk_transfer", "compensation"],
            clauses=[{"no": "1", "text": row.exclusion, "is_exclusion": True}],
        ),
    )


def _create_customers(work: Work) -> tuple[Customer, Customer, Customer]:
    person = Customer(
        customer_no="C-ZHANG",
        type=CustomerType.INDIVIDUAL,
        name="张伟",
        id_type="id_card",
        id_no="310101198001011234",
        birth_date=dt.date(1980, 1, 1),
        gender="male",
        phones="13800001234",
        address="上海市浦东新区世纪大道1号",
        verified_at=work.now,
        source_channel="app",
    )
    heir = Customer(
        customer_no="C-LI",
        type=CustomerType.INDIVIDUAL,
        name="李明",
        id_type="id_card",
        id_no="310101200503052345",
        birth_date=dt.date(2005, 3, 5),
        phones="13900005678",
    )
    company = Customer(
        customer_no="C-HUADONG",
        type=CustomerType.CORPORATE,
        name="华东仓储有限公司",
        id_type="business_license",
        id_no="91310000MA1FL00000",
        phones="021-55550000",
        industry="仓储",
        company_size="medium",
        segment=Segment.CORPORATE,
        verified_at=work.now,
        source_channel="sales",
    )
    for customer in (person, heir, company):
        customer.org_unit = "ZJ" if customer is company else "SH"
        operations.create_customer(work, customer)
    return person, heir, company


def _create_policy(
    work: Work, row: _Policy, product: Product, holder: Customer, heir: Customer
) -> Policy:
    personal = product.statutory_class is StatutoryClass.PERSONAL
    starts_on, ends_on = dt.date.fromisoformat(row.starts_on), dt.date.fromisoformat(row.ends_on)
    share = [PolicyBeneficiary(customer_id=heir.id, rank=1, share=Decimal(1))]
    policy = Policy(
        policy_no=row.policy_no,
        product=product,
        policyholder=holder,
        starts_on=starts_on,
        ends_on=ends_on,
        status=PolicyStatus.IN_FORCE,
        premium=Decimal(row.premium),
        premium_due_dates=list(row.premium_due_dates) or [row.starts_on],
        paid_to=dt.date.fromisoformat(row.paid_to) if row.paid_to else ends_on,
        sum_insured=Decimal(row.sum_insured),
        deductible_amount=Decimal(row.deductible_amount),
        deductible_rate=Decimal(row.deductible_rate),
        reimbursement_rate=Decimal(row.reimbursement_rate),
        explanation_proof=True,
        insureds=[PolicyInsured(customer_id=holder.id)],
        beneficiaries=share if personal else [],
        objects=[
            PolicyObject(object_id=name, type=kind, value=Decimal(value))
            for name, kind, value in row.objects
        ],
    )
    return operations.create_policy(work, policy)

"""The customers whose cases the demo shows, each with a policy that is in force now."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from app.insurance.customers import operations, queries
from app.insurance.customers.models import (
    Customer,
    CustomerType,
    Policy,
    PolicyInsured,
    PolicyObject,
    PolicyStatus,
)
from app.work import Work

HELD = dt.timedelta(days=200)  # how long they have had their policies
YEAR = dt.timedelta(days=365)

#: name, code, sex, address, value of the car in CNY
DRIVERS = (
    ("刘洋", "LIUYANG", "male", "上海市徐汇区漕溪北路88号", 168_000),
    ("陈思远", "CHENSY", "male", "上海市静安区南京西路1266号", 245_000),
    ("黄丽娟", "HUANGLJ", "female", "上海市杨浦区国定路335号", 126_000),
    ("马晓东", "MAXD", "male", "上海市闵行区沪闵路6088号", 98_000),
    ("高雅琴", "GAOYQ", "female", "上海市长宁区延安西路1538号", 312_000),
    ("罗建军", "LUOJJ", "male", "上海市宝山区牡丹江路1599号", 76_000),
    ("梁伟民", "LIANGWM", "male", "上海市普陀区中山北路3300号", 188_000),
    ("宋雨桐", "SONGYT", "female", "上海市虹口区四川北路1688号", 142_000),
    ("唐国强", "TANGGQ", "male", "上海市嘉定区城中路138号", 205_000),
    ("许文博", "XUWB", "male", "上海市松江区人民北路1500号", 154_000),
    ("邓婉清", "DENGWQ", "female", "上海市青浦区公园路100号", 133_000),
    ("冯志远", "FENGZY", "male", "上海市奉贤区南桥镇解放中路2号", 480_000),
    ("蔡明珠", "CAIMZ", "female", "上海市浦东新区张杨路500号", 221_000),
    ("叶振宇", "YEZY", "male", "上海市黄浦区淮海中路999号", 365_000),
    ("潘小燕", "PANXY", "female", "上海市浦东新区川沙路4825号", 89_000),
    ("杜鹏飞", "DUPF", "male", "上海市徐汇区宜山路700号", 176_000),
    ("田甜", "TIANT", "female", "上海市静安区江宁路495号", 118_000),
    ("任海涛", "RENHT", "male", "上海市杨浦区控江路1555号", 259_000),
    ("方圆", "FANGY", "female", "上海市闵行区莘建路188号", 137_000),
    ("石磊", "SHIL", "male", "上海市宝山区友谊路15号", 99_000),
    ("江一帆", "JIANGYF", "female", "上海市长宁区天山路789号", 405_000),
    ("白雪", "BAIX", "female", "上海市普陀区曹杨路1040弄", 145_000),
)


def policy_of(driver: int) -> str:
    """Return the number of a driver's policy."""
    return f"P-MOT-{driver + 1:03d}"


def plate_of(driver: int) -> str:
    """Return the plate of a driver's car."""
    return f"沪B{20617 + driver * 7919 % 70000}"


def create_drivers(work: Work) -> Sequence[Policy]:
    """Enter the drivers and their policies."""
    product = queries.get_policy(work.session, "P-MOT").product
    return [_create(work, at, product) for at in range(len(DRIVERS))]


def _create(work: Work, at: int, product: object) -> Policy:
    name, code, gender, address, value = DRIVERS[at]
    starts_on = work.today - HELD
    customer = Customer(
        customer_no=f"C-{code}",
        type=CustomerType.INDIVIDUAL,
        name=name,
        id_type="id_card",
        id_no=f"3101011985{at % 12 + 1:02d}{at % 18 + 10:02d}{at:04d}",
        birth_date=dt.date(1985, at % 12 + 1, at % 18 + 10),
        gender=gender,
        phones=f"1381700{at + 1000:04d}",
        address=address,
        verified_at=work.now,
        source_channel="app",
    )
    customer.org_unit = "SH"
    operations.create_customer(work, customer)
    policy = Policy(
        policy_no=policy_of(at),
        product=product,
        policyholder=customer,
        starts_on=starts_on,
        ends_on=starts_on + YEAR,
        status=PolicyStatus.IN_FORCE,
        premium=Decimal(value // 40),
        premium_due_dates=[starts_on.isoformat()],
        paid_to=starts_on + YEAR,
        sum_insured=Decimal(value),
        deductible_amount=Decimal(0),
        deductible_rate=Decimal(0),
        reimbursement_rate=Decimal(1),
        explanation_proof=True,
        insureds=[PolicyInsured(customer_id=customer.id)],
        beneficiaries=[],
        objects=[PolicyObject(object_id=plate_of(at), type="vehicle", value=Decimal(value))],
    )
    return operations.create_policy(work, policy)

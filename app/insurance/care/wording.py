"""What customers read: greetings, tips, offers and statements, in Chinese."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from app.insurance.care.models import CareTrigger
from app.insurance.customers.advantages import Sheet, sheet_of
from app.insurance.customers.models import Customer, CustomerType, Policy, Product

LONGEST = 12_000  # characters of all sheets in one task; the variables of a case have a limit
UNSUBSCRIBE = "如不愿再收到此类信息，请回复TD或致电客服退订。"
NAMES = {
    CareTrigger.BIRTHDAY: "生日关怀",
    CareTrigger.NATIONAL_HOLIDAY: "节日关怀",
    CareTrigger.POLICY_ANNIVERSARY: "保单周年关怀",
    CareTrigger.PROSPECT_IDLE: "准客户跟进",
    CareTrigger.DATA_STALE: "客户信息核实",
    CareTrigger.NEGATIVE_FEEDBACK: "不满意回访关怀",
    CareTrigger.WEATHER_WARNING: "灾害天气提示",
    CareTrigger.OFFER_CAMPAIGN: "优惠活动",
}


@dataclass(frozen=True, kw_only=True)
class Words:
    """A message: its subject and its text."""

    subject: str
    text: str


def address(customer: Customer) -> str:
    """Return how a customer is addressed."""
    if customer.type is CustomerType.CORPORATE:
        return f"尊敬的{customer.name}"
    title = {"male": "先生", "female": "女士"}.get(customer.gender or "", "客户")
    return f"尊敬的{customer.name}{title}"


def greeting(customer: Customer, festival: str | None) -> Words:
    """Greet on a birthday, or on a festival."""
    if festival is None:
        return Words(
            subject="生日祝福", text=f"{address(customer)}：祝您生日快乐，身体健康，平安顺遂！"
        )
    return Words(
        subject=f"{festival}祝福",
        text=f"{address(customer)}：值此{festival}之际，祝您节日快乐，平安吉祥！",
    )


def statement(customer: Customer, policy: Policy, *, policy_years: int) -> Words:
    """State once a year what a contract covers."""
    text = (
        f"{address(customer)}：您的保单{policy.policy_no}（{policy.product.name}）已满"
        f"{policy_years}周年。保险金额{policy.sum_insured:,.2f}元，"
        f"保险期间至{policy.ends_on.isoformat()}（不含当日）。如需变更或咨询，请随时联系我们。"
    )
    return Words(subject=f"保单年度报告 {policy.policy_no}", text=text)


def sheets(products: Sequence[Product]) -> str:
    """Show products to a seller: advantages never without exclusions (Insurance Law art. 17).

    What would be too long for a task is left out as a whole; its own sheet has it.
    """
    told = [_sheet(sheet_of(product)) for product in products if product.on_sale]
    lengths = itertools.accumulate(len(one) for one in told)
    return "\n\n".join(one for one, so_far in zip(told, lengths, strict=True) if so_far <= LONGEST)


def _sheet(sheet: Sheet) -> str:
    product = sheet.product
    advantages = "".join(one.text for one in sheet.advantages)
    exclusions = "".join(sheet.exclusions)
    return f"{product.product_code} {product.name}\n产品优势：{advantages}\n责任免除：{exclusions}"


def tip(customer: Customer, text: str) -> Words:
    """Warn of severe weather, with what prevents losses."""
    return Words(subject="灾害天气防灾提示", text=f"{address(customer)}：{text}")


def offer(customer: Customer, text: str) -> Words:
    """Offer something, and say how to hear no more of it."""
    return Words(subject="专属服务活动", text=f"{address(customer)}：{text}{UNSUBSCRIBE}")

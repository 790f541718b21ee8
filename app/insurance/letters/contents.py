"""What each kind of letter says, in the house's own words. Pure: no session, no clock.

The articles are those of the Insurance Law of the PRC (2015), "Interpretation II" the Supreme
People's Court's second one on it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from app.insurance.letters.capitals import in_capitals

DAYS_TO_PAY = 10  # after the agreement (art. 23)
YEARS_TO_CLAIM = 2  # non-life, from the day the event was or should have been known (art. 26)
YEARS_TO_CLAIM_LIFE = 5  # life (art. 26)
HOTLINE = "12378"  # of the regulator, for complaints of consumers


@dataclass(frozen=True, kw_only=True)
class Row:
    """A named value in a table of a letter."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """A letter without its frame: number, recipient and letterhead."""

    date: dt.date
    paragraphs: Sequence[str]
    facts: Sequence[Row]
    #: how a sum was computed, or which papers are missing
    table: Sequence[Row] = ()
    reasons: Sequence[str] = ()
    rights: Sequence[str] = ()
    next_steps: Sequence[str] = ()


def as_json(content: Content) -> dict[str, Any]:
    """Return a content as it is stored."""
    return {**asdict(content), "date": content.date.isoformat()}


def from_json(stored: dict[str, Any]) -> Content:
    """Return a stored content."""
    tables = {name: [Row(**row) for row in stored[name]] for name in ("facts", "table")}
    return Content(**{**stored, **tables, "date": dt.date.fromisoformat(stored["date"])})


@dataclass(frozen=True, kw_only=True)
class About:
    """The claim a letter is about."""

    claim_no: str
    policy_no: str
    product: str | None
    loss_at: dt.datetime
    loss_place: str
    claimed: Decimal
    #: life insurance: a right to its benefits ends later
    is_life: bool


def money(amount: Decimal) -> str:
    """Return a sum with two decimals, e.g. ``3,600.00元``."""
    return f"{amount:,.2f}元"


def day(date: dt.date) -> str:
    """Return a day as letters write it."""
    return f"{date.year}年{date.month}月{date.day}日"


def _facts(about: About, *more: Row) -> list[Row]:
    product = f"（{about.product}）" if about.product else ""
    return [
        Row(name="赔案号", value=about.claim_no),
        Row(name="保险单号", value=f"{about.policy_no}{product}"),
        Row(name="出险时间", value=f"{day(about.loss_at)} {about.loss_at:%H:%M}"),
        Row(name="出险地点", value=about.loss_place),
        Row(name="索赔金额", value=money(about.claimed)),
        *more,
    ]


def _remedies(about: About) -> list[str]:
    """Return what a claimant who disagrees may do, and until when."""
    years = YEARS_TO_CLAIM_LIFE if about.is_life else YEARS_TO_CLAIM
    kind = "人寿保险" if about.is_life else "人寿保险以外的保险"
    return [
        "向本公司投诉：可拨打信头所列电话，或在任一服务网点、线上渠道提出，本公司将安排原经办人员以外的人员复核。",
        f"向监管部门投诉：可拨打金融消费者投诉热线 {HOTLINE}。",
        "申请调解：可向当地保险（金融）纠纷调解组织申请调解。",
        "诉讼或仲裁：可向有管辖权的人民法院提起诉讼；保险合同约定仲裁的，可依约申请仲裁。",
        f"时效：{kind}的被保险人或受益人请求给付保险金的诉讼时效为{years}年，"
        "自其知道或应当知道保险事故发生之日起计算（《保险法》第二十六条）。",
    ]


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What was decided to be paid on a claim, and how it was computed."""

    decision: str
    payable: Decimal
    already_paid: Decimal
    steps: Sequence[Row]
    #: by law or policy there is nothing to agree on
    agreed: bool


def result(about: About, settled: Settlement, date: dt.date) -> Content:
    """Tell what was decided, how the sum came about, and what the claimant has to do now."""
    left = max(Decimal(0), settled.payable - settled.already_paid)
    more = [
        Row(name="核定结论", value=settled.decision),
        Row(name="核定赔款", value=money(settled.payable)),
        Row(name="大写", value=in_capitals(settled.payable)),
    ]
    if settled.already_paid:
        more += [
            Row(name="已付金额", value=money(settled.already_paid)),
            Row(name="本次应付", value=money(left)),
        ]
    return Content(
        date=date,
        paragraphs=["您提出的索赔，本公司已审核完毕，现将核定结果通知如下。"],
        facts=_facts(about, *more),
        table=settled.steps,
        rights=["对核定结果有异议的，您可以选择以下一种或几种方式：", *_remedies(about)],
        next_steps=_after_result(settled.agreed),
    )


def _after_result(agreed: bool) -> list[str]:
    paid = f"本公司将在达成赔付协议之日起{DAYS_TO_PAY}日内支付赔款（《保险法》第二十三条）。"
    if agreed:
        return [
            "本次赔款按保险合同约定的金额或您的索赔金额足额核定，无需您另行确认。",
            paid,
            "请核对您提供的收款账户；如有变更，请尽快联系本公司。",
        ]
    return [
        "同意核定金额的，请通过报案渠道、服务网点或信头所列电话答复同意，并确认金额与收款账户。",
        "不同意的，请以同样方式答复并说明理由，可同时提交新的证明材料，本公司将重新核定。",
        paid,
        "收款账户如尚未提供，请一并提供户名、账号和开户银行。",
    ]


def rejection(
    about: About, *, reasons: str, clause: str, decided_on: dt.date, date: dt.date
) -> Content:
    """Tell that nothing is paid, why, and what the claimant may do about it (art. 24)."""
    return Content(
        date=date,
        paragraphs=[
            "您提出的索赔，本公司已审核完毕。经核定，本公司对本次事故不承担赔偿或者给付保险金责任。"
            "现依照《保险法》第二十四条，在作出核定之日起三日内向您发出本通知，并说明理由。"
        ],
        facts=_facts(
            about,
            Row(name="核定日期", value=day(decided_on)),
            Row(name="核定结论", value="不承担保险责任，拒绝赔付"),
        ),
        reasons=[*reasons.splitlines(), f"依据的保险条款：{clause}"],
        rights=["对本决定有异议的，您可以选择以下一种或几种方式：", *_remedies(about)],
        next_steps=[
            "有新的事实或证明材料的，可凭赔案号通过报案渠道或服务网点补充提交，本公司将据此重新审核。",
            "您可以要求本公司对所依据的条款作出说明，并可查阅、复制您提交的索赔材料。",
        ],
    )


def supplement(about: About, papers: Sequence[Row], date: dt.date) -> Content:
    """Name every missing paper at once, and say that the time stands still until they are in."""
    return Content(
        date=date,
        paragraphs=[
            "您提出的索赔，本公司已收到部分单证。经审核，还缺少下列证明和资料，"
            "现依照《保险法》第二十二条一次性通知您补充提供。"
        ],
        facts=_facts(about),
        table=papers,
        rights=[
            "自本通知送达之日起，至您按通知补齐单证、单证到达本公司之日止，这段期间不计入核定期限；"
            "单证到齐后期限继续计算（《保险法》司法解释（二）第十五条）。",
            "个别单证确实无法取得的，请说明原因，可以提供能够证明同一事实的其他材料。",
            f"对补充要求有异议的，可向本公司投诉，或拨打金融消费者投诉热线 {HOTLINE}。",
        ],
        next_steps=[
            "请通过报案渠道、服务网点或邮寄提交上列单证，并注明赔案号。",
            "可以分次提交；全部到齐后本公司即恢复审核。本公司不会因单证逾期未到而自动拒赔。",
        ],
    )


@dataclass(frozen=True, kw_only=True)
class Remittance:
    """A payment that was made; ``account`` is masked."""

    payment_no: str
    kind: str
    amount: Decimal
    method: str
    account: str
    bank: str | None
    paid_on: dt.date
    bank_ref: str | None


def payment(paid: Remittance, case: Sequence[Row], date: dt.date) -> Content:
    """Tell that money was paid, where to, and what to do where it does not arrive."""
    return Content(
        date=date,
        paragraphs=["本公司已向您支付下列款项，请注意查收。"],
        facts=[
            *case,
            Row(name="付款单号", value=paid.payment_no),
            Row(name="款项性质", value=paid.kind),
            Row(name="金额", value=money(paid.amount)),
            Row(name="大写", value=in_capitals(paid.amount)),
            Row(name="支付方式", value=paid.method),
            Row(name="收款账号", value=f"{paid.account}{f'（{paid.bank}）' if paid.bank else ''}"),
            Row(name="付款日期", value=day(paid.paid_on)),
            Row(name="银行流水号", value=paid.bank_ref or "—"),
        ],
        rights=[
            "对支付金额有异议的，可向本公司投诉，"
            f"或拨打金融消费者投诉热线 {HOTLINE}；也可申请调解、依法提起诉讼或申请仲裁。",
        ],
        next_steps=[
            "到账时间以收款银行为准。付款日后三个工作日仍未到账的，请凭付款单号和银行流水号联系本公司，"
            "本公司将向银行查询并告知结果；因账户信息有误被退回的，更正后重新支付。",
            "请妥善保存本通知书。",
        ],
    )


def revisit(
    revisit_no: str, *, policy_no: str | None, questions: Sequence[str], date: dt.date
) -> Content:
    """Tell a customer who could not be reached what was to be asked, and how to answer."""
    facts = [Row(name="回访编号", value=revisit_no)]
    if policy_no is not None:
        facts.append(Row(name="保险单号", value=policy_no))
    return Content(
        date=date,
        paragraphs=["本公司多次联系您进行回访未果，现将回访内容书面告知如下。", *questions],
        facts=facts,
        rights=[
            "对以上任何一项不清楚或有异议的，您可以要求本公司说明并处理；"
            "处理人员不会是销售该保单的人员。",
            f"您也可以拨打金融消费者投诉热线 {HOTLINE}。",
        ],
        next_steps=["请通过信头所列电话或任一服务网点与本公司联系，并注明回访编号。"],
    )

"""What letters about complaints say, in the house's own words. Pure: no session, no clock.

The articles are those of the complaint rules for banking and insurance of 2020.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.insurance.letters.capitals import in_capitals
from app.insurance.letters.contents import HOTLINE, Content, Row, day, money

DAYS_TO_REVIEW = 30  # after the reply


@dataclass(frozen=True, kw_only=True)
class ComplaintAbout:
    """The complaint a letter is about."""

    complaint_no: str
    received_on: dt.date
    subject: str
    related_case: str | None


def _facts(about: ComplaintAbout, *more: Row) -> list[Row]:
    related = [Row(name="相关案件", value=about.related_case)] if about.related_case else []
    return [
        Row(name="投诉编号", value=about.complaint_no),
        Row(name="收到日期", value=day(about.received_on)),
        Row(name="投诉事项", value=about.subject),
        *related,
        *more,
    ]


def _rights(*first: str) -> list[str]:
    return [
        *first,
        f"向监管部门反映：可拨打金融消费者投诉热线 {HOTLINE}。",
        "申请调解：可向当地保险（金融）纠纷调解组织申请调解。",
        "诉讼或仲裁：可依法向有管辖权的人民法院提起诉讼；合同约定仲裁的，可依约申请仲裁。",
    ]


def refusal(about: ComplaintAbout, reason: str, date: dt.date) -> Content:
    """Tell that a complaint is not accepted, and why."""
    return Content(
        date=date,
        paragraphs=["您提出的投诉，本公司已收悉。经审查，决定不予受理，现将理由告知如下。"],
        facts=_facts(about),
        reasons=reason.splitlines(),
        rights=["对本决定有异议的，您可以选择以下一种或几种方式：", *_rights()],
        next_steps=["有新的事实或理由的，可以凭投诉编号再次提出。"],
    )


def reply(
    about: ComplaintAbout,
    *,
    text: str,
    resolution: str,
    remedy: Sequence[Row],
    is_paid: bool,
    after_review: bool,
    date: dt.date,
) -> Content:
    """Tell how a complaint was settled, and what the complainant may do about it (art. 22).

    :param is_paid: nothing is to be paid any more
    """
    first = "您申请的核查" if after_review else "您提出的投诉"
    again = (
        ()
        if after_review
        else (f"申请核查：可自收到本答复之日起{DAYS_TO_REVIEW}日内，向本公司申请由上级人员核查。",)
    )
    return Content(
        date=date,
        paragraphs=[f"{first}，本公司已办理完毕，现答复如下。", *text.splitlines()],
        facts=_facts(about, *remedy),
        reasons=[f"处理决定：{resolution}"],
        rights=["对处理决定有异议的，您可以选择以下一种或几种方式：", *_rights(*again)],
        next_steps=[] if is_paid else ["补偿款项正在办理支付，到账后本公司将另行通知。"],
    )


def upheld(about: ComplaintAbout, resolution: str, date: dt.date) -> Content:
    """Tell that the review found the first resolution to be right."""
    return Content(
        date=date,
        paragraphs=["您对投诉处理决定申请的核查，已由上级人员办理完毕。经核查，维持原处理决定。"],
        facts=_facts(about),
        reasons=[f"原处理决定：{resolution}"],
        rights=["您仍可以选择以下一种或几种方式：", *_rights()],
    )


def handover(about: ComplaintAbout, date: dt.date) -> Content:
    """Tell that nobody agreed on the claim, and that an outside body is to mediate."""
    return Content(
        date=date,
        paragraphs=[
            "您就理赔事项提出的投诉，经协商未能达成一致。"
            "本公司已将其转入理赔纠纷处理程序，由外部调解组织主持调解。"
        ],
        facts=_facts(about),
        rights=["除调解外，您也可以选择以下一种或几种方式：", *_rights()],
        next_steps=["调解组织与受理编号确定后，本公司将另行告知。"],
    )


def remedy_sum(amount: Decimal) -> list[Row]:
    """Return how a letter names a sum granted as a remedy."""
    return [
        Row(name="补偿金额", value=money(amount)),
        Row(name="大写", value=in_capitals(amount)),
    ]

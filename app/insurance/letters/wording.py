"""The fixed words of letters by language; a further language is a further entry of each table."""

from collections.abc import Mapping

from app.insurance.letters.models import LetterKind

CHINESE = "zh"
Words = Mapping[str, Mapping[str, str]]

TITLES: Words = {
    CHINESE: {
        LetterKind.RESULT.value: "保险理赔核定结果通知书",
        LetterKind.REJECTION.value: "保险拒赔通知书",
        LetterKind.PAYMENT.value: "保险赔款支付通知书",
        LetterKind.SUPPLEMENT.value: "补充索赔单证通知书",
        LetterKind.COMPLAINT_REFUSAL.value: "投诉不予受理告知书",
        LetterKind.COMPLAINT_REPLY.value: "投诉处理答复书",
        LetterKind.COMPLAINT_REVIEW.value: "投诉核查答复书",
        LetterKind.REVISIT.value: "客户回访通知书",
    }
}

#: what stands over the parts of a letter and around them
LABELS: Words = {
    CHINESE: {
        "salutation": "尊敬的{recipient}：",
        "letter_no": "编号：{letter_no}",
        "date": "{year}年{month}月{day}日",
        "facts": "案件信息",
        "table.result": "赔款理算过程",
        "table.supplement": "尚需补充的单证",
        "reasons": "理由",
        "rights": "您的权利",
        "next_steps": "后续事项",
        "closing": "特此通知。",
        "page": "第 {page} 页 共 {pages} 页",
    }
}


def title_of(kind: LetterKind, language: str = CHINESE) -> str:
    """Return the title of a kind of letter."""
    return TITLES[language][kind.value]


def salutation_of(recipient: str, language: str) -> str:
    """Return how a letter addresses its reader."""
    return LABELS[language]["salutation"].format(recipient=recipient)

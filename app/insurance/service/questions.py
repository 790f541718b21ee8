"""What customers are asked directly about each topic, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One question under the code by which answers keep it."""

    code: str
    zh: str
    en: str


_WHICH_CLAIM = Question("which_claim", "是哪一个理赔案件?", "Which claim is it about?")
_WHICH_POLICY = Question("which_policy", "是哪一份保单?", "Which policy is it about?")
_SINCE = Question("since_when", "从什么时候开始的?", "Since when?")
_TRIED = Question("tried_before", "之前是否联系过我们?结果如何?", "Have you asked us before?")
_WISH = Question("wished_result", "您希望得到什么结果?", "What result do you wish for?")
_REASON = Question("reason", "办理的原因是什么?", "What is the reason?")
_PAID_BY = Question("paid_how", "以什么方式缴费?", "How is the premium paid?")

#: Asked in this order; the last one is asked of everybody.
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "claim_status": (_WHICH_CLAIM, _TRIED, _WISH),
    "claim_guidance": (
        Question("what_happened", "发生了什么事?", "What has happened?"),
        Question("papers_at_hand", "手头有哪些材料?", "Which papers do you have?"),
        _WISH,
    ),
    "policy_change": (
        _WHICH_POLICY,
        Question("what_to_change", "要变更哪一项?", "What is to be changed?"),
        _WISH,
    ),
    "policy_loan": (
        _WHICH_POLICY,
        Question("loan_amount", "需要借款多少?", "How much is needed?"),
        _WISH,
    ),
    "surrender": (
        _WHICH_POLICY,
        _REASON,
        Question("knows_loss", "是否了解退保的损失?", "Is the loss by a surrender known?"),
        _WISH,
    ),
    "revival": (
        _WHICH_POLICY,
        _SINCE,
        Question("health_changed", "健康状况有无变化?", "Has your health changed?"),
        _WISH,
    ),
    "premium_payment": (_WHICH_POLICY, _PAID_BY, _SINCE, _WISH),
    "invoice": (
        _WHICH_POLICY,
        Question("invoice_title", "发票抬头是什么?", "To whom is the invoice made out?"),
        _WISH,
    ),
    "product_inquiry": (
        Question("whom_to_insure", "要为谁投保?", "Who is to be insured?"),
        Question("which_risk", "最担心什么风险?", "Which risk is feared most?"),
        Question("budget", "预算是多少?", "What is the budget?"),
        _WISH,
    ),
    "personal_data_request": (
        Question("which_data", "涉及哪些个人信息?", "Which personal data?"),
        Question("which_right", "查询、更正还是删除?", "Access, correction or deletion?"),
        _WISH,
    ),
    "loss_report": (_SINCE, _WISH),
    "complaint": (_REASON, _WISH),
    "other": (_SINCE, _TRIED, _WISH),
}


def all_questions() -> dict[str, Question]:
    """Return every question by its code, in the order of the topics."""
    return {one.code: one for asked in QUESTIONS.values() for one in asked}


def blank_rows(topic: str) -> list[dict[str, str]]:
    """Return the rows of the form: the questions of a topic, to be answered."""
    return [{"question": one.code, "answer": ""} for one in QUESTIONS[topic]]

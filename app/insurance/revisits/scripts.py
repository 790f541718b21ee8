"""What customers are asked, script by script, in Chinese and English. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

IDENTITY = "not_the_customer"
IN_INSTALMENTS = "payment_period_not_known"  # asked of a policy that is paid in instalments only


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a script."""

    code: str
    zh: str
    en: str
    #: what is wrong unless the customer says yes; None: every answer is as good
    issue: str | None = None
    #: leads to a sale: asked of customers who allow marketing, never where the law demands to ask
    sells: bool = False

    @property
    def text(self) -> str:
        """The question as an agent has it before them."""
        return f"{self.zh} {self.en}"


def _questions(script: str, *rows: tuple[str, str, str | None]) -> tuple[Question, ...]:
    return tuple(
        Question(code=f"{script}-{number}", zh=zh, en=en, issue=issue)
        for number, (zh, en, issue) in enumerate(rows, start=1)
    )


def _selling(code: str, zh: str, en: str) -> Question:
    return Question(code=code, zh=zh, en=en, sells=True)


#: the seven confirmations of the rules on services of personal insurance (CIRC 2010 no. 4)
NB7 = _questions(
    "NB7",
    ("请问您是投保人本人吗?", "Are you the policyholder?", IDENTITY),
    (
        "保单是您本人购买,投保单和风险提示是您本人签名吗?",
        "Did you buy the policy and sign the application yourself?",
        "not_signed_by_self",
    ),
    (
        "您阅读并理解产品说明书和投保提示书的内容吗?",
        "Have you read and understood the product sheet and the notice to applicants?",
        "terms_not_understood",
    ),
    (
        "您知道保险责任、责任免除和保险期间吗?",
        "Do you know what is covered, what is excluded and for how long?",
        "exclusions_not_known",
    ),
    (
        "您知道退保可能有损失吗?",
        "Do you know that a surrender may mean a loss?",
        "surrender_loss_not_known",
    ),
    (
        "您知道犹豫期的起算时间、期间和您享有的权利吗?",
        "Do you know when the cooling-off period begins, how long it is and your rights in it?",
        "cooling_off_not_known",
    ),
    (
        "您知道交费期间和交费频率吗?",
        "Do you know for how long and how often premiums are paid?",
        IN_INSTALMENTS,
    ),
)

SCRIPTS: Mapping[str, Sequence[Question]] = {
    "NB7": NB7,
    "NB3": _questions(
        "NB3",
        (
            "保单是您本人购买并收到的吗?",
            "Did you buy the policy and receive it?",
            "not_signed_by_self",
        ),
        (
            "您了解保险责任和责任免除吗?",
            "Do you know what is covered and excluded?",
            "exclusions_not_known",
        ),
        ("保单上的信息都正确吗?", "Is everything on the policy right?", "wrong_data"),
    ),
    "NP3": _questions(
        "NP3",
        (
            "您收到保单了吗,信息正确吗?",
            "Have you received the policy, and is it right?",
            "wrong_data",
        ),
        (
            "您了解免责条款和免赔额吗?",
            "Do you know the exclusions and the deductible?",
            "exclusions_not_known",
        ),
        ("您对投保服务满意吗?", "Are you content with how you were served?", "dissatisfied"),
    ),
    "CO5": _questions(
        "CO5",
        (
            "保险标的和保额与实际相符吗?",
            "Do insured objects and sums match what is there?",
            "wrong_data",
        ),
        (
            "贵单位了解免责条款和免赔额吗?",
            "Are exclusions and deductible known?",
            "exclusions_not_known",
        ),
        (
            "贵单位知道出险后如何报案吗?",
            "Is it known how to report a loss?",
            "terms_not_understood",
        ),
        (
            "销售人员的介绍与保单一致吗?",
            "Does the policy match what the seller said?",
            "mis_selling",
        ),
        ("贵单位对服务满意吗?", "Are you content with the service?", "dissatisfied"),
    ),
    "CL5": _questions(
        "CL5",
        ("赔款已经到账吗?", "Has the payment arrived?", "other"),
        (
            "您清楚赔款是如何计算的吗?",
            "Is it clear how the sum was computed?",
            "terms_not_understood",
        ),
        ("所需单证一次告知清楚了吗?", "Were all papers asked for at once?", "dissatisfied"),
        ("处理进度及时告知您了吗?", "Were you kept informed in time?", "dissatisfied"),
        ("您对理赔服务满意吗?", "Are you content with how the claim was handled?", "dissatisfied"),
    ),
    "RJ4": _questions(
        "RJ4",
        ("您收到拒赔通知书了吗?", "Have you received the notice of rejection?", "other"),
        ("拒赔理由和依据您清楚吗?", "Are the reasons clear to you?", "terms_not_understood"),
        (
            "投保时向您说明过该免责条款吗?",
            "Was that exclusion explained to you at the sale?",
            "mis_selling",
        ),
        ("您知道如何提出异议吗?", "Do you know how to object?", "terms_not_understood"),
    ),
    "CP4": _questions(
        "CP4",
        ("您收到投诉答复了吗?", "Have you received our reply?", "other"),
        ("答复回应了您的诉求吗?", "Does it answer what you asked for?", "dissatisfied"),
        ("答复的事项已经落实吗?", "Has what was promised been done?", "dissatisfied"),
        (
            "您对投诉处理满意吗?",
            "Are you content with how the complaint was handled?",
            "dissatisfied",
        ),
    ),
    "SR4": _questions(
        "SR4",
        ("退保是您本人的意愿吗?", "Was it your own wish to surrender?", "not_signed_by_self"),
        ("退保金额与您了解的一致吗?", "Is the sum what you expected?", "surrender_loss_not_known"),
        (
            "投保时的介绍与保单一致吗?",
            "Did the policy match what you were told at the sale?",
            "mis_selling",
        ),
        ("您对退保服务满意吗?", "Are you content with how it was handled?", "dissatisfied"),
    ),
    "CT3": _questions(
        "CT3",
        ("您和家人安全吗?", "Are you and your family safe?", None),
        ("您的财产没有受损,对吗?", "Is your property unharmed?", None),
        ("您知道如何报案和应急联系方式吗?", "Do you know how to report a loss?", "other"),
    ),
    "TR3": _questions(
        "TR3",
        ("培训内容对您有帮助吗?", "Was the training of use to you?", "dissatisfied"),
        ("讲解您听懂了吗?", "Was it easy to follow?", "terms_not_understood"),
        ("您愿意再参加吗?", "Would you come again?", None),
    ),
    "RN2": (
        Question(
            code="RN2-1",
            zh="您知道保单将于30日内到期吗?",
            en="Do you know that the policy ends within 30 days?",
        ),
        _selling("RN2-2", "您打算续保吗?", "Do you want to renew it?"),
    ),
    "VP5": (
        *_questions(
            "VP5",
            ("您的联系方式和住址有变化吗?", "Have your contact data changed?", None),
            (
                "您了解现有的保障吗?",
                "Do you know what you are covered for?",
                "terms_not_understood",
            ),
            (
                "过去一年的服务您满意吗?",
                "Were you content with last year's service?",
                "dissatisfied",
            ),
            (
                "您的专属客户经理及时联系您吗?",
                "Does your contact person keep in touch?",
                "dissatisfied",
            ),
        ),
        _selling("VP5-5", "您希望了解新的保障吗?", "Would you like to hear of further cover?"),
    ),
}

#: asked once more after what a customer raised was put right
SOLVED = Question(
    code="FU-1",
    zh="您此前反映的问题是否已经解决?",
    en="Has what you raised been put right?",
    issue="dissatisfied",
)
BY_CODE: Mapping[str, Question] = {
    one.code: one for script in (*SCRIPTS.values(), (SOLVED,)) for one in script
}


def questions_of(
    script: str, *, mandatory: bool, marketing: bool, instalments: bool
) -> list[Question]:
    """Return what is asked of a customer.

    :param mandatory: the law demands it, so that nothing may be sold
    :param marketing: the customer allows marketing
    """
    return [
        one
        for one in SCRIPTS[script]
        if (instalments or one.issue != IN_INSTALMENTS)
        and (not one.sells or (marketing and not mandatory))
    ]


def follow_up(script: str, issues: Collection[str]) -> list[Question]:
    """Return what is asked again after issues of some codes were seen to."""
    again = [one for one in SCRIPTS[script] if one.issue in issues]
    return [*again, SOLVED]

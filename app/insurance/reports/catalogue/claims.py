"""Metrics of claims, approvals and disputes: M14 to M22, M35."""

from decimal import Decimal

from app.insurance.reports.series import approvals, claims, disputes
from app.insurance.reports.shapes import Measure, Metric, Term, When

DAY, FEN, HOUR = 86_400, 100, 3_600
_PAID = (Term(series=claims.PAID),)
_ON_PAPERS = (Term(series=claims.PAID_ON_PAPERS),)
_CLOSED = (Term(series=claims.CLOSED),)
_REJECTED = Term(series=claims.REJECTED)
_ROUNDS = (Term(series=approvals.ROUNDS),)
_FINAL = (Term(series=approvals.FINAL),)
_DISPUTES = (Term(series=disputes.CLOSED),)


def _share(code: str, name: str, name_en: str, over: Term, under: tuple[Term, ...]) -> Measure:
    return Measure(code=code, name=name, name_en=name_en, over=(over,), under=under)


def _ended(step: str, name: str, name_en: str) -> Measure:
    over = Term(series=disputes.CLOSED, splits=(step,))
    return _share(f"step_{step}", name, name_en, over, _DISPUTES)


METRICS = (
    Metric(
        code="M14",
        name="出险支付周期",
        name_en="Loss-to-payment period",
        formula="Σ（支付时间 − 出险时间）天数 ÷ 期间内支付的案件；分全部案件与小额案件",
        formula_en=(
            "Σ (executed − loss time) in days ÷ claims paid in the period; all and small ones"
        ),
        measures=(
            Measure(
                code="mean",
                name="全部案件",
                name_en="all claims",
                over=(Term(series=claims.PAID, figure="since_loss", unit=DAY),),
                under=_PAID,
                unit="days",
            ),
            Measure(
                code="small",
                name="小额案件",
                name_en="small claims",
                over=(Term(series=claims.PAID, figure="since_loss", unit=DAY, splits=("small",)),),
                under=(Term(series=claims.PAID, splits=("small",)),),
                unit="days",
            ),
        ),
        split="size",
        at_most=True,
    ),
    Metric(
        code="M15",
        name="索赔支付周期",
        name_en="Claim-to-payment period",
        formula="Σ（支付时间 − 资料齐全时间）天数 ÷ 期间内支付的案件；另计 1 日、5 日内支付率",
        formula_en=(
            "Σ (executed − papers complete) in days ÷ claims paid in the period; share paid "
            "within 1 and 5 days"
        ),
        measures=(
            Measure(
                code="mean",
                name="平均天数",
                name_en="mean",
                over=(Term(series=claims.PAID_ON_PAPERS, figure="since_papers", unit=DAY),),
                under=_ON_PAPERS,
                unit="days",
            ),
            _share(
                "in_1_day",
                "1 日内支付率",
                "paid within 1 day",
                Term(series=claims.PAID_ON_PAPERS, figure="in_one_day"),
                _ON_PAPERS,
            ),
            _share(
                "in_5_days",
                "5 日内支付率",
                "paid within 5 days",
                Term(series=claims.PAID_ON_PAPERS, figure="in_five_days"),
                _ON_PAPERS,
            ),
        ),
        split="size",
        at_most=True,
    ),
    Metric(
        code="M16",
        name="结案率",
        name_en="Settlement rate",
        formula="期间内结案 ÷（期初未结 ＋ 期间内报案）",
        formula_en="claims closed in the period ÷ (open at its start + reported in it)",
        measures=(
            Measure(
                code="rate",
                name="结案率",
                name_en="settled",
                over=_CLOSED,
                under=(
                    Term(series=claims.UNSETTLED, when=When.AT_START),
                    Term(series=claims.REPORTED),
                ),
            ),
        ),
    ),
    Metric(
        code="M17",
        name="获赔率",
        name_en="Paid-claim rate",
        formula="期间内赔付 ÷（期间内赔付 ＋ 拒赔）；撤案、重复案件除外。拒赔率同一分母",
        formula_en="paid ÷ (paid + rejected) in the period; withdrawn and duplicate ones left out",
        measures=(
            _share("paid", "获赔率", "paid", _PAID[0], (*_PAID, _REJECTED)),
            _share("rejected", "拒赔率", "rejected", _REJECTED, (*_PAID, _REJECTED)),
        ),
    ),
    Metric(
        code="M18",
        name="一次性告知率",
        name_en="One-time notice",
        formula="只发一次补充通知的案件 ÷ 期间内首次发出补充通知的案件",
        formula_en="claims with exactly one supplement notice ÷ claims first asked in the period",
        measures=(
            _share(
                "rate",
                "一次性告知率",
                "asked once",
                Term(series=claims.ASKED, figure="once"),
                (Term(series=claims.ASKED),),
            ),
        ),
        target=Decimal(1),
    ),
    Metric(
        code="M19",
        name="重开率",
        name_en="Re-open rate",
        formula="期间内重开的案件 ÷ 期间内结案",
        formula_en="claims re-opened ÷ claims closed in the period",
        measures=(_share("rate", "重开率", "re-opened", Term(series=claims.REOPENED), _CLOSED),),
        target=Decimal("0.05"),
        at_most=True,
    ),
    Metric(
        code="M20",
        name="估损偏差",
        name_en="Estimate deviation",
        formula="Σ|赔款 − 立案估损| ÷ Σ赔款，期间内支付的案件",
        formula_en="Σ |paid − reserve at registration| ÷ Σ paid, of claims paid in the period",
        measures=(
            _share(
                "rate",
                "偏差",
                "deviation",
                Term(series=claims.ESTIMATED, figure="deviation", unit=FEN),
                (Term(series=claims.ESTIMATED, figure="paid", unit=FEN),),
            ),
        ),
        at_most=True,
    ),
    Metric(
        code="M21",
        name="审批退回率",
        name_en="Approval return rate",
        formula="退回或否决的轮次 ÷ 期间内结束的轮次；轮次 ÷ 期间内批准的案件",
        formula_en="rounds returned or refused ÷ rounds finished; rounds ÷ claims approved",
        measures=(
            _share(
                "rate",
                "退回率",
                "returned or refused",
                Term(series=approvals.ROUNDS, figure="stopped"),
                _ROUNDS,
            ),
            Measure(
                code="rounds",
                name="平均轮次",
                name_en="rounds a claim",
                over=(Term(series=approvals.ROUNDS, figure="rounds"),),
                under=(Term(series=approvals.ROUNDS, figure="approved"),),
                unit="number",
            ),
        ),
        split="tier",
        band="subject",
        at_most=True,
    ),
    Metric(
        code="M22",
        name="审批权限使用",
        name_en="Authority use by tier",
        formula="期间内终审批准的件数、金额、平均小时，按层级",
        formula_en="final approvals in the period: count, sum, mean hours, by tier",
        measures=(
            Measure(code="count", name="件数", name_en="approvals", over=_FINAL, unit="count"),
            Measure(
                code="amount",
                name="金额",
                name_en="sum",
                over=(Term(series=approvals.FINAL, figure="amount", unit=FEN),),
                unit="CNY",
            ),
            Measure(
                code="hours",
                name="平均小时",
                name_en="mean hours",
                over=(Term(series=approvals.FINAL, figure="taken", unit=HOUR),),
                under=_FINAL,
                unit="hours",
            ),
        ),
        split="tier",
        band="subject",
    ),
    Metric(
        code="M35",
        name="纠纷处理结果",
        name_en="Dispute outcome",
        formula="期间内结案的纠纷：在第 3、4、5 步了结的占比，按原因；金额变化 ＝ 议定 − 原核定",
        formula_en=(
            "disputes closed in the period: share that ended by step 3, 4 or 5; sum changed = "
            "agreed − offered"
        ),
        measures=(
            Measure(code="count", name="结案纠纷", name_en="closed", over=_DISPUTES, unit="count"),
            _ended(disputes.NEGOTIATED, "协商了结", "by negotiation"),
            _ended(disputes.MEDIATED, "外部调解了结", "by mediation"),
            _ended(disputes.JUDGED, "诉讼了结", "in court"),
            Measure(
                code="change",
                name="金额变化",
                name_en="sum changed",
                over=(Term(series=disputes.CLOSED, figure="change", unit=FEN),),
                unit="CNY",
            ),
        ),
        split="step",
        band="cause",
    ),
)

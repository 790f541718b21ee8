"""Metrics of revisits and opinions: M01 to M06."""

from decimal import Decimal

from app.insurance.reports.series import opinions, revisits
from app.insurance.reports.shapes import Measure, Metric, Term

DAY, FEN = 86_400, 100
_DUE = (Term(series=revisits.DUE),)
_SCORED = (Term(series=opinions.SCORED),)
_WAITED = (Term(series=revisits.COVERED, figure="value", unit=DAY),)
_BY_CUSTOMER = "customer"

METRICS = (
    Metric(
        code="M01",
        name="回访覆盖率",
        name_en="Revisit coverage",
        formula=(
            "期间内到期且期末前本人确认接通的回访 ÷ 期间内到期的回访（无法接通计入，退保或拒访取"
            "消的除外）"
        ),
        formula_en=(
            "revisits due in the period with a contact in person before its end ÷ revisits due "
            "(unreachable stay in, those cancelled by surrender or opt-out are out)"
        ),
        measures=(
            Measure(
                code="rate",
                name="覆盖率",
                name_en="covered",
                over=(Term(series=revisits.COVERED),),
                under=_DUE,
            ),
            Measure(
                code="customers",
                name="客户覆盖率",
                name_en="customers covered",
                over=(Term(series=revisits.COVERED, distinct=_BY_CUSTOMER),),
                under=(Term(series=revisits.DUE, distinct=_BY_CUSTOMER),),
            ),
        ),
        split="trigger",
        target=Decimal("0.95"),
        kind="revisit",
    ),
    Metric(
        code="M02",
        name="接通率",
        name_en="Contact success rate",
        formula="接通的次数 ÷ 期间内回访次数",
        formula_en="contacted attempts ÷ attempts in the period",
        measures=(
            Measure(
                code="rate",
                name="接通率",
                name_en="contacted",
                over=(Term(series=revisits.ATTEMPTS, figure="contacted"),),
                under=(Term(series=revisits.ATTEMPTS),),
            ),
        ),
        split="trigger",
        kind="revisit",
    ),
    Metric(
        code="M03",
        name="满意度",
        name_en="Satisfaction",
        formula=("评分 4 分及以上 ÷ 期间内全部评分；另计平均分；按回访、理赔、投诉、服务分别统计"),
        formula_en="scores of 4 and more ÷ all scores in the period; and their mean",
        measures=(
            Measure(
                code="rate",
                name="满意率",
                name_en="satisfied",
                over=(Term(series=opinions.SCORED, figure="good"),),
                under=_SCORED,
            ),
            Measure(
                code="mean",
                name="平均分",
                name_en="mean score",
                over=(Term(series=opinions.SCORED, figure="score"),),
                under=_SCORED,
                unit="score",
            ),
        ),
        split="category",
        target=Decimal("0.85"),
        kind="feedback",
    ),
    Metric(
        code="M04",
        name="转化率",
        name_en="Conversion",
        formula=(
            "完成的关怀回访（营销同意、非强制）后 30 日内同一客户投保 ÷ 期间内完成的关怀回访；另"
            "计保费"
        ),
        formula_en=(
            "completed care revisits followed within 30 days by a new policy ÷ completed care "
            "revisits; premium beside it; never of mandatory revisits"
        ),
        measures=(
            Measure(
                code="rate",
                name="转化率",
                name_en="followed by a policy",
                over=(Term(series=revisits.CONVERTED, even_later=True),),
                under=(Term(series=revisits.CARE),),
            ),
            Measure(
                code="premium",
                name="保费",
                name_en="premium",
                over=(
                    Term(series=revisits.CONVERTED, figure="premium", unit=FEN, even_later=True),
                ),
                unit="CNY",
            ),
        ),
        split="trigger",
        kind="revisit",
    ),
    Metric(
        code="M05",
        name="回访及时性",
        name_en="Revisit timeliness",
        formula="首次接通不晚于到期日 ÷ 期间内到期的回访；触发到首次接通的平均、中位天数",
        formula_en="first contact in person by the due day ÷ revisits due; days from trigger to it",
        measures=(
            Measure(
                code="rate",
                name="及时率",
                name_en="in time",
                over=(Term(series=revisits.DUE, figure="timely"),),
                under=_DUE,
            ),
            Measure(
                code="mean",
                name="平均天数",
                name_en="mean days",
                over=_WAITED,
                under=(Term(series=revisits.COVERED),),
                unit="days",
            ),
            Measure(
                code="median",
                name="中位天数",
                name_en="median days",
                over=_WAITED,
                quantile=Decimal("0.5"),
                unit="days",
            ),
        ),
        split="trigger",
        kind="revisit",
    ),
    Metric(
        code="M06",
        name="质量问题率",
        name_en="Quality issues",
        formula=(
            "发现问题的回访 ÷ 期间内完成的回访；15 个工作日内解决率 ＝ 按时解决 ÷ 期间内发现的问题"
        ),
        formula_en=(
            "completed revisits with an issue ÷ completed revisits; fixed within 15 working days "
            "÷ issues found in the period"
        ),
        measures=(
            Measure(
                code="rate",
                name="问题率",
                name_en="with an issue",
                over=(Term(series=revisits.DONE, figure="with_issue"),),
                under=(Term(series=revisits.DONE),),
            ),
            Measure(
                code="fixed",
                name="按时解决率",
                name_en="fixed in 15 working days",
                over=(Term(series=revisits.FIXED, even_later=True),),
                under=(Term(series=revisits.ISSUES),),
            ),
            Measure(
                code="issues",
                name="问题数",
                name_en="issues",
                over=(Term(series=revisits.ISSUES),),
                unit="count",
            ),
        ),
        split="issue",
        band="cause",
        at_most=True,
        kind="revisit",
    ),
)

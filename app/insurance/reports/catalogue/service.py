"""Metrics of service and its quality: M07, M51, M52, M54, M55."""

from decimal import Decimal

from app.insurance.reports.catalogue.limits import attainment
from app.insurance.reports.series import service
from app.insurance.reports.series.clocks import INTERNAL
from app.insurance.reports.shapes import Measure, Metric, Term

METRICS = (
    Metric(
        code="M07",
        name="服务评分",
        name_en="Service rating",
        formula="Σ 评分 ÷ 期间内有评分的服务请求",
        formula_en="Σ rating ÷ service requests rated in the period",
        measures=(
            Measure(
                code="mean",
                name="平均评分",
                name_en="mean rating",
                over=(Term(series=service.RATED, figure="rating"),),
                under=(Term(series=service.RATED),),
                unit="score",
            ),
        ),
        split="topic",
        kind="service_request",
    ),
    Metric(
        code="M51",
        name="服务速度",
        name_en="Service speed",
        formula="M11，只计服务请求时限",
        formula_en="M11 of the clock service_request",
        measures=(attainment("rate", INTERNAL, "service_request", name=("达标率", "attainment")),),
        target=Decimal("0.95"),
        kind="clock",
    ),
    Metric(
        code="M52",
        name="服务态度",
        name_en="Service attitude",
        formula="质检中态度项目得分（1–5）的平均",
        formula_en="mean of the attitude items (1 to 5) of quality checks in the period",
        measures=(
            Measure(
                code="mean",
                name="平均得分",
                name_en="mean score",
                over=(Term(series=service.CHECKED, figure="points"),),
                under=(Term(series=service.CHECKED, figure="items"),),
                unit="score",
            ),
        ),
        split="area",
        target=Decimal(4),
        kind="quality_check",
    ),
    Metric(
        code="M54",
        name="服务效果",
        name_en="Service effect",
        formula="首次接触即确认解决的请求 ÷ 期间内解决的请求",
        formula_en="requests confirmed solved at first contact ÷ requests solved in the period",
        measures=(
            Measure(
                code="rate",
                name="首次解决率",
                name_en="solved at first contact",
                over=(Term(series=service.SOLVED, figure="first"),),
                under=(Term(series=service.SOLVED),),
            ),
        ),
        split="topic",
        kind="service_request",
    ),
    Metric(
        code="M55",
        name="改进有效率",
        name_en="Improvement effectiveness",
        formula="验证有效的措施 ÷ 期间内验证的措施",
        formula_en="actions verified effective ÷ actions verified in the period",
        measures=(
            Measure(
                code="rate",
                name="有效率",
                name_en="effective",
                over=(Term(series=service.VERIFIED, figure="effective"),),
                under=(Term(series=service.VERIFIED),),
            ),
        ),
        split="measure",
        kind="quality_action",
    ),
)

"""Metrics of contingencies: M60 to M62; of one contingency, or of all in a period."""

from dataclasses import replace

from app.insurance.reports import contingencies
from app.insurance.reports.catalogue import complaints, limits, revisits
from app.insurance.reports.series import contingencies as series
from app.insurance.reports.shapes import Measure, Metric, Series, Term, When

HOUR, FEN = 3_600, 100
ACTIVATION = "activation"


def _now(of: Series, figure: str = "n", unit: int = 1) -> tuple[Term, ...]:
    """Add up how things stand when the period ends, or when it is looked at."""
    return (Term(series=of, figure=figure, unit=unit, when=When.AT_END),)


_CLAIMS = _now(series.REPORTED)
_PAYMENTS = _now(series.PAYMENTS, "amount", FEN)
_ESTIMATES = _now(series.ESTIMATES, "amount", FEN)


def _share(
    code: str,
    name: str,
    name_en: str,
    over: tuple[Term, ...],
    under: tuple[Term, ...] = _CLAIMS,
    unit: str = "ratio",
) -> Measure:
    return Measure(code=code, name=name, name_en=name_en, over=over, under=under, unit=unit)


def _mean_hours(code: str, name: str, name_en: str, of: Series) -> Measure:
    return _share(code, name, name_en, _now(of, "seconds", HOUR), _now(of), "hours")


def _number(code: str, name: str, name_en: str, of: Series) -> Measure:
    return Measure(code=code, name=name, name_en=name_en, over=_now(of), unit="count")


def _of_event(measure: Measure, code: str, name: str, name_en: str) -> Measure:
    return replace(measure, code=code, name=name, name_en=name_en)


_HEADS = {
    one.code: one.measures[0] for one in (*revisits.METRICS, *limits.METRICS, *complaints.METRICS)
}
_PROGRESS = (
    _share(
        "plan",
        "部门平均进度（%）",
        "mean progress of departments, %",
        _now(series.PROGRESS, "progress"),
        _now(series.PROGRESS),
        "number",
    ),
    _share("surveyed", "查勘率", "surveyed", _now(series.SURVEYED)),
    _share("assessed", "定损率", "assessed", _now(series.ASSESSED)),
    _share("paid", "赔付率", "paid", _now(series.PAID)),
    _number("backlog", "积压", "backlog", series.BACKLOG),
)
_QUALITY = (
    _of_event(_HEADS["M03"], "M03", "满意度", "satisfaction"),
    _of_event(_HEADS["M11"], "M11", "内部时效达标率", "internal limits met"),
    _of_event(_HEADS["M12"], "M12", "法定时效达标率", "statutory limits met"),
    _of_event(_HEADS["M34"], "M34", "涉赔投诉率", "complaints about claims"),
)
_EFFECT = (
    _mean_hours("delay", "启动延迟", "from proposal to activation", series.DELAYED),
    _mean_hours("first_payment", "首笔赔付", "to the first payment", series.FIRST_PAID),
    *(
        _share(f"closed_{days}", f"{days} 日结案率", f"closed within {days} days", _now(of))
        for days, of in series.CLOSED_IN.items()
    ),
    _share("paid_of_estimate", "赔付占预估", "paid of the estimate", _PAYMENTS, _ESTIMATES),
    _share(
        "advances",
        "预付占比",
        "share of advances",
        _now(series.ADVANCES, "amount", FEN),
        _PAYMENTS,
    ),
    _share(
        "cost",
        "案均资源成本",
        "cost of resources a claim",
        _now(series.RESOURCES, "amount", FEN),
        unit="CNY",
    ),
    _number("breaches", "法定超期", "statutory breaches", series.BREACHES),
    _share(
        "complaints",
        "百案投诉",
        "complaints per 100 claims",
        _now(series.COMPLAINTS, "hundred"),
        unit="number",
    ),
)
METRICS = (
    Metric(
        code="M60",
        name="预案进度",
        name_en="Plan progress",
        formula="部门平均进度；查勘、定损、赔付 ÷ 报案；积压；均为期末状态",
        formula_en=(
            "mean progress of departments; surveyed, assessed, paid ÷ reported; backlog; as they "
            "stand at the end of the period"
        ),
        measures=_PROGRESS,
        split=ACTIVATION,
        split_column="event",
        kind="claim",
        scope=contingencies.active_in,
    ),
    Metric(
        code="M61",
        name="预案服务质量",
        name_en="Event service quality",
        formula="M03、M11、M12、M34，只计预案案件",
        formula_en="M03, M11, M12, M34 of event claims",
        measures=_QUALITY,
        split=ACTIVATION,
        split_column="event",
        kind="claim",
        scope=contingencies.of_any,
    ),
    Metric(
        code="M62",
        name="预案效果",
        name_en="Contingency effect",
        formula=(
            "启动延迟、首笔赔付小时、7/30/90 日结案率、赔付 ÷ 预估、预付占比、案均成本、法定超期"
            "、百案投诉"
        ),
        formula_en=(
            "activation delay, hours to first payment, closed by day 7, 30, 90, paid ÷ estimate, "
            "advances, cost a claim, statutory breaches, complaints per 100 claims"
        ),
        measures=_EFFECT,
        split=ACTIVATION,
        split_column="event",
        kind="claim",
        scope=contingencies.with_previous,
    ),
)

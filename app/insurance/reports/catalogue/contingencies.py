"""Metrics of contingencies: M60 to M62; of one contingency, or of all in a period."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.insurance.contingency.models import Activation
from app.insurance.reports import contingencies
from app.insurance.reports.catalogue import complaints, limits, revisits
from app.insurance.reports.counting import count
from app.insurance.reports.reading import Reader
from app.insurance.reports.series import claims
from app.insurance.reports.shapes import Filters, Measure, Metric, Number, Term, number_of

_CLAIMS = (Term(series=claims.REPORTED),)
ACTIVATION = "activation"


def _measure(code: str, name: str, name_en: str, unit: str = "ratio") -> Measure:
    return Measure(code=code, name=name, name_en=name_en, over=_CLAIMS, unit=unit)


_PROGRESS = (
    _measure("plan", "部门平均进度（%）", "mean progress of departments, %", "number"),
    _measure("surveyed", "查勘率", "surveyed"),
    _measure("assessed", "定损率", "assessed"),
    _measure("paid", "赔付率", "paid"),
    _measure("backlog", "积压", "backlog", "count"),
)
_QUALITY = (
    _measure("M03", "满意度", "satisfaction"),
    _measure("M11", "内部时效达标率", "internal limits met"),
    _measure("M12", "法定时效达标率", "statutory limits met"),
    _measure("M34", "涉赔投诉率", "complaints about claims"),
)
_EFFECT = (
    _measure("delay", "启动延迟", "from proposal to activation", "hours"),
    _measure("first_payment", "首笔赔付", "to the first payment", "hours"),
    *(
        _measure(f"closed_{days}", f"{days} 日结案率", f"closed within {days} days")
        for days in contingencies.CLOSURES
    ),
    _measure("paid_of_estimate", "赔付占预估", "paid of the estimate"),
    _measure("advances", "预付占比", "share of advances"),
    _measure("cost", "案均资源成本", "cost of resources a claim", "CNY"),
    _measure("breaches", "法定超期", "statutory breaches", "count"),
    _measure("complaints", "百案投诉", "complaints per 100 claims", "number"),
)


def _value(measure: Measure, value: Decimal | int | None) -> Number:
    told = None if value is None else Decimal(value)
    return replace(number_of(measure, told or Decimal(0), None), value=told)


def _activations(reader: Reader) -> list[Activation]:
    """List the contingencies that were active in the period, or the one that is asked for."""
    window, event = reader.window, reader.filters.event
    return [
        one
        for one in contingencies.list_activations(reader.session)
        if (event in (None, "*") or one.contingency_no == event)
        and one.activated_at is not None
        and one.activated_at < window.end
        and (one.ended_at is None or one.ended_at >= window.start)
    ]


def progress(reader: Reader, way: str | None) -> dict[str, list[Number]]:
    """Tell how far each contingency has come; together: the mean of plans, the sum of claims."""
    found = _activations(reader)
    told = {one.contingency_no: contingencies.progress_of(reader.session, one) for one in found}
    if way == ACTIVATION:
        return {key: _progress([one]) for key, one in told.items()}
    return {"": _progress(list(told.values()))}


def _progress(told: Sequence[contingencies.Progress]) -> list[Number]:
    plans = [one.plan for one in told if one.plan is not None]
    reported = Decimal(sum(one.reported for one in told))
    steps = [[one.surveyed for one in told], [one.assessed for one in told], [x.paid for x in told]]
    shares = [
        number_of(measure, Decimal(sum(step)), reported)
        for measure, step in zip(_PROGRESS[1:4], steps, strict=True)
    ]
    plan = number_of(_PROGRESS[0], sum(plans, Decimal(0)), Decimal(len(plans)))
    return [plan, *shares, _value(_PROGRESS[4], sum(one.backlog for one in told))]


def quality(reader: Reader, way: str | None) -> dict[str, list[Number]]:
    """Count M03, M11, M12 and M34 of claims that belong to contingencies."""
    if way == ACTIVATION:
        events = [one.contingency_no for one in _activations(reader)]
    else:
        events = [reader.filters.event or "*"]
    return {(event if way else ""): _quality(reader, event) for event in events}


def _quality(reader: Reader, event: str) -> list[Number]:
    filters = Filters(dimensions=reader.filters.dimensions, event=event)
    tagged = replace(reader, filters=filters, _known={})
    parts = {one.code: one for one in (*revisits.METRICS, *limits.METRICS, *complaints.METRICS)}
    counted = [count(tagged, parts[measure.code])[0] for measure in _QUALITY]
    return [replace(one, measure=measure) for one, measure in zip(counted, _QUALITY, strict=True)]


def effect(reader: Reader, way: str | None) -> dict[str, list[Number]]:
    """Tell what each contingency brought about, and the one of its kind before it beside it."""
    found = _activations(reader)
    if way != ACTIVATION:
        return {"": _effect(reader, found[0]) if found else [_value(one, None) for one in _EFFECT]}
    before = [contingencies.find_previous(reader.session, one) for one in found]
    shown = {one.contingency_no: one for one in (*found, *before) if one is not None}
    return {key: _effect(reader, one) for key, one in shown.items()}


def _effect(reader: Reader, activation: Activation) -> list[Number]:
    told = contingencies.effect_of(reader.session, activation)
    values = (
        told.delay_hours,
        told.first_payment_hours,
        *(told.closed[days] for days in contingencies.CLOSURES),
        told.paid_of_estimate,
        told.advance_share,
        told.cost_per_claim,
        told.statutory_breaches,
        told.complaints_per_100,
    )
    return [_value(measure, value) for measure, value in zip(_EFFECT, values, strict=True)]


METRICS = (
    Metric(
        code="M60",
        name="预案进度",
        name_en="Plan progress",
        formula="部门平均进度；查勘、定损、赔付 ÷ 报案；积压；按预案（by=activation）",
        formula_en="mean progress of departments; surveyed, assessed, paid ÷ reported; backlog",
        measures=_PROGRESS,
        split=ACTIVATION,
        of_events=True,
        composed=progress,
    ),
    Metric(
        code="M61",
        name="预案服务质量",
        name_en="Event service quality",
        formula="M03、M11、M12、M34，只计预案案件",
        formula_en="M03, M11, M12, M34 of event claims",
        measures=_QUALITY,
        split=ACTIVATION,
        of_events=True,
        composed=quality,
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
        of_events=True,
        composed=effect,
    ),
)

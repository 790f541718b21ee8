"""Metrics that are more than two sums: M31, M40, M50, M53."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import sqlalchemy as sa

from app.insurance.complaints.models import RegulatorBase
from app.insurance.customers.file_models import ServicePromise
from app.insurance.customers.models import Customer, Product
from app.insurance.reports.catalogue import revisits, service
from app.insurance.reports.counting import count
from app.insurance.reports.reading import Reader
from app.insurance.reports.series import complaints, training
from app.insurance.reports.series.clocks import STOPPED
from app.insurance.reports.series.sources import claim, complaint, policy
from app.insurance.reports.shapes import (
    Measure,
    Metric,
    Number,
    Term,
    number_of,
    window_of,
)

#: in which the regulator's bulletin counts premium, policies and persons
PREMIUM_UNIT, HEAD_UNIT = Decimal(100_000_000), Decimal(10_000)
PERSONAL = "personal"
_TRANSFERRED = (Term(series=complaints.TRANSFERRED),)
_BASES = (
    Measure(
        code="premium",
        name="亿元保费投诉量",
        name_en="per CNY 100 m of premium",
        over=_TRANSFERRED,
        unit="number",
    ),
    Measure(
        code="policies",
        name="万张保单投诉量",
        name_en="per 10,000 policies",
        over=_TRANSFERRED,
        unit="number",
    ),
    Measure(
        code="persons",
        name="万人次投诉量",
        name_en="per 10,000 insured persons",
        over=_TRANSFERRED,
        unit="number",
    ),
)
_ATTENDED = Term(series=training.ATTENDED, distinct="customer")
_COVERAGE = Measure(code="rate", name="覆盖率", name_en="covered", over=(_ATTENDED,))
#: weights of satisfaction, speed, attitude and effect
WEIGHTS = (Decimal("0.4"), Decimal("0.2"), Decimal("0.2"), Decimal("0.2"))
_CSAT = Measure(code="score", name="综合得分", name_en="composite", over=(), unit="ratio")
_KEPT = Measure(code="rate", name="兑现率", name_en="kept", over=())


def ratios(reader: Reader, way: str | None) -> dict[str, list[Number]]:
    """Set what the regulator transferred against premium, policies and insured persons."""
    column = {"cause": "split", "class": "band"}.get(way or "", way)
    counted = reader.read(_TRANSFERRED[0], (column,) if column else ())
    bases = _bases(reader, way)
    found = {(str(key[0]) if key else ""): Decimal(figures[0]) for key, figures in counted.items()}
    keys = {*found, *(bases if way in ("line", "class") else ())} if way else {""}
    told = {}
    for key in keys:
        base = bases[key if way in ("line", "class") else ""]
        over = found.get(key, Decimal(0))
        told[key] = [number_of(one, over, base[place]) for place, one in enumerate(_BASES)]
    return told


def _bases(reader: Reader, way: str | None) -> Mapping[str, list[Decimal]]:
    """Add up the bases of the months of the period by line, by class, or together."""
    window, line = reader.window, reader.filters.dimensions.get("line")
    query = sa.select(RegulatorBase).where(
        RegulatorBase.month >= window.from_on.replace(day=1), RegulatorBase.month < window.to_on
    )
    if line is not None:
        query = query.where(RegulatorBase.lob == line)
    pairs = reader.session.execute(sa.select(Product.lob, Product.statutory_class))
    classes = {lob: one.value for lob, one in pairs}
    total: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * len(_BASES))
    for row in reader.session.scalars(query):
        key = {"line": row.lob, "class": classes.get(row.lob, "")}.get(way or "", "")
        persons = row.insured_persons if classes.get(row.lob) == PERSONAL else 0
        more = (
            row.premium / PREMIUM_UNIT,
            Decimal(row.policies) / HEAD_UNIT,
            Decimal(persons) / HEAD_UNIT,
        )
        total[key] = [had + one for had, one in zip(total[key], more, strict=True)]
    return total


def coverage(reader: Reader, way: str | None) -> dict[str, list[Number]]:
    """Set the customers who attended a training against those of the segment."""
    by = ("split",) if way == "segment" else (way,) if way else ()
    counted = reader.read(_ATTENDED, by)
    everybody = _customers(reader)
    found = {(str(key[0]) if key else ""): Decimal(figures[0]) for key, figures in counted.items()}
    keys = found if way else {"": None}
    told = {}
    for key in keys:
        whole = everybody.get(key, Decimal(0)) if way == "segment" else everybody[""]
        told[key] = [number_of(_COVERAGE, found.get(key, Decimal(0)), whole)]
    return told


def _customers(reader: Reader) -> dict[str, Decimal]:
    """Count the customers of each segment, of those with a claim or complaint, and all."""
    real = Customer.merged_into_id.is_(None)
    rows = reader.session.execute(
        sa.select(Customer.segment, sa.func.count()).where(real).group_by(Customer.segment)
    )
    found = {segment.value: Decimal(often) for segment, often in rows}
    claimants = sa.select(sa.func.count(sa.distinct(policy.c.policyholder_id))).select_from(
        claim.join(policy, policy.c.id == claim.c.policy_id)
    )
    complainants = sa.select(sa.func.count(sa.distinct(complaint.c.customer_id)))
    everybody = sum(found.values(), Decimal(0))
    found["claimant"] = Decimal(reader.session.execute(claimants).scalar_one())
    found["complainant"] = Decimal(reader.session.execute(complainants).scalar_one())
    return {**found, "": everybody}


def composite(reader: Reader, way: str | None) -> dict[str, list[Number]]:
    """Weigh satisfaction, speed, attitude and effect; nothing where one of them is not known."""
    parts = {one.code: one for one in (*revisits.METRICS, *service.METRICS)}
    values = [count(reader, parts[code])[0].value for code in ("M03", "M51", "M52", "M54")]
    if any(value is None for value in values):
        return {"": [Number(measure=_CSAT, numerator=Decimal(0), denominator=None, value=None)]}
    satisfied, speed, attitude, effect = (value or Decimal(0) for value in values)
    scaled = (satisfied, speed, (attitude - 1) / 4, effect)
    score = sum((share * one for share, one in zip(WEIGHTS, scaled, strict=True)), Decimal(0))
    return {"": [number_of(_CSAT, score, None)]}


def promises(reader: Reader, way: str | None) -> dict[str, list[Number]]:
    """Count the clocks of promised limits, each while it was promised."""
    window = reader.window
    found: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for promise in reader.session.scalars(sa.select(ServicePromise)):
        first = max(promise.published_from, window.from_on)
        end = min(promise.published_until or dt.date.max, window.to_on)
        if first >= end:
            continue
        period = window_of(first, end, window.zone, window.as_of)
        met, stopped = _kept(replace(reader, window=period, _known={}), promise)
        for key in {"", promise.stage} if way else {""}:
            found[key][0] += met
            found[key][1] += stopped
    found.setdefault("", [Decimal(0), Decimal(0)])
    if way:
        del found[""]
    return {key: [number_of(_KEPT, over, under)] for key, (over, under) in found.items()}


def _kept(reader: Reader, promise: ServicePromise) -> tuple[Decimal, Decimal]:
    term = Term(series=STOPPED[promise.clock_type.value], splits=(promise.stage,))
    figures = reader.read(term).get((), [0, 0])
    return Decimal(figures[1]), Decimal(figures[0])


METRICS = (
    Metric(
        code="M31",
        name="监管转办投诉比率",
        name_en="Complaint ratios of the bulletin",
        formula="期间内监管转办的投诉 ÷ 亿元保费；÷ 万张保单；人身险 ÷ 万人次",
        formula_en=(
            "complaints transferred by the regulator ÷ premium in CNY 100 m; ÷ policies in 10 k; "
            "personal insurance ÷ insured persons in 10 k"
        ),
        measures=_BASES,
        split="cause",
        band="class",
        at_most=True,
        kind="complaint",
        composed=ratios,
    ),
    Metric(
        code="M40",
        name="培训覆盖率",
        name_en="Training coverage",
        formula="期间内参训的客户（去重）÷ 该客群的客户",
        formula_en="different customers who attended in the period ÷ customers of the segment",
        measures=(_COVERAGE,),
        split="segment",
        kind="training",
        composed=coverage,
    ),
    Metric(
        code="M50",
        name="服务质量综合分",
        name_en="CSAT composite",
        formula="0.4·M03 ＋ 0.2·M51 ＋ 0.2·（M52 − 1）÷ 4 ＋ 0.2·M54",
        formula_en="0.4·M03 + 0.2·M51 + 0.2·(M52 − 1) ÷ 4 + 0.2·M54",
        measures=(_CSAT,),
        composed=composite,
    ),
    Metric(
        code="M53",
        name="承诺兑现率",
        name_en="Promises kept",
        formula="期间内停止且达标的承诺时限 ÷ 期间内停止的承诺时限（发布期内）",
        formula_en="clocks of published promises met ÷ those stopped in the period while promised",
        measures=(_KEPT,),
        split="stage",
        target=Decimal("0.98"),
        kind="clock",
        composed=promises,
    ),
)

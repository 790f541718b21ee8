"""Metrics that are more than two sums: M31, M50, M53."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import sqlalchemy as sa

from app.insurance.complaints.bases import written_by_line
from app.insurance.customers.file_models import ServicePromise
from app.insurance.reports.catalogue import revisits, service
from app.insurance.reports.counting import count_measures, split_measures
from app.insurance.reports.reading import Reader
from app.insurance.reports.series import complaints
from app.insurance.reports.series.clocks import STOPPED
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
#: weights of satisfaction, speed, attitude and effect
WEIGHTS = (Decimal("0.4"), Decimal("0.2"), Decimal("0.2"), Decimal("0.2"))
_HEADS = {one.code: one.measures[0] for one in (*revisits.METRICS, *service.METRICS)}


def _part(metric: str, code: str, name: str, name_en: str) -> Measure:
    return replace(_HEADS[metric], code=code, name=name, name_en=name_en)


_PARTS = (
    _part("M03", "satisfied", "满意度（M03）", "satisfaction (M03)"),
    _part("M51", "speed", "服务速度（M51）", "speed (M51)"),
    _part("M52", "attitude", "服务态度（M52）", "attitude (M52)"),
    _part("M54", "effect", "服务效果（M54）", "effect (M54)"),
)
_CSAT = Measure(
    code="score",
    name="综合得分",
    name_en="composite",
    #: what is listed behind it: all that its parts count
    over=tuple(term for part in _PARTS for term in part.under or ()),
)
_PROMISED = tuple(Term(series=one, figure="met") for one in STOPPED.values())
_KEPT = Measure(
    code="rate",
    name="兑现率",
    name_en="kept",
    over=_PROMISED,
    under=tuple(replace(one, figure="n") for one in _PROMISED),
)


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
    """Add up the bases of the months that the period touches by line, by class, or together.

    They are those of the bulletin: as entered, else as the contracts say.
    """
    window, line = reader.window, reader.filters.dimensions.get("line")
    first = window.from_on.replace(day=1)
    written, classes = written_by_line(reader.session, first, window.to_on)
    total: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * len(_BASES))
    for lob, one in written.items():
        if lob is None or line not in (None, lob):
            continue
        key = {"line": lob, "class": classes.get(lob, "")}.get(way or "", "")
        persons = one.insured_persons if classes.get(lob) == PERSONAL else 0
        more = (
            one.premium / PREMIUM_UNIT,
            Decimal(one.policies) / HEAD_UNIT,
            Decimal(persons) / HEAD_UNIT,
        )
        total[key] = [had + part for had, part in zip(total[key], more, strict=True)]
    return total


def composite(reader: Reader, way: str | None) -> dict[str, list[Number]]:
    """Weigh satisfaction, speed, attitude and effect; nothing where one of them is not known."""
    if way is None:
        return {"": _weighed(count_measures(reader, _PARTS))}
    parts = split_measures(reader, _PARTS, way)
    return {key: _weighed(numbers) for key, numbers in parts.items()}


def _weighed(parts: Sequence[Number]) -> list[Number]:
    if any(one.value is None for one in parts):
        nothing = Number(measure=_CSAT, numerator=Decimal(0), denominator=None, value=None)
        return [nothing, *parts]
    satisfied, speed, attitude, effect = (one.value or Decimal(0) for one in parts)
    scaled = (satisfied, speed, (attitude - 1) / 4, effect)
    score = sum((share * one for share, one in zip(WEIGHTS, scaled, strict=True)), Decimal(0))
    return [number_of(_CSAT, score, None), *parts]


def promises(reader: Reader, way: str | None) -> dict[str, list[Number]]:
    """Count the clocks of promised limits, each while it was promised."""
    column = {"stage": "split"}.get(way or "", way)
    found: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    if way is None:
        found[""]  # there is a number even where nothing was promised
    for stopped in STOPPED.values():
        for promised, term in promised_clocks(reader, Term(series=stopped)):
            for key, figures in promised.read(term, (column,) if column else ()).items():
                told = found[str(key[0]) if key else ""]
                told[0] += figures[1]
                told[1] += figures[0]
    return {key: [number_of(_KEPT, over, under)] for key, (over, under) in found.items()}


def promised_clocks(reader: Reader, term: Term) -> list[tuple[Reader, Term]]:
    """Return what reads the clocks of each published limit, while it was published."""
    window, told = reader.window, []
    kinds = {series.code: kind for kind, series in STOPPED.items()}
    for promise in reader.session.scalars(sa.select(ServicePromise)):
        first = max(promise.published_from, window.from_on)
        end = min(promise.published_until or dt.date.max, window.to_on)
        if first < end and promise.clock_type.value == kinds[term.series.code]:
            period = window_of(first, end, window.zone, window.as_of)
            narrowed = replace(reader, window=period, _known={})
            told.append((narrowed, replace(term, splits=(promise.stage,))))
    return told


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
        narrowed=("line",),  # premium, policies and persons are kept by line
        composed=ratios,
    ),
    Metric(
        code="M50",
        name="服务质量综合分",
        name_en="CSAT composite",
        formula="0.4·M03 ＋ 0.2·M51 ＋ 0.2·（M52 − 1）÷ 4 ＋ 0.2·M54",
        formula_en="0.4·M03 + 0.2·M51 + 0.2·(M52 − 1) ÷ 4 + 0.2·M54",
        measures=(_CSAT, *_PARTS),
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
        behind=promised_clocks,
    ),
)

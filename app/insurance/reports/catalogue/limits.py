"""Metrics of time limits: M10 to M13."""

from decimal import Decimal

from app.insurance.reports.series.clocks import INTERNAL, LATE, OPEN, STATUTORY, STOPPED, TIMES
from app.insurance.reports.shapes import Measure, Metric, Term, When

HOUR = 3_600
_P50, _P90 = Decimal("0.5"), Decimal("0.9")
TAKEN = Term(series=TIMES, figure="value", unit=HOUR)


def attainment(code: str, kind: str, *stages: str, name: tuple[str, str]) -> Measure:
    """Return the share of clocks that were met, of those stopped or still open and late."""
    stopped = STOPPED[kind]
    return Measure(
        code=code,
        name=name[0],
        name_en=name[1],
        over=(Term(series=stopped, figure="met", splits=stages),),
        under=(
            Term(series=stopped, splits=stages),
            Term(series=LATE[kind], when=When.AT_END, splits=stages),
        ),
    )


LATE_NOW = tuple(Term(series=LATE[kind], when=When.AT_END) for kind in (INTERNAL, STATUTORY))
METRICS = (
    Metric(
        code="M10",
        name="环节时长",
        name_en="Node cycle time",
        formula="停止时间 − 开始时间 − 暂停时间；期间内停止的内部时限，按环节、险种、金额段",
        formula_en="stop − start − pauses of internal clocks stopped in the period",
        measures=(
            Measure(
                code="mean",
                name="平均时长",
                name_en="mean",
                over=(TAKEN,),
                under=(Term(series=TIMES),),
                unit="hours",
            ),
            Measure(
                code="median",
                name="中位时长",
                name_en="median",
                over=(TAKEN,),
                quantile=_P50,
                unit="hours",
            ),
            Measure(
                code="p90",
                name="P90 时长",
                name_en="90th percentile",
                over=(TAKEN,),
                quantile=_P90,
                unit="hours",
            ),
        ),
        split="stage",
        band="amount",
        kind="clock",
    ),
    Metric(
        code="M11",
        name="内部时效达标率",
        name_en="Internal SLA attainment",
        formula=(
            "期间内停止且达标的内部时限 ÷（期间内停止的内部时限 ＋ 期末前已超时仍未停止的；取消的"
            "除外）"
        ),
        formula_en=(
            "internal clocks stopped in the period and met ÷ (those stopped + those late and "
            "still open at its end; cancelled ones left out)"
        ),
        measures=(attainment("rate", INTERNAL, name=("达标率", "attainment")),),
        split="stage",
        target=Decimal("0.95"),
        kind="clock",
    ),
    Metric(
        code="M12",
        name="法定时效达标率",
        name_en="Statutory SLA attainment",
        formula="与 M11 相同，只计法定时限",
        formula_en="as M11, of statutory clocks",
        measures=(attainment("rate", STATUTORY, name=("达标率", "attainment")),),
        split="stage",
        target=Decimal(1),
        kind="clock",
    ),
    Metric(
        code="M13",
        name="异常时效清单",
        name_en="Overdue list",
        formula="截至该时点已到期仍未停止的时限 ÷ 全部未停止的时限",
        formula_en="clocks open and due at the instant ÷ all clocks open then",
        measures=(
            Measure(
                code="share",
                name="占比",
                name_en="share of open clocks",
                over=LATE_NOW,
                under=(Term(series=OPEN, when=When.AT_END),),
            ),
            Measure(code="count", name="件数", name_en="count", over=LATE_NOW, unit="count"),
        ),
        split="stage",
        target=Decimal(0),
        at_most=True,
        kind="overdue",
    ),
)

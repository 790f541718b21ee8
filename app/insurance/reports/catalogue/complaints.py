"""Metrics of complaints: M30, M32 to M34."""

from decimal import Decimal

from app.insurance.reports.series import claims, complaints
from app.insurance.reports.shapes import Measure, Metric, Term

_CLOSED = (Term(series=complaints.CLOSED),)
CLAIM_COMPLAINTS = Measure(
    code="rate",
    name="涉赔投诉率",
    name_en="about claims",
    over=(Term(series=complaints.RECEIVED, splits=complaints.CLAIM_SUBJECTS),),
    under=(Term(series=claims.CLOSED),),
)


def _rate(code: str, name: str, name_en: str, over: Term, under: tuple[Term, ...]) -> Measure:
    return Measure(code=code, name=name, name_en=name_en, over=(over,), under=under)


METRICS = (
    Metric(
        code="M30",
        name="投诉量",
        name_en="Complaints",
        formula="期间内收到并受理的投诉，同一事项重复投诉合并计一件",
        formula_en="accepted complaints received in the period; repeats of a matter count once",
        measures=(
            Measure(
                code="count",
                name="投诉量",
                name_en="complaints",
                over=(Term(series=complaints.RECEIVED),),
                unit="count",
            ),
        ),
        split="subject",
        at_most=True,
        kind="complaint",
    ),
    Metric(
        code="M32",
        name="按时办结率",
        name_en="On-time closure",
        formula="在现行法定期限前答复的投诉 ÷ 期间内到期的投诉",
        formula_en=(
            "complaints replied to before their current statutory due ÷ those due in the period"
        ),
        measures=(
            _rate(
                "rate",
                "按时办结率",
                "in time",
                Term(series=complaints.DUE, figure="in_time"),
                (Term(series=complaints.DUE),),
            ),
        ),
        split="subject",
        target=Decimal(1),
        kind="complaint",
    ),
    Metric(
        code="M33",
        name="延期率",
        name_en="Extension rate",
        formula="延期 ÷ 结案；90 日内同人同事重复 ÷ 结案；满意 ÷ 已评价；核查改变结论 ÷ 核查",
        formula_en=(
            "extended ÷ closed; same complainant and subject within 90 days ÷ closed; satisfied "
            "÷ rated; overturned ÷ reviews"
        ),
        measures=(
            _rate(
                "extended",
                "延期率",
                "extended",
                Term(series=complaints.CLOSED, figure="extended"),
                _CLOSED,
            ),
            _rate(
                "repeated",
                "重复投诉率",
                "repeated",
                Term(series=complaints.CLOSED, figure="repeated"),
                _CLOSED,
            ),
            _rate(
                "satisfied",
                "满意率",
                "satisfied",
                Term(series=complaints.RATED, figure="satisfied"),
                (Term(series=complaints.RATED),),
            ),
            _rate(
                "overturned",
                "核查改变率",
                "overturned by review",
                Term(series=complaints.REVIEWED, figure="overturned"),
                (Term(series=complaints.REVIEWED),),
            ),
        ),
        split="subject",
        at_most=True,
        kind="complaint",
    ),
    Metric(
        code="M34",
        name="涉赔投诉率",
        name_en="Claim-complaint rate",
        formula="期间内收到的理赔类投诉 ÷ 期间内结案",
        formula_en="complaints about claims received ÷ claims closed in the period",
        measures=(CLAIM_COMPLAINTS,),
        at_most=True,
        kind="complaint",
    ),
)

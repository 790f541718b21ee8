"""Metrics of customer training: M40 to M43."""

from app.insurance.reports.series import training
from app.insurance.reports.shapes import Measure, Metric, Term, When

_ASSESSED = (Term(series=training.ASSESSED),)

METRICS = (
    Metric(
        code="M40",
        name="培训覆盖率",
        name_en="Training coverage",
        formula="期间内参训的客户（去重）÷ 期末该客群的客户",
        formula_en=(
            "different customers who attended in the period ÷ customers of the segment at its end"
        ),
        measures=(
            Measure(
                code="rate",
                name="覆盖率",
                name_en="covered",
                over=(Term(series=training.ATTENDED, distinct="customer"),),
                under=(Term(series=training.CUSTOMERS, when=When.AT_END, distinct="customer"),),
            ),
        ),
        split="segment",
        kind="training",
    ),
    Metric(
        code="M41",
        name="考核合格率",
        name_en="Pass rate",
        formula="考核 60 分及以上 ÷ 期间内考核；另计平均分",
        formula_en="assessed with 60 or more ÷ assessed in the period; and their mean",
        measures=(
            Measure(
                code="rate",
                name="合格率",
                name_en="passed",
                over=(Term(series=training.ASSESSED, figure="passed"),),
                under=_ASSESSED,
            ),
            Measure(
                code="mean",
                name="平均分",
                name_en="mean score",
                over=(Term(series=training.ASSESSED, figure="score"),),
                under=_ASSESSED,
                unit="score",
            ),
        ),
        split="segment",
        kind="training",
    ),
    Metric(
        code="M42",
        name="培训满意度",
        name_en="Training satisfaction",
        formula="Σ 场次平均评分 ÷ 期间内有评分的场次",
        formula_en="Σ average ratings ÷ sessions surveyed in the period",
        measures=(
            Measure(
                code="mean",
                name="平均评分",
                name_en="mean rating",
                over=(Term(series=training.SURVEYED, figure="average", unit=training.POINTS),),
                under=(Term(series=training.SURVEYED),),
                unit="score",
            ),
        ),
        split="segment",
        kind="training",
    ),
    Metric(
        code="M43",
        name="教育成果",
        name_en="Effect of training",
        formula="（培训前 90 日投诉 − 后 90 日投诉）÷ 已评估的参训人数；另计行为改变的场次占比",
        formula_en=(
            "(complaints 90 days before − after) ÷ attendees reviewed; share of trainings whose "
            "attendees behave otherwise"
        ),
        measures=(
            Measure(
                code="fewer",
                name="人均减少投诉",
                name_en="fewer complaints an attendee",
                over=(Term(series=training.REVIEWED, figure="fewer"),),
                under=(Term(series=training.REVIEWED, figure="attendees"),),
                unit="number",
            ),
            Measure(
                code="changed",
                name="行为改变率",
                name_en="behaviour changed",
                over=(Term(series=training.REVIEWED, figure="changed"),),
                under=(Term(series=training.REVIEWED),),
            ),
        ),
        split="segment",
        kind="training",
    ),
)

"""A small table of limits, and the clocks of one case under it."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.decision_results import DecisionResult, MatchedRule
from app.sla import queries
from app.sla.models import ClockType, SlaClock
from app.work import Work

ZONE = ZoneInfo("Asia/Shanghai")
CASE = 4711
TASK = 815
FACTS = {"lob": "motor_commercial", "amount": 3800, "track": "fast", "cat_level": "none"}
LIMITS = {
    "registration": ("1 wd", None, "PT4H", False),
    "assessment": ("3 wd", None, "P1D", True),
    "decision": ("3 d", "30 d", "P1D", True),
    "reject_notice": ("1 wd", "3 d", "P1D", False),
    "survey_contact": ("10 min", None, "PT3M", False),
    "visit": ("4 h", None, "PT1H", True),
}
BY_TRACK = {("decision", "complex"): ("20 d", "30 d", "P5D", True)}


def decide(
    session: Session,
    decision_id: str,
    inputs: Mapping[str, object],
    *,
    at: dt.datetime,
    version: int | None = None,
) -> DecisionResult:
    stage, track = str(inputs["stage"]), str(inputs["track"])
    row = BY_TRACK.get((stage, track)) or LIMITS[stage]
    names = ("internal", "statutory", "warn_before", "pausable")
    rule = MatchedRule(decision=decision_id, rule="r1", index=1, annotation="example value")
    return DecisionResult(
        decision=decision_id,
        value=dict(zip(names, row, strict=True)),
        matched=(rule,),
        inputs=inputs,
        digest="",
        version=version or 1,
    )


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def later(work: Work, text: str) -> Work:
    return dataclasses.replace(work, now=at(text))


def clocks(work: Work) -> dict[tuple[str, ClockType], SlaClock]:
    work.session.expire_all()
    return {(c.stage, c.clock_type): c for c in queries.list_clocks(work.session, CASE)}


def internal(work: Work, stage: str) -> SlaClock:
    return clocks(work)[stage, ClockType.INTERNAL]

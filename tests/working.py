"""A Work for tests that need a session but no diagrams."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app import clock
from app.decision_results import DecisionResult
from app.work import SYSTEM, Actor, Processes, Work

ZONE = ZoneInfo("Asia/Shanghai")


def decide_nothing(
    session: Session,
    decision_id: str,
    inputs: Mapping[str, object],
    *,
    version: int | None = None,
) -> DecisionResult:
    """Refuse every decision: a test that needs one brings its own."""
    raise AssertionError(f"this test decides nothing, and was asked for {decision_id}")


PROCESSES = Processes(decide=decide_nothing, zone=ZONE)


def work_of(session: Session, *, actor: Actor = SYSTEM, now: dt.datetime | None = None) -> Work:
    """Return a Work at the test clock's instant, or at another."""
    return Work(session=session, processes=PROCESSES, now=now or clock.now(session), actor=actor)


def deciding(work: Work, answers: Mapping[str, object]) -> Work:
    """Return a Work whose tables always say the same, each by its name."""

    def decide(
        session: Session,
        decision_id: str,
        inputs: Mapping[str, object],
        *,
        at: dt.datetime,
        version: int | None = None,
    ) -> DecisionResult:
        return DecisionResult(
            decision=decision_id,
            value=answers[decision_id],
            matched=(),
            inputs=inputs,
            digest="",
            version=version or 1,
        )

    return replace(work, processes=replace(work.processes, decide=decide))

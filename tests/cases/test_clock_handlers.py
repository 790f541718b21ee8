"""Clocks that a diagram opens and stops by service tasks."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from app.cases import handlers
from app.errors import InvalidInput
from app.sla.models import ClockState
from app.work import Work
from tests.sla.conftest import work
from tests.sla.ticking import CASE, FACTS, at, internal, later

assert work  # the fixture


@dataclass
class Call:
    """What the engine hands a function."""

    work: Work
    headers: dict[str, str]
    case_id: int = CASE
    element: str = "open_decision_clock"
    variables: dict[str, Any] = field(default_factory=lambda: dict(FACTS))


def test_a_diagram_opens_a_clock_since_an_instant_in_the_past(work: Work) -> None:
    handlers.open_stage(Call(work, {"stage": "decision", "at": "2026-03-01T08:00:00+08:00"}))

    assert internal(work, "decision").due_at == at("2026-03-05T00:00")


def test_an_instant_without_zone_is_local(work: Work) -> None:
    handlers.open_stage(Call(work, {"stage": "decision", "at": "2026-03-01T08:00:00"}))

    assert internal(work, "decision").started_at == at("2026-03-01T08:00")


def test_a_diagram_stops_a_clock_now(work: Work) -> None:
    handlers.open_stage(Call(work, {"stage": "decision"}))

    handlers.stop_stage(Call(later(work, "2026-03-03T09:00"), {"stage": "decision"}))

    assert internal(work, "decision").state is ClockState.MET


@pytest.mark.parametrize(
    "headers",
    [{}, {"stage": "decision", "at": "tomorrow"}, {"stage": "decision", "at": "2026-03-09T08:00"}],
    ids=["no stage", "no instant", "still to come"],
)
def test_a_clock_without_stage_or_with_a_wrong_instant_is_refused(
    work: Work, headers: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput):
        handlers.open_stage(Call(work, headers))

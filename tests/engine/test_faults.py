"""Injected faults: wherever something fails once, trying again leads to the same end."""

from collections import Counter
from typing import Any

import pytest

from app.engine.errors import EngineError, IncidentKind
from app.engine.expressions import Evaluator

from .claim import CLAIM, PARTS, PAYMENT, claim_of
from .world import World

STEPS: list[tuple[str, dict[str, Any]]] = [
    ("register", {"claim": claim_of(100), "parties": ["a", "b"]}),
    ("full", {}),
    ("coverage", {}),
    ("damage", {}),
    ("medical", {}),
    ("review", {"again": True}),
    ("rework", {}),
    ("review", {"again": False}),
    ("decide", {"reject": False}),
    ("approve_pay", {}),
    ("confirm_pay", {}),
    ("notice", {"sent": 1}),
    ("notice", {"sent": 2}),
    ("archive", {}),
    ("survey", {}),
]
EVALUATIONS = 17  # expressions evaluated on that way
FACTS = ("reserve", "level", "paid", "notices", "kpi", "fraud_score", "amount")


class Fault:
    """Fails the n-th call of a function, once."""

    def __init__(self, at: int) -> None:
        self.at, self.calls = at, 0

    def strike(self) -> None:
        self.calls += 1
        if self.calls == self.at:
            raise EngineError(IncidentKind.EXTRACT_VALUE, "injected")


def walked(mode: str, ran: Counter[str]) -> World:
    """Walk a claim to its end, trying again what stands still."""
    world = World([CLAIM, PAYMENT], mode, **counting(ran))
    world.start({}, "claim")
    for element, answers in STEPS:
        world.complete(element, **answers)
        while world.incidents():
            world.resolve()
    return world


def counting(ran: Counter[str]) -> dict[str, Any]:
    def score(call: Any) -> dict[str, Any]:
        ran[call.element] += 1
        return {"fraud_score": 7}

    return {**PARTS, "handlers": {**PARTS["handlers"], "score": score}}


def inject(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    evaluate = Evaluator.feel_value

    def failing(self: Evaluator, text: str, view: Any) -> Any:
        fault.strike()
        return evaluate(self, text, view)

    monkeypatch.setattr(Evaluator, "feel_value", failing)


def outcome(world: World) -> dict[str, Any]:
    variables = world.variables()
    return {name: variables[name] for name in FACTS}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """What the claim comes to when nothing fails."""
    return outcome(walked("never", Counter()))


def test_the_walk_evaluates_as_often_as_faults_are_injected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault = Fault(at=0)
    inject(monkeypatch, fault)

    walked("never", Counter())

    assert fault.calls == EVALUATIONS


@pytest.mark.parametrize("mode", ["never", "step"])
@pytest.mark.parametrize("at", range(1, EVALUATIONS + 1))
def test_an_expression_that_fails_once_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, expected: dict[str, Any], at: int, mode: str
) -> None:
    ran: Counter[str] = Counter()
    inject(monkeypatch, Fault(at))

    world = walked(mode, ran)

    assert world.done()
    assert outcome(world) == expected
    assert ran == {"fraud": 1}


@pytest.mark.parametrize("mode", ["never", "step"])
@pytest.mark.parametrize("failures", [1, 3])
def test_a_handler_that_fails_is_run_until_it_succeeds(
    expected: dict[str, Any], failures: int, mode: str
) -> None:
    ran: Counter[str] = Counter()
    parts = counting(ran)
    score = parts["handlers"]["score"]

    def failing(call: Any) -> Any:
        given = score(call)
        if ran["fraud"] <= failures:
            raise ValueError("not now")
        return given

    world = World(
        [CLAIM, PAYMENT], mode, **{**parts, "handlers": {**parts["handlers"], "score": failing}}
    )
    world.start({}, "claim")
    for element, answers in STEPS:
        world.complete(element, **answers)
        while world.incidents():
            world.resolve()

    assert outcome(world) == expected
    assert ran == {"fraud": failures + 1}

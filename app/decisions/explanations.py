"""Says why a decision came out so: the rules that fired, and those that nearly did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.decision_results import MatchedRule
from app.decisions.dmn.model import Decision
from app.decisions.dmn.trace import Miss, RuleLook, TableLook, Trace
from app.decisions.errors import DecisionError, written
from app.feel import FeelError, lower

NEAR_MISSES = 5  # of one table; more would be the table itself


@dataclass(frozen=True, kw_only=True)
class MissedCell:
    """A cell that kept a rule from firing; ``given`` is what its column read, as JSON."""

    column: str
    text: str
    given: Any
    reason: str


@dataclass(frozen=True, kw_only=True)
class NearMiss:
    """A rule that did not fire, and every cell that kept it from it."""

    decision: str
    rule: str
    index: int
    annotation: str
    missed: tuple[MissedCell, ...]


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A decision and its reasons; ``failure`` says why there is no value, where there is none."""

    decision: str
    version: int
    digest: str
    value: Any
    failure: str | None
    matched: tuple[MatchedRule, ...]
    also_hold: tuple[MatchedRule, ...]  #: rules that hold too, and do not decide
    near_misses: tuple[NearMiss, ...]
    inputs: Mapping[str, Any]


def explain_decision(
    decision: Decision, inputs: Mapping[str, object], *, digest: str, version: int
) -> Explanation:
    """Evaluate a decision and look at each rule on the way."""
    trace = Trace(looks=[])
    value: Any = None
    failure: str | None = None
    try:
        value = lower(decision.evaluate(inputs, trace=trace).value)
    except DecisionError as error:
        failure = error.detail
    except FeelError as error:  # a function
        failure = error.reason
    return Explanation(
        decision=decision.id,
        version=version,
        digest=digest,
        value=value,
        failure=failure,
        matched=tuple(trace.matched),
        also_hold=tuple(
            rule.rule
            for look in trace.looks or ()
            for rule in look.rules
            if not rule.misses and rule.rule not in trace.matched
        ),
        near_misses=tuple(near for look in trace.looks or () for near in _near(look)),
        inputs=decision.read(inputs),
    )


def _near(look: TableLook) -> Iterator[NearMiss]:
    """Yield the rules of a table that the fewest cells kept from firing."""
    missed = [rule for rule in look.rules if rule.misses]
    fewest = min((len(rule.misses) for rule in missed), default=0)
    nearest = [rule for rule in missed if len(rule.misses) == fewest]
    yield from map(_near_miss, nearest[:NEAR_MISSES])


def _near_miss(look: RuleLook) -> NearMiss:
    rule = look.rule
    return NearMiss(
        decision=rule.decision,
        rule=rule.rule,
        index=rule.index,
        annotation=rule.annotation,
        missed=_cells(look.misses),
    )


def _cells(misses: Sequence[Miss]) -> tuple[MissedCell, ...]:
    return tuple(
        MissedCell(
            column=miss.column,
            text=miss.text,
            given=_shown(miss.given),
            reason=f"{miss.column} is {written(miss.given)}, the rule asks for {miss.text}",
        )
        for miss in misses
    )


def _shown(value: object) -> Any:
    try:
        return lower(value)
    except FeelError:  # a function
        return written(value)

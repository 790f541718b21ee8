"""What a version would have decided: evaluates it over decisions that were taken, and compares."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.decisions.dmn.hit_policies import equal
from app.decisions.dmn.model import Decision
from app.decisions.errors import DecisionError
from app.feel import FeelError, lift, lower

EXAMPLES = 3  # of one group


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A decision that was taken: from what, with which value and by which rules."""

    case_id: int
    at: dt.datetime
    version: int
    inputs: Mapping[str, Any]
    value: Any
    rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Example:
    """One decision that would come out otherwise."""

    case_id: int
    at: dt.datetime
    version: int
    inputs: Mapping[str, Any]
    before: Any
    after: Any


@dataclass(kw_only=True)
class Sums:
    """A numeric output summed over a group, before and after; where both are numbers."""

    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)


@dataclass(kw_only=True)
class Group:
    """The decisions that one rule took and another takes now; ``failure`` where none does."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    failure: str
    count: int = 0
    inputs: dict[str, Decimal] = field(default_factory=dict)  #: sums of numeric inputs
    outputs: dict[str, Sums] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)


@dataclass(kw_only=True)
class Replay:
    """What came of a replay; only what comes out otherwise is grouped."""

    decision: str
    replayed: int = 0
    #: decisions that were taken without an input that is read now: nothing can be said of them
    incomparable: int = 0
    missing: dict[str, int] = field(default_factory=dict)  #: those inputs, and how often
    unchanged: int = 0
    other_rule: int = 0  #: of the unchanged, those that another rule now decides
    changed: int = 0
    failed: int = 0  #: of the changed, those without an answer
    complete: bool = True  #: False where there were more decisions than the limit
    groups: list[Group] = field(default_factory=list)


def replay(decision: Decision, taken: Iterable[Taken]) -> Replay:
    """Decide anew what was decided."""
    report = Replay(decision=decision.id)
    groups: dict[tuple[Any, ...], Group] = {}
    reads = [one.name for one in decision.inputs]
    for one in taken:
        report.replayed += 1
        missing = [name for name in reads if name not in one.inputs]
        if missing:
            report.incomparable += 1
            for name in missing:
                report.missing[name] = report.missing.get(name, 0) + 1
            continue
        value, rules, failure = _decided(decision, one.inputs)
        if not failure and _same(one.value, value):
            report.unchanged += 1
            report.other_rule += rules != one.rules
            continue
        report.changed += 1
        report.failed += bool(failure)
        group = groups.setdefault(
            (one.rules, rules, failure), Group(before=one.rules, after=rules, failure=failure)
        )
        _add(group, decision, one, value)
    report.groups = sorted(groups.values(), key=lambda group: -group.count)
    return report


def rules_of(key: str, matched: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Name the rules that fired: of the decision itself by number, of others with their name."""
    own = [str(index) for decision, index in matched if decision == key]
    return tuple(own or (f"{decision} {index}" for decision, index in matched))


def _decided(decision: Decision, inputs: Mapping[str, Any]) -> tuple[object, tuple[str, ...], str]:
    try:
        outcome = decision.evaluate(inputs)
        value = lower(outcome.value)
    except DecisionError as error:
        return None, (), error.kind
    except FeelError as error:  # a function, or a number out of reach
        return None, (), error.reason
    fired = [(rule.decision, rule.index) for rule in outcome.matched]
    return value, rules_of(decision.id, fired), ""


def _same(before: Any, after: object) -> bool:
    return equal(lift(before), lift(after))


def _add(group: Group, decision: Decision, one: Taken, value: object) -> None:
    group.count += 1
    for name, given in _numbers(decision.id, one.inputs).items():
        group.inputs[name] = group.inputs.get(name, Decimal(0)) + given
    was, is_ = _numbers(decision.id, one.value), _numbers(decision.id, value)
    for name in was.keys() & is_.keys():
        sums = group.outputs.setdefault(name, Sums())
        sums.before += was[name]
        sums.after += is_[name]
    if len(group.examples) < EXAMPLES:
        group.examples.append(_example(one, value))


def _example(one: Taken, value: object) -> Example:
    return Example(
        case_id=one.case_id,
        at=one.at,
        version=one.version,
        inputs=one.inputs,
        before=one.value,
        after=value,
    )


def _numbers(name: str, value: object) -> dict[str, Decimal]:
    """Return the numbers of a value by name, those of a list summed up.

    A number by itself stands under the decision's name, the entries of a context under theirs.
    """
    found: dict[str, Decimal] = {}
    for one in value if isinstance(value, list) else [value]:
        for key, entry in one.items() if isinstance(one, Mapping) else [(name, one)]:
            if isinstance(entry, int | Decimal) and not isinstance(entry, bool):
                found[key] = found.get(key, Decimal(0)) + Decimal(entry)
    return found

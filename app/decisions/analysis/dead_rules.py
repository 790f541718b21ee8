"""Rules that can never fire: a cell of theirs is empty, or other rules always come first."""

from collections.abc import Iterator, Sequence

from app.decisions.analysis.budget import Budget
from app.decisions.analysis.coverage import Coverage
from app.decisions.analysis.findings import DeadRule
from app.decisions.analysis.grid import Grid, members
from app.decisions.analysis.outputs import Outputs
from app.decisions.analysis.regions import Box, listed
from app.decisions.dmn.hit_policies import FIRST, PRIORITY
from app.decisions.dmn.tables import Table

MOST_STEPS = 2_000_000  # parts looked at, over all rules; some two seconds
TOO_MANY = "rules that never fire: they divide the inputs into too many parts"


def empty_rules(grid: Grid, table: Table) -> Iterator[DeadRule]:
    """Yield the rules with a cell that no allowed value passes."""
    for number, rule in enumerate(table.rules):
        column = _empty_column(grid, number)
        if column is None:
            continue
        label = grid.dimensions[grid.columns[column].dimension].label
        text = rule.inputs[column].text
        if grid.columns[column].cells[number]:
            reason = f"its cells on {label} exclude each other"
        else:
            reason = f"no allowed value of {label} passes its cell {text}"
        yield DeadRule(
            rule=number + 1, covered_by=(), text=f"rule {number + 1} can never fire: {reason}"
        )


def _empty_column(grid: Grid, rule: int) -> int | None:
    """Return a column whose cell, or whose cells together with its likes, is empty."""
    empty = (n for n, column in enumerate(grid.columns) if not column.cells[rule])
    contradictory = (
        n for n, c in enumerate(grid.columns) if not grid.dimensions[c.dimension].cells[rule]
    )
    return next(empty, next(contradictory, None))


def covered_rules(
    grid: Grid, policy: str, outputs: Outputs, met: Sequence[int]
) -> Iterator[DeadRule]:
    """Yield the rules of a FIRST or PRIORITY table that others always come before.

    :raises TooLarge: the rules divide the inputs into too many parts
    """
    budget = Budget(MOST_STEPS, TOO_MANY)
    for rule, before in enumerate(_before(grid, policy, outputs)):
        box = grid.box(rule)
        rivals = before & grid.certain & met[rule]
        if not rivals or not all(box):
            continue
        covering = _covering(grid, box, rivals, budget)
        if covering:
            numbers = tuple(n + 1 for n in covering)
            yield DeadRule(rule=rule + 1, covered_by=numbers, text=_text(rule, numbers, policy))


def _before(grid: Grid, policy: str, outputs: Outputs) -> list[int]:
    """Return by rule the rules that win where both fire."""
    if policy == FIRST:
        return [(1 << rule) - 1 for rule in range(grid.rules)]
    if policy != PRIORITY:
        return [0] * grid.rules
    ranks = outputs.ranks()
    return [sum(1 << n for n in _weightier(ranks, rule)) for rule in range(grid.rules)]


def _weightier(ranks: Sequence[list[int] | None], rule: int) -> Iterator[int]:
    own = ranks[rule]
    for number, rank in enumerate(ranks):
        if own is not None and rank is not None and (rank, number) < (own, rule):
            yield number


def _covering(grid: Grid, box: Box, rivals: int, budget: Budget) -> list[int]:
    """Return few of these rules that cover a box: one that does so alone, else no more than needed.

    :returns: none where they leave something over
    """
    for rival in members(rivals):
        if all(part & ~own == 0 for part, own in zip(box, grid.box(rival), strict=True)):
            return [rival]
    if Coverage(grid, box, rivals, budget).first_left_over() is not None:
        return []
    for rival in reversed(list(members(rivals))):
        without = rivals & ~(1 << rival)
        if Coverage(grid, box, without, budget).first_left_over() is None:
            rivals = without
    return list(members(rivals))


def _text(rule: int, numbers: Sequence[int], policy: str) -> str:
    cover = "covers" if len(numbers) == 1 else "cover"
    where = "above it" if policy == FIRST else "of higher priority"
    return f"rule {rule + 1} can never fire: {listed(numbers)} {where} {cover} it"
